"""t-SNE, in this process and in one of its own."""

import io
import subprocess
import sys

import numpy as np
import pytest

pytest.importorskip("sklearn")

from faceid_core.neighborhoods import perplexity_of, tsne_points


@pytest.fixture(scope="module")
def rows() -> np.ndarray:
    """Two clouds, far apart."""
    rng = np.random.default_rng(3)
    return (rng.normal(size=(24, 16), scale=0.05) + np.repeat([[0.0], [3.0]], 12, 0)).astype("f4")


def test_near_ones_stay_near(rows):
    points = tsne_points(rows)
    assert points.shape == (24, 2)
    apart = np.linalg.norm(points[:, None] - points[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    assert ((apart.argmin(axis=1) < 12) == (np.arange(24) < 12)).all()


def test_a_process_of_its_own_answers_the_same(rows):
    request = io.BytesIO()
    np.save(request, rows)
    done = subprocess.run(
        [sys.executable, "-m", "faceid_core.neighborhoods"],
        input=request.getvalue(),
        capture_output=True,
        check=True,
    )
    np.testing.assert_array_equal(np.load(io.BytesIO(done.stdout)), tsne_points(rows))


def test_few_faces_have_few_neighbors():
    assert perplexity_of(7) == 2.0
    assert perplexity_of(1000) == 30.0
