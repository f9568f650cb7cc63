"""What a message says of its text, where the page that it stands on is not at hand."""

from __future__ import annotations

from pipeline.markdown import parse_inline
from pipeline.model import Message, Reference, Segment
from pipeline.parsing import inline
from pipeline.patterns import expression

_NOTE = expression(r"\[\^([^\]\s]+)\]")
_LABEL = expression(r"\]\[([^\]\[]+)\]")


def segment_of(message: Message, text: str) -> Segment:
    """A segment for a text of `message` that stands on no page, or on one that is not known here."""
    if "md-text" in message.flags:
        labels = [Reference(label, None) for label in dict.fromkeys(_NOTE.findall(text))]
        labels += [Reference(label, "#") for label in dict.fromkeys(_LABEL.findall(text))]
        content = parse_inline(text, labels)
        return Segment(message.context, text, "paragraph", 0, 0, content, "", tuple(labels))
    html = "safe-html" in message.flags
    return Segment(
        message.context, text, "html" if html else "field", 0, 0, inline.raw(text) if html else inline.plain(text)
    )


def is_of_page(message: Message) -> bool:
    """Whether `message` is a text of a page of ours, not one of a template or of another program."""
    return "no-python-format" in message.flags
