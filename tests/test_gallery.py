"""A site with pictures, built: what is published, what is remembered, and that nothing is made twice."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from conftest import SMALL, tree
from pictures import SAID, SECRET, XMP, bomb, drawing, exif, frames, photo, saved

from pipeline import execute
from pipeline.pictures import gallery
from pipeline.pictures.cache import PictureCache
from pipeline.pictures.recipe import Recipe
from pipeline.pictures.versions import versions

PAGE = "---\ntitle: Om oss\n---\n\n![Ett](skylt.jpg)\n\n![Två](rita.png)\n\n[Stor bild](lank.jpg)\n"
PICTURES = {
    "source/om.md": PAGE,
    "source/skylt.jpg": saved(photo(500, 300), "JPEG", quality=92, exif=exif(6), comment=SECRET, xmp=XMP),
    "source/skylt.en.jpg": saved(photo(320, 240), "JPEG", quality=92),
    "source/rita.png": saved(drawing(), "PNG"),
    "source/lank.jpg": SAID["JPEG"],
}
SETTINGS = 'title = "Provsajt"\n[publish]\nthreshold = 0\n[images]\nwidths = [100, 200]\n'
SITE = SMALL | PICTURES | {"syntolk.toml": SETTINGS}


def variants(root: Path) -> dict[str, bytes]:
    return {path: data for path, data in tree(root / "build").items() if re.search(r"-[0-9a-f]{10}-\d+\.", path)}


def encoded(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many pictures each build encodes, from now on; in this process, so that it can be seen."""
    numbers: list[int] = []
    run = execute.Alone.run

    def counting(_crew, make, shared, jobs, *_name):
        if make is gallery.Encoding:
            numbers.append(len(jobs))
        return run(execute.Alone(), make, shared, jobs)

    for kind in (execute.Alone, execute.Beside):
        monkeypatch.setattr(kind, "run", counting)
    return numbers


def test_a_page_offers_versions_and_keeps_its_measure(site, syntolk) -> None:
    root = site(SITE)
    ran = syntolk("-C", root, "build")
    html = (root / "build/om/index.html").read_text()
    assert ran.code in (0, 1)
    assert 'width="300" height="500" decoding="async"' in html  # Upright, and loaded at once.
    assert 'width="600" height="400" loading="lazy" decoding="async"' in html
    assert re.findall(r'<source type="image/(\w+)"', html) == ["avif", "webp"]
    published = tree(root / "build")
    for address in re.findall(r"(/[^\s\",]+) \d+w", html):
        assert address[1:] in published
    assert "skylt.en-" in (root / "build/en/about-us/index.html").read_text()
    assert len(variants(root)) > 8


def test_nothing_that_is_published_says_where_it_was_taken(site, syntolk) -> None:
    root = site(SITE)
    syntolk("-C", root, "build")
    published = tree(root / "build")
    assert "lank.jpg" in published
    assert not [path for path, data in published.items() if SECRET in data]


def test_a_change_of_the_text_encodes_nothing(site, syntolk, monkeypatch: pytest.MonkeyPatch) -> None:
    root, numbers = site(SITE), encoded(monkeypatch)
    syntolk("-C", root, "build")
    before = variants(root)
    (root / "source/om.md").write_text(PAGE + "\nNy text.\n", "utf-8")
    syntolk("-C", root, "build")
    assert variants(root) == before
    (root / "source/skylt.en.jpg").write_bytes(saved(photo(330, 240), "JPEG", quality=92))
    syntolk("-C", root, "build")
    shutil.rmtree(root / "build")
    syntolk("-C", root, "build")
    assert numbers == [3, 0, 1, 0]


