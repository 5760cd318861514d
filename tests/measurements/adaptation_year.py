"""A year of a changing face and of an impostor who keeps trying, with and without adaptation.

    .venv/bin/python tests/measurements/adaptation_year.py docs/plots/adaptation-year.png

A model, not a measurement of people. Faces are random unit vectors of the two trunks,
fused with the shipped encoder's weights; the spread of one person's probes is set so that
an owner on the first day is as far from 19 enrolled vectors as real people were from
nine (assets/MODEL_CARD.md). The owner's face turns steadily towards a random direction,
and wears glasses on every third day of the second half. The rules are the shipped ones:
policy, adaptation and limits.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray

from faceid_core.encoder_description import shipped_encoder
from faceid_core.matching import Matcher, compare
from faceid_core.templates import Template
from faceid_core.trust.adaptation import (
    BOUNDS,
    DAY_S,
    Adaptation,
    NearMiss,
    after_passcode,
    after_unlock,
    compare_adapted,
    drift_of,
    enrollment_of,
)
from faceid_core.trust.clock import Moment
from faceid_core.trust.policy import (
    FaceAccepted,
    FaceRefused,
    PasscodeAccepted,
    PolicyState,
    Request,
    Rules,
    refusal_of,
    step,
)
from faceid_core.types import COLOR_EMBEDDING_SIZE, DEPTH_EMBEDDING_SIZE, Embedding, Pose

SHIPPED: Final = shipped_encoder()
LIMITS: Final = SHIPPED.limits
MATCHER: Final = Matcher(LIMITS)  # made-up vectors have no cohort
RULES: Final = Rules()
DAYS, ENROLLED, OWNER_LOOKS, IMPOSTOR_TRIES = 365, 19, 4, 5
SEEDS = 3
DRAWN_DRIFT = 0.50
COLOR_SPREAD, DEPTH_SPREAD = 0.201, 0.275  # length of a probe's random part
STRAIGHT = Pose(0.0, 0.0, 0.0)
Vector = NDArray[np.float64]


def unit(vector: Vector) -> Vector:
    return vector / np.linalg.norm(vector)


def away(rng: np.random.Generator, start: Vector, distance: float) -> Vector:
    """A unit vector at a Euclidean distance from another, in a random direction."""
    angle = 2.0 * np.arcsin(distance / 2.0)
    side = rng.normal(size=start.size)
    side = unit(side - (side @ start) * start)
    return np.cos(angle) * start + np.sin(angle) * side


def embedding(color: Vector, depth: Vector) -> Embedding:
    parts = color.astype(np.float32), depth.astype(np.float32)
    fused = unit(SHIPPED.shares.fused(*parts)).astype(np.float32)
    return Embedding(fused, *parts, "model")


@dataclass
class Person:
    """Somebody whose face is a direction for each trunk, and who never looks quite the same."""

    rng: np.random.Generator
    color: Vector
    depth: Vector

    def probe(self) -> Embedding:
        parts = []
        for mean, spread in ((self.color, COLOR_SPREAD), (self.depth, DEPTH_SPREAD)):
            noise = self.rng.normal(size=mean.size) / np.sqrt(mean.size)
            parts.append(unit(mean + spread * noise))
        return embedding(*parts)


def enroll(owner: Person) -> Template:
    probes = [owner.probe() for _ in range(ENROLLED)]
    return Template(
        name="owner",
        encoder_id="model",
        vectors=np.stack([probe.vector for probe in probes]),
        color_vectors=np.stack([probe.color_vector for probe in probes]),
        depth_vectors=np.stack([probe.depth_vector for probe in probes]),
        poses=(STRAIGHT,) * ENROLLED,
        is_partial=False,
        created_at="",
    )


@dataclass
class Year:
    """What happened; distances are to the enrolled vectors."""

    owner: list[tuple[int, float, str]] = field(default_factory=list)
    impostor: list[tuple[int, float, bool]] = field(default_factory=list)
    drift: list[tuple[int, float]] = field(default_factory=list)

    def refused(self) -> float:
        return sum(how == "refused" for _, _, how in self.owner) / len(self.owner)


class Lock:
    """The shipped policy and adaptation around one template."""

    def __init__(self, template: Template, year: Year, *, adapts: bool) -> None:
        self.template = template
        self.year = year
        self.adapts = adapts
        self.adaptation = Adaptation(enrollment_of(template))
        self.state = PolicyState()
        self.now_s = 0.0
        self.missed: NearMiss | None = None
        self.enter_passcode()

    @property
    def now(self) -> Moment:
        return Moment("boot", self.now_s, 1.8e9 + self.now_s)

    def enter_passcode(self) -> None:
        self.state = step(self.state, PasscodeAccepted(), self.now, RULES).state
        if self.adapts and self.missed is not None:
            self.adaptation = after_passcode(
                self.adaptation, self.missed, self.now_s, self.template, MATCHER, self.now.wall_s
            )
        self.missed = None

    def look(self, probe: Embedding) -> tuple[float, str]:
        """One look: the distance to the enrolled vectors, and what came of it."""
        self.adaptation = self.adaptation.living(self.now.wall_s)
        distance = compare(probe, [self.template], MATCHER).distance
        if refusal_of(self.state, Request(), self.now, RULES) is not None:
            return distance, "not looked at"
        comparison, carrier = compare_adapted(probe, self.template, self.adaptation, MATCHER)
        if not comparison.is_match:
            self.state = step(self.state, FaceRefused(), self.now, RULES).state
            self.missed = NearMiss(probe, STRAIGHT, self.now_s)
            return distance, "refused"
        done = step(self.state, FaceAccepted(), self.now, RULES)
        self.state = done.state
        if self.adapts:
            self.adaptation = after_unlock(
                self.adaptation, probe, STRAIGHT, self.template, MATCHER, self.now.wall_s
            )
        return distance, "accepted" if carrier is None else "carried"


def live(seed: int, drift: float, alike: float, *, adapts: bool, is_careless: bool = False) -> Year:
    """Play a year.

    Args:
        seed: Of everything random.
        drift: How far both trunks have moved at its end, Euclidean.
        alike: How far the impostor is from the owner on the first day, each trunk.
        adapts: Whether references are learned.
        is_careless: Whether the owner enters the passcode while the refused impostor is
            still in front of the sensor.
    """
    rng = np.random.default_rng(seed)
    color, depth = (
        unit(rng.normal(size=size)) for size in (COLOR_EMBEDDING_SIZE, DEPTH_EMBEDDING_SIZE)
    )
    owner = Person(rng, color, depth)
    impostor = Person(rng, away(rng, color, alike), away(rng, depth, alike))
    goals = [away(rng, start, drift) for start in (color, depth)]
    glasses = away(rng, color, 0.15) - color
    year = Year()
    lock = Lock(enroll(owner), year, adapts=adapts)
    for day in range(DAYS):
        part = day / DAYS
        owner.color = unit(color + part * (goals[0] - color))
        owner.depth = unit(depth + part * (goals[1] - depth))
        if day > DAYS // 2 and day % 3 == 0:
            owner.color = unit(owner.color + glasses)
        for _ in range(OWNER_LOOKS):
            lock.now_s += DAY_S / (OWNER_LOOKS + 1)
            distance, how = lock.look(owner.probe())
            year.owner.append((day, distance, how))
            if how in ("refused", "not looked at"):
                lock.now_s += 4.0
                lock.enter_passcode()
        lock.now_s += DAY_S / (OWNER_LOOKS + 1) - 4.0 * OWNER_LOOKS
        for _ in range(IMPOSTOR_TRIES):
            distance, how = lock.look(impostor.probe())
            year.impostor.append((day, distance, how in ("accepted", "carried")))
            lock.now_s += 1.0
        if not is_careless:
            lock.missed = None  # he has left
        lock.enter_passcode()
        found = drift_of(lock.adaptation, lock.template, MATCHER)
        year.drift += [(day, each) for each in found]
    return year


def draw(years: dict[str, Year], path: Path) -> None:
    figure = Figure(figsize=(9.0, 6.4), dpi=110, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots(2, 2, sharex=True, sharey="row")
    colors = {"accepted": "#1b7f4d", "carried": "#1f4e9c", "refused": "#c0392b"}
    for column, (title, year) in enumerate(years.items()):
        above, below = axes[0, column], axes[1, column]
        for how, color in colors.items():
            points = [(day, distance) for day, distance, each in year.owner if each == how]
            if points:
                above.plot(*zip(*points, strict=True), ".", ms=2.5, color=color, label=how)
        if year.drift:
            farthest: dict[int, float] = {}
            for day, distance in year.drift:
                farthest[day] = max(distance, farthest.get(day, 0.0))
            above.plot(
                [*farthest], [*farthest.values()], color="black", lw=0.6, label="farthest reference"
            )
        tries = [(day, distance) for day, distance, _ in year.impostor]
        entered = [(day, distance) for day, distance, is_in in year.impostor if is_in]
        below.plot(*zip(*tries, strict=True), ".", ms=2, color="#c0392b", label="tries")
        if entered:
            below.plot(*zip(*entered, strict=True), "o", ms=5, color="black", label="got in")
        for each in (above, below):
            each.axhline(LIMITS.fused, color="#666666", lw=0.8)
            each.axhline(BOUNDS.reach * LIMITS.fused, color="#666666", lw=0.8, ls="--")
            each.legend(loc="lower right", fontsize=7, markerscale=2)
        above.set_title(title, fontsize=9)
        below.set_xlabel("day")
    axes[0, 0].set_ylabel("owner: distance to the enrolled")
    axes[1, 0].set_ylabel("impostor: distance to the enrolled")
    figure.suptitle(
        "A model of a year in embedding space (line: threshold, dashed: reach)", fontsize=10
    )
    figure.savefig(path)


def measure(path: Path) -> None:
    drift, alike = 0.40, 0.60
    years = {
        f"{word} adaptation": live(1, DRAWN_DRIFT, alike, adapts=adapts)
        for word, adapts in (("without", False), ("with", True))
    }
    draw(years, path)
    first = [distance for day, distance, _ in years["with adaptation"].owner if day < 7]
    print(f"owner, first week, mean distance to the enrolled: {np.mean(first):.3f}")
    print(f"drift  owner refused without / with adaptation ({SEEDS} years each)")
    for moved in (0.2, 0.3, 0.4, 0.5):
        refused = [
            np.mean([live(seed, moved, alike, adapts=adapts).refused() for seed in range(SEEDS)])
            for adapts in (False, True)
        ]
        print(f"{moved:5.2f}  {refused[0]:8.2%}  {refused[1]:8.2%}")
    print("impostor at  nearest try  got in without / with / with, passcode entered beside him")
    for distance in (0.45, 0.50, 0.55, 0.60):
        entered, nearest = [], 9.0
        for adapts, is_careless in ((False, False), (True, False), (True, True)):
            played = [
                live(seed, drift, distance, adapts=adapts, is_careless=is_careless)
                for seed in range(SEEDS)
            ]
            tries = [each for year in played for each in year.impostor]
            entered.append(sum(is_in for _, _, is_in in tries))
            nearest = min(nearest, *(each for _, each, _ in tries))
        print(f"{distance:11.2f}  {nearest:11.3f}  {entered} of {len(tries)}")


if __name__ == "__main__":
    sys.exit(measure(Path(sys.argv[1])))
