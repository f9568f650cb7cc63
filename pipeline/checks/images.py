"""Rules about pictures: each one is there and described, in every language, or said to be decorative.

What their words are like is judged in `image_words.py`, how they go with what stands around them in `image_context.py`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from pipeline.checks.image_phrases import is_a_look, says_nothing
from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.subjects import Picture
from pipeline.checks.unparsed import inside_html, unparsed
from pipeline.model import Document
from pipeline.parsing.parts import images_in
from pipeline.patterns import expression

_WCAG_111 = "WCAG 2.2, 1.1.1 Non-text Content"
_EXTENSION = expression(
    r"\.(?:ai|avif|bmp|docx?|eps|gif|heic|indd|jfif|jpe?g|pdf|png|pptx?|psd|svg|tiff?|webp)$", re.IGNORECASE
)
_SIZED = expression(r"\S+\.(?:jpe?g|png|gif|svg|webp|bmp|tiff?)[\s,(]+\d+(?:[.,]\d+)?\s?[kM]i?[Bb]\)?", re.IGNORECASE)
"""A file and its size, as a list of files shows them."""
_CAMERA = expression(
    r"(?:(?:IMG|DSC|DSCN|DSCF|PXL|GOPR|MVIMG|P)[-_ ]?\d{3,}\S*|(?:image|bild|img)\d{2,}|(?:GettyImages|shutterstock|i?stock(?:photo)?|AdobeStock|Mostphotos|Scandinav|Unsplash|Freepik|Pixabay|pexels(?:[-_ ]photo)?)[-_ ]?\d{3,}\S*"
    r"|(?:WhatsApp Image|Screenshot|Screen Shot|Skärmavbild|Skärmbild|Skärmklipp|Namnlös|Untitled)[ _-]+(?:från )?\d[-\d]*(?:[ _]?(?:at|kl\.?)?[ _]?[\d.:_-]+)?)"
    r"(?:\s*\((?:kopia|copy|\d+)\)|\s*-\s*(?:kopia|copy))?",
    re.IGNORECASE,
)
_SEPARATORS = expression(r"[\W_]+")
_NAMED = expression(r' (?:title|aria-label|aria-labelledby)="[^"]*\w')


def to_judge(picture: Picture) -> str:
    """The words that describe a picture in the language of the page; empty where there are none, or nobody hears them."""
    image = picture.image
    return "" if image.language or is_silent(picture) else image.alt.strip()


def is_silent(picture: Picture) -> bool:
    """Whether nobody is meant to hear of a picture: the author said so of it, or of something that it stands in."""
    return picture.image.decorative or picture.around.place.hidden


def is_of_source(picture: Picture, scope: Scope) -> bool:
    """Whether a picture on a translated page is the source's own: what is to be said of it is said there."""
    return scope.translated and picture.own


def mark(picture: Picture) -> str:
    """What an author writes to say that a picture is decorative."""
    return f"{picture.field}_role: presentation" if picture.field else "{role=presentation}"


def _missing(picture: Picture, scope: Scope) -> Iterator[Note]:
    image = picture.image
    if is_of_source(picture, scope) or is_silent(picture) or image.alt.strip() or _is_named(picture):
        return
    if is_alone_in_link(picture):
        return  # What has to be written there is another thing, and another rule says it.
    values = (("file", image.src), ("mark", mark(picture)))
    if picture.field:
        template = "The picture “{file}” at the top of the page has no description. Write what it says to the reader in {field}, or {mark} if it says nothing."
        yield Note(picture.location, template, (*values, ("field", f"{picture.field}_alt:")))
        return
    if picture.around.caption.text:
        template = "The picture “{file}” has a caption, but no description: who cannot see it knows what it is called, and not what it shows. Write that, in other words than the caption, or {mark} after it if it shows nothing that the text does not say."
    elif not picture.around.alone:
        template = "The picture “{file}” stands in a text and has no description. Write the word that it stands for (“Varning”, not “röd triangel”), or {mark} after it if the text says it as well."
    else:
        template = "The picture “{file}” has no description. Write what it says to the reader here, or {mark} after it if it says nothing."
    yield Note(picture.location, template, values)


def _is_named(picture: Picture) -> bool:
    """Whether another element says what a picture is."""
    return any(map(str.isalnum, picture.around.named))


