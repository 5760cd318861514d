"""Raw depth to millimeters in the color camera's picture, and back."""

from __future__ import annotations

import functools
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .calibration import RAW_LEVELS, Calibration
from .frame import FRAME_HEIGHT, FRAME_WIDTH, NO_DEPTH, Intrinsics

_UNSEEN: Final = 65535  # the empty z-buffer
_NOTHING_MM: Final = 1e6  # stands for "no depth": so far away that every surface hides it
_PADDED: Final = (FRAME_HEIGHT + 2, FRAME_WIDTH + 2)  # a rim that catches what falls outside


class Registration:
    """Moves raw depth images into the color camera, where the nearest surface wins.

    A pixel (u, v) with depth z lies on the ray K_d^-1 (u, v, 1), so its place
    in the color image is, up to scale,

        K_c (R K_d^-1 (u, v, 1) z + t)

    which is one table of three numbers per pixel, times z, plus a constant. The
    third component is the depth that the color camera would measure.

    Args:
        calibration: The two cameras.
    """

    def __init__(self, calibration: Calibration) -> None:
        self.calibration = calibration
        depth_mm = calibration.shift.depth_of_raw_mm()
        self._depth_of_raw_mm = np.nan_to_num(depth_mm, nan=_NOTHING_MM).astype(np.float32)
        self._homography, epipole = _depth_to_color(calibration)
        self._epipole = epipole.astype(np.float32)
        self._rays = tuple(
            np.ascontiguousarray(plane, dtype=np.float32)
            for plane in np.tensordot(self._homography, _pixel_grid(), axes=1)
        )

    def register(self, raw: NDArray[np.uint16]) -> NDArray[np.uint16]:
        """Depth in millimeters as the color camera sees it.

        Args:
            raw: 11-bit depth, uint16, shape (480, 640). It is not changed.

        Returns:
            uint16, shape (480, 640); `NO_DEPTH` where nothing was measured or
            nothing measured is seen from the color camera. Where two surfaces
            fall on one pixel, the nearer one stays.

        Raises:
            ValueError: If the image has another shape or dtype.
        """
        if raw.shape != (FRAME_HEIGHT, FRAME_WIDTH) or raw.dtype != np.uint16:
            raise ValueError(
                f"Expected uint16 of shape {(FRAME_HEIGHT, FRAME_WIDTH)}. "
                f"Received {raw.dtype} of shape {raw.shape}."
            )
        z_mm = np.take(self._depth_of_raw_mm, np.minimum(raw, RAW_LEVELS - 1))
        depth_mm = self._rays[2] * z_mm + self._epipole[2]
        column = (self._rays[0] * z_mm + self._epipole[0]) / depth_mm
        row = (self._rays[1] * z_mm + self._epipole[1]) / depth_mm
        return _nearest(column, row, depth_mm)

    def unregister(self, depth_mm: NDArray[np.uint16]) -> NDArray[np.uint16]:
        """The raw image from which `register` makes (nearly) this depth image.

        Every pixel of the infrared camera looks for the surface on its ray:
        first roughly, by moving all registered points into the infrared camera,
        then exactly, by following the ray into the registered image and
        interpolating there, as long as that is one continuous surface.

        Args:
            depth_mm: Registered depth, uint16, shape (480, 640). It is not changed.

        Returns:
            uint16, shape (480, 640), 11-bit values, 2047 (no data) where
            the infrared camera sees no surface of `depth_mm`.
        """
        from .resampling import RegisteredSurface  # needs OpenCV, which readers of frames do not

        surface = RegisteredSurface(depth_mm)
        z_mm = self._depth_camera_view(depth_mm)
        for _ in range(2):
            scale = self._rays[2] * z_mm + self._epipole[2]
            safe = np.where(z_mm > 0, scale, np.float32(1.0))
            column = (self._rays[0] * z_mm + self._epipole[0]) / safe
            row = (self._rays[1] * z_mm + self._epipole[1]) / safe
            seen_mm = surface.depth_at(column, row)
            refined_mm = (seen_mm - self._epipole[2]) / self._rays[2]
            same_surface = (seen_mm > 0) & (np.abs(refined_mm - z_mm) < 0.03 * z_mm)
            z_mm = np.where(same_surface, refined_mm, z_mm)
        return self.calibration.shift.raw_of_depth(z_mm)

    def _depth_camera_view(self, depth_mm: NDArray[np.uint16]) -> NDArray[np.float32]:
        """Registered points seen from the infrared camera, small gaps closed; 0 is nothing."""
        from .resampling import close_small_gaps

        rays, origin = self._way_back
        z_mm = np.where(depth_mm == NO_DEPTH, np.float32(_NOTHING_MM), depth_mm)
        x, y, z = (ray * z_mm - offset for ray, offset in zip(rays, origin, strict=True))
        return close_small_gaps(_nearest(x / z, y / z, z)).astype(np.float32)

    @functools.cached_property
    def _way_back(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """`_rays` and `_epipole` from the color camera to the infrared camera."""
        back = np.linalg.inv(self._homography)
        rays = np.tensordot(back, _pixel_grid(), axes=1)
        return rays.astype(np.float32), (back @ self._epipole).astype(np.float32)


def _depth_to_color(calibration: Calibration) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """K_c R K_d^-1, shape (3, 3), and K_c t, shape (3,)."""
    color = _camera_matrix(calibration.color)
    rotation = np.array(calibration.rotation)
    homography = color @ rotation @ np.linalg.inv(_camera_matrix(calibration.depth))
    return homography, color @ np.array(calibration.translation_mm)


def _camera_matrix(camera: Intrinsics) -> NDArray[np.float64]:
    return np.array(
        [[camera.fx_px, 0.0, camera.cx_px], [0.0, camera.fy_px, camera.cy_px], [0.0, 0.0, 1.0]]
    )


def _pixel_grid() -> NDArray[np.float64]:
    """Homogeneous pixel positions, shape (3, 480, 640)."""
    rows, columns = np.mgrid[:FRAME_HEIGHT, :FRAME_WIDTH].astype(np.float64)
    return np.stack([columns, rows, np.ones_like(rows)])


def _nearest(
    column: NDArray[np.float32], row: NDArray[np.float32], depth_mm: NDArray[np.float32]
) -> NDArray[np.uint16]:
    """Draw points into an image; the nearest wins. Depths of `_UNSEEN` or more are not drawn."""
    height, width = _PADDED
    # +1 for the rim, +0.5 so that cutting off the decimals rounds.
    columns = np.clip(column + np.float32(1.5), 0, width - 1).astype(np.int64)
    rows = np.clip(row + np.float32(1.5), 0, height - 1).astype(np.int64)
    buffer = np.full(height * width, _UNSEEN, np.uint16)
    values = np.clip(depth_mm + np.float32(0.5), 0, _UNSEEN).astype(np.uint16)
    np.minimum.at(buffer, (rows * width + columns).ravel(), values.ravel())
    image = buffer.reshape(height, width)[1:-1, 1:-1]
    return np.where(image == _UNSEEN, np.uint16(NO_DEPTH), image)
