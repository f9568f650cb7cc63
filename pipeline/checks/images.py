"""Rules about pictures: each one is described, in every language."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.subjects import Picture
from pipeline.checks.unparsed import unparsed
from pipeline.model import Document

_WCAG_111 = "WCAG 2.2, 1.1.1 Non-text Content"
_EXTENSION = re.compile(r"\.(?:avif|bmp|gif|heic|jpe?g|png|svg|tiff?|webp)$", re.IGNORECASE)
_CAMERA = re.compile(r"(?:IMG|DSC|DSCN|DSCF|PXL|GOPR|MVIMG|P)[-_ ]?\d{3,}.*", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\W_]+")


def _missing(picture: Picture, scope: Scope) -> Iterator[Note]:
    image = picture.image
    if scope.translated and image.location.line:
        return  # The source's own picture: said there.
    if not image.decorative and not image.alt.strip():
        yield Note(
            picture.location,
            "The picture “{file}” has no description. Write what it says to the reader here, or {mark} after it if it says nothing.",
            (("file", image.src), ("mark", "{role=presentation}")),
        )


def _filename(picture: Picture, scope: Scope) -> Iterator[Note]:
    image = picture.image
    alt = image.alt.strip()
    if not alt or image.decorative or image.language:
        return
    name = unquote(posixpath.basename(image.src.partition("?")[0]))
    stem = _EXTENSION.sub("", name)
    template = "“{alt}” is the name of a file, not a description. Write what the picture says to the reader."
    values = (("alt", alt),)
    if ("." in alt and _EXTENSION.search(alt)) or _CAMERA.fullmatch(alt):
        yield Note(picture.location, template, values)
    elif _same(alt, stem):
        # “Anna” for anna.jpg can be right; msi_forskning_2015 for msi_forskning_2015.png cannot.
        technical = bool(re.search(r"[_\d]|\S-\S*-", alt)) and " " not in alt
        yield Note(picture.location, template, values, severity="error" if technical else "review")


def _same(alt: str, stem: str) -> bool:
    if alt[:1].isalnum() and stem[:1].isalnum() and alt[0].casefold()[0] != stem[0].casefold()[0]:
        return False  # Most differ in their first letter already.
    return bool(stem) and _SEPARATORS.sub("", alt).casefold() == _SEPARATORS.sub("", stem).casefold()


def _untranslated(picture: Picture, scope: Scope) -> Iterator[Note]:
    image = picture.image
    if not scope.translated or image.decorative or not image.alt.strip():
        return
    if image.language:
        yield Note(
            picture.location,
            "The description of the picture “{file}” is not translated: “{alt}”.",
            (("file", image.src), ("alt", image.alt)),
        )
    elif image.alt == picture.source_alt and " " in image.alt:
        yield Note(
            picture.location,
            "The description of the picture “{file}” is the same in both languages: “{alt}”. Is that meant?",
            (("file", image.src), ("alt", image.alt)),
            severity="review",
        )


def _file_missing(_document: Document, scope: Scope) -> Iterator[Note]:
    for picture in scope.subjects.pictures:
        image, segment = picture.image, picture.segment
        own = image.location.line or segment is None or segment.role == "alt" or image.src in segment.id
        if scope.translated and own:
            continue  # The source's own picture: said there.
        target = scope.resolve(image.src, picture.page)
        if not image.src or target.kind not in ("asset", "external"):
            template = "There is no picture “{file}”. Put the file there, or correct the path; blanks in a path are written %20."
            where = image.location if image.location.line else picture.location
            yield Note(where, template, (("file", image.src),))
    if not scope.translated:
        for text, picture_is_meant, written, address in unparsed(scope.subjects):
            if picture_is_meant:
                template = "“{written}” is shown as it stands here, and not as a picture. In a path, blanks are written %20, and a bracket is %28 or %29."
                yield Note(text.location, template, (("written", written),), address.strip().replace(" ", "%20"))


RULES = (
    Rule(
        "image-description-missing",
        "Image",
        "error",
        (_WCAG_111,),
        "Who cannot see the picture gets nothing, or hears its file name. Write what the picture says *in this place*: what would be missing if it were not there? "
        "A picture that only sets a mood may be silent, but say so: `![](himmel.jpg){role=presentation}`.",
        (
            '![Skylten pekar mot entrén från Storgatan](bild.jpg "Skylten på gatan")',
            "![](bild.jpg){role=presentation}",
            "Text utan bild.",
        ),
        ("![](bild.jpg)", "Se ![ ](bild.jpg) här.", '<div><img src="bild.jpg"></div>'),
        _missing,
    ),
    Rule(
        "image-description-filename",
        "Image",
        "error",
        (_WCAG_111, "WCAG 2.2, F30"),
        "A file name such as `msi_forskning` or `IMG_2031.jpg` is read out letter by letter and tells nobody anything. Write a sentence about what the picture says. "
        "A name that happens to be the file's name (“Anna” for `anna.jpg`) can be right: then a person decides.",
        (
            "![Anna Ek visar testbädden](anna.jpg)",
            "![Två cirklar som en bro binder samman](symbol_samverkan.svg)",
            "![](IMG_2031.jpg){role=presentation}",
        ),
        (
            "![symbol_samverkan](symbol_samverkan.svg)",
            "![IMG_2031](bild.jpg)",
            "![skiss.png](bild.jpg)",
            "![Anna](anna.jpg)",
        ),
        _filename,
    ),
    Rule(
        "image-description-untranslated",
        "Image",
        "error",
        (_WCAG_111, "WCAG 2.2, 3.1.2 Language of Parts"),
        "The page is in one language and the picture is described in another: a screen reader stumbles, and many visitors understand nothing. "
        "Translate the message with the context `alt`.",
        (
            '![Två personer skriver](bild.jpg)\n%%% en\nmsgctxt "alt"\nmsgid "Två personer skriver"\nmsgstr "Two people are writing"\n',
            '![Vinnova](bild.jpg)\n%%% en\nmsgctxt "alt"\nmsgid "Vinnova"\nmsgstr "Vinnova"\n',
        ),
        (
            '![Två personer skriver](bild.jpg)\n%%% en\nmsgctxt "alt"\nmsgid "Två personer skriver"\nmsgstr "Två personer skriver"\n',
        ),
        _untranslated,
    ),
    Rule(
        "image-file-missing",
        "Texts",
        "error",
        ("EN 301 549 V3.2.1, 9.1.1.1",),
        "The page asks for a picture that is not there, so everybody sees a broken frame. A path is relative to the page, or begins with `/` at the source folder; "
        "a blank in it is written `%20`.",
        ("![En skylt](bild.jpg)", "![En skylt](/mapp/bild.png)", "![En karta](https://example.org/karta.png)"),
        ("![En skylt](finns-inte.jpg)", "![En skylt](/bild.png)", "![En skylt](ny bild.jpg)"),
        _file_missing,
    ),
)
