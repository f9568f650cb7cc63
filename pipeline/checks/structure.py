"""Rules about how a page is built."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from pipeline.checks.quoted import said
from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.subjects import Linked, Picture
from pipeline.checks.unparsed import inside_html, unparsed
from pipeline.model import Document, Location
from pipeline.parsing.parts import headings_in
from pipeline.patterns import expression


def _from_source(rule: str) -> Callable[[Document, Scope], Iterable[Note]]:
    """A check for what the parser has found itself."""

    def check(document: Document, scope: Scope) -> Iterator[Note]:
        if not scope.translated:
            yield from (
                Note(f.location, f.template, f.values, f.suggestion, f.severity)
                for f in document.findings
                if f.rule == rule
            )

    return check


def _unknown_type(document: Document, scope: Scope) -> Iterator[Note]:
    """A page type that is likely another; the site's own templates are types too."""
    for note in _from_source("page-type-unknown")(document, scope):
        if dict(note.values)["type"] not in scope.types:
            yield note


def _skipped(document: Document, scope: Scope) -> Iterator[Note]:
    if scope.translated:
        return
    headings = headings_in(document)
    level = 0 if any(depth == 1 for depth, _ in headings) else 1
    for depth, run in headings:
        if depth > level + 1 and run.segment is not None:
            segment = document.segments[run.segment]
            if level == 0:
                template = (
                    "“{heading}” stands above the title of the page, and is below it in rank. Put the title first."
                )
                values = (("heading", run.inline.text.strip()),)
                yield Note(Location(document.path, segment.line, 1), template, values)
                level = depth
                continue
            yield Note(
                Location(document.path, segment.line, 1),
                "“{heading}” is a heading of level {depth} after one of level {level}. Make it level {wanted}.",
                (
                    ("heading", run.inline.text.strip()),
                    ("depth", depth),
                    ("level", level),
                    ("wanted", level + 1),
                ),
                "#" * (level + 1) + " " + segment.id if run.tag else f"<h{level + 1}>",
            )
        level = depth


def _broken(_document: Document, scope: Scope) -> Iterator[Note]:
    for linked in scope.subjects.links:
        href = linked.link.href
        if not scope.translated and (note := _without_aim(linked)):
            yield note
            continue
        target = scope.resolve(href, linked.page)
        if target.kind == "nothing":
            template = "The link leads nowhere: there is no “{href}”. Correct the path, or remove the link."
            yield Note(linked.location, template, (("href", href),))
        elif target.kind == "forbidden" and not scope.translated:  # `translation-unsafe` says it of a translation.
            template = "“{href}” may not be linked to: only http, https, mailto, tel and the like."
            yield Note(linked.location, template, (("href", href),))
    if not scope.translated:
        yield from _unparsed_links(scope)


_NO_AIM = expression(r"\s*(?:#|(?:mailto|tel|sms|https?):/*)?\s*", re.IGNORECASE)
"""An address that leads to nothing: none at all, or the beginning of one."""
_TWICE = expression(r"\s*https?:/*(?=https?:/*\w)", re.IGNORECASE)
_TO_THE_TOP = expression(r"\b(?:topp|toppen|upp|överst|början|top|up|start|beginning)\b|[↑⇑▲⬆]", re.IGNORECASE)


def _without_aim(linked: Linked) -> Note | None:
    """What is wrong with a link that leads to no other place. `#` leads to the top of the page, as its text may say."""
    href, text = linked.link.href, said(linked.link).strip()
    if not text or any(mark in linked.link.attributes for mark in (" id=", " name=")):
        return None  # `link-text-missing` says it, or it is a place on the page.
    if href.strip() == "#":
        if _TO_THE_TOP.search(text):
            return None
        template = "The link “{text}” leads to the top of the page that it stands on. Write where it is to lead, or {top} if that is meant."
        return Note(linked.location, template, (("text", text), ("top", "#top")), severity="warning")
    if _NO_AIM.fullmatch(href):
        template = "The link “{text}” has no address, so it leads to the page that it stands on, or nowhere. Write the address, or take the link away."
        return Note(linked.location, template, (("text", text),))
    if found := _TWICE.match(href):
        template = "The address “{href}” begins twice, so it leads nowhere. Take one beginning away."
        return Note(linked.location, template, (("href", href),), href[found.end() :])
    return None


