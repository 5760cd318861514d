from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("embreex", reason="rendering needs the extra synth (embreex)")

from faceid_core.synthesis.warp import Warp


def test_a_warp_meets_its_targets_and_continues_affine_maps() -> None:
    rng = np.random.default_rng(0)
    source, others = rng.normal(size=(30, 3)) * 100.0, rng.normal(size=(10, 3)) * 300.0
    affine = rng.normal(size=(3, 3))
    warp = Warp.fit(source, source @ affine + 5.0)
    assert warp(others) == pytest.approx(others @ affine + 5.0, abs=1e-6)
    bent = source + 10.0 * np.sin(source / 50.0)
    assert Warp.fit(source, bent)(source) == pytest.approx(bent, abs=1e-6)


def test_smoothing_leaves_residuals() -> None:
    rng = np.random.default_rng(1)
    source = rng.normal(size=(40, 3)) * 100.0
    noisy = source + rng.normal(size=source.shape)
    left = [
        float(np.linalg.norm(Warp.fit(source, noisy, smoothing)(source) - noisy))
        for smoothing in (0.0, 100.0, 10000.0)
    ]
    assert left == sorted(left)
    assert left[0] < 1e-6 < left[1] < left[2]
