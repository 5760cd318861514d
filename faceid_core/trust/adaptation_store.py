"""What was learned of a person, in a sealed file beside the template."""

from __future__ import annotations

import io
import json
import logging
from dataclasses import astuple
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ..bad_file import BAD_NPZ
from ..errors import IncompatibleTemplateError, TemplateError
from ..private_file import sync_folder
from ..templates import LEARNED_SUFFIX, Template, TemplateStore, check_rows
from ..types import (
    COLOR_EMBEDDING_SIZE,
    DEPTH_EMBEDDING_SIZE,
    EMBEDDING_SIZE,
    Embedding,
    Pose,
)
from .adaptation import BOUNDS, Adaptation, Bounds, Reference, enrollment_of
from .checked_json import flag, text, whole_count

logger = logging.getLogger(__name__)

FORMAT_VERSION: Final = 1
KIND: Final = "adaptation"


class AdaptationStore:
    """The files of adaptations, beside the templates and sealed by the same vault."""

    def __init__(self, templates: TemplateStore, bounds: Bounds = BOUNDS) -> None:
        self._templates = templates
        self._bounds = bounds

    def version(self, name: str) -> tuple[int, int, int] | None:
        """Return what tells one state of a person's file from another; None without one."""
        try:
            found = self._templates.path(name).with_suffix(LEARNED_SUFFIX).stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def load(self, template: Template, now_s: float) -> Adaptation:
        """Return what is known and living of a person.

        A file that is damaged, or of another enrollment, teaches nothing: it is as if
        nothing had been learned.

        Args:
            template: What is enrolled.
            now_s: Unix time.

        Raises:
            VaultError: If the vault cannot be opened.
        """
        enrolled = enrollment_of(template)
        path = self._templates.path(template.name).with_suffix(LEARNED_SUFFIX)
        try:
            stored = self._templates.files.read(path, kind=KIND, owner=template.name)
            adaptation = _parse(stored, template.encoder_id, self._bounds)
        except FileNotFoundError:
            return Adaptation(enrolled)
        except (*BAD_NPZ, IncompatibleTemplateError) as error:
            logger.warning("%s is not used: %s", path, error)
            return Adaptation(enrolled)
        if adaptation.enrolled != enrolled:
            return Adaptation(enrolled)
        return adaptation.living(now_s, self._bounds)

    def save(self, adaptation: Adaptation, template: Template) -> None:
        """Write what was learned; whatever happens, the old file or the new one is there.

        Raises:
            TemplateError: If it cannot be written.
        """
        path = self._templates.path(template.name).with_suffix(LEARNED_SUFFIX)
        try:
            self._templates.files.write(
                path,
                _content(adaptation),
                kind=KIND,
                owner=template.name,
                encoder_id=template.encoder_id,
            )
        except OSError as error:
            raise TemplateError(f"{path} cannot be written: {error.strerror}.") from error

    def forget(self, name: str) -> None:
        """Forget all that was learned of a person; what was enrolled stays.

        Raises:
            TemplateError: If the file cannot be removed.
        """
        path = self._templates.path(name).with_suffix(LEARNED_SUFFIX)
        try:
            path.unlink(missing_ok=True)
            sync_folder(path.parent)
        except FileNotFoundError:
            return  # not even the folder is there
        except OSError as error:
            raise TemplateError(f"{path} cannot be removed: {error.strerror}.") from error


def _content(adaptation: Adaptation) -> bytes:
    header = {
        "version": FORMAT_VERSION,
        "enrolled": adaptation.enrolled,
        "uses_left": [each.uses_left for each in adaptation.references],
        "by_passcode": [each.by_passcode for each in adaptation.references],
    }
    found = [each.embedding for each in adaptation.references]
    arrays: dict[str, NDArray[Any]] = {
        "header": np.array(json.dumps(header)),
        "vectors": _rows([each.vector for each in found], EMBEDDING_SIZE),
        "color_vectors": _rows([each.color_vector for each in found], COLOR_EMBEDDING_SIZE),
        "depth_vectors": _rows([each.depth_vector for each in found], DEPTH_EMBEDDING_SIZE),
        "poses": np.array(
            [astuple(each.pose) for each in adaptation.references], np.float64
        ).reshape(-1, 3),
        "added_at_s": np.array([each.added_at_s for each in adaptation.references], np.float64),
    }
    content = io.BytesIO()
    np.savez(content, allow_pickle=False, **arrays)
    return content.getvalue()


def _rows(vectors: list[NDArray[np.float32]], size: int) -> NDArray[np.float32]:
    return np.array(vectors, np.float32).reshape(-1, size)


def _parse(content: bytes, encoder_id: str, bounds: Bounds) -> Adaptation:
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        header = json.loads(str(stored["header"]))
        if header["version"] != FORMAT_VERSION:
            raise ValueError(f"version {header['version']} is not {FORMAT_VERSION}")
        uses = [whole_count(each) for each in header["uses_left"]]
        by_passcode = [flag(each) for each in header["by_passcode"]]
        if len(uses) > bounds.references or any(each > bounds.uses for each in uses):
            raise ValueError("more references or uses than are allowed")
        vectors, colors, depths, poses, added_at_s = (
            stored[name]
            for name in ("vectors", "color_vectors", "depth_vectors", "poses", "added_at_s")
        )
    for rows, size in (
        (vectors, EMBEDDING_SIZE),
        (colors, COLOR_EMBEDDING_SIZE),
        (depths, DEPTH_EMBEDDING_SIZE),
    ):
        check_rows(rows, (len(uses), size))
    if poses.shape != (len(uses), 3) or added_at_s.shape != (len(uses),):
        raise ValueError(f"poses of shape {poses.shape}, times of shape {added_at_s.shape}")
    if not np.all(np.isfinite(poses)) or not np.all(np.isfinite(added_at_s)):
        raise ValueError("poses or times that are none")
    references = tuple(
        Reference(
            Embedding(vector, color, depth, encoder_id), Pose(*map(float, pose)), float(at_s), *rest
        )
        for vector, color, depth, pose, at_s, *rest in zip(
            vectors, colors, depths, poses, added_at_s, uses, by_passcode, strict=True
        )
    )
    return Adaptation(text(header["enrolled"]), references)
