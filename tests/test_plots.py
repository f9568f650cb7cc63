"""The plots of the report: the same numbers in picture, words and table, for three pages and for ten thousand."""

from __future__ import annotations

import re
import warnings
from datetime import UTC, datetime

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from pipeline.model import Measure
from pipeline.prose import Counts
from pipeline.readability import measure, score
from pipeline.report import Moment, PageReport
from pipeline.reporters import plots
from pipeline.words import words

ENGLISH = words([])
LIMITS = (45.0, 50.0)
EASY = measure("Vi hjälper dig. Ring oss i dag. Kom hit och hälsa på oss. " * 10, "sv")
HARD = measure("Verksamhetsutvecklingen förutsätter kontinuerlig kunskapsinhämtning. Samverkansmodellernas genomförande möjliggör innovationsprocesser. " * 15, "sv")  # fmt: skip
NOTHING = measure("", "sv")
EVIL = "</title><script>alert(1)</script>\"'&amp; {title} %s"


def page(number: int, own: Measure, language: str = "sv", title: str = "") -> PageReport:
    return PageReport(f"source/del/s-{number}.md", title or f"Sida {number}", language, own, 1.0, published=True)


def moment(day: int, **sections: Measure) -> Moment:
    return Moment(datetime(2026, 1, day, tzinfo=UTC), f"{day:040}", EASY, tuple(sections.items()))


def parsed(markup: Markup):
    """The elements of some markup, which has to be well-formed."""
    return fromstring(f"<div>{markup}</div>")


def href(report: PageReport) -> str:
    return report.path.replace("source/", "pages/").replace(".md", ".html")


SEVERAL = [page(1, EASY), page(2, HARD), page(3, NOTHING), page(1, EASY, "en"), page(4, EASY._replace(words=90))]
MANY = [page(n, EASY._replace(lix=20 + n % 60 / 2, lix_interval=(15 + n % 60 / 2, 25 + n % 60 / 2), words=100 + n)) for n in range(2000)]  # fmt: skip


