"""The blocks of a page: the parser's events → the parts and segments of a `Document`.

`Builder` is fed the events in order. A leaf (paragraph, heading, cell …) ends with `_leaf`, which makes its segment
and its run; everything around the leaves is literal HTML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, cast

from pipeline.model import Code, Finding, Image, Inline, Label, Link, Location, Part, Reference, Run, Segment
from pipeline.parsing import cells, inline, rawhtml
from pipeline.parsing.directives import Directives
from pipeline.parsing.inline import Event, Ranged
from pipeline.parsing.lines import Lines
from pipeline.parsing.made import made
from pipeline.parsing.msgid import msgid, one_line, start_of
from pipeline.parsing.notes import Notes
from pipeline.parsing.parts import has_words, joined, only_picture, renumbered, segments_of
from pipeline.parsing.rawhtml import Raw, State
from pipeline.parsing.slug import HEADING, MAIN, named, unique
from pipeline.parsing.unpublished import missed
from pipeline.patterns import expression

LONG_DESCRIPTION = "Syntolkning:"
"""How the paragraph begins that describes the picture before it."""

_TAKEN = expression(rf"(?:fn(ref)?|{cells.ID})-\d+(-\d+)?")
"""Ids that belong to footnotes and tables."""


class Builder:
    """Collects parts and segments while the events of one body go by."""

    def __init__(
        self,
        body: str,
        path: str,
        language: str,
        first_line: int,
        references: tuple[Reference, ...],
        fields: Sequence[Segment],
    ) -> None:
        self.parts: list[Part | Raw | State] = []
        self.segments = list(fields)
        self._fields = len(self.segments)
        self.findings: list[Finding] = []
        self.directives = Directives(path, language)
        self._data = body.encode()
        self._path = path
        self._language = language
        self._references = references
        self._run: list[Ranged] = []
        self._text: list[str] | None = None
        """Lines of the code or HTML block that is open."""
        self._opened: list[str] = []
        """Names of the open blocks, outermost first."""
        self._start: Any = None
        """What the parser said at the start of the open heading or code block."""
        self._task = ""
        self._after_figure = False
        self._ids = {MAIN: 1}
        self._table = cells.Table()
        self._below = ""
        """Id of the last heading."""
        self._caption: tuple[list[Ranged], Part | Raw | State] | None = None
        """A paragraph that may be the caption of a table, and the part that it became."""
        self._notes: Notes[Part | Raw | State] = Notes()
        self._outer: list[list[Part | Raw | State]] = []
        self.has_raw = False
        self._lines = Lines(self._data, path, first_line)

    # --- what the parser says ----------------------------------------------------------------

    def feed(self, events: Sequence[Ranged]) -> None:
        """Take in the events of the whole body."""
        for ranged in events:
            event = ranged[0]
            if type(event) is str:
                if event == "Rule":
                    self._flush()
                    self._add("<hr>\n")
                else:
                    self._run.append(ranged)
                continue
            ((kind, value),) = event.items()
            if kind == "Text" and self._text is None:
                self._run.append(ranged)
            elif kind == "Start":
                name = value if isinstance(value, str) else next(iter(value))
                if name in inline.INLINE:
                    self._run.append(ranged)
                else:
                    self._open(name, value, ranged)
            elif kind == "End":
                name = value if isinstance(value, str) else next(iter(value))
                if name in inline.INLINE:
                    self._run.append(ranged)
                else:
                    self._close(name, value)
            elif self._text is not None:
                self._text.append(value)
            elif kind == "TaskListMarker":
                self._task = f'<input type="checkbox" disabled{" checked" if value else ""}> '
            elif kind == "Comment":
                self.directives.note(value, self._lines.at(ranged[1]["start"]))
            else:
                if kind == "FootnoteReference":
                    self._notes.mark(value, inner=bool(self._outer))
                self._run.append(ranged)
        self._flush()
        if self._notes:
            self._add(*self._notes.listed())

    def _open(self, name: str, value: Event, ranged: Ranged) -> None:
        if self._run:
            self._flush()
        if not self._opened and name != "HtmlBlock":
            self.directives.block(ranged[1], self._lines)
        self._opened.append(name)
        if name == "Paragraph":  # Most are, and have nothing to begin with.
            return
        match name:
            case "Heading" | "CodeBlock":
                self._start = value[name]
                self._text = [] if name == "CodeBlock" else None
            case "HtmlBlock":
                self._text = []
                self._start = ranged[1]["start"]
            case "List":
                number = value["List"]
                self._add("<ul>\n" if number is None else "<ol>\n" if number == 1 else f'<ol start="{number}">\n')
            case "Item":
                self._add("<li>")
            case "BlockQuote":
                self._open_quote(value["BlockQuote"])
            case "Table":
                caption = self._table_caption()
                number = self._table.number + 1
                self._table = cells.Table(value["Table"], number, self._below, caption, len(self.parts))
            case "TableHead" | "TableRow":
                self._table.row()
                self._add("<thead>\n<tr>\n" if name == "TableHead" else "<tr>\n")
            case "DefinitionList":
                self._add("<dl>\n")
            case "DefinitionListDefinition":
                self._add("<dd>")
            case "FootnoteDefinition":
                self._outer.append(self.parts)
                self.parts = self._notes.parts(value[name])

    def _close(self, name: str, value: Event) -> None:
        match name:
            case "Paragraph":
                self._paragraph()
            case "Heading":
                self._heading(value[name].lower())
            case "CodeBlock":
                info = self._start["Fenced"] if isinstance(self._start, dict) else ""
                self._add(Code("".join(self._text or ()), info.split(" ")[0]))
                self._text = None
            case "HtmlBlock":
                html = self.directives.read("".join(self._text or ()), self._lines.at(self._start))
                self._text = None
                if html.strip():
                    self.has_raw = True
                    place = self._lines.location(self._start)
                    self._miss(html)
                    self._add(State(self.directives.skipping, self.directives.comment(), self._start, place), Raw(html))
            case "List":
                self._flush()
                self._add("</ol>\n" if value["List"] else "</ul>\n")
            case "Item":
                self._shared("li", "item")
            case "BlockQuote":
                self._flush()
                self._add("</div>\n" if value["BlockQuote"] else "</blockquote>\n")
            case "Table":
                self._table.finish(self.parts)
            case "TableHead":
                self._add("</tr>\n", "</thead>\n")
            case "TableRow":
                self._add("</tr>\n")
            case "TableCell":
                self._cell()
            case "DefinitionList":
                self._add("</dl>\n")
            case "DefinitionListTitle":
                self._leaf("dt", "", "term")
            case "DefinitionListDefinition":
                self._shared("dd", "definition")
            case "FootnoteDefinition":
                self._flush()
                self.parts = self._outer.pop()
        self._opened.pop()

    # --- the kinds of leaves -----------------------------------------------------------------

    def _paragraph(self) -> None:
        if self._after_figure and self._describe_figure():
            return
        events = self._run
        self._leaf("p", "", self._role("paragraph"))
        if inline.first_text(events).startswith(cells.CAPTION):
            self._caption = events, self.parts[-2]

    def _heading(self, tag: str) -> None:
        start = self._start
        if not self._run:
            return  # A heading without words is none (WCAG 2.2, 2.4.6).
        content = inline.render(self._run, self._data)
        name = start["id"] or named(content.text)
        name = unique(f"{HEADING}-{name}" if _TAKEN.fullmatch(name) else name, self._ids)
        self._below = name
        values = {"id": name, "class": " ".join(start["classes"])} if start["classes"] else {"id": name}
        self._leaf(tag, inline.as_html(values), "heading", content)

    def _cell(self) -> None:
        head = self._opened[-2] == "TableHead"
        tag, attributes, first = self._table.cell(head=head and bool(self._run))
        if first and not head and self.parts[-2:] == ["</thead>\n", "<tr>\n"]:
            self.parts.insert(-1, "<tbody>\n")
        self._leaf(tag, attributes, "cell")

    def _shared(self, tag: str, role: str) -> None:
        """End an element that holds either one run or blocks."""
        if self._run and self.parts[-1] == f"<{tag}>" and not self._task:
            self.parts.pop()
            self._leaf(tag, "", role)
            return
        self._flush()
        if self.parts[-1] == "\n":
            self.parts.pop()
        self._add(f"</{tag}>\n")

    def _flush(self) -> None:
        """End a run that shares its element with the blocks after it."""
        if self._run:
            self._leaf("", "", self._role("paragraph"))

    def _leaf(self, tag: str, attributes: str, role: str, content: Inline | None = None) -> None:
        """End a run: make its segment and put it on the page."""
        events, self._run = self._run, []
        if not events:
            self._add(f"<{tag}{attributes}></{tag}>\n")
            return
        start = start_of(self._data, events)
        location = self._lines.location(start)
        content = content or inline.render(events, self._data, location)
        if len(events) > 1 or "Text" not in events[0][0]:  # Most are nothing but text.
            self._miss(*inline.raw_in(events))
        if len(events) > 1 and tag == "p" and (figure := only_picture(content.parts)):
            self._figure(figure, location)
            return
        identity = msgid(self._data, events, start)
        if role == "cell":
            identity = identity.replace("\\|", "|")
        index = self._segment(None, identity, role, content, location)
        if self._task:
            before, after = (f"<{tag}><label>", f"</label></{tag}>\n") if tag else ("<label>", "</label>\n")
            self._add(before + self._task, Run(index, "", "", content), after)
            self._task = ""
        else:
            self._add(made(Run, (index, tag, attributes, content, "")), "\n")

    # --- pictures ----------------------------------------------------------------------------

    def _figure(self, picture: Image | Link, location: Location) -> None:
        image = picture if isinstance(picture, Image) else picture.parts[0]
        assert isinstance(image, Image)
        heard = "" if image.decorative else image.alt
        alt = self._segment("alt", heard, "alt", inline.plain(heard), location)
        caption, image = image.title, image._replace(title="", segment=alt)
        shown = image if isinstance(picture, Image) else picture._replace(parts=(image,))
        if image.decorative and not caption:
            self._add("<p>", shown, "</p>\n")  # Nothing to announce: no figure, unless it is described.
            self._after_figure = True
            return
        self._add("<figure>", shown)
        if caption:
            content = inline.plain(one_line(caption))
            index = self._segment("caption", content.text, "caption", content, location)
            self._add("<figcaption>", Run(index, "span", ' class="caption"', content), "</figcaption>")
        self._add("</figure>\n")
        self._after_figure = True

    def _describe_figure(self) -> bool:
        """Put the paragraph that has ended into the figure before it, if it describes the picture."""
        events = inline.after_label(self._run, LONG_DESCRIPTION)
        if not events:
            return False
        self._run = []
        self._miss(*inline.raw_in(events))
        identity, content, location = self._read(events)
        index = self._segment(None, identity, "description", content, location)
        self.parts.pop()
        self.parts[-2] = "<figure>" if self.parts[-2] == "<p>" else self.parts[-2]
        opening = "<figcaption>"
        if self.parts[-1] == "</figcaption>":
            self.parts.pop()
            opening = " "
        self._add(opening + '<span class="description"><span class="label">', Label("description"), ":</span> ")
        self._add(Run(index, "", "", content), "</span></figcaption></figure>\n")
        return True

    # --- tables -------------------------------------------------------------------------------

    def _table_caption(self) -> Run | None:
        """The paragraph that has just ended, if it is the caption of the table that begins."""
        events, part = self._caption or ((), None)
        self._caption = None
        events = inline.after_label(events, cells.CAPTION)
        if not events or self.parts[-2] is not part or not isinstance(part, Run):
            return None
        del self.parts[-2:]
        identity, content, location = self._read(events)
        if part.segment is not None:
            own = self.segments[part.segment]._replace(context="caption", id=identity, role="table-caption")
            self.segments[part.segment] = own._replace(line=location.line, column=location.column, inline=content)
        return Run(part.segment, "caption", "", content)

    # --- the whole ---------------------------------------------------------------------------

    def finished(self) -> tuple[tuple[Segment, ...], tuple[Part, ...]]:
        """The segments in reading order, those of the front matter first, and the parts."""
        if not (self.has_raw or self._notes):
            return tuple(self.segments), joined(cast("list[Part]", self.parts))
        parts = cast("list[Part]", self.parts)
        if self.has_raw:
            parts = rawhtml.weave(self.parts, self._segment_of_raw, self._table.number)
        order = [number for part in parts for number in segments_of(part)]
        if order != list(
            range(self._fields, len(self.segments))
        ):  # There was raw HTML between the others, or around them.
            numbers = {old: new for new, old in enumerate([*range(self._fields), *order])}
            self.segments = [self.segments[old] for old in numbers]
            parts = [renumbered(part, numbers) for part in parts]
        return tuple(self.segments), joined(parts)

    # --- the rest ----------------------------------------------------------------------------

    def _read(self, events: Sequence[Ranged]) -> tuple[str, Inline, Location]:
        """The msgid, the content and the place of a part of a paragraph."""
        start = start_of(self._data, events)
        location = self._lines.location(start)
        return msgid(self._data, events, start), inline.render(events, self._data, location), location

    def _open_quote(self, kind: str | None) -> None:
        if kind is None:
            self._add("<blockquote>\n")
            return
        name = kind.lower()
        self._add(f'<div class="alert alert-{name}" role="note">\n<p class="alert-title">', Label(name), "</p>\n")

    def _add(self, *parts: Part | Raw | State) -> None:
        self._after_figure = False
        self.parts += parts

    def _miss(self, *html: str) -> None:
        """Note the elements of raw HTML that are not published, at the place of the last block."""
        if html:
            self.findings += missed("".join(html), Location(self._path, self._lines.line, 1), self._language)

    def _role(self, role: str) -> str:
        """`role`, or what the block around it makes of it."""
        if len(self._opened) == 1:
            return role
        if "FootnoteDefinition" in self._opened:
            return "footnote"
        around = [name for name in self._opened if name in ("Item", "DefinitionListDefinition")]
        return {"Item": "item", "DefinitionListDefinition": "definition"}[around[-1]] if around else role

    def _segment(
        self, context: str | None, identity: str, role: str, content: Inline, location: Location
    ) -> int | None:
        """Index of the segment made; None where there are no words, or the author wants none translated."""
        if self.directives.skipping or not identity or not has_words(content):
            return None
        return self._new(context, identity, role, content, location, self.directives.comment())

    def _new(
        self, context: str | None, identity: str, role: str, content: Inline, location: Location, comment: str
    ) -> int:
        references = self._references if self._references and "[" in identity else ()
        _, line, column = location
        self.segments.append(made(Segment, (context, identity, role, line, column, content, comment, references)))
        return len(self.segments) - 1

    def _segment_of_raw(
        self, state: State, context: str | None, identity: str, role: str, content: Inline
    ) -> int | None:
        """The same for text in raw HTML, whose place is found by its first words after the block's beginning."""
        if state.skipping or not identity or not has_words(content):
            return None
        words = re.split(r"[<&]", identity.lstrip("<"), maxsplit=1)[0].split()
        found = self._data.find(" ".join(words[:2]).encode(), state.offset)
        location = self._lines.location(found if found >= 0 else state.offset)
        return self._new(context, identity, role, content, location, state.comment)
