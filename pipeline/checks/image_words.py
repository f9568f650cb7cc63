"""Rules about the words that describe a picture: that they say something, how they begin, how long they are, in which language."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.image_phrases import prefix, says_nothing, spoken
from pipeline.checks.images import is_file_name, mark, to_judge
from pipeline.checks.quoted import QUOTE
from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.subjects import Picture
from pipeline.language.detection import FUNCTION_WORDS, base, function_words, guess, words_of
from pipeline.language.locale import own_name
from pipeline.patterns import expression

_NOTE, _WARN, _VISIBLE = 125, 150, 250
"""Characters of a description: from where on to think about it, to shorten it, to write it as a text for everybody."""
_LANG = expression(r' lang="([^"]*)"')
_TAKEN_FOR = {"sv": ("sv", "no", "da")}
"""What texts in a language are taken for."""


def _placeholder(picture: Picture, scope: Scope) -> Iterator[Note]:
    alt = to_judge(picture)
    if alt and not is_file_name(picture) and says_nothing(alt):
        yield Note(
            picture.location,
            "“{alt}” says nothing about the picture “{file}”. What would be missing if the picture were not there? Write that; if nothing would, write no description, and {mark}.",
            (("alt", alt), ("file", picture.image.src), ("mark", mark(picture))),
        )


def _prefix(picture: Picture, scope: Scope) -> Iterator[Note]:
    alt = to_judge(picture)
    if not alt or is_file_name(picture) or says_nothing(alt) or not (found := prefix(alt)):
        return
    rest = alt.lstrip()[len(found) :].lstrip(" :–-")
    suggestion = rest[:1].upper() + rest[1:]
    yield Note(
        picture.location,
        "The description begins “{words}”. A screen reader has said already that this is a picture: begin with what it shows, “{suggestion}”.",
        (("words", found), ("suggestion", suggestion)),
        suggestion,
    )


def _length(picture: Picture, scope: Scope) -> Iterator[Note]:
    alt = to_judge(picture)
    if len(alt) <= _NOTE or says_nothing(alt):
        return
    length = len(spoken(alt))
    if length <= _NOTE:
        return
    values = (("length", length), ("file", picture.image.src))
    if length > _VISIBLE:
        template = (
            "The description of “{file}” has {length} characters, which a screen reader says in one breath, without a way back. "
            "Say in a sentence what the picture is for, and write the rest for everybody in a paragraph below it that begins “Syntolkning:”."
        )
        yield Note(picture.location, template, values)
    elif length > _WARN:
        template = "The description of “{file}” has {length} characters. Say the most important in one sentence of at most 125; what else there is to see belongs in the text, or in a paragraph “Syntolkning:” below."
        yield Note(picture.location, template, values)
    else:
        template = "The description of “{file}” has {length} characters, a little more than is easily listened to (125). Is everything in it needed here?"
        yield Note(picture.location, template, values, severity="review")


def _language(picture: Picture, scope: Scope) -> Iterator[Note]:
    alt = to_judge(picture)
    if alt.count(" ") < 3 or says_nothing(alt):
        return
    if scope.translated and picture.segment is not None and picture.segment.role in ("alt", "field"):
        return  # A message of its own, which the rules about translations judge.
    if _is_as_the_source_has_it(picture):
        return  # `translation-missing` or `translation-fuzzy` says it, of the whole text.
    marked = _LANG.search(picture.image.attributes)
    passage = marked[1] if marked else picture.around.place.language
    wanted = base(passage or scope.language)
    bare = QUOTE.sub(" ", alt)
    found = guess(bare)
    sure = bool(found)
    if not found:
        found = _by_little_words(bare, wanted)
    elif not _has_little_words(bare, found, wanted):
        return
    if not found or found == wanted or found in _TAKEN_FOR.get(wanted, ()):
        return
    if passage and found != base(scope.language):
        return  # Of the languages of a site's guests the guesser knows few.
    yield Note(
        picture.location,
        "“{alt}” seems to be in another language ({language}) than the page says. Write it in the language of the page, or mark it: {mark} after the picture.",
        (("alt", alt), ("language", own_name(found)), ("mark", f"{{lang={found}}}")),
        severity=None if sure else "review",
    )


def _is_as_the_source_has_it(picture: Picture) -> bool:
    """Whether a picture stands in a text that is not translated, which the page shows in the source's language and marked as such."""
    if picture.catalogue is None or picture.segment is None:
        return False
    message = picture.catalogue.find(picture.segment.context, picture.segment.id)
    return message is None or not message.usable


