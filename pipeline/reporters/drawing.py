"""How a plot is drawn: marks, scales, charts, pictures. The one door to leather, which lays charts and axes out.

All colours come from the style sheet, so that dark mode, forced colours and print are the page's own (docs/decisions/0020).
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Sequence
from math import ceil, floor, log10

from markupsafe import Markup

from pipeline.model import Measure
from pipeline.report import Moment
from pipeline.words import Words

STYLE = """
.plots{display:grid;gap:1rem 2rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr))}.plots.many{grid-template-columns:repeat(auto-fit,minmax(min(100%,17rem),1fr))}
.plot{margin:0;container-type:inline-size}.plot figcaption{font-weight:700}.plot svg{display:block;inline-size:100%;max-inline-size:40rem;block-size:auto;overflow:visible;direction:ltr}
.plot text{fill:currentColor;font:14px system-ui,sans-serif}.plot .tick line{stroke:currentColor;opacity:.2}
.plot .interval{stroke:currentColor;stroke-width:1.5;opacity:.6}.plot .mark{fill:currentColor}.plot .square{fill:currentColor}.plot a:is(:hover,:focus) *{stroke:currentColor;stroke-width:4}
.plot .dots{stroke:currentColor;stroke-width:4;stroke-linecap:round;opacity:.5}.plot .dots.over{stroke-linecap:square;opacity:1}
.plot .name{paint-order:stroke;stroke:var(--ground,Canvas);stroke-width:3px}.plot .limit{stroke:currentColor;stroke-width:1}.plot .limit.lower{stroke-dasharray:5 4}
.plot .band{fill:currentColor;opacity:.2}.plot .line{fill:none;stroke:currentColor;stroke-width:2}
.plot .dates .bottom .tick:first-child text{text-anchor:start}.plot .dates .bottom .tick:last-child text{text-anchor:end}
@container (min-width:25rem){.plot text{font-size:10px}}
@media print{.plot{break-inside:avoid}}
"""
"""What the plots need of a page's style sheet; `.table` is the page's own region that scrolls."""

Limits = tuple[float, float]
"""LIX that is warned about, and that is an error."""
WIDTH, HIGH, LOW = 360, 260, 170
"""Size of a chart, in pixels of a small screen: its width, and its height with and without names on its axes."""
_HARDEST = 100
_BASES = (10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000, 1_000_000)


class Scale:
    """What leather asks of a scale. Its own count in decimal fractions of thirty places."""

    def __init__(
        self, low: float, high: float, ticks: Sequence[float], say: Callable[[float], str], *, log: bool = False
    ) -> None:
        self._map: Callable[[float], float] = log10 if log else float
        self._low, self._high, self._ticks, self._say = self._map(low), self._map(high), ticks, say
        self.ends = (low, high)
        """Its least and its greatest value."""

    @classmethod
    def of_lix(cls, measures: Iterable[Measure], limits: Limits) -> Scale:
        """Whole tens around all intervals and limits, up to 100."""
        ends = [end for measure in measures if measure.lix_interval for end in measure.lix_interval]
        low, high = floor(min(*ends, *limits) / 10) * 10, ceil((max(*ends, *limits) + 1) / 10) * 10
        low, high = max(0, min(low, _HARDEST - 10)), min(high, _HARDEST)  # A list without stops has a LIX of thousands.
        step = 10 if high - low <= 70 else ceil((high - low) / 6 / 10) * 10
        return cls(low, high, range(low, high + 1, step), "{:.0f}".format)

    @classmethod
    def of_words(cls, numbers: Iterable[int]) -> Scale:
        """Lengths; each step about three times as long."""
        found = sorted(numbers)
        low = max((base for base in _BASES if base <= found[0]), default=1)
        high = min((base for base in _BASES if base > found[-1]), default=found[-1] + 1)
        ticks = [base for base in (1, 3, *_BASES) if low <= base <= high]
        return cls(low, high, ticks, lambda number: f"{number:,.0f}".replace(",", "\u202f"), log=True)

    @classmethod
    def of_times(cls, moments: Sequence[Moment]) -> Scale:
        """From the first to the last moment."""
        days = {moment.time.timestamp(): moment.day for moment in (moments[0], moments[-1])}
        first, last = moments[0].time.timestamp(), moments[-1].time.timestamp()
        return cls(first, max(last, first + 1), list(days), lambda time: days[time])

    def contains(self, _: float) -> bool:
        """Whether it has room for a value: it was made for them."""
        return True

    def project(self, value: float, start: float, end: float) -> float:
        """Where a value lies between `start` and `end`; one that is not on the scale lies at its end."""
        share = min(1.0, max(0.0, (self._map(value) - self._low) / (self._high - self._low)))
        return round(float(start) + share * (float(end) - float(start)), 1)

    def ticks(self) -> Sequence[float]:
        """The values with a label."""
        return self._ticks

    def format_tick(self, value: float, _index: int, _count: int) -> str:
        """The label of a value."""
        return self._say(value)


class Put:
    """Puts marks on a chart, in the units of its scales."""

    def __init__(self, group: ET.Element, at: Callable[[float, float], tuple[float, float]]) -> None:
        self._group, self._at = group, at

    def line(self, kind: str, x1: float, y1: float, x2: float, y2: float) -> None:
        (a, b), (c, d) = self._at(x1, y1), self._at(x2, y2)
        ET.SubElement(self._group, "line", {"class": kind, "x1": f"{a}", "y1": f"{b}", "x2": f"{c}", "y2": f"{d}"})

    def mark(self, x: float, y: float, over: bool, href: str = "", title: str = "") -> None:
        """A circle, or a square for what is `over` the limit."""
        (a, b), group = self._at(x, y), self._group
        if href:  # The same links stand in the table, where a keyboard finds them.
            group = ET.SubElement(group, "a", {"href": href, "tabindex": "-1"})
        elif title:
            group = ET.SubElement(group, "g")
        if title:
            ET.SubElement(group, "title").text = title
        if over:
            size = {"x": f"{a - 3:.1f}", "y": f"{b - 3:.1f}", "width": "6", "height": "6"}
            ET.SubElement(group, "rect", {"class": "square", **size})
        else:
            ET.SubElement(group, "circle", {"class": "mark", "cx": f"{a}", "cy": f"{b}", "r": "2.5"})

    def dots(self, kind: str, points: Iterable[tuple[float, float]]) -> None:
        """Many points as one element, those that would hide each other once."""
        places = {(round(x), round(y)) for x, y in (self._at(*point) for point in points)}
        if places:
            ET.SubElement(self._group, "path", {"class": kind, "d": "".join(f"M{x} {y}h0" for x, y in sorted(places))})

    def path(self, kind: str, points: Iterable[tuple[float, float]], end: str = "") -> None:
        steps = "L".join("{} {}".format(*self._at(*point)) for point in points)
        ET.SubElement(self._group, "path", {"class": kind, "d": f"M{steps}{end}"})

    def area(self, kind: str, points: Iterable[tuple[float, float]]) -> None:
        self.path(kind, points, "Z")

    def limit(self, kind: str, value: float, ends: tuple[float, float]) -> None:
        """A line across the chart."""
        self.line(f"limit {kind}", ends[0], value, ends[1], value)

    def label(self, kind: str, x: float, value: float, text: str) -> None:
        """What a limit is called, over the upper and under the lower of two."""
        a, b = self._at(x, value)
        below = "1em" if kind == "lower" else "-.3em"
        ET.SubElement(self._group, "text", {"class": "name", "x": f"{a + 3}", "y": f"{b}", "dy": below}).text = text


class _Drawing:
    """What leather asks of a shape."""

    def __init__(self, draw: Callable[[Put], None], limits: Limits, label: Callable[[float], str]) -> None:
        self._draw, self._limits, self._label = draw, limits, label

    def validate_series(self, series: object) -> None:
        """Any series will do."""

    def to_svg(self, width: float, height: float, x_scale: Scale, y_scale: Scale, *_: object) -> ET.Element:
        """The marks between the limits, which are behind them, and their names, which are before them."""
        group = ET.Element("g", {"class": "series"})
        put = Put(group, lambda x, y: (x_scale.project(x, 0, width), y_scale.project(y, height, 0)))
        limits = [*zip(("lower", "upper"), self._limits, strict=True)]
        for kind, limit in limits:
            put.limit(kind, limit, x_scale.ends)
        self._draw(put)
        for kind, limit in limits:
            if label := self._label(limit):
                put.label(kind, x_scale.ends[0], limit, label)
        return group


_STYLED = ("fill", "stroke", "stroke-width", "font-family", "font-size")
"""What leather writes into each element, and the style sheet decides."""


def chart(
    x: Scale,
    y: Scale,
    names: tuple[str, str],
    limits: Limits,
    draw: Callable[[Put], None],
    words: Words,
    height: int = HIGH,
) -> ET.Element:
    """A chart with its axes; axes and limits have no names where it is small."""
    import leather  # Imported where it is used: 25 ms that only a report needs.

    def label(limit: float) -> str:
        return words.say("limit {limit}", limit=f"{limit:g}") if names[1] else ""

    drawn = leather.Chart()
    drawn.set_x_scale(x)
    drawn.set_y_scale(y)
    drawn.set_x_axis(leather.Axis(name=names[0] or None))
    drawn.set_y_axis(leather.Axis(name=names[1] or None))
    drawn.add_series(leather.Series([(0.0, 0.0)]), _Drawing(draw, limits, label))
    group: ET.Element = drawn.to_svg_group(WIDTH, height)
    group.remove(group[0])  # The ground is the page's.
    for element in group.iter():
        for name in _STYLED:
            element.attrib.pop(name, None)
        if element.get("class", "").startswith("axis"):
            element.set("aria-hidden", "true")
    return group


def picture(id: str, title: str, said: str, chart: ET.Element, height: int, *, linked: bool = False) -> Markup:
    """The whole picture; one with links is a group, since what stands in an image is not announced."""
    names = f"plot-{id}-title", f"plot-{id}-description"
    role = {"role": "group" if linked else "img", "aria-labelledby": names[0], "aria-describedby": names[1]}
    svg = ET.Element("svg", {"viewBox": f"8 10 {WIDTH - 16} {height - 22}", **role})
    ET.SubElement(svg, "title", {"id": names[0]}).text = title
    ET.SubElement(svg, "desc", {"id": names[1]}).text = said
    svg.append(chart)
    return Markup(ET.tostring(svg, encoding="unicode"))  # noqa: S704 - ElementTree escapes what stands in it
