"""What people wear in the booth, and what that does to color and depth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("embreex", reason="rendering needs the extra synth (embreex)")

from faceid_core.detector import FaceDetector
from faceid_core.face_geometry import FaceGeometry
from faceid_core.face_mesh import FaceMesh
from faceid_core.locate import Locator
from faceid_core.pipeline import Recognizer
from faceid_core.preprocess import Preprocessor
from faceid_core.synthesis import FaceModel, Person, Sitter
from faceid_core.synthesis.booth import Booth, Outfit
from faceid_core.synthesis.deformation import deformation_of
from faceid_core.synthesis.face_model import LANDMARK_VERTICES, SKIN_VERTICES
from faceid_core.synthesis.faults import Faults
from faceid_core.synthesis.glasses import Glasses
from faceid_core.synthesis.hat import Hat
from faceid_core.synthesis.light import Light
from faceid_core.synthesis.scarf import Scarf
from faceid_core.synthesis.sensor import DepthSensor
from faceid_core.synthesis.tube import tube
from faceid_core.types import Face, FaceCrop, Pose
from hardware.frame import KINECT_INTRINSICS, Frame

PERSON, OTHER = Person.varied(3), Person.varied(4)
GLASSES = Glasses(25.0, 19.0, 2.6, 1.5, True, 3.0, (0.05, 0.05, 0.05), 0.95)
FAULTS = Faults(DepthSensor(noise_px=0.02), lens_loss=0.8, glare=0.1)
AT = (0.0, 0.0, 620.0)


@pytest.fixture(scope="module")
def booth(face_model: FaceModel) -> Booth:
    return Booth(face_model)


@pytest.fixture(scope="module")
def neutral(face_model: FaceModel) -> np.ndarray:
    return face_model.neutral_of(np.array(PERSON.identity))


def shoot(booth: Booth, outfit: Outfit = Outfit(), person: Person = PERSON) -> Frame:  # noqa: B008
    return booth.shoot(
        Sitter(person, Pose(0.0, 0.0, 0.0), AT), outfit, Light(), FAULTS, np.random.default_rng(1)
    )


def part(frame: Frame, left_mm: float, top_mm: float, right_mm: float, low_mm: float) -> np.ndarray:
    """Return the depth of a rectangle around the point between the eyes."""
    scale = KINECT_INTRINSICS.fx_px / AT[2]
    column, row = KINECT_INTRINSICS.cx_px, KINECT_INTRINSICS.cy_px
    rows = slice(round(row + top_mm * scale), round(row + low_mm * scale))
    columns = slice(round(column + left_mm * scale), round(column + right_mm * scale))
    return frame.depth_mm[rows, columns]


def crop_of(frame: Frame) -> FaceCrop:
    geometry = FaceGeometry.load()
    face = Locator(FaceDetector(), FaceMesh(), geometry).locate(frame)
    assert isinstance(face, Face), face
    crop = Preprocessor(geometry).crop(frame, face)
    assert isinstance(crop, FaceCrop), crop
    return crop


def test_glasses_blind_the_depth_of_the_eyes_and_leave_the_person(booth: Booth) -> None:
    bare, worn = shoot(booth), shoot(booth, Outfit(glasses=GLASSES))
    stranger = shoot(booth, person=OTHER)
    eyes, cheeks = (-52.0, -10.0, 52.0, 16.0), (-40.0, 40.0, 40.0, 60.0)
    assert (part(bare, *eyes) == 0).mean() < 0.1
    assert (part(worn, *eyes) == 0).mean() > 0.3
    assert (part(worn, *cheeks) == 0).mean() < 0.1
    encoder = Recognizer.load().encoder
    own, same, other = (
        encoder.encode(crop_of(frame)).color_vector for frame in (bare, worn, stranger)
    )
    assert np.linalg.norm(own - same) < np.linalg.norm(own - other)


def test_frames_sit_before_the_eyes_and_end_at_the_ears(neutral: np.ndarray) -> None:
    frame, lenses = GLASSES.frame(neutral), GLASSES.lenses(neutral)
    eyes = neutral[LANDMARK_VERTICES[36:48]]
    assert lenses.vertices_mm[:, 2].max() < eyes[:, 2].max()
    assert frame.vertices_mm[:, 2].max() == pytest.approx(88.0, abs=4.0)
    for side in (-1.0, 1.0):
        half = lenses.vertices_mm[side * lenses.vertices_mm[:, 0] > 0.0]
        assert np.ptp(half[:, 0]) == pytest.approx(2 * GLASSES.half_width_mm, abs=0.5)
        assert np.ptp(half[:, 1]) == pytest.approx(2 * GLASSES.half_height_mm, abs=0.5)


def test_a_hat_covers_the_skull_and_no_eye(neutral: np.ndarray) -> None:
    skin = neutral[SKIN_VERTICES]
    for has_brim in (False, True):
        hat = Hat(has_brim, 50.0, (0.2, 0.2, 0.5), 3)
        mesh = hat.mesh(neutral)
        assert mesh.vertices_mm[:, 1].min() < skin[:, 1].min()
        before = mesh.vertices_mm[mesh.vertices_mm[:, 2] < 30.0]
        assert before[:, 1].max() < -10.0
        reach = skin[:, 2].min() - mesh.vertices_mm[:, 2].min()
        assert (reach > 30.0) == has_brim
        assert not hat.is_under(neutral[LANDMARK_VERTICES[36:48]]).any()
        assert hat.is_under(skin[skin[:, 1].argmin()][None]).all()


def test_a_beard_stands_off_the_jaw_and_nowhere_else(booth: Booth) -> None:
    bare, bearded = shoot(booth), shoot(booth, Outfit(beard_mm=8.0))
    chin, forehead = (-12.0, 98.0, 12.0, 108.0), (-25.0, -45.0, 25.0, -30.0)
    off = part(bare, *chin).astype(float) - part(bearded, *chin)
    known = (part(bare, *chin) > 0) & (part(bearded, *chin) > 0)
    assert 1.5 < np.median(off[known]) < 14.0
    same = part(bare, *forehead).astype(float) - part(bearded, *forehead)
    known = (part(bare, *forehead) > 0) & (part(bearded, *forehead) > 0)
    assert abs(np.median(same[known])) < 1.0


def test_a_scarf_stays_where_it_is_when_the_head_turns() -> None:
    scarf = Scarf(110.0, 15.0, (0.5, 0.2, 0.2), 5)
    ahead = Sitter(PERSON, Pose(0.0, 0.0, 0.0), AT)
    turned = Sitter(PERSON, Pose(25.0, 10.0, 0.0), AT)
    first = scarf.mesh(ahead).vertices_mm - ahead.neck_mm
    second = scarf.mesh(turned).vertices_mm - turned.neck_mm
    assert first == pytest.approx(second, abs=1e-3)


def test_a_hand_may_be_held_lower(booth: Booth) -> None:
    bare = shoot(booth)
    held = shoot(booth, Outfit(hand_shift_mm=(0.0, 50.0, 0.0)))
    chin, nose = (-15.0, 95.0, 15.0, 110.0), (-10.0, 20.0, 10.0, 45.0)
    assert np.median(part(bare, *chin).astype(float) - part(held, *chin)) > 10.0
    assert abs(np.median(part(bare, *nose).astype(float) - part(held, *nose))) < 2.0


def test_the_exposure_makes_up_for_most_of_the_light(booth: Booth) -> None:
    sitter = Sitter(PERSON, position_mm=AT)
    means = []
    for level in (0.2, 1.0):
        rng = np.random.default_rng(2)
        frame = booth.shoot(sitter, Outfit(), Light(level=level), FAULTS, rng)
        means.append(float(frame.rgb[180:300, 270:370].mean()))
    dim, bright = means
    assert dim < bright < 2.0 * dim  # without: 5 ** (1 / 2.2) = 2.1


def test_a_tube_has_its_radius_all_along() -> None:
    path = np.column_stack([np.linspace(0.0, 50.0, 6), np.zeros(6), np.zeros(6)])
    vertices, normals, triangles = tube(path, 2.0)
    assert np.hypot(vertices[:, 1], vertices[:, 2]) == pytest.approx(2.0, abs=1e-4)
    assert normals[:, 1:] * 2.0 == pytest.approx(vertices[:, 1:], abs=1e-4)
    assert len(triangles) == 2 * 8 * 5
    assert len(tube(path, 2.0, closed=True)[2]) == 2 * 8 * 6


def test_varied_people_differ_from_those_of_the_model() -> None:
    plain, varied = Person.random(9), Person.varied(9)
    scale = np.array(varied.identity) / np.array(plain.identity)
    assert scale == pytest.approx(scale[0])
    assert 0.8 <= scale[0] <= 1.3
    assert plain.local_mm == plain.asymmetry_mm == plain.second_skin_share == plain.moles == 0
    assert Person.varied(9) == varied
    assert Person.varied(10).identity != varied.identity


def test_bumps_have_the_size_that_the_person_says(face_model: FaceModel) -> None:
    skin = face_model.neutral_mm[SKIN_VERTICES]
    people = [replace(Person.varied(seed), local_mm=1.0, asymmetry_mm=0.0) for seed in range(8)]
    moved = [deformation_of(person, skin) for person in people]
    sizes = [float(np.sqrt((move**2).sum(axis=1).mean())) for move in moved]
    assert np.mean(sizes) == pytest.approx(1.0, abs=0.3)
    assert np.abs(moved[0] - moved[1]).max() > 0.5
    assert not deformation_of(replace(people[0], local_mm=0.0), skin).any()
