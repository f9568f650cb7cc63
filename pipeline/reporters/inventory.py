"""The inventory of pictures: how many have everything in every language, and each use with what it says side by side.

What is incomplete comes first. A page holds `PER_PAGE` uses, whatever the site has: a browser opens each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from pipeline.model import Finding
from pipeline.parsing.sanitise import escape
from pipeline.pictures.inventory import Completeness, Told, Use
from pipeline.reporters.lists import Links, item
from pipeline.reporters.sheet import PAGE_STYLE, address, grouped, language, nav, sheet, spoken
from pipeline.words import Words

NAME = "images.html"
"""First page of the inventory, in the folder of reports."""
PER_PAGE = 100
"""Uses on one page."""
MOST_UNUSED = 200
"""Files without a use that are listed; `images.json` has all."""
_BESIDE = 3
"""Languages that have room beside each other."""
_STYLE = """
.use{display:grid;gap:1rem 1.5rem;margin-block:0 1.5rem}.use>*{min-inline-size:0}.use h3{margin:0}
@media (min-width:44rem){.use{grid-template-columns:11rem minmax(0,1fr)}}
.use figure{margin:0 0 .75rem}.use img{max-inline-size:100%;block-size:auto;display:block;background:#fff;border:1px solid var(--line)}
.use figcaption,.none{font-size:.8125rem;color:var(--soft)}.none{border:1px dashed var(--edge);border-radius:.5rem;padding:.75rem;margin:0}
.use p,.use ul{margin-block:0 .5rem}.use .rows{margin-block:.75rem}.gaps{padding-inline-start:1.25rem}
.row .tag{margin-block-start:.2rem}
"""


class Thumbnail(NamedTuple):
    """What the report shows of a file."""

    src: str
    """Address from the folder of reports; empty where there is nothing to show."""
    problem: Literal["broken", "large", "unreadable"] | None
    """Why there is nothing to show."""
    size: tuple[int, int] = (0, 0)
    """Width and height that it is shown in."""


class Shown(NamedTuple):
    """A use of a picture, with what the report knows of it besides."""

    use: Use
    """It."""
    title: str
    """Title of its page in the source language."""
    findings: tuple[Finding, ...]
    """The findings about it."""
    files: tuple[str, ...]
    """For each language the path of its file below the source folder; empty where it is none of the site's."""
    thumbnails: Mapping[str, Thumbnail]
    """What is shown of each file."""
    elsewhere: tuple[str, ...]
    """Paths of other pages with the same picture, from the site's folder."""
    more: int
    """How many further ones there are."""
    complete: bool
    """Whether it has everything in every language."""


def page_name(number: int) -> str:
    """Path of a page of the inventory in the folder of reports."""
    return NAME if number == 1 else f"images/{number}.html"


def pages_of(total: int) -> tuple[str, ...]:
    """The paths of all its pages."""
    return tuple(page_name(number) for number in range(1, total + 1))


def share(count: Completeness, words: Words) -> str:
    """The number that the inventory is about, in a line."""
    template = "Pictures with everything in every language: {complete} of {uses} ({percent} %)."
    values = {"complete": grouped(count.complete, words), "uses": grouped(count.uses, words)}
    return words.say(template, **values, percent=count.percent)


def sheet_of(
    shown: Sequence[Shown],
    names: Sequence[str],
    number: int,
    count: Completeness,
    languages: Sequence[str],
    unused: Sequence[str] | None,
    words: Words,
    links: Links,
) -> str:
    """One page of the inventory; the first has the sums and the files without a use besides."""
    _ = words.gettext
    up = "../" * names[number - 1].count("/")
    trail = f"<header>{nav(_('Back'), [(f'{up}index.html', escape(_('Report for editors')))])}</header>\n"
    body: list[str] = []
    if number == 1:
        body += _sums(count, words)
    for title, group in (
        (_("Something is missing"), [one for one in shown if not one.complete]),
        (_("Complete"), [one for one in shown if one.complete]),
    ):
        if group:
            body.append(f"<h2>{escape(title)}</h2>\n")
            body += [_card(one, languages, words, links, up) for one in group]
    further = [(up + address(name), str(n)) for n, name in enumerate(names, 1) if n != number]
    body.append(nav(_("Further pages"), further))
    if number == 1:
        body += _unused(unused, words)
    title = _("Pictures")
    if number > 1:
        title = words.say("Pictures, page {number}", number=number)
    return sheet(title, body, words, trail=trail, style=PAGE_STYLE + _STYLE)


def _sums(count: Completeness, words: Words) -> Iterator[str]:
    """The number, and how it comes about."""
    _ = words.gettext
    if not count.uses:
        yield f'<p class="card">{escape(_("No page shows a picture."))}</p>\n'
        return
    yield f'<div class="card">\n<p class="big">{escape(share(count, words))}</p>\n'
    template = "Counted is each use of a picture on a page, since its description belongs to the use: {uses} uses of {files} different pictures."
    said = words.say(template, uses=grouped(count.uses, words), files=grouped(count.files, words))
    yield f"<p>{escape(said)}</p>\n"
    template = "Decorative, which say nothing on purpose and need no description: {decorative}."
    yield f"<p>{escape(words.say(template, decorative=grouped(count.decorative, words)))}</p>\n"
    yield f"<p>{escape(_('The number says whether the words are there, not whether they are good: the findings do.'))}</p>\n</div>\n"
    yield '<ul class="facts">\n'
    for tag, complete in count.languages:
        of = escape(words.say("of {uses}", uses=grouped(count.uses, words)))
        yield f"<li><b>{grouped(complete, words)}</b> {of}: {language(tag, words)}</li>\n"
    yield "</ul>\n"


def _unused(unused: Sequence[str] | None, words: Words) -> Iterator[str]:
    """The files that no page shows or links to."""
    _ = words.gettext
    yield f"<h2>{escape(_('Files that no page shows'))}</h2>\n"
    if unused is None:
        yield f"<p>{escape(_('Known when the site is published.'))}</p>\n"
        return
    if not unused:
        yield f"<p>{escape(_('None.'))}</p>\n"
        return
    said = _("No page shows or links to these, so they are not published. Use them, or remove them.")
    yield f"<p>{escape(said)}</p>\n<ul>\n"
    yield "".join([f'<li><span class="where">{escape(path)}</span></li>\n' for path in unused[:MOST_UNUSED]])
    yield "</ul>\n"
    if len(unused) > MOST_UNUSED:
        template = "The first {shown} of {files}; images.json has all."
        yield f"<p>{escape(words.say(template, shown=MOST_UNUSED, files=len(unused)))}</p>\n"


# --- a use ------------------------------------------------------------------------------------------


def _card(shown: Shown, languages: Sequence[str], words: Words, links: Links, up: str) -> str:
    """A use of a picture."""
    use = shown.use
    return (
        f'<article class="card use">\n<div>{"".join(_thumbnails(shown, languages, words, up))}</div>\n<div>\n'
        f'<h3><span class="where">{escape(use.sides[0].src)}</span></h3>\n'
        f"{''.join(_about(shown, words, links, up))}{''.join(_gaps(use, languages, words))}"
        f"{''.join(_rows(use, languages, words))}{_findings(shown, words)}</div>\n</article>\n"
    )


def _thumbnails(shown: Shown, languages: Sequence[str], words: Words, up: str) -> Iterator[str]:
    """The picture, small; each version where languages have their own. Its description stands beside it."""
    _ = words.gettext
    said = {"broken": _("The picture cannot be read: the file is broken."), "large": _("Too large to be shown here.")}
    said["unreadable"] = _("The file may not be read.")
    if not any(shown.files):
        outside = shown.use.sides[0].src.startswith(("http:", "https:", "//"))
        yield f'<p class="none">{escape(_("On another site: not fetched.") if outside else _("There is no such file."))}</p>'
        return
    versions = list(dict.fromkeys(path for path in shown.files if path))
    for path in versions:
        small = shown.thumbnails[path]
        if small.problem is not None:
            yield f'<p class="none">{escape(said[small.problem])}</p>'
            continue
        width, height = small.size
        tags = [language(tag, words) for tag, own in zip(languages, shown.files, strict=True) if own == path]
        below = f"<figcaption>{', '.join(tags)}</figcaption>" if len(versions) > 1 else ""
        yield f'<figure><img src="{escape(up + address(small.src))}" alt="" width="{width}" height="{height}" loading="lazy" decoding="async">{below}</figure>'


def _about(shown: Shown, words: Words, links: Links, up: str) -> Iterator[str]:
    """Where the picture stands."""
    _, use = words.gettext, shown.use
    title = f"<bdi>{escape(shown.title)}</bdi>"
    if use.page in links:
        title = f'<a href="{escape(up + links[use.page])}">{title}</a>'
    yield f'<p>{escape(_("Page"))}: {title} <span class="where">{escape(str(use.place))}</span></p>\n'
    if use.link:
        yield f'<p>{escape(_("In a link to"))} <span class="where">{escape(use.link)}</span></p>\n'
    if shown.elsewhere:
        named = ", ".join([_page(path, links, up) for path in shown.elsewhere])
        also = escape(words.say("and on {number} more", number=shown.more)) if shown.more else ""
        yield f"<p>{escape(_('The same picture elsewhere'))}: {named}{f' {also}' if also else ''}</p>\n"
    if use.decorative:
        yield f"<p>{escape(_('Decorative: it says nothing, on purpose.'))}</p>\n"


def _page(path: str, links: Links, up: str) -> str:
    shown = f'<span class="where">{escape(path)}</span>'
    return f'<a href="{escape(up + links[path])}">{shown}</a>' if path in links else shown


def _gaps(use: Use, languages: Sequence[str], words: Words) -> Iterator[str]:
    """What is missing in which language, and where it is written."""
    names, said = _names(words), _states(words)
    gaps = [(tag, name, told) for tag, side in zip(languages, use.sides, strict=True) for name, told in side.gaps]
    if not gaps:
        return
    yield '<ul class="gaps">\n'
    for tag, name, told in gaps:
        where = f'<span class="where">{escape(str(told.place))}</span>'
        yield f"<li><strong>{language(tag, words)}:</strong> {names[name]}: {said[told.state]} {where}</li>\n"
    yield "</ul>\n"


def _names(words: Words) -> dict[str, str]:
    _ = words.gettext
    return {
        "alt": escape(_("Description (alt)")),
        "caption": escape(_("Caption")),
        "description": escape(_("Long description")),
    }


def _states(words: Words) -> dict[str, str]:
    _ = words.gettext
    return {
        "missing": escape(_("not written")),
        "untranslated": escape(_("not translated")),
        "fuzzy": escape(_("translated, to be reviewed")),
    }


def _rows(use: Use, languages: Sequence[str], words: Words) -> Iterator[str]:
    """The texts of the picture in every language side by side."""
    names, many = _names(words), len(languages)
    rows = [
        (name, tolds)
        for name, tolds in (
            ("alt", [side.alt for side in use.sides]),
            ("caption", [side.caption for side in use.sides]),
            ("description", [side.description for side in use.sides]),
        )
        if any(told is not None and told.state != "decorative" for told in tolds)
    ]
    if not rows:
        return
    heads = "".join([f"<p>{language(tag, words)}</p>" for tag in languages])
    side = "rows" + " side" * (many <= _BESIDE) + " three" * (many == _BESIDE)
    yield f'<div class="{side}">\n<div class="row heads">{heads}</div>\n'
    for name, tolds in rows:
        cells = [
            f"<div>{_cell(names[name], told, tag, words)}</div>" for told, tag in zip(tolds, languages, strict=True)
        ]
        yield f'<div class="row">{"".join(cells)}</div>\n'
    yield "</div>\n"


def _cell(name: str, told: Told | None, tag: str, words: Words) -> str:
    head = f'<p class="role">{name}</p>'
    if told is None:
        return head
    if told.state == "decorative":
        return f"{head}<p>–</p>"
    said = _states(words).get(told.state, "")
    if not told.text.strip():
        return f'{head}<p class="missing" data-to="{escape(tag)}">{said}</p>'
    review = f'<p class="role">{said}</p>' if said else ""
    # A text that is not to be translated is in the language of the source.
    own = "" if told.state == "kept" else spoken(tag)
    return f"{head}<p{own}>{escape(told.text)}</p>{review}"


def _findings(shown: Shown, words: Words) -> str:
    if not shown.findings:
        return ""
    where = (f' <span class="where">{escape(f.location.path)}</span>' for f in shown.findings)
    listed = "".join([item(f, words, more=more) for f, more in zip(shown.findings, where, strict=True)])
    return f'<ul class="said">\n{listed}</ul>\n'
