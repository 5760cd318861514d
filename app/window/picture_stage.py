"""The place of the picture: one of four views of what the sensor sees, and the switch."""

from __future__ import annotations

from typing import Final

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from faceid_core.types import Observation
from hardware.frame import NO_DEPTH, Frame

from . import theme
from .canonical_view import CanonicalView
from .cloud_view import CloudView
from .color_scale import RELIEF, ROOM
from .labels import label
from .language import tr
from .legend import Legend
from .preview import Preview
from .view_switch import View, ViewSwitch

FACE_FOR_S: Final = 0.7  # how long the last face stays


class PictureStage(QWidget):
    """Shows frames and observations in the chosen view, always as a mirror.

    Attributes:
        preview: The round picture with its ring: color and depth.
        switch: Chooses the view.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame: Frame | None = None
        self._is_free = True
        self._face: Observation | None = None
        self._face_s = float("-inf")
        self.preview = Preview()
        self.canonical = CanonicalView()
        self.cloud = CloudView()
        self._stack = QStackedWidget()
        for place in (self.preview, self.canonical, self.cloud):
            self._stack.addWidget(place)
        self.legend = Legend()
        self.hint: QLabel = label(
            "section", tr("Drag or use the arrow keys to turn, + and - to zoom")
        )
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setFixedHeight(self.legend.sizeHint().height())
        self.switch = ViewSwitch()
        self.switch.chosen.connect(self._show_view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self._stack, 1)
        column.addWidget(self.legend)
        column.addWidget(self.hint)
        column.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignHCenter)
        self._show_view()

    @property
    def view(self) -> View:
        """What is shown: the chosen view, or color while the choice is not free."""
        return self.switch.view if self._is_free else View.COLOR

    def set_free(self, is_free: bool) -> None:
        """Let the user choose; otherwise, as while enrolling, the color picture is shown."""
        if is_free != self._is_free:
            self._is_free = is_free
            self.switch.setEnabled(is_free)
            self._show_view()

    def show_frame(self, frame: Frame) -> None:
        """Show a new frame, in the views that show frames."""
        self._frame = frame
        if self.view is View.COLOR:
            self.preview.show_frame(frame.rgb)
        elif self.view is View.DEPTH:
            self.preview.show_frame(ROOM.picture(frame.depth_mm, frame.depth_mm != NO_DEPTH))

    def show_observation(self, seen: Observation | None, now_s: float) -> None:
        """Show a new observation, in the views that show faces."""
        if seen is not None and seen.crop is not None and seen is not self._face:
            self._face, self._face_s = seen, now_s
        elif self._face is not seen and now_s - self._face_s > FACE_FOR_S:
            self._face = None
        if self.view is View.CANONICAL:
            crop = None if self._face is None else self._face.crop
            self.canonical.show_map(None if crop is None else crop.depth_mm)
        elif self.view is View.CLOUD and self._frame is not None:
            self.cloud.show_frame(self._frame, None if seen is None else seen.face, now_s)

    def _show_view(self) -> None:
        view = self.view
        if view is View.CLOUD:
            self.cloud.open()
        places = {View.CANONICAL: self.canonical, View.CLOUD: self.cloud}
        self._stack.setCurrentWidget(places.get(view, self.preview))
        if view is View.DEPTH:
            self.legend.show_scale(ROOM)
            self.preview.setAccessibleName(tr("Depth picture, mirrored"))
        elif view is View.CANONICAL:
            self.legend.show_scale(RELIEF)
        else:
            self.preview.setAccessibleName(tr("Camera picture, mirrored"))
        self.legend.setVisible(view in (View.DEPTH, View.CANONICAL))
        self.hint.setVisible(view is View.CLOUD and self.cloud.canvas is not None)
        if self._frame is not None:
            self.show_frame(self._frame)
