"""Sets of rendered people, shard by shard, for the processes that share the rendering."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from ..face_geometry import FaceGeometry
from ..face_sets import SPLIT_SEEDS
from . import depth_maps, faces, presentations
from .face_model import FaceModel
from .skins import SkinLibrary

Step = TypeVar("Step")


@dataclass(frozen=True)
class Share:
    """People of a split that one process renders.

    Attributes:
        first: How many people of the split to leave out before.
        people: How many.
    """

    first: int
    people: int


@dataclass(frozen=True)
class Renderers:
    """What people are rendered from.

    Attributes:
        face_model: ICT-FaceKit's folder.
        skins: MakeHuman's; None for painted people.
    """

    face_model: Path
    skins: Path | None = None

    def load(self) -> tuple[FaceModel, SkinLibrary | None]:
        """Read them.

        Raises:
            FaceModelError: If one cannot be read.
        """
        skins = None if self.skins is None else SkinLibrary(self.skins)
        return FaceModel.load(self.face_model), skins


class ShardWork(ABC, Generic[Step]):
    """Writes shares into a folder that was claimed; can be handed to other processes.

    Called, it loads what it renders from, and returns what writes a share at one go.
    """

    #: How many people a shard holds.
    shard_people: int

    def __call__(self) -> Callable[[Share], Step]:
        write = self.writer()

        def written(share: Share) -> Step:
            return deque(write(share), maxlen=1)[0]

        return written

    @abstractmethod
    def writer(self) -> Callable[[Share], Iterator[Step]]:
        """Load what is rendered from; return what writes a share and tells how far it is."""

    def shares(self, first: int, people: int) -> list[Share]:
        """Return one share a shard; the shards are those that one process would write."""
        end = first + people
        starts = range(first, end, self.shard_people)
        return [Share(start, min(self.shard_people, end - start)) for start in starts]


@dataclass(frozen=True)
class FaceWork(ShardWork[faces.Progress]):
    """Writes a face set."""

    directory: Path
    renderers: Renderers
    split: str
    views: faces.Views

    shard_people = faces.SHARD_PEOPLE

    def writer(self) -> Callable[[Share], Iterator[faces.Progress]]:
        renderer = faces.FaceRenderer(*self.renderers.load())
        return lambda share: faces.write_faces(
            self.directory,
            renderer,
            split=self.split,
            people=share.people,
            views=self.views,
            first=share.first,
        )


@dataclass(frozen=True)
class PresentationWork(ShardWork[presentations.Progress]):
    """Writes a presentation set."""

    directory: Path
    renderers: Renderers
    split: str
    kinds: Sequence[str] = presentations.KINDS

    shard_people = presentations.SHARD_PEOPLE

    def writer(self) -> Callable[[Share], Iterator[presentations.Progress]]:
        renderer = presentations.PresentationRenderer(*self.renderers.load())
        return lambda share: presentations.write_presentations(
            self.directory,
            renderer,
            split=self.split,
            people=share.people,
            first=share.first,
            kinds=self.kinds,
        )


@dataclass(frozen=True)
class DepthMapWork(ShardWork[int]):
    """Writes depth maps; answers with how many people are done."""

    directory: Path
    renderers: Renderers
    split: str

    shard_people = depth_maps.SHARD_PEOPLE

    def writer(self) -> Callable[[Share], Iterator[int]]:
        face_model, _ = self.renderers.load()
        renderer = depth_maps.DepthMapRenderer(face_model, FaceGeometry.load())
        return lambda share: depth_maps.write_depth_maps(
            self.directory,
            renderer,
            first_seed=SPLIT_SEEDS[self.split] + share.first,
            people=share.people,
        )
