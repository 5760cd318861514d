from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("embreex", reason="rendering needs the extra synth (embreex)")

from faceid_core.geometry import backproject
from faceid_core.synthesis import (
    FaceModel,
    Person,
    RenderedFrame,
    Sitter,
    SkinLibrary,
    Studio,
    wardrobe,
)
from faceid_core.synthesis.face_model import LANDMARK_VERTICES
from faceid_core.synthesis.light import Light
from faceid_core.synthesis.sheets import Cylinder
from faceid_core.types import Pose
from hardware.frame import KINECT_INTRINSICS, Frame

PERSON = Person.random(22)
INNER_FACE = [*range(27, 36), 36, 39, 42, 45, 48, 54, 51, 57]  # seen from the front


def projected(points: np.ndarray) -> np.ndarray:
    camera = KINECT_INTRINSICS
    x = points[:, 0] / points[:, 2] * camera.fx_px + camera.cx_px
    y = points[:, 1] / points[:, 2] * camera.fy_px + camera.cy_px
    return np.column_stack([x, y])


def sheet_points(rendered: RenderedFrame) -> np.ndarray:
    """3-D points of whatever is nearer than a meter."""
    depth = rendered.clean_depth_mm
    rows, columns = np.nonzero((depth > 0) & (depth < 1000.0))
    return backproject(columns, rows, depth[rows, columns], KINECT_INTRINSICS)


@pytest.mark.parametrize(
    ("pose", "place"),
    [
        (Pose(0, 0, 0), (0.0, 0.0, 600.0)),
        (Pose(20, 0, 0), (-80.0, 30.0, 750.0)),
        (Pose(0, -15, 10), (60.0, -20.0, 950.0)),
    ],
)
def test_depth_and_vertices_agree(
    studio: Studio, pose: Pose, place: tuple[float, float, float]
) -> None:
    rendered = studio.render([Sitter(PERSON, pose, place)])
    landmarks = rendered.vertices_mm[0][LANDMARK_VERTICES][INNER_FACE]
    pixels = np.round(projected(landmarks)).astype(int)
    seen = rendered.clean_depth_mm[pixels[:, 1], pixels[:, 0]]
    assert np.median(np.abs(seen - landmarks[:, 2])) < 1.5
    eyes = rendered.vertices_mm[0][LANDMARK_VERTICES][36:48].mean(axis=0)
    assert eyes == pytest.approx(place, abs=4.0)  # lids rest a little lower


def test_a_turned_head_shows_its_nose_on_that_side(studio: Studio) -> None:
    noses = {}
    for name, pose in (
        ("left", Pose(-20, 0, 0)),
        ("right", Pose(20, 0, 0)),
        ("up", Pose(0, 15, 0)),
    ):
        vertices = studio.render([Sitter(PERSON, pose)]).vertices_mm[0]
        noses[name] = projected(vertices[LANDMARK_VERTICES][30:31])[0]
    assert noses["left"][0] < KINECT_INTRINSICS.cx_px - 3 < KINECT_INTRINSICS.cx_px + 3
    assert noses["right"][0] > KINECT_INTRINSICS.cx_px + 3
    assert noses["up"][1] < noses["left"][1] - 3


def test_equal_arguments_give_equal_frames(face_model: FaceModel) -> None:
    def render(seed: int) -> Frame:
        return Studio(face_model).render([Sitter(PERSON)], seed=seed).frame

    first, again, other = render(3), render(3), render(4)
    assert (first.rgb == again.rgb).all()
    assert (first.depth_mm == again.depth_mm).all()
    assert (first.rgb != other.rgb).any()


def test_the_sensor_sees_what_is_there(studio: Studio) -> None:
    rendered = studio.render([Sitter(PERSON, position_mm=(0.0, 0.0, 700.0))])
    face = rendered.frame.depth_mm[190:290, 285:355].astype(float)
    clean = rendered.clean_depth_mm[190:290, 285:355]
    known = face > 0
    assert known.mean() > 0.9
    assert np.abs(face - clean)[known].mean() < 1.5


def test_an_empty_room_has_depth_and_nobody(studio: Studio) -> None:
    rendered = studio.render([])
    assert rendered.vertices_mm == ()
    assert (rendered.clean_depth_mm > 1200.0).all()
    assert not rendered.hair.any()


