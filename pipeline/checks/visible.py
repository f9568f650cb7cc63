"""Rules about marks that were to become something and are shown to the reader as they are written, and about letters that broke on their way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.checks.marks import word_at
from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.subjects import Text
from pipeline.checks.typed import BULLETS
from pipeline.checks.unparsed import inside_html
from pipeline.model import Document, Severity
from pipeline.patterns import expression

_ADDRESS = r"(?:https?://|mailto:|tel:|www\.|\.{0,2}/|#)[^\s()\[\]]*|[\w./%-]+\.(?:md|html?|pdf)(?:#[\w-]*)?"
_ALERTS = "note|tip|important|warning|caution|danger|info|hint|attention|success|example|abstract|question|quote|obs|tips|viktigt|varning|anm"
_PARTS = "youtube|vimeo|video|audio|gallery|caption|image|img|figure|embed|button|map|form|include|contact-form-7"
"""What the pieces of a page are called that programs put in the place of [brackets]."""


class _Mark(NamedTuple):
    """One kind of mark."""

    first: str
    """A part of it, for a first look."""
    pattern: re.Pattern[str]
    """All of it."""
    template: str
    """What to say."""
    severity: Severity | None = None
    """Where it is not the rule's own."""
    roles: frozenset[str] = frozenset()
    """Kinds of text that it is looked for in; all where empty."""
    escaped: bool = False
    """Whether programs put backslashes before it, so that these do not say that it was meant."""


_PARAGRAPH = frozenset({"paragraph"})


def _loose(mark: str, sign: str) -> re.Pattern[str]:
    """Words between two equal marks of which one at least has a blank inside, so that neither is one."""
    words = rf"[^\W\d_]{{2}}[^{sign}\n]{{0,60}}?"
    last = rf"(?P=mark)(?![\w{sign}])"
    both = rf" [^\W\d_]{{2}}[^{sign}\n\d/=+]{{0,60}}? {last}"  # With numbers it is a product: 100 * långa ord / 20 * 3.
    return expression(rf"(?<![\w{sign}\\])(?P<mark>{mark})(?:{both}| {words}(?<! ){last}|{words} {last})")


