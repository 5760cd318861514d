"""What the color trunk is shown in training, and what it shall answer.

Faces as they are, and with glasses or a hat and in other light: the answer is between what SFace
says of the face, and of the person without anything on and with open eyes. Faces of nobody, and the
same with glasses or a hat, and in other contrasts: the answer is what SFace says of them without.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..errors import DatasetError
from ..face_chip import arcface_square
from ..face_sets import FaceSet
from .color_directions import units
from .drawn_glasses import draw_glasses
from .drawn_hats import draw_hat
from .made_up_faces import bent, in_other_contrast, in_other_light, made_up_face

FACES_A_LESSON: Final = 13
LESSONS: Final = 5
#: How much of the answer is what SFace says of the face itself; the rest is of the person.
OWN_SHARE: Final = 0.5
#: Conditions of a face set that hide a part of the face.
HIDING: Final = ("glasses", "hat", "hand", "eyes_closed")

#: Of those that get something on: how often both glasses and a hat, and else how often a hat.
_BOTH: Final = 0.15
_HAT: Final = 0.4

Pictures = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class ColorBatch:
    """Pictures as the trunk takes them, float32, shape (n, 112, 112, 3).

    Attributes:
        known: Of rendered people.
        answers: float32, shape (len(known), 128), color vectors that they shall get.
        nobody: Made-up faces; what SFace says of them they shall get, and `wearing` too.
        wearing: The same with glasses, a hat or both, most of them in other light.
        strange: Faces in strange contrast, to which the student shall say what SFace says.
    """

    known: Pictures
    answers: NDArray[np.float32]
    nobody: Pictures
    wearing: Pictures
    strange: Pictures


class ColorLessons:
    """Draws batches; the same seed and step give the same one."""

    def __init__(self, faces: FaceSet, vectors: NDArray[np.floating], seed: int) -> None:
        """Work out the answers.

        Args:
            faces: Rendered people.
            vectors: Shape (n, d), what SFace says of each, rows of length 1.
            seed: Of all choices.

        Raises:
            DatasetError: If of every face a part is hidden.
        """
        self._rgb = faces.rgb
        self._seed = seed
        is_plain = ~_any_hidden(faces)
        self._plain = np.flatnonzero(is_plain)
        if not len(self._plain):
            raise DatasetError(
                "Every face of the set wears glasses or a hat, has a hand before it or its eyes "
                "closed. "
                "Render more people."
            )
        self._has_glasses, self._has_hat = (_has(faces, name) for name in ("glasses", "hat"))
        self.answers = answers_of(vectors, faces.people, is_plain).astype(np.float32)

    def batch(self, step: int, replica: int = 0) -> ColorBatch:
        """Return the batch of a step; each replica of a distributed run gets its own."""
        rng = np.random.default_rng([self._seed, step, replica])
        seen, dressed = rng.choice(len(self._rgb), (2, FACES_A_LESSON))
        first, second, third = rng.choice(self._plain, (3, FACES_A_LESSON))
        nobody = [
            made_up_face(self._rgb[one], self._rgb[other], rng)
            for one, other in zip(first, second, strict=True)
        ]
        nobody = [in_other_light(chip, rng) if rng.random() < 0.5 else chip for chip in nobody]
        wearing = [_dressed(chip, rng) for chip in nobody]
        wearing = [in_other_light(chip, rng) if rng.random() < 0.6 else chip for chip in wearing]
        strange = [in_other_contrast(bent(self._rgb[index], rng), rng) for index in third]
        more = [self._with_more(index, rng) for index in dressed]
        return ColorBatch(
            known=_squares([*self._rgb[seen], *more]),
            answers=self.answers[np.concatenate([seen, dressed])],
            nobody=_squares(nobody),
            wearing=_squares(wearing),
            strange=_squares(strange),
        )

    def _with_more(self, index: int, rng: np.random.Generator) -> Pictures:
        """Return a face with something on that it has not, in other light."""
        missing = {"glasses": not self._has_glasses[index], "hat": not self._has_hat[index]}
        return in_other_light(_dressed(self._rgb[index], rng, **missing), rng)


def answers_of(
    vectors: NDArray[np.floating], people: NDArray[np.int64], is_plain: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return what faces shall get.

    Args:
        vectors: Shape (n, d), of length 1.
        people: Shape (n,), whose each is.
        is_plain: Shape (n,), whether nothing hides the face.

    Returns:
        Shape (n, d), of length 1: of a plain face its vector and the mean of the person's plain
        ones, half each; of another one that mean, or the mean of all if the person has none.
    """
    answers = np.empty(vectors.shape)
    for person in np.unique(people):
        own = np.flatnonzero(people == person)
        plain = own[is_plain[own]]
        mean = units(vectors[plain if len(plain) else own].mean(axis=0, keepdims=True))
        answers[own] = mean
        answers[plain] = OWN_SHARE * vectors[plain] + (1.0 - OWN_SHARE) * mean
    return units(answers)


def _dressed(
    chip: NDArray[np.integer | np.floating],
    rng: np.random.Generator,
    *,
    glasses: bool = True,
    hat: bool = True,
) -> Pictures:
    """Return a chip with at least one of what may be drawn on it; as it is if nothing may."""
    both = glasses and hat and rng.random() < _BOTH
    only_hat = not glasses or (hat and rng.random() < _HAT)
    wears = chip.astype(np.float32)
    if glasses and (both or not only_hat):
        wears = draw_glasses(wears, rng)
    if hat and (both or only_hat):
        wears = draw_hat(wears, rng)
    return wears


def _any_hidden(faces: FaceSet) -> NDArray[np.bool_]:
    return np.any([_has(faces, name) for name in HIDING], axis=0)


def _has(faces: FaceSet, name: str) -> NDArray[np.bool_]:
    return np.asarray(faces.conditions.get(name, np.zeros(len(faces))) > 0)


def _squares(chips: Iterable[NDArray[np.integer | np.floating]]) -> Pictures:
    """Return what the trunk takes of chips, as bytes would hold it."""
    rounded = (np.clip(np.rint(chip), 0, 255).astype(np.uint8) for chip in chips)
    return np.stack([arcface_square(chip) for chip in rounded]).astype(np.float32)
