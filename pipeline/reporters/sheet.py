"""What all pages of the report for editors have in common: the frame, the style, how a LIX and a language are written.

Each page stands by itself: no script, no other file. Nothing is said by colour alone; contrast is 7:1 for text and 3:1 for
lines, in light and dark, and forced colours keep every border and underline.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from pipeline.language.locale import language_name
from pipeline.language.tags import direction
from pipeline.model import FieldValue, Measure
from pipeline.parsing.sanitise import escape
from pipeline.readability import ENOUGH, reason
from pipeline.words import Words

_STYLE = """
:root{color-scheme:light dark;--ink:light-dark(#14262a,#e8f1f0);--soft:light-dark(#41514f,#b4c6c3);--page:light-dark(#f5f8f7,#0d1716);--card:light-dark(#fff,#152221);--line:light-dark(#c7d5d2,#35504c);--edge:light-dark(#6f8987,#6d8b88);--tint:light-dark(#e3f1ef,#1d3330);--link:light-dark(#07595a,#86ddd6);--error:light-dark(#8c1007,#ffb4a8);--warning:light-dark(#6b4300,#ffd08a);--review:light-dark(#0b4a8f,#a8ccff);--hard:light-dark(#fff1c9,#3b2f0b);--hardline:light-dark(#8a5a00,#f0b94d)}
*{box-sizing:border-box}html{font:100%/1.6 system-ui,"Segoe UI",Roboto,sans-serif;-webkit-text-size-adjust:100%;scroll-padding-block:1.5rem}
body{margin:0;color:var(--ink);background:var(--page);overflow-wrap:anywhere}
header,main,footer{max-inline-size:76rem;margin-inline:auto;padding:1.25rem clamp(1rem,4vw,2.5rem)}
main{padding-block-end:4rem}
h1{font-size:clamp(1.6rem,4.5vw,2.25rem);line-height:1.2;margin-block:.5rem 1rem;text-wrap:balance}
h2{font-size:1.4rem;line-height:1.25;margin-block:3rem 1rem;text-wrap:balance}
h3{font-size:1.1rem;line-height:1.3;margin-block:1.75rem .5rem}
p,ul,ol{margin-block:0 1rem;max-inline-size:46rem}
a{color:var(--link);text-underline-offset:.15em}a:hover{text-decoration-thickness:.15em}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px;border-radius:2px}
:target{outline:3px solid var(--edge);outline-offset:4px;border-radius:4px}
.skip{position:absolute;inset-block-start:-6rem}.skip:focus{inset-block-start:.5rem;background:var(--card);padding:.5rem 1rem;z-index:1}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;padding:0;margin:0;list-style:none}nav a{display:inline-block;padding-block:.25rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:clamp(1rem,3vw,1.75rem);margin-block:0 1.25rem}
.card>:first-child{margin-block-start:0}.card>:last-child{margin-block-end:0}
.soft,.where{color:var(--soft)}.where,:is(a,span)[lang]{unicode-bidi:isolate}.where{font:.875em ui-monospace,Consolas,monospace}
.big{font-size:1.25rem;font-weight:650}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:1rem;padding:0;margin:0 0 1.5rem;max-inline-size:none;list-style:none}
.facts li{background:var(--card);border:1px solid var(--line);border-block-start:.3rem solid var(--edge);border-radius:.5rem;padding:.75rem 1rem;margin:0}
.facts b{display:block;font-size:1.9rem;line-height:1.3;font-variant-numeric:tabular-nums}
.table{overflow-x:auto;margin-block:0 1.5rem;background:var(--card);border:1px solid var(--line);border-radius:.75rem}
table{border-collapse:collapse;inline-size:100%}caption{text-align:start;font-weight:650;padding:.9rem 1rem .4rem}
th,td{padding:.6rem 1rem;text-align:start;vertical-align:top;border-block-end:1px solid var(--line);overflow-wrap:normal}
tbody th{font-weight:500;min-inline-size:12rem;overflow-wrap:anywhere}thead th{font-size:.875rem;color:var(--soft);font-weight:650}tbody tr:last-child>*{border-block-end:0}
.number{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}
blockquote{margin:0 0 1rem;padding:.25rem 0 .25rem 1.25rem;border-inline-start:.3rem solid var(--hardline);font-size:1.2rem;line-height:1.5;max-inline-size:46rem}
li{margin-block:.4rem}
.severity{display:inline-block;padding:0 .5em;border:2px solid;border-radius:1em;font-size:.8125rem;line-height:1.6;font-weight:700;white-space:nowrap}
.error{color:var(--error)}.warning{color:var(--warning)}.review{color:var(--review)}
details{border-block-end:1px solid var(--line);padding-block:.4rem}summary{cursor:pointer;font-weight:600;padding-block:.3rem}details>:not(summary){margin-block-start:.5rem}
.quiet{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media print{body{background:none}nav,.skip{display:none}.card,.table{border-color:#000;break-inside:avoid}a{color:inherit}}
@media (prefers-contrast:more){:root{--soft:var(--ink);--line:var(--ink);--edge:var(--ink)}}
"""

PAGE_STYLE = """
.row{display:grid;gap:.25rem 2.5rem;padding:.75rem clamp(.75rem,2.5vw,1.5rem);background:var(--card);border-inline:1px solid var(--line)}
.rows{border-block:1px solid var(--line);border-radius:.75rem;overflow:clip}.row p,.row h3{margin:0;white-space:pre-line;max-inline-size:40rem;hyphens:auto}
.row [lang]::before{content:attr(lang) " "}.row [data-to]::before{content:attr(data-to) " "}.row ::before{font:.75rem ui-monospace,monospace;color:var(--soft)}.heads{display:none}
@media (min-width:56rem){.side .row{grid-template-columns:repeat(auto-fit,minmax(22rem,1fr))}.side.three .row{grid-template-columns:repeat(3,minmax(0,1fr))}.side .row :is(p,h3)::before{content:none!important}.side .heads{display:grid;background:var(--tint);font-weight:650}}
.picture{padding-block-end:0;border-block-start:1px solid var(--line)}
.row .item{display:list-item;list-style:disc outside;margin-inline-start:1.25rem}
.cell{padding-inline-start:1rem;border-inline-start:3px solid var(--line)}.row:has(.cell),.row:has(.item){padding-block:.3rem}
.h1,.h2{font-size:1.35rem;font-weight:650;line-height:1.3}.h3,.h4,.h5,.h6{font-size:1.1rem;font-weight:650;line-height:1.3}
.row:has(.h1,.h2,.h3,.h4,.h5,.h6){padding-block-start:1.75rem}
.row .n{font-size:.8125rem;color:var(--soft);margin-block-start:.2rem}.role{font-size:.8125rem;color:var(--soft)}
.row .missing{display:inline-block;color:var(--soft);font-style:italic;border-inline-start:.25rem dashed var(--edge);padding-inline-start:.75rem}
mark.hard{color:inherit;background:var(--hard);text-decoration:underline 2px var(--hardline);text-underline-offset:.25em;padding-block:.1em;box-decoration-break:clone}
.tag{display:inline-block;font-size:.75rem;font-weight:700;line-height:1.5;padding:0 .5em;margin-inline-end:.35em;border:1.5px solid var(--hardline);border-radius:1em;background:var(--card)}
.long{text-decoration:underline dotted 2.5px;text-underline-offset:.25em}
.spot{outline:2px dashed var(--edge);outline-offset:1px;border-radius:2px}.spot sup{font-weight:700;padding-inline-start:.15em}
.row .refs{margin-block-start:.35rem;font-size:.8125rem}.refs a{display:inline-block;padding:.1rem .6em;margin:.1rem .35rem .1rem 0;min-block-size:1.5rem;border:1.5px solid var(--edge);border-radius:1em}
.key{display:flex;flex-wrap:wrap;gap:.5rem 2rem;list-style:none;padding:0;max-inline-size:none}.key li{margin:0}
header nav+nav{margin-block-start:.25rem}.said li{margin-block:.6rem}
"""
"""What the report of a page has besides."""


def sheet(title: str, body: Iterable[str], words: Words, *, trail: str = "", style: str = "", lang: str = "") -> str:
    """One page: `body` is HTML, `trail` that of the links before it, `lang` the language of the title where it differs."""
    own = spoken(lang) if lang and lang != words.language else ""
    heading = escape(title)
    return (
        f'<!DOCTYPE html>\n<html lang="{words.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{heading}</title>\n<style>{_STYLE}{style}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">{escape(words.gettext("Skip to the content"))}</a>\n{trail}'
        f'<main id="main">\n<h1{own}>{heading}</h1>\n{"".join(body)}</main>\n</body>\n</html>\n'
    )


def spoken(tag: str) -> str:
    """`lang`, and `dir` where it is from right to left as no report is, with a blank before it.

    >>> spoken("sv"), spoken("ar")
    (' lang="sv"', ' lang="ar" dir="rtl"')
    """
    return f' lang="{escape(tag)}"' + (' dir="rtl"' if direction(tag) == "rtl" else "")


def nav(label: str, links: Iterable[tuple[str, str]]) -> str:
    """A navigation landmark with links: (address, HTML)."""
    items = "".join([f'<li><a href="{escape(href)}">{text}</a></li>' for href, text in links])
    return f'<nav aria-label="{escape(label)}"><ul>{items}</ul></nav>\n' if items else ""


def table(caption: str, columns: Iterable[tuple[str, bool]], rows: Iterable[str], name: str) -> str:
    """A table that scrolls by itself where it has to. `columns`: (head, whether it holds numbers); `rows`: HTML."""
    heads = "".join([f'<th scope="col"{" class=number" * number}>{escape(head)}</th>' for head, number in columns])
    return (
        f'<div class="table" role="region" aria-labelledby="{name}" tabindex="0">\n<table>\n'
        f'<caption id="{name}">{escape(caption)}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{"".join(rows)}</tbody>\n</table>\n</div>\n'
    )


def address(path: str) -> str:
    """A path as an address."""
    return quote(path.encode("utf-8", "replace"), safe="/")


def grouped(number: int, words: Words) -> str:
    r"""A large number as people read it; of up to four digits it stays as it is.

    >>> grouped(9999, Words({}, {})), grouped(190273, Words({}, {})), grouped(190273, Words({}, {}, "sv"))
    ('9999', '190,273', '190\u202f273')
    """
    return str(number) if number < 10_000 else f"{number:,}".replace(",", "," if words.language == "en" else "\u202f")


def language(tag: str, words: Words) -> str:
    """The name of a language, as a label, escaped."""
    name = language_name(tag, words.language)
    return escape(name[:1].upper() + name[1:])


def hardness(measure: Measure | None) -> float:
    """What is sure of a LIX: the lower end of its interval; −1 where there is none, so that twelve words are not the hardest."""
    if measure is None or measure.lix_interval is None or measure.words < ENOUGH:
        return -1.0
    return measure.lix_interval[0]


def lix(measure: Measure | None, words: Words) -> str:
    """A LIX with its interval, or why there is none, escaped."""
    if measure is None or measure.unmeasured:
        return escape(words.gettext("not measurable"))
    if measure.words < ENOUGH or measure.lix is None or measure.lix_interval is None:
        return escape(words.gettext("too short to measure"))
    low, high = measure.lix_interval
    return f"{measure.lix:.0f} ± {(high - low) / 2:.0f}"


def sums(measure: Measure, words: Words, source: Measure | None = None) -> str:
    """How a LIX comes about, or why there is none, in one line, escaped; `source` is that of the text it translates."""
    if not measure.words and source is not None and source.words:
        return escape(words.gettext("Not measurable: nothing on it is translated yet."))
    why = reason(measure) if measure.unmeasured else None
    if why is not None:
        return escape(words.shown(why))
    values: dict[str, FieldValue] = {
        "length": round(measure.words / measure.sentences, 1),
        "share": round(100 * measure.long_words / measure.words),
        "words": grouped(measure.words, words),
    }
    if measure.words < ENOUGH or measure.lix is None or measure.lix_interval is None:
        template = "{length} words a sentence, {share} % long words, {words} words: too short to measure"
        return escape(words.say(template, **values))
    low, high = measure.lix_interval
    template = "LIX {lix} ± {half} = {length} words a sentence + {share} % long words, {words} words"
    return escape(words.say(template, lix=round(measure.lix), half=round((high - low) / 2), **values))
