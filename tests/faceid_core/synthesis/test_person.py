from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("embreex", reason="rendering needs the extra synth (embreex)")

from faceid_core.synthesis import Person


def test_equal_seeds_give_equal_people_and_others_differ() -> None:
    assert Person.random(7) == Person.random(7)
    assert Person.random(7).identity != Person.random(8).identity


def test_people_are_spread_like_the_population_of_the_model() -> None:
    people = [Person.random(seed) for seed in range(200)]
    identities = np.array([person.identity for person in people])
    assert abs(identities.mean()) < 0.03
    assert 0.97 < identities.std() < 1.03
    assert 0.35 < np.mean([person.is_woman for person in people]) < 0.65
    assert 0.15 < np.mean([person.is_dark for person in people]) < 0.5


def test_colors_are_colors() -> None:
    for seed in range(100):
        person = Person.random(seed)
        colors = [person.skin_rgb, person.hair_rgb, person.iris_rgb, person.clothes_rgb]
        assert 0.0 <= np.min(colors) <= np.max(colors) <= 1.0
        assert 0.0 <= person.beard <= 1.0
        assert not (person.is_woman and person.beard)
