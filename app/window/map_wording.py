"""What the map's page says. No widgets, no decisions."""

from __future__ import annotations

from typing import Final

from ..atlas import LEAST_FOR_TSNE
from ..layout import Layout
from ..map_choices import Chart, Group, Trouble
from .language import tr
from .measured import degrees

NO_BREAK: Final = "\N{NO-BREAK SPACE}"


def trouble_words(trouble: Trouble) -> str:
    """Say why there is nothing to draw, and what to do."""
    return {
        Trouble.NOBODY: tr(
            "Nobody is enrolled yet. Enroll a face, or add the folder of an evaluation."
        ),
        Trouble.NO_VECTORS: tr("The evaluation holds no vectors of this kind."),
        Trouble.TOO_FEW: tr("t-SNE needs at least {count} faces.").format(count=LEAST_FOR_TSNE),
        Trouble.NO_SCIKIT_LEARN: tr(
            "t-SNE needs the Python package scikit-learn. Install it with: "
            ".venv/bin/pip install --editable '.[evaluate]'"
        ),
        Trouble.FAILED: tr("This could not be computed. Start with --verbose to see why."),
    }[trouble]


def map_words(chart: Chart, layout: Layout, nearest: str | None) -> str:
    """Say how a map is to be read.

    Args:
        chart: Which one.
        layout: What is drawn.
        nearest: Whose stored face is nearest to the live one; None if there is no live face.
    """
    sentences = []
    if chart is Chart.TSNE:
        sentences.append(
            tr(
                "Faces that are alike lie together; large distances mean nothing. t-SNE cannot "
                "place a new face, so the live one is not shown here."
            )
        )
    elif layout.projection is not None:
        first, second = (f"{100 * share:.0f}{NO_BREAK}%" for share in layout.projection.shares)
        sentences.append(
            tr(
                "The plane in which the faces differ most: {first} of all differences lie across, "
                "{second} upward."
            ).format(first=first, second=second)
        )
    if nearest is not None and chart is Chart.PCA:
        sentences.append(
            tr(
                "Outside the circle the live face is too far from {name} to match; inside it, "
                "what no plane can show decides."
            ).format(name=nearest)
        )
    if layout.total > len(layout.points):
        sentences.append(
            tr("{shown} of {total} faces are drawn, evenly chosen.").format(
                shown=len(layout.points), total=layout.total
            )
        )
    return " ".join(sentences)


def bars_words(group: Group) -> str:
    """Say how the histograms are to be read."""
    if group is Group.EVALUATION:
        return tr(
            "Pairs of the evaluation's faces, one person's across sessions where there are "
            "several. Dashed: the threshold. Triangles: the means. Moving: the live face."
        )
    return tr(
        "All pairs of stored faces. Dashed: the threshold. Triangles: the means. Moving: the "
        "live face, against whoever is nearest."
    )


def face_words(layout: Layout, index: int) -> str:
    """Say what one point of a map is: person, appearance and pose."""
    known = layout.known
    faces = known.faces
    person = int(faces.people[index])
    name = known.names[person]
    session = known.sessions[int(faces.sessions[index])]
    if str(faces.species[index]):
        return tr("{name}\nAttack: {species}").format(name=name, species=str(faces.species[index]))
    if person >= known.enrolled:
        return tr("{name}\nSession {number}").format(name=name, number=session)
    yaw_deg, pitch_deg = (float(faces.conditions[key][index]) for key in ("yaw_deg", "pitch_deg"))
    return tr("{name}\nAppearance: {appearance}\nYaw {yaw}, pitch {pitch}").format(
        name=name, appearance=session or tr("First"), yaw=degrees(yaw_deg), pitch=degrees(pitch_deg)
    )