@pytest.mark.parametrize("pages", [SEVERAL, MANY, [page(1, EASY, title=EVIL)]])
@pytest.mark.parametrize("link", [None, href])
def test_each_plot_has_title_description_and_a_table_of_its_numbers(pages: list[PageReport], link) -> None:
    found = parsed(plots.distribution(pages, LIMITS, ENGLISH) + plots.scatter(pages, LIMITS, ENGLISH, link))
    pictures = found.findall(".//svg")
    assert len(pictures) == 2 * len({p.language for p in pages})
    ids = [element.get("id") for element in found.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for picture in pictures:
        links = picture.findall(".//a")
        assert picture.get("role") == ("group" if links else "img")
        assert [picture.find(f"*[@id='{picture.get(name)}']").text for name in ("aria-labelledby", "aria-describedby")]
        assert all(axis.get("aria-hidden") == "true" for axis in picture.iter("g") if "axis" in axis.get("class", ""))
        assert {link.get("tabindex") for link in links} <= {"-1"}
        assert not [e for e in picture.iter() if {"fill", "stroke", "font-family", "style"} & set(e.attrib)]
    for figure in found.findall(".//figure"):
        marks = [*figure.iter("circle"), *figure.iter("rect")]
        table = figure.find(".//details//table")
        assert table.find("caption").text
        assert all(head.get("scope") == "col" for head in table.findall("thead/tr/th"))
        rows = table.findall("tbody/tr")
        assert all(row.find("th").get("scope") == "row" for row in rows)
        assert len(rows) == len(marks)
        linked = {a.get("href") for a in figure.findall(".//svg//a")}
        assert {a.get("href") for a in table.iter("a")} == linked
    assert "<script" not in str(plots.scatter(pages, LIMITS, ENGLISH, link))


def test_what_is_over_the_limit_has_another_form() -> None:
    for plot in (plots.distribution, plots.scatter):
        found = parsed(plot(SEVERAL[:2], LIMITS, ENGLISH))
        assert len(found.findall(".//rect[@class='square']")) == len(found.findall(".//circle[@class='mark']")) == 1
        assert "interval (squares): 1." in found.find(".//desc").text
    found = parsed(plots.scatter(MANY + [page(-n, HARD._replace(words=99 + n)) for n in range(150)], LIMITS, ENGLISH))
    assert found.find(".//path[@class='dots over']") is not None
    assert {line.get("class") for line in found.iter("line")} >= {"limit lower", "limit upper"}


def test_nothing_to_measure_nothing_to_see() -> None:
    for pages in ([], [page(1, NOTHING)], [page(1, measure("Hej.", "sv"))], [page(1, None)]):
        assert plots.distribution(pages, LIMITS, ENGLISH) == plots.scatter(pages, LIMITS, ENGLISH) == ""
    assert plots.history([], LIMITS, ENGLISH) == plots.history([moment(1)], LIMITS, ENGLISH) == ""


def test_a_page_whose_lix_is_shown_nowhere_is_in_no_plot() -> None:
    """Under 100 words the table of pages says that a page is too short, so no plot may count it, nor a moment of a section."""
    pages = [page(1, EASY), page(2, HARD._replace(words=99))]
    for plot in (plots.distribution(pages, LIMITS, ENGLISH), plots.scatter(pages, LIMITS, ENGLISH)):
        assert "Pages: 1, " in parsed(plot).find(".//desc").text
        assert "Sida 2" not in plot
    moments = [moment(day, a=EASY, b=HARD._replace(words=99)) for day in (1, 2)]
    _, _, section = parsed(plots.history(moments, LIMITS, ENGLISH)).iter("figure")
    assert section.find(".//desc").text == "not measurable"


def test_many_pages_stay_small() -> None:
    pages = MANY * 5
    text = plots.distribution(pages, LIMITS, ENGLISH) + plots.scatter(pages, LIMITS, ENGLISH, href)
    assert len(text) < 250_000
    found = parsed(text)
    assert [len(figure.findall(".//tbody/tr")) for figure in found.iter("figure")] == [60, 100]
    assert "Pages: 10000, from" in found.find(".//desc").text


def test_the_site_over_time() -> None:
    moments = [moment(1, a=EASY, b=HARD), moment(5, a=EASY), moment(9, a=HARD, b=NOTHING)]
    pages = [page(1, EASY)._replace(path=f"source/{name}/index.md", title="Avdelningen A") for name in ("a", "c")]
    found = parsed(plots.history(moments, LIMITS, ENGLISH, pages))
    assert [caption.text for caption in found.iter("figcaption")] == ["The whole site", "Avdelningen A", "b"]
    back = parsed(plots.history([*moments[:1], moments[1], moment(9, a=EASY, b=HARD)], LIMITS, ENGLISH))
    assert [len(figure.findall(".//path")) for figure in back.iter("figure")] == [2, 2, 0]  # A line has gaps.
    same = plots.history([moment(1, a=EASY, c=HARD), moment(2, a=EASY, c=HARD)], LIMITS, ENGLISH, pages)
    assert len(parsed(same).findall(".//figure")) == 3  # Two sections of one name.
    low, high = EASY.lix_interval
    half = (high - low) / 2
    rows = [[cell.text for cell in row] for row in found.findall(".//tbody/tr")]
    assert [row[0] for row in rows] == ["2026-01-01", "2026-01-05", "2026-01-09"]
    assert [row[1] for row in rows] == [f"{EASY.lix:.0f} ± {half:.0f}"] * 3
    assert [row[3] == "–" for row in rows] == [False, True, True]
    assert "on 2026-01-01" in found.find(".//desc").text
    labels = [text.text for text in found.findall(".//g[@class='dates']")[0].iter("text")]
    assert labels[:2] == ["2026-01-01", "2026-01-09"]


def test_one_section_is_the_site_and_many_are_the_largest() -> None:
    one = parsed(plots.history([moment(1, a=EASY), moment(2, a=EASY)], LIMITS, ENGLISH))
    assert len(one.findall(".//figure")) == 1
    sections = {f"s{n:02}": EASY._replace(words=100 + n) for n in range(40)}
    many = parsed(plots.history([moment(1, **sections), moment(2, **sections)], LIMITS, ENGLISH))
    names = [caption.text for caption in many.iter("figcaption")]
    assert names == ["The whole site", *(f"s{n:02}" for n in range(28, 40))]


MEASURES = st.builds(
    lambda n, m, long, spread: score(Counts(n + m, m, min(long, n), squares=((n + m) ** 2 + spread, n, n)), "sv"),
    st.integers(1, 10**6), st.integers(1, 1000), st.integers(0, 10**6), st.integers(0, 10**9),
)  # fmt: skip


@given(st.lists(MEASURES, max_size=20), st.floats(0, 200), st.floats(0, 200))
def test_any_numbers_stay_in_the_picture(found: list[Measure], low: float, high: float) -> None:
    pages = [page(number, own) for number, own in enumerate(found)]
    moments = [Moment(datetime(2026, 1, 1, tzinfo=UTC), str(n), own, ()) for n, own in enumerate(found)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn = [plot(pages, (low, high), ENGLISH) for plot in (plots.distribution, plots.scatter)]
        drawn.append(plots.history(moments, (low, high), ENGLISH))
    for text in drawn:
        assert "nan" not in text
        for x, y in re.findall(r'cx="([-\d.]+)" cy="([-\d.]+)"', text):
            assert 0 <= float(x) <= 360
            assert 0 <= float(y) <= 260
