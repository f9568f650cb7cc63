"""Names of elements: none takes the rest of a page with it, and none makes one word of two."""

from __future__ import annotations

import pytest
from growth import linear

from pipeline.markdown import parse, to_html
from pipeline.model import NOWHERE
from pipeline.parsing.elements import BREAK, broken, in_line, of_html, unknown
from pipeline.parsing.sanitise import flow, phrasing
from pipeline.parsing.unpublished import missed

OF_SVG = "circle desc filter g line marker mask metadata path pattern rect set stop switch symbol text use view".split()
OF_MATHML = "condition list mi mn mo ms mtext none".split()


@pytest.mark.parametrize("name", [*OF_SVG, *OF_MATHML, "namn", "List", "template"])
def test_a_name_in_angle_brackets_takes_no_words_with_it(name):
    assert "efter" in phrasing(f"före <{name}> efter")
    page = to_html(parse(f"Ett <{name}> två\n\n<{name}>\n\nTre\n\n<p><{name}/>fyra</p>\n\nFem\n"))
    taken = {"template": ["fyra"]}.get(name, [])  # To a browser a template is no part of the page.
    assert [word for word in ("Ett", "två", "Tre", "fyra", "Fem") if word not in page] == taken


def test_what_stands_in_a_drawing_goes_with_it():
    assert (
        flow("<p>Ett</p><svg><text>två</text><path d='M0 0'/></svg><p>Tre <text>fyra</text></p>")
        == "<p>Ett</p><p>Tre fyra</p>"
    )


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("Ett<p>två", "Ett<br>två"),
        ("<ul><li>Ett</li> <li><a href='x'><div>två</div></a></li></ul>", 'Ett<br><a href="x">två</a>'),
        ("<div>Ett<br></div>två", "Ett<br>två"),
        ("<h2>Ett</h2>", "Ett"),
        ("<img src='x' alt=''><p>två", '<img src="x" alt=""><br>två'),
    ],
)
def test_blocks_in_a_line_break_it(html, clean):
    assert phrasing(html) == clean


def test_words_on_two_lines_are_two_words():
    segments = parse("| a |\n|---|\n| Ett<br>två<p>tre |\n").segments
    assert segments[-1].inline.text.split() == segments[-1].inline.prose.split() == ["Ett", "två", "tre"]


@pytest.mark.parametrize("html", ["<svg><path/></svg>", "<center>Ett</center>", "<B>", "</namn>", "<h1>"])
def test_elements_that_html_has_are_no_unknown_ones(html):
    assert not [finding for finding in missed(html, NOWHERE, "sv") if "no element" in finding.message]


@pytest.mark.parametrize("piece", ["<text ", '<p a="', "<svg><text>", "</svg><svg>", f"<br>{BREAK} ", "<ul><li>x"])
def test_time_grows_with_the_text(piece):
    def work(size):
        html = piece * size
        return lambda: (
            in_line(html, OF_SVG.__contains__),
            of_html(html, OF_SVG.__contains__),
            broken(html),
            unknown(html),
        )

    assert linear(work, 2_000)