_BLANKS = "“{written}” is shown as it stands here. Text in bold or italics has its signs right before its first letter and right after its last."
_NOTE = "“{written}” is shown as it stands here. A note begins with > [!NOTE], > [!TIP], > [!IMPORTANT], > [!WARNING] or > [!CAUTION], alone on its line."
_INDENTED = "“{written}” is shown as it stands here, and lines that are indented below it are code, which nobody translates. Take the blanks before them away, and write a heading, or > [!NOTE] and > before each line."
_LEFT = "“{written}” is shown as it stands here. It belongs to another program; in Markdown it means nothing. Take it away, or write what it stood for."
_MARKS = (
    _Mark(
        ")[",
        expression(rf"\([^()\n]{{1,80}}\)\[(?:{_ADDRESS})\]"),
        "“{written}” is shown as it stands here, and not as a link: the words come first, in [ ], and the address after them, in ( ).",
    ),
    _Mark(
        "] (",
        expression(rf"\[(?=[^\[\]\n]*[^\W\d_])[^\[\]\n]{{1,80}}\] \((?:{_ADDRESS})\)"),
        "“{written}” is shown as it stands here, and not as a link. Take away the blank between the words and the address.",
    ),
    _Mark("{/*", expression(r"\{/\*[^{}]{0,200}\*/\}"), _LEFT),
    _Mark("*", _loose(r"\*{1,3}", "*"), _BLANKS),
    _Mark("_", _loose("_{1,3}", "_"), _BLANKS),
    _Mark("**", expression(r"(?<![\w*])\*\*[^\W\d_]\w+"), _BLANKS),
    _Mark(
        "`",
        expression(r"`(?=\S)[^`\n]{1,30}"),
        "“{written}” is shown as it stands here: its first sign begins code, and nothing ends it.",
        "review",
    ),
    _Mark("{{", expression(r"\{\{[^{}\n]*\}\}"), _LEFT),
    _Mark("{%", expression(r"\{%[^{}\n]*%\}"), _LEFT),
    _Mark("={", expression(r"<[A-Za-z][\w.]*\s[^<>{}]{0,200}=\{[^{}\n]{0,80}\}"), _LEFT),
    _Mark("{", expression(r"(?<![\w${])\{(?:props|frontMatter|page|site|user)(?:\.\w+)+\}"), _LEFT),
    _Mark("{:", expression(r"\{:(?::[a-z]+[^{}\n]*|/[a-z]*|toc)\}"), _LEFT),
    _Mark(
        "{:",
        expression(r"\{: ?[.#]?[A-Za-z][^{}\n]*\}"),
        "“{written}” is shown as it stands here: such a list has no colon, and stands right after a link, a picture, a [text] in brackets, or at the end of a heading. Elsewhere it means nothing: take it away.",
    ),
    _Mark("[/", expression(r"\[/[A-Za-z][\w-]*\]"), _LEFT, escaped=True),
    _Mark("$$", expression(r"\$\$[^$\n]+\$\$"), _LEFT),
    _Mark(
        "$",
        expression(
            r"(?<![\w$\\])\$(?=[^\s${])(?:[A-Za-z]|[^$\n]{0,80}(?:\\[A-Za-z]|[\^_{}]|\w\([a-z])[^$\n]{0,80})(?<=\S)\$(?![\w$])"
        ),
        _LEFT,
    ),
    _Mark(
        "\\",
        expression(r"\\(?:frac|sqrt|sum|begin|end|text(?:bf|it)?|cdot|times|alpha|beta|newpage|pagebreak)\b\{?"),
        _LEFT,
    ),
    _Mark('="', expression(r'\[[A-Za-z][\w-]* [a-z_]+="[^\[\]\n]*\]'), _LEFT, escaped=True),
    _Mark("^[", expression(r"\^\[[^\[\]\n]+\]"), _LEFT),
    _Mark("@", expression(r"\[(?:[^\[\]\n@]{0,40}\s)?-?@[A-Za-z][\w:.-]+[^\[\]\n]{0,80}\]"), _LEFT),
    _Mark("~", expression(r"(?<=\w)~[\w+−-]{1,10}~"), _LEFT),
    _Mark("^", expression(r"(?<=\w)\^[\w+−-]{1,10}\^|(?<![\w^])\^\^[^\s^][^^\n]{0,60}\^\^"), _LEFT),
    _Mark("%%", expression(r"(?<!%)%%(?=[^%\n]{0,20}[^\W\d_])[^%\n]{1,120}%%(?!%)"), _LEFT),
    _Mark("++", expression(r"(?<![\w+])\+\+[A-Za-z][\w+-]{0,40}\+\+(?![\w+])"), _LEFT),
    _Mark("=", expression(rf"\[(?:[A-Z]{{3,}}|{_PARTS}) [A-Za-z_]+=[^\[\]\n]*\]"), _LEFT),
    _Mark("[!", expression(r"\[![A-Za-z]+ [^\s\[\]]+"), _LEFT),
    _Mark(
        "_",
        expression(r"(?<![\w\\])_(?=\S)[^_\n]{0,80}[ \[\]()][^_\n]{0,80}(?<=\S)_(?=[^\W\d_])"),
        "“{written}” is shown as it stands here: no letter may follow the last _ of a text in italics. Write a blank after it, or * in its place.",
    ),
    _Mark('":http', expression(r'"[^"\n]{1,80}":https?://\S+'), _LEFT),
    _Mark("'''", expression(r"'''[^'\n]+'''"), _LEFT),
    _Mark("{", expression(r"\{(?:(?:>>|\+\+|--|~~|==)[^{}\n]+(?:<<|\+\+|--|~~|==)|![^{}\n]+!)\}"), _LEFT),
    _Mark("[[", expression(r"\[\[[^\[\]\n]*[^\W\d_][^\[\]\n]*\]\]"), _LEFT),
    _Mark("[", expression(r"\A\[(?:TOC|toc)\]\Z"), _LEFT),
    _Mark(":::", expression(rf"\A:{{3,}}\s*(?:{_ALERTS})\b", re.IGNORECASE), _NOTE, None, _PARAGRAPH),
    _Mark("!!!", expression(rf"\A!!! ?(?:{_ALERTS})\b", re.IGNORECASE), _INDENTED, None, _PARAGRAPH),
    _Mark("???", expression(rf"\A\?\?\?\+? ?(?:{_ALERTS})\b", re.IGNORECASE), _INDENTED, None, _PARAGRAPH),
    _Mark('=== "', expression(r'\A=== "[^"\n]+"'), _INDENTED, None, _PARAGRAPH),
    *(
        _Mark(first, pattern, _LEFT, None, _PARAGRAPH)
        for first, pattern in (
            (":::", expression(r"\A:{3,}\s*\w+|\A:{3,}\Z")),
            ("import ", expression(r"""\Aimport\s(?:[\w{}*,\s]{1,200}\sfrom\s)?(?P<quote>["'])[^"'\n]+(?P=quote)""")),
            ("export ", expression(r"\Aexport\s(?:default|const|let|function)\s[\w{]")),
            (")=", expression(r"\A\([\w-]+\)=\Z")),
            ("*[", expression(r"\A\*\[[^\[\]\n]+\]:")),
            ("--8<--", expression(r'\A--8<-- "[^"\n]*"')),
            (".. ", expression(r"\A\.\. [\w-]+::")),
            ("== ", expression(r"\A={2,6} [^=\n]+ ={2,6}\Z")),
            ("+--", expression(r"\A\+(?:-+\+)+")),
        )
    ),
    _Mark("[!", expression(r"\A\[![A-Za-z]+\]"), _NOTE, None, _PARAGRAPH),
    _Mark(
        "{",
        expression(
            r"(?<![\w{])\{(?:ref|numref|doc|term|eq|cite|kbd|abbr|download|math|guilabel|menuselection|py:\w+)\}(?=\S)"
        ),
        _LEFT,
    ),
    _Mark("==", expression(r"(?<![=\w])==[^\s=][^=\n]{0,60}(?<!\s)==(?![=\w])"), _LEFT, "review"),
    _Mark(":", expression(r"(?<!\S):(?:[a-z]{2,}(?:[_-][a-z0-9]+)*|\+1|-1):(?=\s|\Z|[.,!?])"), _LEFT, "review"),
    _Mark(
        "{",
        expression(
            r"(?<=\])\{[A-Za-z][\w-]* ?=[^{}\n]*\}|(?<=\w)\{(?:lang|hreflang|role|class|id|title|dir)(?:='| =)[^{}\n]*\}"
        ),
        "“{written}” is shown as it stands here: such a list can say lang, hreflang, dir, title, role=presentation, .class or #id, and a value stands in straight double quotation marks, or in none.",
    ),
    _Mark(
        "{",
        expression(
            r"\{(?:[.#] ?[.#]?[A-Za-z][^{}\n]*|(?:lang|hreflang|role|class|id|width|title|alt|target|dir)=[^{}\n]*)\}"
        ),
        "“{written}” is shown as it stands here: such a list has to stand right after a link, a picture, a [text] in brackets, or at the end of a heading.",
    ),
    _Mark(
        "##",
        expression(r"\w+#{2,}\Z"),
        "“{written}” is shown as it stands here. The signs after a heading need a blank before them, and can be left out.",
        None,
        frozenset({"heading"}),
    ),
    _Mark(
        "&",
        expression(
            r"(?<!\w)&(?:nbsp|amp|lt|gt|quot|shy|apos|[aAoO]uml|[aA]ring|eacute|[nm]dash|hellip|copy|euro|bull|middot)\w*;?"
        ),
        "“{written}” is shown as it stands here: the name of a sign begins with & and ends with a semicolon. Write the sign itself.",
    ),
    _Mark(
        "<!--",
        expression(r"\A<!--.{0,60}", re.DOTALL),
        "“{written}” is shown as it stands here, and so is what comes after it: the comment has no end. Write --> where it ends.",
        None,
        frozenset({"html"}),
    ),
)
_RARELY = {"[": ("[TOC]", "[toc]"), ":": (" :", "\n:")}
"""What to look for first where a part of a mark stands in many texts."""


