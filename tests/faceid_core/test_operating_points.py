"""What thresholds mean, counted by hand and written into a description."""

import json
import shutil

import numpy as np
import pytest

from faceid_core.encoder_description import DESCRIPTION, EncoderDescription
from faceid_core.evaluation.faces import Faces
from faceid_core.evaluation.scores import Block, scores_of_blocks
from faceid_core.training.operating_points import SHARES, rates_at, write_operating_points


def test_rates_at_a_threshold_by_hand():
    zero, one = np.zeros(4, np.int64), np.ones(4, np.int64)
    others = Block(np.array([0.3, 0.5, 0.6, 0.9]), zero, one)
    scores = scores_of_blocks(
        np.array([0.1, 0.2, 0.5, 0.7, 0.8]), np.zeros(5, np.int64), lambda: iter([others]), 2, 0.5
    )
    assert rates_at(scores, 2, 0.5) == (0.5, 0.4)


@pytest.fixture
def people():
    """Twelve people, two sessions of two faces, none of which resembles another's."""
    rng = np.random.default_rng(0)
    owners = np.repeat(np.arange(12), 4)
    vectors = {}
    for trunk, size in (("fused", 128), ("color", 128), ("depth", 48)):
        rows = rng.normal(size=(12, size))[owners] + 0.2 * rng.normal(size=(48, size))
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        vectors[trunk] = rows.astype(np.float32)
    return Faces(
        people=owners,
        sessions=np.repeat(np.arange(24), 2),
        species=np.full(48, "", np.str_),
        is_live=np.ones(48, np.bool_),
        vectors=vectors,
    )


def test_every_threshold_is_written_with_its_counts(tmp_path, people):
    shipped = EncoderDescription.load(DESCRIPTION)
    parts = (shipped.color, shipped.depth, shipped.shape_model, shipped.cohort)
    files = [part.file for part in parts]
    for name in (DESCRIPTION.name, *files):
        shutil.copy(DESCRIPTION.parent / name, tmp_path / name)
    write_operating_points(tmp_path, people, people)
    written = EncoderDescription.load(tmp_path / DESCRIPTION.name)
    assert [point.threshold for point in written.operating_points] == [
        pytest.approx(share * shipped.limits.fused, abs=1e-3) for share in SHARES
    ]
    for point in written.operating_points:
        # Two probes a person meet their own template, and those of eleven others.
        assert (point.real_mated, point.real_non_mated) == (24, 24 * 11)
        assert (point.real_fmr, point.rendered_fmr) == (0.0, 0.0)
        assert point.real_fnmr == point.rendered_fnmr
    assert written.operating_points[-1].real_fnmr == 0.0
    before, after = (
        json.loads((folder / DESCRIPTION.name).read_text()) | {"operating_points": None}
        for folder in (DESCRIPTION.parent, tmp_path)
    )
    assert after == before
