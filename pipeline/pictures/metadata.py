"""A picture without what its file says about place, camera and people. Not a pixel changes.

Only the containers are taken apart: JPEG (ITU-T T.81, B), PNG (W3C PNG 3, 5), GIF (GIF89a) and WebP (RFC 9649). What says
how a picture looks stays: its colour profile, its orientation, the timing of its frames. What comes after its end goes: phones
hide whole films there. A picture that breaks off still does.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from pipeline.patterns import expression

_JPEG, _PNG, _RIFF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF"
_MARKER = expression(rb"\xff+([^\x00\xd0-\xd7\xff])")
"""The next marker in a scan, where a byte 255 of the picture is followed by 0."""
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT".split()
)
_WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04
_GIF_KEPT = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
"""Application extensions that say how often it plays, and which colours it has."""


def stripped(data: bytes, orientation: int = 1) -> bytes:
    r"""`data` without metadata; of EXIF only the `orientation` (1–8) is left, where it is not 1.

    >>> stripped(b"GIF89a" + bytes(7) + b"\x21\xfe\x04Anna\x00" + b";" + b"more")
    b'GIF89a\x00\x00\x00\x00\x00\x00\x00;'
    """
    if data.startswith(_JPEG):
        return b"".join(_jpeg(data, orientation))
    if data.startswith(_PNG):
        return b"".join(_png(data, orientation))
    if data.startswith((b"GIF87a", b"GIF89a")):
        return b"".join(_gif(data))
    if data.startswith(_RIFF) and data[8:12] == b"WEBP":
        return _webp(data, orientation)
    return data


def _exif(orientation: int) -> bytes:
    """EXIF that says which side of the picture is up, and nothing else."""
    return b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)


def _jpeg(data: bytes, orientation: int) -> Iterator[bytes]:
    yield data[:2]
    position, turned = 2, orientation == 1
    while found := _MARKER.search(data, position):
        marker, start = found[1][0], found.end()
        if marker == 0xD9:
            yield data[position:start]
            return
        length = int.from_bytes(data[start : start + 2], "big")
        payload = data[start + 2 : start + length]
        if length < 2 or start + length > len(data):
            if _is_kept(marker, payload):
                break
            return
        yield data[position : found.start()]  # The scan before it.
        if marker == 0xE0 and payload.startswith(b"JFIF\x00") and len(payload) >= 14:
            yield b"\xff\xe0\x00\x10" + payload[:12] + b"\x00\x00"  # Without its little picture.
        elif _is_kept(marker, payload):
            if not turned:  # EXIF is looked for before the picture begins.
                exif = b"Exif\x00\x00" + _exif(orientation)
                yield b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
                turned = True
            yield b"\xff" + data[start - 1 : start + length]
        position = start + length
    yield data[position:]


def _is_kept(marker: int, payload: bytes) -> bool:
    if marker == 0xE2:
        return payload.startswith(b"ICC_PROFILE\x00")
    if marker == 0xEE:
        return payload.startswith(b"Adobe")  # Which colours the numbers mean.
    return not 0xE0 <= marker <= 0xEF and marker != 0xFE


def _png(data: bytes, orientation: int) -> Iterator[bytes]:
    yield data[:8]
    position = 8
    while position + 12 <= len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        kind, end = data[position + 4 : position + 8], position + 12 + length
        if end > len(data):
            if kind in _PNG_KEPT:
                break
            return
        if kind in _PNG_KEPT:
            yield data[position:end]
        if kind == b"IHDR" and orientation != 1:
            chunk = b"eXIf" + _exif(orientation)
            yield struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        if kind == b"IEND":
            return
        position = end
    yield data[position:]


def _gif(data: bytes) -> Iterator[bytes]:
    position = 13 + _table(data[10:11])
    yield data[:position]
    while position < len(data):
        kind = data[position]
        if kind == 0x3B:
            yield b";"
            return
        if kind == 0x2C:
            blocks = position + 10 + _table(data[position + 9 : position + 10]) + 1
        elif kind == 0x21:
            blocks = position + 2
        else:
            break
        end = _end(data, blocks)
        label = data[position + 1 : position + 2]
        is_said = label == b"\xfe" or (label == b"\xff" and data[blocks + 1 : blocks + 12] not in _GIF_KEPT)
        if kind == 0x2C or not is_said:
            yield data[position:end]
        if end is None:
            return
        position = end
    yield data[position:]


def _table(flags: bytes) -> int:
    """How many bytes of colours follow."""
    return 3 << (flags[0] & 7) + 1 if flags and flags[0] & 0x80 else 0


def _end(data: bytes, position: int) -> int | None:
    """Where the blocks that begin at `position` end; None where they break off."""
    while position < len(data):
        length = data[position]
        position += 1 + length
        if not length:
            return position
    return None


def _webp(data: bytes, orientation: int) -> bytes:
    whole = min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    chunks: list[bytes] = []
    position, extended = 12, None
    while position + 8 <= whole:
        kind = data[position : position + 4]
        end = position + 8 + int.from_bytes(data[position + 4 : position + 8], "little")
        if kind == b"VP8X":
            extended = len(chunks)
        if kind in _WEBP_KEPT:
            chunks.append(data[position : min(end, whole)] + bytes(end & 1))
        position = end + (end & 1)
    if extended is not None and len(chunks[extended]) > 8:
        flags = chunks[extended][8] & ~(_WEBP_EXIF | _WEBP_XMP)
        if orientation != 1:
            exif = _exif(orientation)
            chunks.append(b"EXIF" + struct.pack("<I", len(exif)) + exif)
            flags |= _WEBP_EXIF
        chunks[extended] = chunks[extended][:8] + bytes((flags,)) + chunks[extended][9:]
    body = b"WEBP" + b"".join(chunks)
    return _RIFF + struct.pack("<I", len(body)) + body
