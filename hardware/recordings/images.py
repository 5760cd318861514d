"""Image files of recordings: checked whole before use, then decoded."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ..errors import RecordingFormatError
from ..frame import FRAME_HEIGHT, FRAME_WIDTH
from .files import read_bytes

FRAME_SIZE: Final = (FRAME_WIDTH, FRAME_HEIGHT)

_PNG_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_PNG_GRAY: Final = 0
_PNG_COLOR_TYPES: Final = {0: 1, 2: 3, 3: 1, 6: 4}  # of 8 bits: gray, RGB, palette, RGBA
_JPEG_START: Final = b"\xff\xd8"
_JPEG_END: Final = b"\xff\xd9"
#: Markers of a JPEG frame header (ITU-T T.81, table B.1): C0..CF but for DHT, JPG and DAC.
_JPEG_FRAME: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True)
class _PngHeader:
    width: int
    height: int
    bits: int
    color_type: int


def check_color(path: Path, size: tuple[int, int] = FRAME_SIZE) -> None:
    """Check a color image (PNG, JPEG or BMP, 8 bits a channel) from its first to its last byte.

    A PNG is checked by the checksums of all its chunks, a BMP by its exact
    size, a JPEG by its markers, which leaves damage inside of it to decoding.

    Args:
        path: The file; its kind is found out from its first bytes.
        size: Expected width and height in pixels.

    Raises:
        RecordingFormatError: If it is missing, truncated, damaged or different.
    """
    data = read_bytes(path)
    if data.startswith(_PNG_SIGNATURE):
        header = _check_png(path, data)
        if header.bits != 8 or header.color_type not in _PNG_COLOR_TYPES:
            raise RecordingFormatError(f"{path} is not an 8-bit color image.")
        found = (header.width, header.height)
    elif data.startswith(_JPEG_START):
        found = _check_jpeg(path, data)
    elif data.startswith(b"BM"):
        found = _check_bmp(path, data)
    else:
        raise RecordingFormatError(f"{path} is not a PNG, JPEG or BMP image{_empty(data)}.")
    _check_size(path, found, size)


def check_depth_png(path: Path) -> None:
    """Check a depth image: PNG, 16-bit gray, 640 x 480, whole.

    Raises:
        RecordingFormatError: If it is missing, truncated, damaged or different.
    """
    data = read_bytes(path)
    if not data.startswith(_PNG_SIGNATURE):
        raise RecordingFormatError(f"{path} is not a PNG image{_empty(data)}.")
    header = _check_png(path, data)
    if header.bits != 16 or header.color_type != _PNG_GRAY:
        raise RecordingFormatError(f"{path} is not a 16-bit gray image.")
    _check_size(path, (header.width, header.height), FRAME_SIZE)


def read_color(path: Path) -> NDArray[np.uint8]:
    """Decode a color image.

    Returns:
        uint8, shape (height, width, 3), RGB order.

    Raises:
        RecordingFormatError: If the file cannot be decoded.
    """
    return _decode(path, cv2.IMREAD_COLOR_RGB)


def read_depth_png(path: Path) -> NDArray[np.uint16]:
    """Decode a depth image, in the units of the file.

    Returns:
        uint16, shape (height, width).

    Raises:
        RecordingFormatError: If the file cannot be decoded.
    """
    return _decode(path, cv2.IMREAD_UNCHANGED)


def encode_png(image: NDArray[Any]) -> bytes:
    """A PNG file of a uint8 RGB image or a uint16 gray image."""
    bgr = cv2.cvtColor(image, cv2.COLOR_RGB2BGR) if image.ndim == 3 else image
    return _encode(".png", bgr, [cv2.IMWRITE_PNG_COMPRESSION, 3])


def encode_jpeg(rgb: NDArray[np.uint8], quality: int) -> bytes:
    """A JPEG file of a uint8 RGB image, quality 1 to 100."""
    bgr = cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR)
    return _encode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])


def _encode(ending: str, image: NDArray[Any], options: list[int]) -> bytes:
    is_encoded, data = cv2.imencode(ending, image, options)
    if not is_encoded:
        raise ValueError(f"Expected an image. Received {image.dtype} of shape {image.shape}.")
    return data.tobytes()


def _decode(path: Path, flags: int) -> NDArray[Any]:
    data = np.frombuffer(read_bytes(path), np.uint8)
    try:
        image = cv2.imdecode(data, flags)
    except cv2.error as error:
        raise RecordingFormatError(f"{path} cannot be decoded: {error.err}.") from error
    if image is None:
        raise RecordingFormatError(f"{path} cannot be decoded.")
    return image


def _empty(data: bytes) -> str:
    return "" if data else " but an empty file"


def _check_size(path: Path, found: tuple[int, int], expected: tuple[int, int]) -> None:
    if found != expected:
        raise RecordingFormatError(
            f"{path} is {found[0]} x {found[1]} pixels. Expected {expected[0]} x {expected[1]}."
        )


def _check_png(path: Path, data: bytes) -> _PngHeader:
    header: _PngHeader | None = None
    last = b""
    for kind, body in _png_chunks(path, data):
        if header is None:
            if kind != b"IHDR" or len(body) != 13:
                raise RecordingFormatError(f"{path} is not a PNG image: it has no header.")
            header = _PngHeader(*struct.unpack(">IIBB", body[:10]))
        last = kind
    if header is None or last != b"IEND":
        raise RecordingFormatError(f"{path} is truncated: the end of the PNG image is missing.")
    return header


def _png_chunks(path: Path, data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and content of every chunk (PNG specification, 5.3), their checksums checked."""
    position = len(_PNG_SIGNATURE)
    while position < len(data):
        if position + 8 > len(data):
            raise RecordingFormatError(f"{path} is truncated at byte {len(data)}.")
        length, kind = struct.unpack_from(">I4s", data, position)
        end = position + 8 + length
        if end + 4 > len(data):
            raise RecordingFormatError(f"{path} is truncated at byte {len(data)}.")
        (checksum,) = struct.unpack_from(">I", data, end)
        if zlib.crc32(data[position + 4 : end]) != checksum:
            raise RecordingFormatError(f"{path} is damaged between bytes {position} and {end}.")
        yield kind, data[position + 8 : end]
        position = end + 4