def test_nobody_is_bald_with_or_without_skins(
    studio: Studio, face_model: FaceModel, skins: SkinLibrary
) -> None:
    for place in (studio, Studio(face_model, skins)):
        for seed in (11, 19, 22):
            rendered = place.render([Sitter(Person.random(seed), position_mm=(0.0, 0.0, 600.0))])
            assert rendered.hair[60:240].sum() > 1500


def test_less_light_makes_a_darker_picture_of_the_same_depth(studio: Studio) -> None:
    bright = studio.render([Sitter(PERSON)])
    dark = studio.render([Sitter(PERSON)], light=Light(level=0.05))
    assert dark.clean_rgb.mean() < 0.4 * bright.clean_rgb.mean()
    assert (dark.clean_depth_mm == bright.clean_depth_mm).all()


def test_a_print_is_flat_and_life_size(studio: Studio) -> None:
    photo = studio.photo_of(PERSON, 600.0)
    held = replace(photo, yaw_deg=15.0, pitch_deg=-8.0)
    points = sheet_points(studio.render([held]))
    assert len(points) > 10_000
    residual = np.linalg.svd(points - points.mean(axis=0), compute_uv=False)[2]
    assert residual / np.sqrt(len(points)) < 0.1
    flat = studio.render([photo])
    person = studio.render([Sitter(PERSON, position_mm=(0.0, 0.0, 600.0))])
    face = np.s_[170:300, 270:370]
    difference = flat.clean_rgb[face].astype(float) - person.clean_rgb[face]
    assert np.corrcoef(flat.clean_rgb[face].ravel(), person.clean_rgb[face].ravel())[0, 1] > 0.95
    assert np.abs(difference.mean()) < 30.0


def test_a_bent_print_is_a_cylinder(studio: Studio) -> None:
    radius = 100.0
    photo = replace(studio.photo_of(PERSON, 600.0), curve=Cylinder(radius))
    points = sheet_points(studio.render([photo]))
    from_axis = np.hypot(points[:, 0], points[:, 2] - (600.0 + radius))
    assert from_axis == pytest.approx(radius, abs=0.5)


def test_a_hand_hides_the_mouth_and_not_the_eyes(studio: Studio) -> None:
    free = studio.render([Sitter(PERSON)])
    covered = studio.render([Sitter(PERSON, covers_mouth=True)])
    landmarks = projected(free.vertices_mm[0][LANDMARK_VERTICES])
    nearer = free.clean_depth_mm - covered.clean_depth_mm
    mouth = np.round(landmarks[48:60].mean(axis=0)).astype(int)
    eyes = np.round(landmarks[[37, 44]]).astype(int)
    assert nearer[mouth[1], mouth[0]] > 10.0
    assert np.abs(nearer[eyes[:, 1], eyes[:, 0]]).max() < 1.0


def test_an_open_mouth_lowers_the_chin(studio: Studio) -> None:
    shut = studio.render([Sitter(PERSON)]).vertices_mm[0][LANDMARK_VERTICES]
    opened = studio.render([Sitter(PERSON, expression={"jawOpen": 0.8})])
    assert opened.vertices_mm[0][LANDMARK_VERTICES][8, 1] > shut[8, 1] + 10.0


def test_closed_eyes_are_a_dark_line_and_open_ones_as_without_lashes(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What hangs down before the lower lid is darker than the skin above it."""

    def eyes_of(blink: float) -> np.ndarray:
        sitter = Sitter(PERSON, position_mm=(0.0, 0.0, 500.0), expression={"eyeBlink": blink})
        rendered = studio.render([sitter])
        lids = rendered.vertices_mm[0][LANDMARK_VERTICES][[37, 38, 43, 44, 40, 41, 46, 47]]
        columns, rows = np.round(projected(lids)).astype(int).T
        area = (slice(rows.min() - 4, rows.max() + 8), slice(columns.min(), columns.max() + 1))
        return rendered.frame.rgb[area].astype(float).mean(axis=2)

    with_lashes = {blink: eyes_of(blink) for blink in (0.0, 1.0)}
    monkeypatch.setattr(wardrobe, "HANGS_FROM", 2.0)
    np.testing.assert_array_equal(with_lashes[0.0], eyes_of(0.0))
    bare, line = eyes_of(1.0), with_lashes[1.0]
    assert (line <= bare + 30.0).all()
    darkest = (line - bare).min(axis=0)  # of every column
    assert np.percentile(darkest, 20) < -25.0