def _unparsed_links(scope: Scope) -> Iterator[Note]:
    """Links and footnotes that the reader sees the Markdown of."""
    for found in unparsed(scope.subjects):
        text, picture, written, address = found
        values = (("written", written),)
        if picture:
            continue  # `image-file-missing` says it.
        if found.in_html:
            yield inside_html(text.location, written, "warning")
        elif address:
            template = (
                "“{written}” is shown as it stands here, and not as a link. In an address, blanks are written %20."
            )
            yield Note(text.location, template, values, address.strip().replace(" ", "%20"), "warning")
        else:
            template = "“{written}” is shown as it stands here: what it refers to is not defined on this page. Define it, or write {mark} where you mean a bracket."
            yield Note(text.location, template, (*values, ("mark", r"\[")), severity="warning")


def _unsafe(document: Document, scope: Scope) -> Iterator[Note]:
    if scope.translated:
        return
    for finding in document.findings:
        if finding.rule == "html-unsafe":
            yield Note(finding.location, finding.template, finding.values, severity=finding.severity)
    resolve, path = scope.resolve, document.path
    used: list[tuple[str, Linked | Picture]] = [(linked.link.href, linked) for linked in scope.subjects.links]
    used += [(picture.image.src, picture) for picture in scope.subjects.pictures]
    for href, subject in used:
        target = resolve(href, path)
        if target.kind == "asset" and scope.unsafe(target.path):
            yield Note(
                subject.location,
                "“{file}” could run a script in the reader’s browser, so it is not published. Save a picture without scripts, or publish a document as PDF.",
                (("file", target.path),),
            )


