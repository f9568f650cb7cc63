"""Comments within a text: what an author notes there is no part of what people read, nor of what is translated."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.parsing.inline import INLINE, Event, Ranged

_BLANKS = " \t"


def set_aside(events: Sequence[Ranged]) -> list[Ranged]:
    """`events` of a page with each comment that stands between blanks as a `Comment`, and one soft break for those blanks.

    Where a text begins or ends with the comment nothing is left of the blanks. A comment that touches a word stays what it
    is: without it `_a_<!-- x -->b` would read otherwise.
    """
    result: list[Ranged] = []
    index = 0
    while index < len(events):
        end = _end_of_comments(events, index)
        if end == index:
            result.append(events[index])
            index += 1
            continue
        group, before, after = events[index:end], result[-1], events[end]  # There are blocks around them.
        index = end
        opens, closes = _is_edge(before[0]), _is_edge(after[0])
        left, right = _without_blanks(before, last=True), _without_blanks(after, last=False)
        apart = (opens or left is not before) and (closes or right is not after or _is_blank(group[-1]))
        if not apart or (opens and closes and "TaskListMarker" in before[0]):
            result += group
            continue
        result[-1:] = [left] if left else []
        result += [({"Comment": event["InlineHtml"]}, span) for event, span in group if _is_comment(event)]
        if not opens and not closes:
            start = left[1]["end"] if left else before[1]["start"]
            result.append(("SoftBreak", {"start": start, "end": group[-1][1]["end"]}))
        if right and right is not after:
            result.append(right)
            index += 1
    return result


def _end_of_comments(events: Sequence[Ranged], start: int) -> int:
    """Where the comments end that begin at `start`, and the blanks between and after them; `start` where none does."""
    end = start
    while _is_comment(events[end][0]) or (end > start and _is_blank(events[end])):
        end += 1
    return end


def _is_comment(event: Event) -> bool:
    return isinstance(event, dict) and event.get("InlineHtml", "").startswith("<!--")


def _is_blank(ranged: Ranged) -> bool:
    return ranged[0] == "SoftBreak" or _without_blanks(ranged, last=True) is None


def _is_edge(event: Event) -> bool:
    """Whether a text begins after `event`, or ends before it."""
    if isinstance(event, str):
        return event == "Rule"
    ((kind, value),) = event.items()
    return kind == "TaskListMarker" or (
        kind in ("Start", "End") and (value if isinstance(value, str) else next(iter(value))) not in INLINE
    )


def _without_blanks(ranged: Ranged, *, last: bool) -> Ranged | None:
    """`ranged` without the blanks that its text ends, or begins, with; None where it has nothing else."""
    event, span = ranged
    text = event.get("Text", "") if isinstance(event, dict) else ""
    if span["end"] - span["start"] != len(text.encode()):  # An entity stands for it.
        return ranged
    bare = text.rstrip(_BLANKS) if last else text.lstrip(_BLANKS)
    if bare == text:
        return ranged
    if not bare:
        return None
    gone = len(text) - len(bare)
    place = {"start": span["start"], "end": span["end"] - gone} if last else {**span, "start": span["start"] + gone}
    return {"Text": bare}, place