def _live(prose: str) -> list[_Mark]:
    """The kinds of marks that may be in a page: few pages have any, and none many."""
    lines = f"\n{prose}"
    return [mark for mark in _MARKS if any(first in lines for first in _RARELY.get(mark.first, (mark.first,)))]


def _visible(document: Document, scope: Scope) -> Iterator[Note]:
    if scope.translated:  # `translation-markup` asks whether a translation has the marks of its source.
        return
    for finding in document.findings:
        if finding.rule == "markup-visible":
            yield Note(finding.location, finding.template, finding.values)
    headings = [run for run in document.headings if run.segment is not None]
    if live := _live("\n".join([run.inline.prose for run in headings])):
        for run in headings:
            if note := _first(Text(document.segments[run.segment or 0], run.inline, document.path, None), live):
                yield note
    if live := _live(scope.subjects.prose):
        opened = False
        for text in scope.subjects.texts:
            note = _first(text, live)
            if note is not None and not (opened and _END.fullmatch(text.inline.prose)):
                opened = True
                yield note


_END = expression(r":{3,}|\{\{[<%] ?/[^{}]*\}\}|\{%-? ?end[^{}]*%\}")
"""What only ends a mark that has been said: who takes that away finds it."""
_CODE = expression(r"(`+)(?!`).*?(?<!`)\1(?!`)")