@pytest.mark.parametrize("damage", ["gone", "empty", "shortened", "changed", "unreadable memory"])
def test_a_damaged_cache_changes_nothing(site, syntolk, damage: str) -> None:
    root = site(SITE)
    syntolk("-C", root, "build")
    before = tree(root / "build")
    shutil.rmtree(root / "build")
    for path in (root / ".syntolk/pictures").rglob("*"):
        if path.is_file() and (path.name == "known.json") == (damage == "unreadable memory"):
            data = path.read_bytes()
            if damage == "gone":
                path.unlink()
            elif damage == "changed":
                path.write_bytes(data[:-1] + bytes((data[-1] ^ 1,)))
            else:
                path.write_bytes(
                    b'{"a": 1}' if damage == "unreadable memory" else data[: len(data) // 2] * (damage == "shortened")
                )
    assert syntolk("-C", root, "build").code in (0, 1)
    assert tree(root / "build") == before


@pytest.mark.parametrize("line", [b"[" * 60_000, b'["","",[["avif",Infinity,1,""]]]'])
def test_a_record_that_no_program_has_written_is_none(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "ab" / "abc"
    path.parent.mkdir()
    path.write_bytes(line + b"\n")
    assert PictureCache(tmp_path).record("abc") is None


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("tom.png", b"", "image-file-unreadable"),
        ("ord.jpg", b"ingen bild", "image-file-unreadable"),
        ("stor.png", bomb(100_000, 100_000), "image-file-unreadable"),
        ("annan.jpg", saved(drawing(), "PNG"), "image-file-unreadable"),
        ("bruten.jpg", saved(photo(), "JPEG")[:6000], "image-file-unreadable"),
        ("gammal.tiff", saved(drawing(), "TIFF"), "image-file-unreadable"),
        ("blinkar.gif", frames("GIF", loop=0), "image-animation-endless"),
        ("vinkar.gif", frames("GIF", loop=1), ""),
    ],
)
def test_a_picture_that_is_not_as_it_should_be(site, syntolk, name: str, data: bytes, rule: str) -> None:
    root = site({"source/om.md": f"---\ntitle: Om oss\n---\n\n![Ett litet träd]({name})\n", f"source/{name}": data})
    ran = syntolk("-C", root, "build")
    assert (f"[{rule}]" in ran.out) == bool(rule)
    assert (
        "image-" in ran.out.replace("image-description-untranslated", "").replace("image-description-filename", "")
    ) == bool(rule)
    assert (root / "build" / name).exists()
    assert f'src="/{name}"' in (root / "build/om/index.html").read_text()


@pytest.mark.parametrize(
    ("settings", "formats"),
    [("variants = false", set()), ('formats = ["webp"]\nwidths = [150]', {"webp"}), ("formats = []", set())],
)
def test_the_settings(site, syntolk, settings: str, formats: set[str]) -> None:
    root = site(SITE | {"syntolk.toml": f'title = "Provsajt"\n[images]\n{settings}\n'})
    syntolk("-C", root, "build")
    assert {path.rpartition(".")[2] for path in variants(root)} == formats
    assert not [path for path, data in tree(root / "build").items() if SECRET in data]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("widths = [0]", "syntolk.toml:3:1: “images.widths” can be: 16–8192."),
        ("widths = []", "syntolk.toml:3:1: “images.widths” can be: 16–8192."),
        ('widths = ["400"]', "syntolk.toml:3:1: “images.widths” has to be a list of numbers."),
        ('formats = ["bmp"]', "syntolk.toml:3:1: “images.formats” can be: avif, webp, jpeg."),
        ("variants = 1", "syntolk.toml:3:1: “images.variants” has to be true or false."),
        ("quality.avif = 101", "“images.quality.avif” can be: 0–100."),
        ("quality.avif = nan", "“images.quality.avif” can be: 0–100."),
        ("bredd = 1", "unknown setting “images.bredd”. Valid: images.variants, images.widths, images.formats"),
    ],
)
def test_settings_that_cannot_be(site, syntolk, settings: str, said: str) -> None:
    root = site({"syntolk.toml": f'title = "Provsajt"\n[images]\n{settings}\n'})
    ran = syntolk("-C", root, "--language", "en", "build")
    assert ran.code == 2
    assert said in ran.err


def test_what_no_build_has_used_for_long_goes(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path)
    made = versions(saved(photo(60, 40), "JPEG", quality=95), Recipe((30,), ("webp",), 60, 80, 80))
    for key in ("ab" * 32, "cd" * 32):
        cache.put(key, made)
    os.utime(tmp_path / "ab" / ("ab" * 32), (0, 0))
    cache.sweep()
    assert cache.record("ab" * 32) is None
    assert cache.record("cd" * 32) == cache.put("cd" * 32, made)
