"""Sizes of pictures, whatever is in the file."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image

from pipeline.images import Size, is_picture, runs_script, size, version_for


def picture(kind: str, **more: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (30, 20)).save(file, kind, **more)
    return file.getvalue()


def turned(orientation: object) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return picture("JPEG", exif=exif)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_a_picture(kind: str) -> None:
    assert size(picture(kind), f"a.{kind.lower()}") == Size(30, 20)


@pytest.mark.parametrize(("orientation", "expected"), [(1, (30, 20)), (3, (30, 20)), (6, (20, 30)), (8, (20, 30))])
def test_a_photo_that_the_camera_turned(orientation: int, expected: tuple[int, int]) -> None:
    assert size(turned(orientation), "a.jpg") == expected


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_a_broken_picture_has_no_size_or_a_right_one(kind: str) -> None:
    whole = turned(6) if kind == "JPEG" else picture(kind)
    chance = random.Random(kind)
    for _ in range(300):
        data = bytearray(whole[: chance.randrange(len(whole) + 1)])
        for _ in range(chance.randrange(4) if data else 0):
            data[chance.randrange(len(data))] = chance.randrange(256)
        found = size(bytes(data), "a.jpg")
        assert found is None or min(found) > 0


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"no picture", b"<svg", b"\x00" * 100])
def test_what_is_no_picture(data: bytes) -> None:
    assert size(data, "a.png") is None
    assert size(data, "a.svg") is None


@pytest.mark.parametrize(
    ("svg", "expected"),
    [
        ('<svg width="96" height="48">', (96, 48)),
        ("<svg width='96px' height='48px'>", (96, 48)),
        ('<svg width="96.6" height="48.2">', (97, 48)),
        ('<svg viewBox="0 0 96 48">', (96, 48)),
        ('<svg viewBox="-5,-5, 96,48">', (96, 48)),
        ('<svg width="100%" height="100%" viewBox="0 0 96 48">', (96, 48)),
        ('<svg width="10em" height="5em" viewBox="0 0 96 48">', (96, 48)),
        ('<?xml version="1.0"?>\n<!-- x -->\n<svg\n  xmlns="http://www.w3.org/2000/svg"\n  viewBox="0 0 96 48"\n>', (96, 48)),
        ('<svg stroke-width="3" viewBox="0 0 96 48" line-height="2">', (96, 48)),
        ('<svg width="1.2.3" height="4">', None),
        ('<svg viewBox="0 0 1e 5">', None),
        ('<svg viewBox="0 0 . .">', None),
        ('<svg viewBox="0 0 0 0">', None),
        ('<svg width="0" height="48">', None),
        ('<svg width="1e999" height="1">', None),
        ("<svg>", None),
        ("<html>", None),
    ],
)  # fmt: skip
def test_an_svg(svg: str, expected: tuple[int, int] | None) -> None:
    assert size(svg.encode(), "a.SVG") == expected


@pytest.mark.parametrize(
    ("path", "language", "expected"),
    [
        ("a/skylt.jpg", "en", "a/skylt.en.jpg"),
        ("a/skylt.jpg", "en-GB", "a/skylt.en.jpg"),
        ("a/skylt.jpg", "fi", "a/skylt.jpg"),
        ("karta.svg", "en", "karta.svg"),
        ("utan", "en", "utan"),
    ],
)
def test_the_version_of_a_language(path: str, language: str, expected: str) -> None:
    assert version_for(path, language, frozenset({"a/skylt.jpg", "a/skylt.en.jpg", "karta.svg"})) == expected


@pytest.mark.parametrize(("name", "expected"), [("a.JPG", True), ("å b.webp", True), ("a.pdf", False), ("jpg", False)])
def test_what_is_a_picture_by_its_name(name: str, expected: bool) -> None:
    assert is_picture(name) is expected


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"<svg><script>x()</script></svg>", "a.svg", True),
        (b"<svg><svg:script/></svg>", "a.svg", True),
        (b'<svg onload="x()"/>', "a.SVG", True),
        (b'<svg><a xlink:href="javascript:x()"/></svg>', "a.svg", True),
        (b'<svg><a><set attributeName="href" to="x"/></a></svg>', "a.svg", True),
        (b'<!DOCTYPE svg [<!ENTITY x "<script/>">]><svg>&x;</svg>', "a.svg", True),
        (b"PK", "a.html", True),
        (b"", "a.js", True),
        (b'<svg><foreignObject><p>Text</p></foreignObject><animate attributeName="cx"/></svg>', "a.svg", False),
        (b'<svg><a-b:script xmlns:a-b="http://www.w3.org/2000/svg">x()</a-b:script></svg>', "a.svg", True),
        (b'<svg><a href="java&#115;cript:x()"/></svg>', "a.svg", True),
        (b'<svg><a href="java\nscript:x()"/></svg>', "a.svg", True),
        (b'<?xml version="1.0" encoding="utf-7"?><svg/>', "a.svg", True),
        (b"<svg><title>Personer = kommuner</title><path d='M0 0'/></svg>", "a.svg", False),
        (b"%PDF-1.7 <script>", "a.pdf", False),
    ],
)
def test_a_file_that_could_run_a_script(data: bytes, name: str, expected: bool) -> None:
    assert runs_script(data, name) is expected