_ELEMENT = expression(r"\{\{<[^<>{}]*>\}\}")
_EMPHASIS = str.maketrans("", "", "*_")


def _first(text: Text, live: list[_Mark]) -> Note | None:
    """What is said of the first mark in a text."""
    prose, role = text.inline.prose, text.segment.role
    marks = [mark for mark in live if mark.first in prose and (not mark.roles or role in mark.roles)]
    if not marks:
        return None
    id = _CODE.sub("", text.segment.id)
    plain = id.replace("\\", "")
    bare = id.translate(_EMPHASIS)  # `[[_TOC_]]` is seen as [[TOC]].
    if "{{<" in id:
        bare = _ELEMENT.sub("{{}}", bare)  # `{{<lista >}}` is seen as {{}}.
    for mark in marks:
        for found in mark.pattern.finditer(prose):
            written = found[0]
            # What is written with backslashes, or is code, was meant to be seen.
            shown = written in id or written in bare or role == "html" or (mark.escaped and written in plain)
            if shown and (mark.escaped or f"\\{written}" not in id):
                if role == "html" and mark.template is _BLANKS and " " not in written:
                    return inside_html(text.location, written.strip())
                values = (("written", written.strip()),)
                return Note(text.location, mark.template, values, severity=mark.severity)
    return None


# --- letters -------------------------------------------------------------------------------------------

_GARBLED = expression(
    r"\S*(?:\ufffd"
    r"|\u00c3[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
    r"|\u00e2\u20ac[\u0080-\u00bf\u0153\u02dc\u201c\u201d\u2122\u00a6]|\u00c2[\u00a0\u00a7\u00b0\u00ab\u00bb\u00b7\u00b4])\S*"
)
"""U+FFFD, and what the bytes of UTF-8 are in Windows-1252: letters of Europe, quotation marks and dashes, signs."""
_PRIVATE = expression(r"[\ue000-\uf8ff]")
"""Signs that have no meaning but in one font."""
_QUOTES = "”“„\"'‘’«»"
_SIGNS = ("\ufffd", "\u00c3", "\u00e2\u20ac", "\u00c2")
_OBJECT = "\ufffc"


def _garbled(document: Document, scope: Scope) -> Iterator[Note]:
    prose = scope.subjects.prose
    if scope.translated or prose.isascii() or any(finding.rule == "file-encoding" for finding in document.findings):
        return
    if _PRIVATE.search(prose):
        yield from _of_a_font(scope)
    if not any(sign in prose for sign in _SIGNS):
        return
    for text in scope.subjects.texts:
        found = _GARBLED.search(text.inline.prose)
        if found is not None and found[0][0] not in _QUOTES:  # Else somebody speaks of it.
            template = "“{word}” has letters that broke on their way here, when a text in one encoding was read in another. Write the word anew."
            yield Note(text.location, template, (("word", found[0].replace(_OBJECT, "…")),))


def _of_a_font(scope: Scope) -> Iterator[Note]:
    bullets = str.maketrans("", "", BULLETS)  # `list-fake` says it.
    for text in scope.subjects.texts:
        prose = text.inline.prose.translate(bullets)
        found = _PRIVATE.search(prose)
        if found is not None:
            template = "“{word}” has a sign that only one font knows: others see an empty square, and nobody hears it. Write a word, or a sign that every font has."
            yield Note(text.location, template, (("word", word_at(prose, found.start()).replace(_OBJECT, "…")),))


