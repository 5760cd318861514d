"""What attackers hold and wear has the stated geometry, the victim's colors, and a seed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("embreex", reason="rendering needs the extra synth (embreex)")

from faceid_core.errors import DatasetError
from faceid_core.face_sets import SPLIT_SEEDS
from faceid_core.geometry import backproject
from faceid_core.presentation_sets import BONA_FIDE, ENROLLMENT, read_shard, shard_path
from faceid_core.synthesis import FaceModel, Person, Sitter
from faceid_core.synthesis.booth import Booth, Outfit
from faceid_core.synthesis.disguises import ColorMask, PaperFace, PlainHead
from faceid_core.synthesis.face_model import LANDMARK_VERTICES
from faceid_core.synthesis.faults import Faults
from faceid_core.synthesis.light import Light
from faceid_core.synthesis.materials import Plain
from faceid_core.synthesis.portraits import Portrait, cut_out, on_screen, portrait_of
from faceid_core.synthesis.presentations import (
    BONA_FIDE_PRESENTATIONS,
    ENROLLED_POSES,
    FRAMES,
    PresentationRenderer,
    write_presentations,
)
from faceid_core.synthesis.prints import Print
from faceid_core.synthesis.sensor import DepthSensor
from faceid_core.synthesis.sheets import Curve, Cylinder, Flat, Folded, Profile, laid
from faceid_core.synthesis.snapshot import Shot
from faceid_core.synthesis.species import SPECIES
from faceid_core.synthesis.stage import Highlight, ScreenDepth, take_objects
from hardware.frame import KINECT_INTRINSICS

WEARER, VICTIM = Person.varied(3), Person.varied(4)
FAULTS = Faults(DepthSensor(noise_px=0.02))
AT = (0.0, 0.0, 620.0)
GRAY = np.full((20, 20, 3), 128, np.uint8)


@pytest.fixture(scope="module")
def booth(face_model: FaceModel) -> Booth:
    return Booth(face_model)


@pytest.fixture(scope="module")
def portrait(booth: Booth) -> Portrait:
    return portrait_of(booth, Sitter(VICTIM), Light(), np.random.default_rng(0))


def take(booth: Booth, person: Person = WEARER, **wears: object) -> Shot:
    sitter = Sitter(person, position_mm=AT)
    return booth.take(sitter, Outfit(), Light(), FAULTS, np.random.default_rng(1), **wears)  # type: ignore[arg-type]


def held(sheet: Print, **extra: object) -> Shot:
    size = (sheet.width_mm, sheet.height_mm)
    rng = np.random.default_rng(2)
    return take_objects([sheet.mesh()], AT, size, Light(), FAULTS, rng, **extra)  # type: ignore[arg-type]


def surface(shot: Shot, depth_mm: np.ndarray) -> np.ndarray:
    """Points of what is shown, from the middle of the sheet, shape (n, 3)."""
    rows, columns = np.nonzero(shot.subject & (depth_mm > 0))
    z = depth_mm[rows, columns].astype(float)
    columns, rows = columns + shot.area.columns.start, rows + shot.area.rows.start
    points = backproject(columns.astype(float), rows.astype(float), z, KINECT_INTRINSICS)
    return points - np.array(AT)


def on_face(booth: Booth, person: Person, landmarks: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """Rows and columns of the frame under landmarks of somebody at `AT` who looks ahead."""
    points = booth.neutral_of(person)[LANDMARK_VERTICES[landmarks]].astype(float) + np.array(AT)
    columns = points[:, 0] / points[:, 2] * KINECT_INTRINSICS.fx_px + KINECT_INTRINSICS.cx_px
    rows = points[:, 1] / points[:, 2] * KINECT_INTRINSICS.fy_px + KINECT_INTRINSICS.cy_px
    return np.rint(rows).astype(int), np.rint(columns).astype(int)


def depth_at(shot: Shot, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    return shot.clean_mm[rows - shot.area.rows.start, columns - shot.area.columns.start]


@pytest.mark.parametrize(
    "curve",
    [
        Flat(),
        Cylinder(80.0),
        Cylinder(-150.0),
        Folded(((5.0, 70.0),)),
        Folded(((-20.0, -30.0), (0.0, 60.0), (20.0, -30.0))),
        Profile((-60.0, -20.0, 0.0, 25.0, 70.0), (50.0, 20.0, 0.0, 22.0, 60.0)),
    ],
)
@pytest.mark.parametrize("direction_deg", [0.0, 30.0])
def test_paper_is_never_stretched(curve: Curve, direction_deg: float) -> None:
    along = np.linspace(-80.0, 80.0, 4001)
    cosine, sine = np.cos(np.radians(direction_deg)), np.sin(np.radians(direction_deg))
    for x, y in ((along * cosine, along * sine), (-along * sine, along * cosine)):
        points = laid(x, y, curve, direction_deg)
        length = np.linalg.norm(np.diff(points, axis=0), axis=1).sum()
        assert length == pytest.approx(160.0, rel=0.005)


@pytest.mark.parametrize("radius_mm", [90.0, 200.0])
def test_a_bent_photo_lies_on_its_cylinder(radius_mm: float) -> None:
    shot = held(Print(GRAY, 130.0, 180.0, AT, curve=Cylinder(radius_mm)))
    exact = surface(shot, shot.clean_mm)
    assert np.abs(np.hypot(exact[:, 0], exact[:, 2] - radius_mm) - radius_mm).max() < 1.0
    at = (shot.area.rows, shot.area.columns)
    measured = surface(shot, shot.expose(np.random.default_rng(3)).depth_mm[at])
    off = np.hypot(measured[:, 0], measured[:, 2] - radius_mm) - radius_mm
    step_mm = AT[2] ** 2 / (580.0 * 75.0) / 8.0
    assert np.sqrt(np.mean(off**2)) < 1.5 * step_mm
    assert np.ptp(measured[:, 2]) > 0.5 * 65.0**2 / radius_mm / 1.5


def test_a_folded_photo_is_two_planes() -> None:
    shot = held(Print(GRAY, 130.0, 180.0, AT, curve=Folded(((0.0, 60.0),), 1.0)))
    points = surface(shot, shot.clean_mm)
    for side in (-1.0, 1.0):
        half = points[points[:, 0] * side > 6.0]
        slope = np.polyfit(half[:, 0], half[:, 2], 1)[0]
        assert slope == pytest.approx(side * np.tan(np.radians(30.0)), abs=0.02)


def test_gloss_blinds_both_sensors() -> None:
    highlight = Highlight(across=0.2, down=-0.2, radius_mm=15.0, strength=1.0)
    shot, matte = (
        held(Print(GRAY, 150.0, 180.0, AT), **extra) for extra in ({"highlight": highlight}, {})
    )
    hole = shot.lost & shot.subject
    assert not matte.lost.any()
    assert 0.005 < hole.sum() / shot.subject.sum() < 0.2
    at = (shot.area.rows, shot.area.columns)
    assert shot.picture[at][hole].mean() > 1.5 * matte.picture[at][hole].mean()
    assert not shot.expose(np.random.default_rng(0)).depth_mm[at][hole].any()


def test_a_screen_gives_holes_and_wrong_depth() -> None:
    sheet = Print(GRAY, 80.0, 150.0, AT, emission=1.5)
    flat, wrong = held(sheet), held(sheet, screen=ScreenDepth(lost=0.4, error_mm=10.0))
    assert (wrong.lost & wrong.subject).sum() / wrong.subject.sum() == pytest.approx(0.4, abs=0.05)
    error = (wrong.clean_mm - flat.clean_mm)[flat.subject]
    assert np.std(error) == pytest.approx(10.0, rel=0.5)
    dark = held(replace(sheet, emission=0.0))
    assert flat.picture[flat.area.rows, flat.area.columns][flat.subject].mean() > (
        1.5 * dark.picture[dark.area.rows, dark.area.columns][dark.subject].mean()
    )


def test_a_screen_shows_the_face_as_large_as_it_is(portrait: Portrait) -> None:
    phone = on_screen(portrait, 65.0, 140.0, 4.0)
    assert phone.size_mm == pytest.approx((73.0, 148.0), abs=1.5)
    assert phone.eye_distance_mm < 0.6 * portrait.eye_distance_mm
    assert portrait.eye_distance_mm == pytest.approx(63.0, abs=8.0)
    assert (phone.picture[0] == 12).all()


def test_the_eyes_of_a_cut_out_are_the_wearers(booth: Booth, portrait: Portrait) -> None:
    paper = PaperFace(cut_out(portrait, with_nose=False), gap_mm=5.0, flatness=0.8)
    bare, worn = take(booth), take(booth, disguise=paper)
    eyes = booth.neutral_of(WEARER)[LANDMARK_VERTICES]
    centers = np.stack([eyes[36:42].mean(axis=0), eyes[42:48].mean(axis=0)]) + np.array(AT)
    columns = np.rint(centers[:, 0] / centers[:, 2] * 525.0 + KINECT_INTRINSICS.cx_px).astype(int)
    rows = np.rint(centers[:, 1] / centers[:, 2] * 525.0 + KINECT_INTRINSICS.cy_px).astype(int)
    assert depth_at(worn, rows, columns) == pytest.approx(depth_at(bare, rows, columns), abs=0.5)
    between = on_face(booth, WEARER, [27, 33, 51, 57])
    assert (depth_at(worn, *between) < depth_at(bare, *between) - 3.0).all()


def test_paper_around_a_head_is_bent_about_an_upright_axis(
    booth: Booth, portrait: Portrait
) -> None:
    mesh = PaperFace(cut_out(portrait, with_nose=False)).mesh(booth.neutral_of(WEARER))
    grid = mesh.vertices_mm.reshape(49, 49, 3)
    assert np.abs(grid - grid.mean(axis=0))[:, :, [0, 2]].max() < 0.1
    head = booth.neutral_of(WEARER)[LANDMARK_VERTICES]
    assert grid[..., 2].min() == pytest.approx(head[:, 2].min(), abs=4.0)  # on the nose
    pressed = PaperFace(cut_out(portrait, with_nose=False), pressed=0.8)
    assert pressed.mesh(booth.neutral_of(WEARER)).vertices_mm[:, 2].mean() > grid[..., 2].mean()


def test_a_rigid_mask_has_the_victims_colors_on_the_wearers_shape(booth: Booth) -> None:
    bare, masked = take(booth), take(booth, disguise=ColorMask(booth.skin_of(VICTIM)))
    victim = take(booth, VICTIM)
    assert np.array_equal(bare.clean_mm, masked.clean_mm)
    assert not np.array_equal(victim.clean_mm, masked.clean_mm)
    mean = [shot.picture[shot.area.rows, shot.area.columns][shot.subject].mean(axis=0)
            for shot in (bare, masked, victim)]  # fmt: skip
    assert np.abs(mean[1] - mean[2]).sum() < 0.3 * np.abs(mean[0] - mean[2]).sum()


def test_a_plain_mask_has_the_victims_shape_and_one_color(booth: Booth) -> None:
    gray = Plain(np.array([0.5, 0.5, 0.5], np.float32))
    mask = PlainHead(gray, has_eye_holes=False, has_hair=True)
    bare, masked = take(booth, VICTIM), take(booth, VICTIM, disguise=mask)
    assert np.array_equal(bare.clean_mm, masked.clean_mm)
    rows, columns = on_face(booth, VICTIM, [30, 33, 37, 44, 51])
    seen = masked.picture[rows, columns]
    assert (np.ptp(seen, axis=1) < 0.08 * seen.mean(axis=1)).all()
    bald = take(booth, VICTIM, disguise=replace(mask, has_hair=False))
    assert not np.array_equal(bald.clean_mm, masked.clean_mm)


@pytest.fixture(scope="module")
def written(face_model: FaceModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("attacks")
    renderer = PresentationRenderer(face_model)
    steps = list(write_presentations(folder, renderer, split="validation", people=1, first=900))
    assert [step.people for step in steps] == [1]
    return folder


def test_everyone_enrolls_unlocks_and_is_attacked_by_each_species(written: Path) -> None:
    seed = SPLIT_SEEDS["validation"] + 900
    shown = list(read_shard(shard_path(written, seed)))
    kinds = [ENROLLMENT, *[BONA_FIDE] * BONA_FIDE_PRESENTATIONS, *SPECIES]
    assert [each.species for each in shown] == kinds
    assert {each.person for each in shown} == {seed}
    assert [len(each.frames) for each in shown[1:]] == [FRAMES] * (len(kinds) - 1)
    assert len(shown[0].frames) == len(ENROLLED_POSES)
    for each in shown:
        times = [frame.timestamp_s for frame in each.frames]
        assert times == sorted(set(times))
        assert all((frame.depth_mm > 0).any() for frame in each.frames)


def test_equal_seeds_give_equal_presentations(face_model: FaceModel, written: Path) -> None:
    seed = SPLIT_SEEDS["validation"] + 900
    kinds = (ENROLLMENT, BONA_FIDE, "photo-bent", "mask-color")
    again = PresentationRenderer(face_model).presentations_of(seed, kinds)
    stored = {each.species: each for each in read_shard(shard_path(written, seed))}
    for each in again[-2:]:
        for new, old in zip(each.frames, stored[each.species].frames, strict=True):
            assert np.array_equal(new.depth_mm, old.depth_mm)


def test_a_whole_shard_is_kept_and_another_kind_of_folder_refused(
    face_model: FaceModel, written: Path, tmp_path: Path
) -> None:
    path = shard_path(written, SPLIT_SEEDS["validation"] + 900)
    before = path.stat().st_mtime_ns
    renderer = PresentationRenderer(face_model)
    steps = list(write_presentations(written, renderer, split="validation", people=1, first=900))
    assert steps[-1].presentations == 1 + BONA_FIDE_PRESENTATIONS + len(SPECIES)
    assert path.stat().st_mtime_ns == before
    with pytest.raises(DatasetError, match="Nothing was changed"):
        list(write_presentations(written, renderer, split="test", people=1))


def test_one_species_may_be_asked_for(face_model: FaceModel, tmp_path: Path) -> None:
    renderer = PresentationRenderer(face_model)
    kinds = ("paper-mask",)
    steps = list(
        write_presentations(tmp_path, renderer, split="train", people=1, first=900, kinds=kinds)
    )
    seed = SPLIT_SEEDS["train"] + 900
    (shown,) = read_shard(shard_path(tmp_path, seed))
    assert (shown.person, shown.species, len(shown.frames)) == (seed, "paper-mask", FRAMES)
    assert steps[-1].presentations == 1
    with pytest.raises(DatasetError, match="Nothing was changed"):
        list(write_presentations(tmp_path, renderer, split="train", people=1, first=900))
