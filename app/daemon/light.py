"""What the sensor's light tells the person before it."""

from __future__ import annotations

from typing import Final, Protocol, runtime_checkable

from hardware import FrameSource, Led

#: Somebody's presence is being watched.
WATCHING: Final = Led.GREEN
#: A face is being judged or enrolled: look here.
JUDGING: Final = Led.YELLOW


@runtime_checkable
class Lit(Protocol):
    """A source with a light."""

    def set_led(self, led: Led) -> None: ...


def show_light(source: FrameSource, *, is_watch: bool) -> None:
    """Set the light of a source that has one. Closed, it goes back to what its maker thought of."""
    if isinstance(source, Lit):
        source.set_led(WATCHING if is_watch else JUDGING)
