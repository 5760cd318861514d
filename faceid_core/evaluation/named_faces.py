"""Faces with the names of whose they are, from templates and from evaluations alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from ..cohort import Cohort
from ..templates import Template
from ..types import COLOR, DEPTH, FUSED
from .embeddings import StoredEvaluation
from .faces import Faces
from .spread import shown_faces
from .trunks import units_of

#: What is known of the face of a template, as `FaceSet` names it.
YAW: Final = "yaw_deg"
PITCH: Final = "pitch_deg"


@dataclass(frozen=True, eq=False)
class NamedFaces:
    """n faces of p people in s sessions.

    Attributes:
        faces: The faces; those of attacks have a species.
        names: Of the p people; `faces.people` are indices into them.
        sessions: Of the s sessions, `faces.sessions` are indices into them: the label of a
            template's appearance, or the session's number within the evaluation.
        enrolled: How many people, the first ones, are enrolled.
    """

    faces: Faces
    names: tuple[str, ...]
    sessions: tuple[str, ...]
    enrolled: int

    def __len__(self) -> int:
        return len(self.faces)

    def thinned(self) -> NamedFaces:
        """Return as many faces as a map can show: all enrolled ones, and some of the others."""
        others = np.flatnonzero(self.faces.people >= self.enrolled)
        kept = np.concatenate(
            [
                np.flatnonzero(self.faces.people < self.enrolled),
                others[shown_faces(self.faces.people[others])],
            ]
        )
        return replace(self, faces=self.faces.at(kept))


def faces_of_templates(templates: Sequence[Template], cohort: Cohort | None = None) -> NamedFaces:
    """Return the stored vectors of enrolled people, by name; each appearance is a session.

    Args:
        templates: Who is enrolled.
        cohort: Of the encoder that made them all; None leaves distances as they are.
    """
    people: list[int] = []
    sessions: list[int] = []
    labels: list[str] = []
    ordered = sorted(templates, key=lambda template: template.name)
    for person, template in enumerate(ordered):
        known = {label: len(labels) + at for at, label in enumerate(dict.fromkeys(template.labels))}
        labels += list(known)
        people += [person] * len(template.poses)
        sessions += [known[label] for label in template.labels]
    poses = [pose for template in ordered for pose in template.poses]
    vectors = {}
    if ordered:
        vectors = {
            FUSED: np.concatenate([template.vectors for template in ordered]),
            COLOR: np.concatenate([template.color_vectors for template in ordered]),
            DEPTH: np.concatenate([template.depth_vectors for template in ordered]),
        }
    faces = Faces(
        people=np.array(people, np.int64),
        sessions=np.array(sessions, np.int64),
        species=np.full(len(people), "", np.str_),
        is_live=np.ones(len(people), np.bool_),
        vectors=vectors,
        units=units_of(vectors, cohort),
        conditions={
            YAW: np.array([pose.yaw_deg for pose in poses], np.float32),
            PITCH: np.array([pose.pitch_deg for pose in poses], np.float32),
        },
    )
    names = tuple(template.name for template in ordered)
    return NamedFaces(faces, names, tuple(labels), len(names))


def faces_of_evaluation(stored: StoredEvaluation) -> NamedFaces:
    """Return the own faces of an evaluation, and after them those of its attacks."""
    faces = concatenated([part for part in (stored.own, stored.attacks) if len(part)])
    count = int(faces.sessions.max(initial=-1)) + 1
    sessions = tuple(str(number + 1) for number in range(count))
    return NamedFaces(faces, stored.names, sessions, 0)


def joined(first: NamedFaces, second: NamedFaces) -> NamedFaces:
    """Return two groups as one; equal names stay two people. The enrolled ones come first."""
    moved = Faces(
        people=second.faces.people + len(first.names),
        sessions=second.faces.sessions + len(first.sessions),
        species=second.faces.species,
        is_live=second.faces.is_live,
        vectors=second.faces.vectors,
        conditions=second.faces.conditions,
        units=second.faces.units,
    )
    return NamedFaces(
        concatenated([part for part in (first.faces, moved) if len(part)]),
        first.names + second.names,
        first.sessions + second.sessions,
        first.enrolled,
    )


def concatenated(parts: Sequence[Faces]) -> Faces:
    """Return faces one after another, with the trunks that all of them have, equally wide.

    Conditions that a part does not know are NaN there.
    """
    trunks = [
        trunk
        for trunk in (parts[0].vectors if parts else ())
        if len({part.vectors[trunk].shape[1] if trunk in part.vectors else 0 for part in parts})
        == 1
    ]
    known = sorted({name for part in parts for name in part.conditions})
    return Faces(
        people=np.concatenate([np.empty(0, np.int64), *(part.people for part in parts)]),
        sessions=np.concatenate([np.empty(0, np.int64), *(part.sessions for part in parts)]),
        species=np.concatenate([np.empty(0, np.str_), *(part.species for part in parts)]),
        is_live=np.concatenate([np.empty(0, np.bool_), *(part.is_live for part in parts)]),
        vectors={
            trunk: np.concatenate([part.vectors[trunk] for part in parts]) for trunk in trunks
        },
        units={
            trunk: np.concatenate([part.unit(trunk) for part in parts])
            for trunk in trunks
            if any(trunk in part.units for part in parts)
        },
        conditions={
            name: np.concatenate(
                [
                    part.conditions.get(name, np.full(len(part), np.nan, np.float32))
                    for part in parts
                ]
            )
            for name in known
        },
    )