def _check_jpeg(path: Path, data: bytes) -> tuple[int, int]:
    """Width and height from the frame header (ITU-T T.81, B.2.2)."""
    if not data.rstrip(b"\0").endswith(_JPEG_END):
        raise RecordingFormatError(f"{path} is truncated: the end of the JPEG image is missing.")
    position = 2
    while position + 9 <= len(data) and data[position] == 0xFF:
        marker, length = struct.unpack_from(">BH", data, position + 1)
        if marker in _JPEG_FRAME:
            height, width = struct.unpack_from(">HH", data, position + 5)
            return width, height
        position += 2 + length
    raise RecordingFormatError(f"{path} is damaged: the JPEG image has no frame header.")


def _check_bmp(path: Path, data: bytes) -> tuple[int, int]:
    """Width and height of an uncompressed 24-bit or 32-bit bitmap."""
    if len(data) < 54:
        raise RecordingFormatError(f"{path} is truncated: the BMP header is not whole.")
    (offset,) = struct.unpack_from("<I", data, 10)
    width, height, _, bits, compression = struct.unpack_from("<iiHHI", data, 18)
    if bits not in (24, 32) or (bits == 24 and compression != 0):
        raise RecordingFormatError(f"{path} is not an uncompressed color bitmap.")
    row_bytes = (width * bits // 8 + 3) // 4 * 4
    expected = offset + row_bytes * abs(height)
    if len(data) < expected:
        raise RecordingFormatError(f"{path} is truncated: it has {len(data)} of {expected} bytes.")
    return width, abs(height)
