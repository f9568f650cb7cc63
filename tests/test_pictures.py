"""Versions of pictures, and pictures without metadata. All of them are drawn here."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pictures import SAID, SECRET, XMP, bomb, drawing, exif, frames, opened, photo, saved
from PIL import Image, ImageCms

from pipeline.execute import Beside
from pipeline.images import Look, Size, look
from pipeline.jobs.desk import Near
from pipeline.pictures.gallery import Encoding
from pipeline.pictures.metadata import stripped
from pipeline.pictures.recipe import Recipe, key, name
from pipeline.pictures.versions import versions, without_metadata

RECIPE = Recipe((100, 200, 400), ("avif", "webp", "jpeg"), 60, 80, 80)


# --- versions --------------------------------------------------------------------------------------


def made(data: bytes, recipe: Recipe = RECIPE) -> list[tuple[str, int]]:
    return [(v.format, v.width) for v in versions(data, recipe).made]


@pytest.mark.parametrize(
    ("width", "widths", "usual"),
    [(600, [100, 200, 400], [100, 200, 400]), (300, [100, 200, 300], [100, 200]), (90, [90], [])],
)
def test_no_version_is_wider_than_its_picture(width: int, widths: list[int], usual: list[int]) -> None:
    found = made(saved(photo(width), "JPEG", quality=95))
    expected = [("avif", w) for w in widths] + [("webp", w) for w in widths] + [("jpeg", w) for w in usual]
    assert found == expected


def test_each_version_is_what_it_says() -> None:
    for version in versions(saved(photo(), "PNG"), RECIPE).made:
        picture = opened(version.data)
        assert (picture.format, picture.size) == (version.format.upper(), (version.width, round(version.width * 2 / 3)))
        assert not {"exif", "xmp", "icc_profile", "comment", "XML:com.adobe.xmp"} & picture.info.keys()


def test_a_drawing_and_transparency_are_kept() -> None:
    found = versions(saved(drawing(), "BMP"), RECIPE)
    assert found.fault == "damaged"  # No picture that all browsers show.
    data = saved(drawing(), "PNG", compress_level=0)
    assert {form for form, _ in made(data)} == {"webp", "png"}
    exact = next(v for v in versions(data, RECIPE._replace(widths=(600,))).made if v.format == "webp")
    assert opened(exact.data).convert("RGB").tobytes() == drawing().tobytes()
    seen_through = photo(mode="RGBA")
    seen_through.putalpha(Image.linear_gradient("L").resize((600, 400)))
    found = versions(saved(seen_through, "PNG"), RECIPE)
    assert {v.format for v in found.made} == {"avif", "webp", "png"}
    assert all(opened(v.data).mode == "RGBA" for v in found.made)


def test_a_version_that_saves_nothing_is_left_out() -> None:
    tight = saved(photo(400, 300), "WEBP", quality=5)
    assert all(len(v.data) < len(tight) for v in versions(tight, RECIPE).made)
    assert ("webp", 400) not in made(tight)


@pytest.mark.parametrize(
    ("kind", "picture", "more"),
    [
        ("JPEG", photo(mode="CMYK"), {"quality": 95}),
        ("JPEG", photo(mode="L"), {"quality": 95}),
        ("JPEG", photo(), {"quality": 95, "progressive": True}),
        ("PNG", photo().quantize(256), {"compress_level": 0}),
        ("PNG", photo(mode="L").convert("I;16").point(lambda v: v * 257), {}),
        ("PNG", photo(mode="LA"), {}),
        ("PNG", photo(mode="1"), {"compress_level": 0}),
        ("PNG", photo(), {"transparency": (255, 0, 0)}),
        ("WEBP", photo(), {"quality": 100}),
        ("GIF", photo().quantize(200), {}),
        ("AVIF", photo(), {"quality": 95}),
    ],
    ids=lambda value: getattr(value, "mode", None) or (value if isinstance(value, str) else ""),
)  # fmt: skip
def test_every_kind_of_colours(kind: str, picture: Image.Image, more: dict[str, object]) -> None:
    data = saved(picture, kind, **more)
    found = versions(data, RECIPE._replace(widths=(200,)))
    assert not found.fault
    assert found.made
    expected = opened(data)
    for version in found.made:
        got = opened(version.data).convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
        if picture.mode != "I;16" and not more.get("transparency"):
            wanted = expected.convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
            assert max(abs(a - b) for a, b in zip(got, wanted, strict=True)) < 12
        else:
            assert min(got) < 200  # Not all white, as Pillow makes 16 bits.


@pytest.mark.parametrize("orientation", range(1, 9))
def test_versions_are_upright(orientation: int) -> None:
    data = saved(photo(), "JPEG", exif=exif(orientation), quality=95)
    seen = look(data, "a.jpg")
    found = versions(data, RECIPE)
    assert seen.size == (Size(400, 600) if orientation >= 5 else Size(600, 400))
    corner = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}[orientation]
    for version in found.made:
        picture = opened(version.data).convert("RGB")
        assert abs(picture.width / picture.height - seen.size.width / seen.size.height) < 0.02
        red = [picture.getpixel((x * (picture.width - 9) + 4, y * (picture.height - 9) + 4)) for x, y in (corner,)]
        assert red[0][0] > 200
        assert max(red[0][1:]) < 80


def test_colours_come_out_in_srgb() -> None:
    """A profile whose red, green and blue are changed round (as a made-up camera's) is applied."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    one, other = (profile.index(tag) for tag in (b"rXYZ", b"bXYZ"))
    changed = bytearray(profile)
    changed[one : one + 4], changed[other : other + 4] = b"bXYZ", b"rXYZ"
    data = saved(Image.effect_noise((300, 200), 90).convert("RGB").point(lambda v: v // 9 + 200), "PNG")
    red = Image.merge(
        "RGB", (opened(data).getchannel(0), *[Image.effect_noise((300, 200), 9).point(lambda v: v // 9)] * 2)
    )
    found = versions(saved(red, "PNG", icc_profile=bytes(changed)), RECIPE._replace(widths=(100,)))
    for version in found.made:
        r, _, b = opened(version.data).convert("RGB").resize((1, 1)).getpixel((0, 0))
        assert b > r
    assert versions(saved(photo(), "PNG", icc_profile=b"no profile"), RECIPE).made


@pytest.mark.parametrize(
    ("data", "file", "seen", "fault"),
    [
        (b"", "a.png", "empty", "damaged"),
        (b"x", "a.jpg", "unknown", "damaged"),
        (b"<svg/>", "a.png", "unknown", "damaged"),
        (saved(photo(), "TIFF"), "a.jpg", "unknown", "damaged"),
        (saved(photo(), "BMP"), "a.png", "unknown", "damaged"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "a.jpg", "unknown", "damaged"),
        (saved(photo(), "PNG"), "a.jpg", "misnamed", ""),
        (saved(photo(), "JPEG"), "a.JPEG", "", ""),
        (saved(photo(), "JPEG")[:5000], "a.jpg", "", "damaged"),
        (saved(photo(), "PNG")[:5000], "a.png", "", "damaged"),
        (bomb(100_000, 100_000), "a.png", "large", "large"),
        (bomb(10_000, 9_000), "a.png", "", "large"),
        (bomb(2_000_000_000, 1), "a.png", "large", "large"),
    ],
)
def test_what_is_wrong_with_a_file(data: bytes, file: str, seen: str, fault: str) -> None:
    assert look(data, file).fault == seen
    assert versions(data, RECIPE).fault == fault


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_what_moves_goes_on_moving(kind: str) -> None:
    file = f"a.{kind.lower()}"
    assert (look(frames(kind, loop=0), file).animated, look(frames(kind, loop=0), file).endless) == (True, True)
    assert not look(frames(kind, loop=2), file).endless
    clean = opened(stripped(frames(kind, loop=2)))
    assert (clean.n_frames, clean.info["loop"]) == (3, 2)
    assert not look(saved(photo(), kind), file).animated


def test_a_telephone_that_hides_further_pictures_in_a_jpeg() -> None:
    data = saved(photo(), "MPO", save_all=True, append_images=[photo(300, 200)])
    assert opened(data).format == "MPO"
    assert look(data, "a.jpg") == Look("JPEG", Size(600, 400))
    assert made(data)
    assert opened(stripped(data)).format == "JPEG"
    assert len(stripped(data)) < len(data) - 1000


# --- without metadata ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", SAID)
def test_nothing_is_said_of_place_and_people_and_no_pixel_changes(kind: str) -> None:
    data = SAID[kind]
    seen = look(data, f"a.{kind.lower()}")
    clean = without_metadata(data, seen)
    before, after = opened(data), opened(clean)
    assert SECRET in data
    assert SECRET not in clean
    assert not after.getexif().get_ifd(0x8825)
    assert after.getexif().get(0x013B) is None
    assert after.tobytes() == before.tobytes()
    assert after.info.get("icc_profile") == before.info.get("icc_profile")
    assert look(clean, "a").size == seen.size  # As much upright as before.
    assert getattr(after, "n_frames", 1) == getattr(before, "n_frames", 1)
    assert without_metadata(clean, look(clean, "a")) == clean


def test_an_avif_that_was_turned() -> None:
    data = saved(photo(), "AVIF", exif=exif(6), xmp=XMP)
    clean = without_metadata(data, look(data, "a.avif"))
    assert SECRET not in clean
    assert look(clean, "a.avif") == Look("AVIF", Size(400, 600))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF"])
def test_what_is_hidden_after_the_end_goes(kind: str) -> None:
    data = saved(photo().quantize(64).convert("P" if kind == "GIF" else "RGB"), kind)
    assert stripped(data + b"ftypmp42" + SECRET) == stripped(data)


@pytest.mark.parametrize("kind", SAID)
def test_a_picture_that_breaks_off_is_still_cleaned(kind: str) -> None:
    chance = random.Random(kind)
    for _ in range(60):
        data = SAID[kind][: chance.randrange(1, len(SAID[kind]))]
        clean = stripped(data)
        assert len(clean) <= len(data) + 100
        if kind != "AVIF":
            assert SECRET not in clean


@given(
    st.sampled_from([*SAID.values(), b"", b"GIF89a", b"\xff\xd8\xff", b"RIFF0000WEBP"]),
    st.integers(0, 3000),
    st.binary(max_size=30),
)
def test_any_bytes_at_all(data: bytes, place: int, noise: bytes) -> None:
    """Whatever is in a file: nothing is raised, and what comes out has versions or a fault."""
    data = data[:place] + noise + data[place + len(noise) :]
    seen = look(data, "a.png")
    clean = without_metadata(data, seen)
    assert isinstance(clean, bytes)
    found = versions(data, Recipe((16,), ("webp", "jpeg"), 50, 50, 50))
    assert all(len(version.data) < len(data) for version in found.made)


# --- names and processes -----------------------------------------------------------------------------


def test_names_change_with_the_picture_and_the_recipe_alone() -> None:
    keys = {
        key("ab", RECIPE),
        key("ac", RECIPE),
        key("ab", RECIPE._replace(avif=61)),
        key("ab", RECIPE._replace(widths=(1,))),
    }
    assert len(keys) == 4
    assert key("ab", RECIPE) == key("ab", Recipe(*RECIPE))
    assert len(name("å" * 120 + ".jpg", key("ab", RECIPE), 800, "avif").encode()) < 255


def test_the_same_bytes_from_processes_and_from_here(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(saved(photo(), "JPEG", quality=95))
    here = versions(file.read_bytes(), RECIPE)
    assert [*Beside(2).run(Encoding, (RECIPE, Near()), [str(file), str(file)])] == [here, here]
