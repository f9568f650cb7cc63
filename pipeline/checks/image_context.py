"""Rules about a picture and what stands around it: nothing is said twice, and nothing in the picture is left unsaid."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from pipeline.checks.image_phrases import is_chart_file, is_complex, key, says_nothing
from pipeline.checks.images import is_alone_in_link, is_file_name, is_of_source, to_judge
from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.subjects import Picture
from pipeline.checks.surroundings import Words
from pipeline.language.detection import FUNCTION_WORDS, base
from pipeline.language.excerpt import excerpt
from pipeline.language.tokens import clean
from pipeline.model import Document
from pipeline.patterns import expression

_WCAG_111 = "WCAG 2.2, 1.1.1 Non-text Content"
_PHRASE = 4
"""Words from which on a description that stands in a longer text is that text again, and not a name in it."""

# --- the same words for several pictures ------------------------------------------------------------------


def _duplicate(_document: Document, scope: Scope) -> Iterator[Note]:
    pictures = scope.subjects.pictures
    if len(pictures) < 2:
        return
    first: dict[str, Picture] = {}
    for picture in pictures:
        alt = to_judge(picture)
        if not alt or is_file_name(picture) or says_nothing(alt):
            continue
        other = first.setdefault(key(alt), picture)
        if other is picture or (scope.translated and other.source_alt == picture.source_alt):
            continue  # Of a translation: the source has said the same, and that is said there.
        values = (("file", picture.image.src), ("other", other.image.src), ("alt", alt))
        if _stem(picture) != _stem(other):
            if not _lead_alike(picture, other):
                template = "“{file}” and “{other}” are described in the same words: “{alt}”. Say what is special about each of them; if one adds nothing, leave it out or make it decorative."
                yield Note(picture.location, template, values)
        elif picture.around.previous is not None and key(picture.around.previous.alt) == key(alt):
            template = "The picture “{file}” stands here twice side by side, and is described twice: “{alt}”. Describe one of them for both (“Fyra stjärnor av fem”), and make the others decorative."
            yield Note(picture.location, template, values, severity="review")


def _stem(picture: Picture) -> str:
    """The file without folder, ending and size: a logo for paper and one for the screen are one picture."""
    name = unquote(posixpath.basename(picture.image.src.partition("?")[0])).casefold()
    return (
        re.sub(r"(?:[-_@]\d+(?:x\d*)?)?(?:\.\w+)$", "", name) if "x" in name or "@" in name else name.rpartition(".")[0]
    )


def _lead_alike(picture: Picture, other: Picture) -> bool:
    """Whether both are in links to one place."""
    one, two = picture.around.link, other.around.link
    return one is not None and two is not None and one.href == two.href


_SENTENCE = expression(r"[.!?:](?:\s|$)|\n")

# --- the same words as the text ----------------------------------------------------------------------------


def _repeats(picture: Picture, scope: Scope) -> Iterator[Note]:
    alt, around = to_judge(picture), picture.around
    words = key(alt)
    if not words or says_nothing(alt) or is_file_name(picture):
        return
    source = key(picture.source_alt) if scope.translated else ""
    values = (("alt", alt),)
    if _is_again(words, source, around.caption):
        template = "The description is the caption again: “{alt}”. Who listens hears it twice. Describe what is seen; the caption says what the picture is about."
        yield Note(picture.location, template, values)
    elif _is_again(words, source, around.description):
        template = "The description is what the paragraph “Syntolkning” says: “{alt}”. Say in the description what the picture is for here, in a few words."
        yield Note(picture.location, template, values)
    elif _is_again(words, source, around.heading):
        template = "The description is the heading above again: “{alt}”. Describe what is seen, or make the picture decorative if the heading says it all."
        yield Note(picture.location, template, values)
    elif _is_beside(words, key(around.left), key(around.right)):
        template = "“{alt}” stands beside the picture as well, so who listens hears it twice. Make the picture decorative: the words say it."
        yield Note(picture.location, template, values)
    elif any(_is_again(words, source, text) for text in (around.before, around.after)):
        template = "The text beside the picture says it already: “{alt}”. Describe what the text does not say, or make the picture decorative."
        short = words.count(" ") + 1 < _PHRASE  # The name of somebody, above what is told of them.
        yield Note(picture.location, template, values, severity="review" if short else None)


def _is_again(words: str, source: str, text: Words) -> bool:
    """Whether a text is, or has, the words of a description; not where it was so in the source, which is told there."""
    return bool(text.text) and _has(text.text, words) and not (source and _has(text.source, source))


def _has(text: str, words: str) -> bool:
    """Whether a text, one of its sentences, or a longer stretch of it, is those words."""
    if max(words.split(), key=len) not in clean(text).casefold():  # A quick look, which is enough for most texts.
        return False
    if words.count(" ") + 1 >= _PHRASE:
        return f" {words} " in f" {key(text)} "
    return any(key(sentence) == words for sentence in _SENTENCE.split(text))


def _is_beside(words: str, left: str, right: str) -> bool:
    """Whether the words touch the picture in its own line."""
    return f" {right} ".startswith(f" {words} ") or f" {left} ".endswith(f" {words} ")


# --- text in the picture -----------------------------------------------------------------------------------

_TOKEN = expression(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?!\d)(?:[.,]\d+)?|[^\W\d_]+|\d+")
_DIGITS = expression(r"\d+")
_SEPARATORS = expression(r"\D")
_TICKS = 5
"""Numbers in a picture from which on it is a chart, whose axes need not be read out."""
_SHOWN = 80
"""Characters of the text in a picture that a finding shows."""


def _undescribed(picture: Picture, scope: Scope) -> Iterator[Note]:
    image = picture.image
    target = scope.resolve(image.src, picture.page)
    if target.kind != "asset" or (not image.alt.strip() and not image.decorative) or is_file_name(picture):
        return
    text = scope.picture_text(target.path, scope.language)
    if text is None or not text.pieces or says_nothing(to_judge(picture) or "A a"):
        return
    language, around = base(scope.language), picture.around
    little = FUNCTION_WORDS.get(language, frozenset())
    wanted = dict.fromkeys(word for piece in text.pieces for word in _tokens(piece) if word not in little)
    link = around.link
    said = _said(
        (
            to_judge(picture),
            around.caption.text,
            around.description.text,
            around.heading.text,
            around.before.text,
            around.after.text,
            around.left,
            around.right,
            link.title if link is not None else "",
        )
    )
    missing = [word for word in wanted if not _is_said(word, said)]
    if not missing:
        return
    numbers = sum(word[0].isdigit() for word in wanted)
    is_chart = numbers >= _TICKS or len(text.pieces) >= 2 * _TICKS
    if is_chart and (around.description.text or around.explained or is_complex(image.alt)):
        return  # Told in whole elsewhere, or another rule asks for that.
    # What was read from dots is half guessed: only where most of it is nowhere does a person have to look.
    if not text.sure and 2 * len(missing) <= len(wanted):
        return
    lost = frozenset(missing)
    unsaid = [" ".join(piece.split()) for piece in text.pieces if not lost.isdisjoint(_tokens(piece))]
    values = (("file", image.src), ("text", excerpt(" … ".join(unsaid), _SHOWN)))
    unsure = is_chart or not text.sure or 3 * len(missing) <= len(wanted)
    if is_chart:
        template = "There are words in the picture “{file}” that nobody hears: “{text}”. If it is a chart, write its message in the description, and the numbers in a table below or in a paragraph “Syntolkning:”."
    else:
        template = "There is text in the picture “{file}” that nobody hears: “{text}”. Write it in the description, or in the text beside the picture."
    yield Note(picture.location, template, values, severity="review" if unsure else None)


def _tokens(text: str) -> Iterator[str]:
    for found in _TOKEN.findall(_folded(text)):
        if found[0].isdigit():
            yield _SEPARATORS.sub("", found)
        elif len(found) > 1:
            yield found


def _folded(text: str) -> str:
    """`text` in small letters on one line."""
    return " ".join(text.casefold().split())


def _said(texts: Iterable[str]) -> frozenset[str]:
    """The words and numbers of some texts; a number with its separators, and in its parts."""
    every = [_folded(text) for text in texts if text]
    return frozenset(word for text in every for word in (*_tokens(text), *_DIGITS.findall(text)))


def _is_said(word: str, said: frozenset[str]) -> bool:
    """Whether a word is there, or another form of it: “samverka” for “samverkan”."""
    if word in said:
        return True
    if word[0].isdigit():
        return False
    least = max(4, len(word) - 3)
    return any(
        other[:least] == word[:least] and abs(len(other) - len(word)) < 4 for other in said if len(other) >= least
    )


# --- charts, maps, diagrams --------------------------------------------------------------------------------

_TELLS = expression(
    r"\s*(?:diagrammet|kartan|grafen|kurvan|schemat|figuren|bilden|tabellen|tidslinjen|the (?:chart|map|graph|diagram|figure|table|timeline|plan))\b",
    re.IGNORECASE,
)
"""How a text begins that tells what is seen in the picture beside it."""
_NUMBER = expression(r"\d+")


def _complex(picture: Picture, scope: Scope) -> Iterator[Note]:
    alt, around = to_judge(picture), picture.around
    if picture.field or is_of_source(picture, scope) or not alt or not around.alone or around.link is not None:
        return
    if says_nothing(alt):
        return
    said = is_complex(alt)
    if not said and not is_chart_file(_stem(picture)):
        return
    if around.description.text or around.explained or is_alone_in_link(picture):
        return
    beside = (around.before.text, around.after.text, around.caption.text)
    if any(_TELLS.match(text) or len(_NUMBER.findall(text)) > 2 for text in beside):
        return
    template = "“{file}” is a chart, a map or a diagram, and a short description cannot say all that it shows. Write its message in the description, and right below it either a table with its numbers or a paragraph that begins “Syntolkning:”."
    yield Note(
        picture.location,
        template,
        (("file", picture.image.src),),
        severity=None if said and len(_NUMBER.findall(alt)) < 2 else "review",
    )


RULES = (
    Rule(
        "image-description-duplicate",
        "Texts",
        "warning",
        (_WCAG_111,),
        "Different pictures that are described in the same words cannot be told apart by who listens. What does the second one say that the first does not? If nothing, it is decorative. "
        "The same picture may be described otherwise on another page, and in the same words: nothing is said of that.",
        (
            "![Fasaden mot gatan](a.jpg)\n\n![Fasaden mot gården](b.jpg)",
            "![Ja](ja.svg) Hiss\n\n![Ja](ja.svg) Ramp",
        ),
        (
            "![Två personer vid ett bord](a.jpg)\n\nText.\n\n![Två personer vid ett bord](b.jpg)",
            "![Stjärna](bild.jpg)![Stjärna](bild.jpg)",
        ),
        _duplicate,
    ),
    Rule(
        "image-description-repeats-text",
        "Image",
        "warning",
        (_WCAG_111, "WCAG 2.2, F39"),
        "Caption, heading and text are read out as well as the description: who listens hears the same words twice and learns nothing of the picture. "
        "The caption says what the picture is about; the description says what is seen, as far as it matters here. If the text says it all, the picture is decorative.",
        (
            '![Två barn hoppar i vattenpölar](barn.jpg "Utevistelse varje dag.")',
            "[![](bild.jpg){role=presentation} Bostadsbidrag](sida.md)",
        ),
        (
            '![Utevistelse varje dag](barn.jpg "Utevistelse varje dag.")',
            "## Lekplatsen i parken\n\n![Lekplatsen i parken](bild.jpg)\n\nHär finns gungor.",
            "[![Bostadsbidrag](bild.jpg) Bostadsbidrag](sida.md)",
        ),
        _repeats,
    ),
    Rule(
        "image-text-undescribed",
        "Image",
        "warning",
        (_WCAG_111, "WCAG 2.2, 1.4.5 Images of Text"),
        "Text in a picture is the first that a description has to say: without it who listens misses what everybody else reads. It is enough if the words stand in the caption, the paragraph `Syntolkning:` or the text beside the picture. "
        'The words are compared, not how they are joined; of a chart\'s axes a person judges. Text in SVG files is always read; that in photos and scanned pages with `[images] read_text = ["sv", "en"]` in the settings and the program tesseract.',
        (
            "![Ring 112 vid fara för liv](ring-112.svg)",
            "![En hand håller en telefon](ring-112.svg)\n\nRing 112 vid fara för liv.",
        ),
        ("![En hand håller en telefon](ring-112.svg)",),
        _undescribed,
    ),
    Rule(
        "image-long-description-needed",
        "Image",
        "warning",
        (_WCAG_111, "W3C WAI, Images Tutorial: Complex Images"),
        "A chart, a map or a diagram says more than fits in a sentence. Write its message in the description, and what else there is to see for everybody right below it: "
        "a table with the numbers, or a paragraph that begins `Syntolkning:`. A text beside it that tells what it shows will do.",
        (
            "![Stapeldiagram över ansökningar](bild.jpg)\n\nSyntolkning: De steg från 120 till 310 på fem år.",
            "![Handläggaren pekar på en karta](bild.jpg)",
            "![Karta över området](bild.jpg)\n\nKartan visar att området når från Ekeby till sjön.",
        ),
        ("![Stapeldiagram över ansökningar per år](bild.jpg)", "![Karta över området](bild.jpg)\n\nHär gäller regler."),
        _complex,
    ),
)
