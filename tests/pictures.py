"""Pictures for tests, drawn here, and what their files must not say."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, ImageCms, ImageDraw, PngImagePlugin, TiffImagePlugin

SECRET = b"Hemliga gatan 1"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + SECRET + b"</x:xmpmeta>"


def photo(width: int = 600, height: int = 400, mode: str = "RGB") -> Image.Image:
    """Something with as many colours as a photo, whose upper left corner is red."""
    picture = Image.effect_noise((width, height), 40).convert("RGB")
    gradient = Image.linear_gradient("L").resize((width, height))
    picture = Image.merge("RGB", (gradient, picture.getchannel(0), gradient.transpose(Image.Transpose.ROTATE_180)))
    ImageDraw.Draw(picture).rectangle((0, 0, width // 4, height // 4), "red")
    return picture.convert(mode)


def drawing(width: int = 600, height: int = 400) -> Image.Image:
    picture = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(picture)
    for n in range(0, width, 7):
        draw.line((n, 0, width - n, height), ("navy", "teal", "black")[n % 3], 2)
    return picture


def saved(picture: Image.Image, kind: str, **more: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **more)
    return file.getvalue()


def exif(orientation: int = 1) -> bytes:
    """EXIF with a place, a name and an orientation."""
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x013B] = SECRET.decode()
    tags.get_ifd(0x8825)[2] = tuple(TiffImagePlugin.IFDRational(n) for n in (55, 36, 21))
    return tags.tobytes()


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says that it is huge."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = b"IDAT" + zlib.compress(bytes(1000))
    chunks = (struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c)) for c in (head, body, b"IEND"))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def frames(kind: str, **more: object) -> bytes:
    pictures = [Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue")]
    return saved(pictures[0], kind, save_all=True, append_images=pictures[1:], duration=100, **more)


def text() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", SECRET.decode())
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    info.add_text("Comment", SECRET.decode(), zip=True)
    return info


PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
SAID = {
    "JPEG": saved(photo(), "JPEG", exif=exif(6), xmp=XMP, comment=SECRET, icc_profile=PROFILE),
    "PROGRESSIVE": saved(photo(), "JPEG", exif=exif(6), progressive=True, comment=SECRET, icc_profile=PROFILE),
    "PNG": saved(photo(), "PNG", exif=exif(6), pnginfo=text(), icc_profile=PROFILE),
    "WEBP": saved(photo(), "WEBP", exif=exif(6), xmp=XMP, icc_profile=PROFILE),
    "GIF": saved(photo().quantize(64), "GIF", comment=SECRET),
    "AVIF": saved(photo(), "AVIF", exif=exif(), xmp=XMP, icc_profile=PROFILE),
    "APNG": frames("PNG", loop=1, pnginfo=text()),
    "ANIMATION": frames("WEBP", loop=1, exif=exif(), xmp=XMP),
}
