"""One look at a source: who is there, and may that unlock."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.enrolled import load_enrolled, load_for
from app.errors import CommandError
from app.guarded import GuardedVerification, Learning, Verified, open_guard
from app.last_used import LastUsed
from app.paths import last_used_file, templates_dir
from app.recognizer import load_recognizer
from app.report import say
from faceid_core.pipeline import Gallery, observe
from faceid_core.templates import Template, TemplateStore
from faceid_core.trust.policy import Purpose, Request
from faceid_core.types import Observation
from faceid_core.verification import Verifier, verify
from hardware import Frame, FrameSource


@dataclass(frozen=True)
class Look:
    """Who is looked for, and for how long.

    Attributes:
        data_dir: Where templates are kept.
        name: Who it should be; None for anyone enrolled.
        timeout_s: Longest look in seconds of frames.
        end_s: When it ends whatever was seen, monotonic.
    """

    data_dir: Path
    name: str | None
    timeout_s: float
    end_s: float = math.inf


def look(
    asked: Look,
    open_frames: Callable[[], FrameSource],
    read_request: Callable[[], Request],
    *,
    is_guarded: bool,
) -> tuple[Verified, str]:
    """Look once.

    Args:
        asked: Who is looked for.
        open_frames: Opens the source.
        read_request: Asks what the unlock is for, once the source is open.
        is_guarded: Whether the policy decides; at a sensor it always does.

    Returns:
        What was decided, and the encoder's name.

    Raises:
        CommandError: If nobody is enrolled.
        CaptureError, FaceIdError: Of the source, the templates, or the policy.
    """
    store = TemplateStore(templates_dir(asked.data_dir))
    if asked.name is None and not store.names():
        raise CommandError("Nobody is enrolled yet. Enroll with: faceid enroll NAME")
    recognizer = load_recognizer(asked.data_dir)
    gallery = Gallery(chosen_templates(store, asked.name, recognizer.encoder_id))
    with open_frames() as source:
        observations = observe(_until(source, asked.end_s), recognizer, gallery)
        if not (source.is_live or is_guarded):
            verified = Verified(verify(observations, timeout_s=asked.timeout_s))
            return verified, recognizer.encoder_id
        last_used = LastUsed(last_used_file(asked.data_dir))
        learning = Learning(store, gallery.templates, recognizer.matcher, last_used)
        request = read_request()
        if request.purpose is not Purpose.PRIVILEGED:  # there, only what was enrolled counts
            gallery.adapted = learning.adapted
        return _guarded(observations, learning, request, asked), recognizer.encoder_id


def chosen_templates(store: TemplateStore, name: str | None, encoder_id: str) -> Sequence[Template]:
    """Load the template of one person, or of everyone where `name` is None.

    Raises:
        TemplateError: If no template can be used.
    """
    if name is not None:
        return [load_for(store, name, encoder_id)]
    enrolled = load_enrolled(store, encoder_id)
    if not enrolled.templates:
        raise enrolled.unusable[0]
    for error in enrolled.unusable:
        say(f"faceid: left out: {error}")
    return enrolled.templates


def _guarded(
    observations: Iterable[Observation], learning: Learning, request: Request, asked: Look
) -> Verified:
    """Look, if the policy lets a face unlock at all, and count what came of it."""
    guard = open_guard(asked.data_dir)
    verifying = GuardedVerification(guard, learning, request, Verifier(timeout_s=asked.timeout_s))
    if verifying.barred is not None:
        return verifying.barred
    decided = (done for seen in observations if (done := verifying.offer(seen)) is not None)
    verified = next(decided, None) or verifying.end()
    verifying.learn()
    return verified


def _until(source: FrameSource, end_s: float) -> Iterator[Frame]:
    for frame in source:
        if time.monotonic() > end_s:
            return
        yield frame
