"""A generated bilingual site of any size: `python tests/bench/corpus.py FOLDER 1000`.

A page has about 640 words, 36 segments, 9 links and 2 pictures; lists, and on every third page a table; twelve sections
of equal size; its English is complete. The same number of pages always gives the same bytes.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from pipeline.catalogue import serialise
from pipeline.extract import template
from pipeline.markdown import parse
from pipeline.model import Catalogue, Message

SECTIONS = 12
PICTURES = 40
HEADER = (
    ("Language", "en"),
    ("Content-Type", "text/plain; charset=UTF-8"),
    ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
)
CONFIG = 'title = "Provstaden"\nbase_url = "https://provstaden.example"\n'
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360"><rect width="640" height="360" fill="#{:06x}"/></svg>\n'

NOUNS = """
bostaden:the home;skolan:the school;parken:the park;biblioteket:the library;ansökan:the application;rådgivningen:the advice
service;avgiften:the fee;beslutet:the decision;handläggaren:the case officer;vårdcentralen:the health centre;verksamheten:the
service;stadsdelen:the district;utvecklingen:the development;fritidsgården:the youth club;tidtabellen:the timetable;bussen:the
bus;cykelbanan:the cycle path;lekplatsen:the playground;medborgarna:the citizens;tillgängligheten:accessibility;samarbetet:the
partnership;uppföljningen:the follow-up;föreningen:the association;simhallen:the swimming pool;vattnet:the water;energin:the
energy;återvinningen:recycling;arkivet:the archive;museet:the museum;torget:the square;kajen:the quay;näringslivet:local business
"""
VERBS = """
hjälper:helps;förändrar:changes;stöder:supports;öppnar:opens;planerar:plans;förbättrar:improves;påverkar:affects;visar:shows;
använder:uses;behöver:needs;skyddar:protects;beskriver:describes;ersätter:replaces;granskar:reviews;bygger om:rebuilds;följer:follows
"""
ENDS = """
i dag:today;varje vecka:every week;under våren:during spring;före sommaren:before summer;för alla som bor här:for everyone who lives
here;utan att det kostar något:free of charge;tillsammans med grannarna:together with the neighbours;enligt kommunens plan:according to
the council's plan;på ett enkelt sätt:in a simple way;när det passar dig:when it suits you;med hjälp av nya verktyg:with the help of new tools
"""


def _pairs(text: str) -> list[tuple[str, str]]:
    pairs = [" ".join(entry.split()).partition(":") for entry in text.split(";")]
    return [(swedish, english) for swedish, _, english in pairs]


_NOUNS, _VERBS, _ENDS = _pairs(NOUNS), _pairs(VERBS), _pairs(ENDS)
Pair = tuple[str, str]


class _Author:
    """Writes pairs of Swedish and English Markdown."""

    def __init__(self, seed: int, pages: int) -> None:
        self._random = random.Random(seed)
        self._pages = pages

    def noun(self) -> Pair:
        return self._random.choice(_NOUNS)

    def sentence(self) -> Pair:
        first, verb, second, end = self.noun(), self._random.choice(_VERBS), self.noun(), self._random.choice(_ENDS)
        number = self._random.randrange(2, 9_000)
        extra = self._random.random()
        more = (
            ("", "") if extra < 0.6 else (f" och {self.noun()[0]} nr {number}", f" and {self.noun()[1]} no. {number}")
        )
        return (
            f"{first[0].capitalize()} {verb[0]} {second[0]}{more[0]} {end[0]}.",
            f"{first[1].capitalize()} {verb[1]} {second[1]}{more[1]} {end[1]}.",
        )

    def prose(self, sentences: int, links: int = 0, strong: bool = False) -> Pair:
        pairs = [self.sentence() for _ in range(sentences)]
        swedish, english = " ".join(p[0] for p in pairs), " ".join(p[1] for p in pairs)
        for _ in range(links):
            noun, target = self.noun(), self.target()
            swedish += f" Läs mer om [{noun[0]}]({target})."
            english += f" Read more about [{noun[1]}]({target})."
        if strong:
            noun = self.noun()
            swedish, english = f"**Tänk på {noun[0]}.** {swedish}", f"**Consider {noun[1]}.** {english}"
        return swedish, english

    def target(self) -> str:
        number = self._random.randrange(self._pages)
        return f"/{folder(number)}/sida-{number}.md" if self._random.random() < 0.8 else f"https://exempel.se/{number}"


def folder(number: int) -> str:
    """The section that a page lies in."""
    return f"avsnitt-{number % SECTIONS + 1}"


def picture(number: int) -> str:
    """A picture that the pages show."""
    return PICTURE.format(number * 77_777)


def page(number: int, pages: int, language: str = "sv") -> tuple[str, dict[str, str]]:
    """The Markdown of a page in a language, and the English of each of its texts."""
    author = _Author(number, pages)
    english: dict[str, str] = {}

    def both(pair: Pair) -> str:
        english[pair[0]] = pair[1]
        return pair[language == "en"]

    title = author.noun()
    name = both((f"Om {title[0]}, del {number}", f"About {title[1]}, part {number}"))
    blocks = [f"---\ntitle: {name}\ndescription: {both(author.sentence())}\n---", both(author.prose(3, 1))]
    for part in range(4):
        noun = author.noun()
        blocks.append(f"## {both((f'Så fungerar {noun[0]}', f'How {noun[1]} works'))}")
        blocks += [
            both(author.prose(5 - index % 2, index % 2 + part % 2 * index // 2, strong=part == index))
            for index in range(3)
        ]
        if part in (0, 2):
            one, two = author.noun(), author.noun()
            alt = both((f"{one[0].capitalize()} bredvid {two[0]}", f"{one[1].capitalize()} beside {two[1]}"))
            caption = both((f"Bild: {one[0]} i vinter", f"Picture: {one[1]} this winter"))
            blocks.append(f'![{alt}](/bilder/bild-{number % PICTURES}.svg "{caption}")')
        if part in (1, 3):
            blocks.append("\n".join(f"- {both(author.sentence())}" for _ in range(5)))
        if part == 3 and number % 3 == 0:
            rows = [(both(author.noun()), both(author.noun()), str(author._random.randrange(99))) for _ in range(4)]
            head = [both(pair) for pair in (("Vad", "What"), ("Var", "Where"), ("Antal", "Number"))]
            blocks.append("\n".join(["| {} | {} | {} |".format(*row) for row in (head, ("---", "---", "--:"), *rows)]))
    return "\n\n".join(blocks) + "\n", english


def site(pages: int) -> Iterator[tuple[str, bytes]]:
    """Every file of a site with that many pages, by path."""
    yield "syntolk.toml", CONFIG.encode()
    for number in range(PICTURES):
        yield f"source/bilder/bild-{number}.svg", picture(number).encode()
    words: dict[str, dict[str, str]] = {}
    texts: dict[str, dict[str, str]] = {"site": {"source/index.md": "---\ntitle: Provstaden\n---\n\nHär bor alla.\n"}}
    words["site"] = {"Provstaden": "The trial town", "Här bor alla.": "Everyone lives here."}
    for number in range(pages):
        text, english = page(number, pages)
        section = folder(number)
        texts.setdefault(section, {})[f"source/{section}/sida-{number}.md"] = text
        words.setdefault(section, {}).update(english)
    for section in list(texts):
        if section != "site":
            title = section.replace("-", " ").capitalize()
            texts[section][f"source/{section}/index.md"] = f"---\ntitle: {title}\n---\n\nHär är {title}.\n"
            words[section] |= {title: title.replace("Avsnitt", "Section"), f"Här är {title}.": f"This is {title}."}
        documents = [parse(text, path) for path, text in texts[section].items()]
        yield from ((path, text.encode()) for path, text in texts[section].items())
        messages = [
            Message(
                m.id, (words[section][m.id],), m.context, flags=m.flags, extracted=m.extracted, references=m.references
            )
            for m in template(documents)
        ]
        if section == "site":
            messages.append(Message("Provstaden", ("The trial town",), "site-title"))
        yield f"locales/en/LC_MESSAGES/{section}.po", serialise(Catalogue(tuple(messages), HEADER))


def write(root: Path, pages: int) -> None:
    """Write such a site below `root`."""
    for name, data in site(pages):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