def _by_little_words(text: str, wanted: str) -> str:
    """The other language of the two that most sites have, if a short text has two of its little words and none of the wanted one."""
    found = {"sv": "en", "en": "sv"}.get(wanted)
    words = [word for word in words_of(text) if word.islower()]
    if found is None or function_words(words, wanted) - FUNCTION_WORDS[found]:
        return ""
    little = function_words(words, found)
    names_alone = len({*words} - little) < 2  # “Research Network for the Nordic Countries”
    return found if len(little - FUNCTION_WORDS[wanted]) > 1 and not names_alone else ""


def _has_little_words(alt: str, found: str, wanted: str) -> bool:
    """Whether the little words of a description are those of the language that it was taken for, where these are known."""
    words = words_of(alt)
    theirs, ours = function_words(words, found), function_words(words, wanted)
    return found not in FUNCTION_WORDS or len(theirs - ours) > len(ours - theirs)


RULES = (
    Rule(
        "image-description-placeholder",
        "Image",
        "error",
        ("WCAG 2.2, 1.1.1 Non-text Content", "WCAG 2.2, F30"),
        "“Bild”, “Logotyp”, “Foto: Anna Ek”, or what an office program has made up, stands where a description should be, so that nobody notices that there is none. "
        "Ask in this order (after W3C's alt decision tree). Does the picture have text in it? Write the text. Is it in a link? Write where the link leads. "
        "Does it say something that the text does not? Write that in a sentence. Is it a chart or a map? Write what it shows in short, and the whole below it. "
        "Is it there for the mood? Write nothing, and `{role=presentation}`.",
        (
            "![Bildspel från invigningen av biblioteket](invigning.jpg)",
            "![Fotografen Anna Ek riggar sin kamera](kamera.jpg)",
            "![Region Norr](logga.svg)",
        ),
        (
            "![Bild](bild.jpg)",
            "![Foto: Anna Ek](torg.jpg)",
            "![Logotyp](logga.svg)",
            "![PLACEHOLDER: översikt över programmet](bild.jpg)",
        ),
        _placeholder,
    ),
    Rule(
        "image-description-prefix",
        "Image",
        "warning",
        ("WCAG 2.2, 1.1.1 Non-text Content", "Digg, Vägledning för webbutveckling, R3"),
        "A screen reader says “picture” by itself. With “Bild på …” the listener hears it twice, and waits longer for what matters. "
        "Say what kind of picture it is only where that is the point: a painting, a drawing, an aerial view, a screenshot.",
        (
            "![Bilden av Sverige förändras, står det på affischen](affisch.jpg)",
            "![Flygfoto över hamnen](hamnen.jpg)",
            "![Två barn hoppar i vattenpölar](barn.jpg)",
        ),
        ("![Bild på två barn i vattenpölar](barn.jpg)", "![En bild som visar bron i solnedgång](bron.jpg)"),
        _prefix,
    ),
    Rule(
        "image-description-length",
        "Image",
        "warning",
        ("WCAG 2.2, 1.1.1 Non-text Content", "W3C, An alt Decision Tree"),
        "A description is said in one breath: the listener can neither stop in it nor go back. Characters are counted as they are said; markup, soft hyphens and accents that stand apart do not count. "
        "Over 125 is worth a thought, over 150 worth shortening; over 250 it is a text for everybody: say in the description what the picture is for, and the rest in a paragraph below it that begins `Syntolkning:`. "
        "Text that stands in the picture may need the room: then allow it, with the reason.",
        (
            "![Tre personer från gatukontoret visar var den nya cykelbanan ska gå](cykel.jpg)",
            "![Mötet](bord.jpg)\n\nSyntolkning: " + "Forskare sitter runt ett långt bord. " * 8,
        ),
        (
            "![Tre personer från kommunens gatukontor står vid en avspärrning på Storgatan och visar hur den nya cykelbanan ska gå från torget till stationen](cykel.jpg)",
        ),
        _length,
    ),
    Rule(
        "image-description-language",
        "Image",
        "warning",
        ("WCAG 2.2, 3.1.2 Language of Parts",),
        "A screen reader says a description in the voice of the page's language; words of another language turn into noise. "
        "Write it in the language of the page. What has to stay in another one is marked: `![…](skylt.jpg){lang=en}`. Nothing is said of short texts, names and quotations.",
        (
            "![Welcome to our city and its many parks](skylt.jpg){lang=en}",
            "![Affischen säger ”Welcome to our city and its many parks”](affisch.jpg)",
            "![Living lab](labb.jpg)",
        ),
        ("![Two children jump in puddles in front of the school](barn.jpg)",),
        _language,
    ),
)