def is_alone_in_link(picture: Picture) -> bool:
    """Whether nothing but pictures stands in the link of a picture, so that they have to say where it leads."""
    link = picture.around.link
    if link is None or link.title or _NAMED.search(link.attributes):
        return False
    return not any(map(str.isalnum, picture.around.left + picture.around.right)) or not any(
        isinstance(part, str) and any(map(str.isalnum, _TAG.sub("", part))) for part in link.parts
    )


_TAG = expression("<[^<>]*>")


def _link(picture: Picture, scope: Scope) -> Iterator[Note]:
    if is_of_source(picture, scope) or picture.around.place.hidden or not is_alone_in_link(picture):
        return
    link, image = picture.around.link, picture.image
    assert link is not None
    inside = list(images_in(link.parts))
    values = (("file", image.src), ("address", link.href))
    heard = [one for one in inside if one.alt.strip() and not one.decorative]
    if not heard and inside[0] is image and not _is_named(picture):
        template = "The picture “{file}” is all that there is in the link to {address}, and it has no description, so nobody hears where the link leads. Write that: “Till startsidan”, not “hus”."
        yield Note(picture.location, template, values)
    elif len(heard) == 1 and heard[0] is image and is_a_look(image.alt):
        template = "“{alt}” is what the picture looks like. It is all that there is in the link to {address}: write where the link leads instead."
        yield Note(picture.location, template, (("alt", image.alt), *values), severity="review")


def _decorative(picture: Picture, scope: Scope) -> Iterator[Note]:
    image = picture.image
    if is_of_source(picture, scope) or not image.decorative:
        return
    words = image.alt.strip() or (image.title.strip() if image.title and not picture.around.caption.text else "")
    if words:
        template = "The picture “{file}” is said to be decorative, and yet described: “{words}”. Nobody hears these words. If they matter, take {mark} away; if not, the words."
        decision = "aria-hidden" if "aria-hidden" in image.attributes else mark(picture)
        yield Note(picture.location, template, (("file", image.src), ("words", words), ("mark", decision)))


def _file_name(picture: Picture) -> tuple[bool, bool]:
    """Whether the description is the name of a file, and whether that is sure."""
    alt = to_judge(picture)
    return _named_after_file(alt, picture.image.src, picture.around.alone) if alt else (False, False)


@lru_cache(1024)
def _named_after_file(alt: str, src: str, alone: bool) -> tuple[bool, bool]:
    """The same of a picture that is described as `alt`. Six rules ask it of each."""
    name = unquote(posixpath.basename(src.partition("?")[0]))
    stem = _EXTENSION.sub("", name)
    if (
        _EXTENSION.search(alt)
        or _CAMERA.fullmatch(alt)
        or _SIZED.fullmatch(alt)
        or (" " not in alt and re.search(r"\w_\w", alt))
    ):
        return True, True
    if not _same(alt, stem) or says_nothing(alt):
        return False, False
    # A symbol and a logo are called after what they say: “Ja” for ja.svg, and “Telefon” for telefon.png before a number.
    if alt.isalpha() and (name.lower().endswith(".svg") or not alone):
        return False, False
    # “Anna” for anna.jpg can be right; msi_forskning_2015 for msi_forskning_2015.png cannot.
    technical = bool(re.search(r"[_\d]|\S-\S*-", alt)) and " " not in alt
    return technical or " " not in alt, technical


def is_file_name(picture: Picture) -> bool:
    """Whether the description is, or may be, the name of a file."""
    return _file_name(picture)[0]


def _filename(picture: Picture, scope: Scope) -> Iterator[Note]:
    found, sure = _file_name(picture)
    if not found:
        return
    values = (("alt", picture.image.alt.strip()),)
    if sure:
        template = "“{alt}” is the name of a file, not a description. Write what the picture says to the reader."
        yield Note(picture.location, template, values)
    else:
        template = "“{alt}” is also the name of the file. Does it say what the picture says to the reader here? A name is right for a portrait or a logo."
        yield Note(picture.location, template, values, severity="review")


def _same(alt: str, stem: str) -> bool:
    if alt[:1].isalnum() and stem[:1].isalnum() and alt[0].casefold()[0] != stem[0].casefold()[0]:
        return False  # Most differ in their first letter already.
    return bool(stem) and _SEPARATORS.sub("", alt).casefold() == _SEPARATORS.sub("", stem).casefold()


