"""One RGB-D picture, as every capture backend delivers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

FRAME_HEIGHT: Final = 480  # px
FRAME_WIDTH: Final = 640  # px
NO_DEPTH: Final = 0


@dataclass(frozen=True)
class Intrinsics:
    """The pinhole camera that both images of a frame belong to (the color camera).

    A point (x, y, z) in millimeters, x to the right, y down, z away from the
    camera, is seen at pixel (fx_px * x / z + cx_px, fy_px * y / z + cy_px).
    """

    fx_px: float
    fy_px: float
    cx_px: float
    cy_px: float


#: Registered Kinect v1 frames, nominal (TUM RGB-D benchmark, "file formats" page).
KINECT_INTRINSICS: Final = Intrinsics(fx_px=525.0, fy_px=525.0, cx_px=319.5, cy_px=239.5)


@dataclass(frozen=True, eq=False)
class Frame:
    """A color image and the depth image registered to it.

    Attributes:
        rgb: Color image, uint8, shape (480, 640, 3), channels in RGB order.
        depth_mm: Depth along the optical axis in millimeters, uint16, shape
            (480, 640), aligned to `rgb`; `NO_DEPTH` where nothing was measured.
        timestamp_s: Capture time of the color image in seconds. The sensor's or
            the recording's clock: only differences mean something.
        intrinsics: The camera of both images.

    Both arrays are copied and made read-only, because drivers reuse their
    buffers for the next picture; those of another frame are shared.

    Raises:
        ValueError: If an array has another shape or dtype.
    """

    rgb: NDArray[np.uint8]
    depth_mm: NDArray[np.uint16]
    timestamp_s: float
    intrinsics: Intrinsics = KINECT_INTRINSICS

    def __post_init__(self) -> None:
        rgb_shape = (FRAME_HEIGHT, FRAME_WIDTH, 3)
        object.__setattr__(self, "rgb", _frozen(self.rgb, rgb_shape, np.uint8))
        object.__setattr__(self, "depth_mm", _frozen(self.depth_mm, rgb_shape[:2], np.uint16))


def _frozen(array: np.ndarray, shape: tuple[int, ...], dtype: type) -> np.ndarray:
    if array.shape != shape or array.dtype != dtype:
        raise ValueError(
            f"Expected {np.dtype(dtype)} of shape {shape}. "
            f"Received {array.dtype} of shape {array.shape}."
        )
    if array.flags.owndata and array.flags.c_contiguous and not array.flags.writeable:
        return array
    copy = np.array(array, order="C")
    copy.flags.writeable = False
    return copy