RULES = (
    Rule(
        "markup-visible",
        "Texts",
        "warning",
        ("CommonMark 0.31.2, 6.2 and 6.3", "WCAG 2.2, 1.3.1 Info and Relationships"),
        "A slip in Markdown, or a mark that only another program knows, is not understood: the reader sees the signs, and hears “asterisk asterisk”. What is to be seen as it is written is code, in `…`, or has a backslash before it.",
        (
            "Vi har **öppet** i dag, se [taxan](sida.md) och `{{ pris }}`.",
            'Vi säger [good morning]{lang="en" .stor} och [hello](https://example.org/){title="En hälsning"}, `[x]{y=z}` och f(x){n=1}.',
            "Priset** gäller barn.\n\n** Under 18 år.",
            r"Skriv \*\*fet\*\* stil, \{\{ pris \}\} och \<Ruta bredd={5}>.",
            "Läs (priserna)[^1] och [1] (se noten) och C##.\n\n[^1]: En not.",
            "LIX = ord / meningar + 100 * långa ord / ord, 1 000 / 50 + 100 * 250 / 1 000.",
            "2 ** 3 är 8, x * y * z, namn_på_fil och _ _ _, a == b, kl. 9:30: välkomna! AT&T och H&M. Obs: :-)",
            "## Lär dig C#\n\nText.",
            "> [!NOTE]\n> Stängt i dag.\n\nimport från utlandet, {x} och (a)=b\n\n```{python}\nprint()\n```",
            "*[Mötet] är öppet* och a == b == c, +--+ och {a, b}.",
            "Skriv till anna@example.org [fredag], C++ och C++, 2^10, 50 %, %%, ~10 minuter, a^b och [läs @ anslaget]. Läs[^1].\n\n[^1]: En not.",
            "Priset är 5 $ eller 10 $, i mappen $hem och $HOME, eller ${a}/${b(x)}. Svaret [om x=3] är _ett (1)_, inte _namn_på_fil. Kl. 9:30:",
        ),
        (
            "Läs (taxan)[sida.md].",
            "Läs [taxan] (sida.md).",
            "Vi har ** öppet ** i dag.",
            "Vi har **öppet i dag.",
            "Vi har * öppet * i dag.",
            "Vi har __ öppet__ i dag.",
            "Vi har *öppet * i dag.",
            "Vi har ** öppet** i dag.",
            "Priset är {{ pris }} kronor.",
            "Läs [[Taxan]] här.",
            "Vi har öppet {/* kolla tiden */} i dag.",
            "<img src={require('./karta.png').default} />",
            "Hej {props.namn}, välkommen.",
            "{::comment}\nKolla tiden.\n{:/comment}",
            "Vi har [b]öppet[/b] i dag.",
            "::: varning\nStängt i dag.\n:::",
            "!!! note\n    Stängt i dag.",
            '=== "Vuxna"',
            "> [!INFO] Stängt i dag.",
            "import Karta from './karta'",
            "Se {ref}`taxan`.",
            "*[FN]: Förenta nationerna",
            '[gallery ids="1,2"]',
            r'\[caption id="bild\_1"\] Skylten.',
            "[YOUTUBE src=a1 width=630]",
            "Välj [!UICONTROL Taxa] här.",
            "Välj _alla barn_och vuxna.",
            "Summan $f(x)$ är störst.",
            "Mät halten H~2~O i dag.",
            "Ytan är 40 m^2^ stor.",
            "Vi har öppet^[Inte på julafton.] i dag.",
            "Så säger forskare [@ek2020, s. 5].",
            "Vi har öppet %%kolla tiden%% i dag.",
            "Ett\n\n```mermaid\ngraph TD\n```",
            "Kostnaden är $x_1$ kronor.",
            "Vi bjuder på :pizza: i dag.",
            "== Priser ==",
            "[[_Taxan_]]",
            "Läs {++mer++} här.",
            "+---+---+\n| a | b |\n+---+---+",
            "Ett\n\n```{warning}\nStängt i dag.\n```",
            "Ett\n\n```note Viktigt\nStängt i dag.\n```",
            "Ett\n\n~~~ ad-tip\nStängt i dag.\n~~~",
            "Vi har ==öppet== i dag :smile:",
            "Vi säger good morning{lang=en}.",
            "Vi säger [good morning]{lang='en'}.",
            "Vi säger [hello]{lang = en}.",
            "Läs [taxan](https://example.org/){hreflang='en'}.",
            "## Taxan##\n\nText.",
            "Barn &nbsp och vuxna.",
            "Ett\n\n<!-- glöm inte\n\nTvå",
            "Ett\n\n```\nkod\n\nTvå",
        ),
        _visible,
    ),
    Rule(
        "text-garbled",
        "Texts",
        "error",
        ("The Unicode Standard, 3.9 (UTF-8)",),
        "“Ã¶” in the place of “ö” stands there when a text was saved in one encoding and read in another, often by way of a mail or an old program. Nobody can read it, and a screen reader spells it.",
        ("Räksmörgås, São Paulo, Ângela och 20 °C.", "Skriv `Ã¶` i sökrutan, eller ”Ã¶”."),
        ("Vi har Ã¶ppet i dag.", "Vi har \ufffdppet i dag.", "Hon sade â€œjaâ€.", "Ring \uf095 040-628 04 00."),
        _garbled,
    ),
)
