"""What became of the frames of a Kinect."""

from __future__ import annotations

from dataclasses import dataclass

from .events import Progress


@dataclass(frozen=True)
class Statistics:
    """What became of the frames, since the source was opened.

    Attributes:
        delivered: Frames that were read.
        skipped: Frames that the reader was too slow for.
        overwritten: Frames that were overwritten while they were copied.
        missing: Frames that the sensor should have made, by its clock, but that
            never arrived whole.
        unpaired_depth: Depth images without a color image.
        unpaired_color: Color images without a depth image.
        late: Images that a later one of their stream had overtaken, or that came twice.
        repeated: Frames of a sensor that showed exactly the picture before them.
        restarts: How often the capture process was started again.
        commands_done: LED and tilt commands carried out.
    """

    delivered: int
    skipped: int
    overwritten: int
    missing: int
    unpaired_depth: int
    unpaired_color: int
    late: int
    repeated: int
    restarts: int
    commands_done: int


class Counters:
    """Sums over all capture processes of a source."""

    def __init__(self) -> None:
        self.delivered = 0
        self.skipped = 0
        self.overwritten = 0
        self.repeated = 0
        self.restarts = 0
        self.current = Progress()
        self._ended = Progress()

    def end_process(self) -> None:
        """Keep the counters of a process that is gone."""
        self._ended = self._sum()
        self.current = Progress()

    def statistics(self) -> Statistics:
        total = self._sum()
        return Statistics(
            delivered=self.delivered,
            skipped=self.skipped,
            overwritten=self.overwritten,
            missing=total.missing,
            unpaired_depth=total.unpaired_depth,
            unpaired_color=total.unpaired_color,
            late=total.late,
            repeated=self.repeated,
            restarts=self.restarts,
            commands_done=total.commands_done,
        )

    def _sum(self) -> Progress:
        return Progress(
            unpaired_depth=self._ended.unpaired_depth + self.current.unpaired_depth,
            unpaired_color=self._ended.unpaired_color + self.current.unpaired_color,
            late=self._ended.late + self.current.late,
            missing=self._ended.missing + self.current.missing,
            commands_done=self._ended.commands_done + self.current.commands_done,
        )
