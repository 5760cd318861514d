"""With faiss, the comparison with very many people says what it says without."""

import numpy as np
import pytest
from scripted import ENCODER_ID, MATCHER, color_part, depth_part

from faceid_core.matching import References, shipped_matcher
from faceid_core.shortlist import Shortlist, has_faiss
from faceid_core.templates import Template
from faceid_core.types import Embedding, Pose

PEOPLE, EACH = 400, 50
NEVER = 10**9
pytestmark = pytest.mark.skipif(not has_faiss(), reason="extra many is not installed")


def unit_rows(rng, count):
    rows = rng.standard_normal((count, 128)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


@pytest.fixture(scope="module")
def rows():
    rng = np.random.default_rng(5)
    middles = np.repeat(unit_rows(rng, PEOPLE), EACH, axis=0)
    spread = rng.uniform(0.1, 0.5, (PEOPLE, 1)).astype(np.float32).repeat(EACH, axis=0)
    rows = middles + spread * unit_rows(rng, PEOPLE * EACH)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def templates(rows):
    each = [rows[first : first + EACH] for first in range(0, len(rows), EACH)]
    return [
        Template(
            name=f"person {index}",
            encoder_id=ENCODER_ID,
            vectors=own,
            color_vectors=np.stack(list(map(color_part, own))),
            depth_vectors=np.stack(list(map(depth_part, own))),
            poses=tuple(Pose(float(turn), 0.0, 0.0) for turn in range(EACH)),
            is_partial=False,
            created_at="2026-11-22T00:00:00+00:00",
        )
        for index, own in enumerate(each)
    ]


@pytest.fixture(scope="module")
def probes(rows):
    """Stored vectors, faces near them and farther off, strangers, and what is no number."""
    rng = np.random.default_rng(6)
    chosen = rows[rng.choice(len(rows), 60, replace=False)]
    near = chosen + np.linspace(0.0, 1.5, 60, dtype=np.float32)[:, None] * unit_rows(rng, 60)
    vectors = np.concatenate([near, unit_rows(rng, 20)])
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return [
        Embedding(vector, color_part(vector), depth_part(vector), ENCODER_ID)
        for vector in vectors.astype(np.float32)
    ]


@pytest.mark.parametrize(
    ("matcher", "people"),
    [(MATCHER, PEOPLE), (shipped_matcher(), 50)],
    ids=["20,000 vectors", "units of a cohort"],
)
def test_the_answer_is_the_same_bit_for_bit(templates, probes, matcher, people):
    listed = References(templates[:people], matcher, shortlist_from=1)
    plain = References(templates[:people], matcher, shortlist_from=NEVER)
    proven = 0
    for probe in probes:
        assert listed.compare(probe) == plain.compare(probe)
        proven += listed._listed(probe.vector) is not None
    assert proven >= len(probes) // 3  # else nothing was shown


def test_what_is_no_number_is_compared_with_everybody(templates):
    nothing = np.full(128, np.nan, np.float32)
    references = References(templates[:20], MATCHER, shortlist_from=1)
    assert [each.template for each in references._near(nothing)] == templates[:20]


def test_no_other_row_is_nearer_than_the_shortlist_says(rows, probes):
    shortlist = Shortlist(rows)
    for probe in probes:
        listed, others = shortlist.near(probe.vector)
        squares = ((rows.astype(np.float64) - probe.vector) ** 2).sum(axis=1)
        assert np.delete(squares, listed).min() >= others - 1e-5
        assert len(listed) < len(rows)


def test_few_rows_are_all_listed(rows):
    listed, others = Shortlist(rows[:20]).near(rows[0])
    assert listed.tolist() == list(range(20))
    assert others == np.inf
