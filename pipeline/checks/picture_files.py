"""Rules about the files of pictures: every browser can show them, and they keep still."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.rule import Note, Rule, Scope
from pipeline.checks.subjects import Picture
from pipeline.images import Fault
from pipeline.patterns import expression

_NEVER_SHOWN = expression(r"\.(?:heic|heif|tiff?|jp2|jxl|psd|eps|wmf|emf|cr2|nef|dng)$", re.IGNORECASE)
"""What cameras and programs save, and most browsers do not show."""


def _unreadable(picture: Picture, scope: Scope) -> Iterator[Note]:
    image = picture.image
    if scope.translated or not image.src:
        return  # The source's own picture: said there.
    target = scope.resolve(image.src, picture.page)
    values = (("file", image.src),)
    if target.kind in ("asset", "external") and _NEVER_SHOWN.search(image.src.partition("?")[0]):
        template = "Most browsers do not show a picture such as “{file}”. Save it as JPEG or PNG."
        yield Note(picture.location, template, values)
    elif target.kind == "asset" and (look := scope.picture(target.path)).fault:
        if look.fault == "misnamed":  # Browsers show it all the same.
            template = "The picture “{file}” is of another kind than its name says: it is {kind}. Give it the ending of its kind."
            yield Note(picture.location, template, (*values, ("kind", look.kind)), severity="review")
        else:
            yield Note(picture.location, _said(look.fault), values)


def _said(fault: Fault) -> str:
    """What to say of a file that cannot be read."""
    if fault == "empty":
        return "The picture “{file}” is empty, so everybody sees a broken frame. Save or export it again."
    if fault == "large":
        return "The picture “{file}” has more pixels than can be handled, so it is published as it is. Make it smaller: 2560 pixels are wide enough."
    return "The picture “{file}” cannot be read: it is damaged, or not what its name says. It is published as it is, with all that it says of place and camera. Save it as JPEG or PNG."


def _endless(picture: Picture, scope: Scope) -> Iterator[Note]:
    image = picture.image
    if scope.translated:
        return
    target = scope.resolve(image.src, picture.page)
    if target.kind == "asset" and scope.picture(target.path).endless:
        template = "The picture “{file}” moves and never stops, which keeps many people from reading. Let it play once or twice, for five seconds at most, or show a still."
        yield Note(picture.location, template, (("file", image.src),))


RULES = (
    Rule(
        "image-file-unreadable",
        "Image",
        "warning",
        ("HTML, 4.8.4.4 Image formats",),
        "The file cannot be shown by every browser: it is empty, damaged, far too large, or of a kind that only some programs know (HEIC, TIFF …). "
        "Pages offer smaller versions of a picture that can be read, without what its file says of place and camera; one that cannot be read is published as it is. Save it as JPEG (photos) or PNG (drawings).",
        ("![En skylt](bild.jpg)", "![En dörr](https://example.org/entre.png)"),
        (
            "![En skylt](https://example.org/skylt.tiff)",
            "![En skylt](https://example.org/IMG_1.HEIC?v=2)",
            "![En skylt](trasig.png)",
        ),
        _unreadable,
    ),
    Rule(
        "image-animation-endless",
        "Image",
        "warning",
        ("WCAG 2.2, 2.2.2 Pause, Stop, Hide",),
        "A picture that moves beside a text for more than five seconds must have a way to be stopped, and a GIF has none: who is easily distracted cannot read the text, and some people become ill. "
        "Save the animation so that it plays once or twice, show a still picture, or link to a film with controls.",
        ("![En skylt](bild.jpg)",),
        ("![En skylt som blinkar](blinkar.gif)",),
        _endless,
    ),
)