def _untranslated(picture: Picture, scope: Scope) -> Iterator[Note]:
    image = picture.image
    if not scope.translated or image.decorative or not image.alt.strip():
        return
    if image.language:
        template = "The description of the picture “{file}” is not translated: “{alt}”."
        if picture.to_review:
            template = "The translation of the description of the picture “{file}” is to be reviewed: “{alt}”. Remove the flag “fuzzy” when it is right."
        yield Note(picture.location, template, (("file", image.src), ("alt", image.alt)))
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
        own = picture.own or segment is None or segment.role == "alt" or image.src in segment.id
        if scope.translated and own:
            continue  # The source's own picture: said there.
        target = scope.resolve(image.src, picture.page)
        if not image.src or target.kind not in ("asset", "external"):
            template = "There is no picture “{file}”. Put the file there, or correct the path; blanks in a path are written %20."
            where = image.location if image.location.line else picture.location
            yield Note(where, template, (("file", image.src),))
    if not scope.translated:
        for found in unparsed(scope.subjects):
            if not found.picture:
                continue
            if found.in_html:
                yield inside_html(found.text.location, found.written)
                continue
            template = "“{written}” is shown as it stands here, and not as a picture. In a path, blanks are written %20, and a bracket is %28 or %29."
            values, path = (("written", found.written),), found.address.strip().replace(" ", "%20")
            yield Note(found.text.location, template, values, path)


RULES = (
    Rule(
        "image-description-missing",
        "Image",
        "error",
        (_WCAG_111,),
        "Who cannot see the picture gets nothing, or hears its file name. Write what the picture says *in this place*: what would be missing if it were not there? "
        "A picture that only sets a mood may be silent, but say so: `![](himmel.jpg){role=presentation}`. "
        "Ask in this order (after W3C's alt decision tree): does it have text in it, then write the text; is it in a link, then write where the link leads; "
        "does it say something that the text does not, then write that; is it a chart or a map, then write what it shows in short, and the whole below it. "
        "Of a picture in the front matter (`picture:`, `image:`) the description stands in `picture_alt:`, and `picture_role: presentation` says that there is none.",
        (
            '![Skylten pekar mot entrén från Storgatan](bild.jpg "Skylten på gatan")',
            "![](bild.jpg){role=presentation}",
            '<img src="bild.jpg" alt="" role="presentation">',
            "---\ntitle: Badhus\npicture: bild.jpg\npicture_alt: Entrén mot sjön\n---\n\nText.",
            "Text utan bild.",
        ),
        (
            "![](bild.jpg)",
            "Se ![ ](bild.jpg) här.",
            '<div><img src="bild.jpg"></div>',
            "---\ntitle: Badhus\npicture: bild.jpg\n---\n\nText.",
        ),
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
        "image-decorative-described",
        "Image",
        "warning",
        (_WCAG_111, "W3C, An alt Decision Tree"),
        "`{role=presentation}` says that there is nothing to hear, so the words are never heard. One of the two is a mistake: "
        "if something would be missing without the picture, it is not decorative.",
        ("![](bild.jpg){role=presentation}", "![En brygga i motljus](bild.jpg)"),
        (
            "![En brygga i motljus](bild.jpg){role=presentation}",
            '<img src="bild.jpg" alt="En brygga" aria-hidden="true">',
        ),
        _decorative,
    ),
    Rule(
        "image-link-undescribed",
        "Image",
        "error",
        (_WCAG_111, "WCAG 2.2, 2.4.4 Link Purpose (In Context)", "WCAG 2.2, F89"),
        "A picture alone in a link is the link's name. Write where the link leads, not what the picture looks like: “Till startsidan”, not “hus”. "
        "Where the link has words of its own the picture beside them is decorative: `[![](pil.svg){role=presentation} Läs mer om bygglov](bygglov.md)`.",
        (
            "[![Till startsidan](bild.jpg)](index.md)",
            "[![](bild.jpg){role=presentation} Läs om bygglov](sida.md)",
        ),
        (
            "[![](bild.jpg)](index.md)",
            "[![](bild.jpg){role=presentation}](index.md)",
            "[![Förstoringsglas](bild.jpg)](index.md)",
        ),
        _link,
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
        ("![En skylt](bild.jpg)", "![En skylt](/mapp/bild.png)", "![En skylt](https://example.org/skylt.png)"),
        ("![En skylt](finns-inte.jpg)", "![En skylt](/bild.png)", "![En skylt](ny bild.jpg)"),
        _file_missing,
    ),
)