RULES = (
    Rule(
        "file-encoding",
        "Document",
        "error",
        ("The Unicode Standard, 3.9 (UTF-8)", "CommonMark 0.31.2, 2.1"),
        "The page is not saved as UTF-8, or cannot be read at all, so its å, ä and ö are broken for everybody. "
        "Choose the encoding UTF-8 when you save it in your editor.",
        ("Räksmörgås", "# Hej\n\nText."),
        ("R\udce4ksm\udcf6rg\udce5s",),
        _from_source("file-encoding"),
    ),
    Rule(
        "front-matter-invalid",
        "Document",
        "error",
        ("YAML 1.2",),
        "The lines between `---` at the top of the page say what it is called and where it belongs. What cannot be read there does not count. "
        "Put a value that holds a colon in quotes; write a date as 2026-11-23.",
        (
            "---\ntitle: Kontakt\ndate: 2026-11-23\n---\n\nRing oss.",
            '---\ntitle: "Kontakt: så når du oss"\n---\n\nRing oss.',
            "Utan rubrik.",
        ),
        (
            "---\ntitle: Kontakt: så når du oss\n---\n\nRing oss.",
            "---\ntitle: Nytt\ndate: 2024-13-13\n---\n\nText.",
            '+++\ntitle = "Kontakt"\n+++\n\nRing oss.',
            "---\ntitle: Kontakt\n\nRing oss.",
        ),
        _from_source("front-matter-invalid"),
    ),
    Rule(
        "front-matter-duplicate-key",
        "Document",
        "error",
        ("YAML 1.2, 3.2.1.3",),
        "The same key stands twice, so one of the two values is silently lost in other tools. Here the first one counts. Remove one.",
        ("---\ntitle: Kontakt\norder: 2\n---\n\nRing oss.",),
        ("---\ntitle: Kontakt\norder: 2\ntitle: Hitta hit\n---\n\nRing oss.",),
        _from_source("front-matter-duplicate-key"),
    ),
    Rule(
        "front-matter-unknown",
        "Document",
        "warning",
        ("YAML 1.2",),
        "A field whose name nobody knows does nothing: the page has no title, or another place in the menu, and nobody is told. What is likely a known name, misspelt, is named here. "
        "Fields that are like none of them are left alone: other tools may want them.",
        (
            "---\ntitle: Kontakt\nlayout: bred\ntags: [a, b]\n---\n\nRing oss.",
            "---\ntitle: Kontakt\nrubrik: Ring\n---\n\nRing oss.",
        ),
        (
            "---\ntitle: Kontakt\ndesciption: Så når du oss.\n---\n\nRing oss.",
            "---\ntitle: Kontakt\nType: contact\n---\n\nRing oss.",
            "---\ntitle: Kontakt\nordning: 2\n---\n\nRing oss.",
        ),
        _from_source("front-matter-unknown"),
    ),
    Rule(
        "page-type-unknown",
        "Document",
        "warning",
        ("WCAG 2.2, 3.2.4 Consistent Identification",),
        "The type of a page says how it is shown: `news`, `event`, `publication`, `contact`, `area`, `glossary`, `section`, `start` or `page`, and what the site has in `templates/`. With any other the page looks like a plain one.",
        ("---\ntitle: Nytt\ntype: news\n---\n\nText.", "---\ntitle: Nytt\ntype: projekt\n---\n\nText."),
        ("---\ntitle: Nytt\ntype: nyhet\n---\n\nText.", "---\ntitle: Nytt\ntype: publicaton\n---\n\nText."),
        _unknown_type,
    ),
    Rule(
        "comment-unobeyed",
        "Document",
        "warning",
        ("Syntolk, For editors",),
        "A comment that asks the program for something does nothing: it is misspelt, another program’s, or stands within a text; or the passage that it begins has no end, so that the whole rest of the page is not translated. "
        "`<!-- syntolk: skip -->`, `<!-- syntolk: end -->` and `<!-- allow: … -->` stand on lines of their own.",
        (
            "<!-- syntolk: skip -->\n\nEtt.\n\n<!-- syntolk: end -->\n\nTvå.",
            "Skriv `<!-- syntolk: skip -->` före.\n\n```\n<!-- syntolk: skip -->\n```\n\n<!-- Syntolk är bra. -->\n\nText.",
            "- Ett\n\n  <!-- syntolk: skip -->\n\n  Två\n\n  <!-- syntolk: end -->\n\n- Tre",
            "<!-- fråga Eva om namnet -->\n\nVi ses. <!-- translators: på torsdag -->",
        ),
        (
            "Ett.\n\n<!-- syntolk: skip -->\n\nTvå.",
            "Ett.\n\n<!-- syntolk: end -->\n\nTvå.",
            "<!-- syntolk: skipp -->\n\nVi ses.",
            "<!-- i18n:skip -->\n\nVi ses.",
            "Vi ses <!-- syntolk: skip --> på torsdag.",
        ),
        _from_source("comment-unobeyed"),
    ),
    Rule(
        "heading-skipped",
        "Document",
        "warning",
        ("WCAG 2.2, 1.3.1 Info and Relationships", "WCAG 2.2, H42"),
        "Who listens to a page moves by its headings; a level that is left out sounds as if something was missed. The page's title is level one, so the text begins with level two (`##`).",
        (
            "## Ett\n\nText.\n\n### Två\n\nText.\n\n## Tre\n\nText.",
            "# Titel\n\nText.\n\n## Ett\n\nText.",
            "<h2>Ett</h2>\n<p>Text.</p>\n<h3>Två</h3>\n<h5></h5>\n\nText.",
        ),
        (
            "## Ett\n\nText.\n\n#### Två\n\nText.",
            "### Ett\n\nText.",
            "## Sök\n\nText.\n\n# Titel\n\nText.",
            "<h2>Ett</h2>\n<p>Text.</p>\n<h4>Två</h4>\n<p>Text.</p>",
        ),
        _skipped,
    ),
    Rule(
        "table-cell-lost",
        "Document",
        "error",
        ("GitHub Flavored Markdown 0.29, 4.10 Tables",),
        "A row has more cells than the table has columns, and Markdown leaves out the rest: nobody can read it. Give the table another column in its first two lines, "
        "or write `\\|` where the sign is a part of the text.",
        ("| A | B |\n|---|---|\n| 1 | 2 |\n| 3 |\n", "| A |\n|---|\n| 1 \\| 2 |\n", "| A |\n|---|\n| 1 | |\n"),
        ("| A | B |\n|---|---|\n| 1 | 2 | tre |\n", "A | B\n--|--\n1 | 2 | tre\n"),
        _from_source("table-cell-lost"),
    ),
    Rule(
        "lines-joined",
        "Document",
        "warning",
        ("CommonMark 0.31.2, 6.8 Soft line breaks", "WCAG 2.2, 1.3.1 Info and Relationships"),
        "To Markdown the end of a line is a blank, so lines that stand below each other in the source are one line on the page: names and their values, links, street and town. "
        "Make them a list, with a hyphen before each, or end each but the last with a backslash. The dots of a printed list of contents mean nothing on a page.",
        (
            "- Telefon: 040-628 04 00\n- Ort: Malmö",
            "**Telefon:** 040-628 04 00\\\n**Ort:** Malmö",
            "Storgatan 5  \n211 41 Malmö",
            "Obs: vi har stängt\ni dag. Välkommen åter.",
            "Läs [taxan](sida.md)\noch [reglerna](sida.md)\ninnan du ringer.",
            "Vi väntar ... i 10\nminuter ... eller 12.",
        ),
        (
            "Telefon: 040-628 04 00\nOrt: Malmö",
            "**Telefon:** 040-628 04 00\n**Ort:** Malmö",
            "> Öppet: varje dag\n> Stängt: nyårsdagen",
            "Biblioteket\nÖppet: varje dag\nStängt: nyårsdagen\noch julafton",
            "Storgatan 5\n211 41 Malmö",
            "[Taxa](sida.md)\n[Regler](index.md)\n[Karta](https://example.org/karta)",
            "Inledning ........ 3\nSyfte .......... 4\nAnsvar ......... 5",
            "version: 2\ndatum: 2026-11-23\nansvarig: sekreteraren",
        ),
        _from_source("lines-joined"),
    ),
    Rule(
        "html-unsafe",
        "Document",
        "error",
        ("OWASP Top 10 (2021), A03 Injection",),
        "The page shows or links to a file that could run a script in the reader’s browser: a web page, a program, or an SVG picture with a script in it. "
        "Such a file is not published, nor is raw HTML that runs, embeds or asks (`<iframe>`, `<form>`, `<script>` …), nor a picture or the name of a block that only an attribute has. Drawing programs can save an SVG without scripts; a document is better published as PDF, or as a page of the site.",
        ("![En skylt](bild.jpg)", "[Rapport](rapport.pdf)"),
        (
            "![En skylt](farlig.svg)",
            "[Sidan](farlig.html)",
            '<iframe src="https://example.org/"></iframe>',
            '<section aria-label="Priser"><p>Barn betalar inget.</p></section>',
            '<div style="background: url(skylt.jpg)"><p>Hit går bussen.</p></div>',
            '<map name="ort"><area href="sida.md" alt="Hamnen"></map>',
        ),
        _unsafe,
    ),
    Rule(
        "link-broken",
        "Texts",
        "error",
        ("WCAG 2.2, 2.4.4 Link Purpose (In Context)",),
        "The link leads to a page or a file that is not there. A path is relative to the page, or begins with `/` at the source folder.",
        (
            "Läs [mer om oss](sida.md) eller [ring](tel:+46406280412).",
            "[Rapport](rapport.pdf), [Digg](https://www.digg.se/), [upp](#top)",
            r"Skriv \[text](adress till sidan.md) eller `[text][ord]`.",
            "[Till sidans topp](#)",
        ),
        (
            "Läs [taxan]().",
            "Läs [taxan](#).",
            "Skriv till [oss](mailto:).",
            "Läs [taxan](https://https://example.org/taxa).",
            "Läs [mer om oss](finns-inte.md).",
            "[Taxan](javascript:alert(1))",
            "Läs [taxan](Bygga och bo/taxa.pdf).",
            "Läs [taxan][taxa].",
            "Läs taxan[^1].",
        ),
        _broken,
    ),
)
