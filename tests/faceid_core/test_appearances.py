"""Alternate appearances: added, replaced, removed; never the first, never too many."""

import numpy as np
import pytest
from plain_templates import changed_content, write_sealed
from scripted import unit

from faceid_core.appearances import with_appearance, without_appearance
from faceid_core.errors import TemplateCorruptError, TemplateError
from faceid_core.templates import FIRST_APPEARANCE, MAX_APPEARANCES, TemplateStore


@pytest.fixture
def with_glasses(template):
    return with_appearance(template(), template(vectors=np.stack([unit(5), unit(6)])), "Glasses")


def test_an_appearance_joins_behind_the_first(template, with_glasses):
    assert with_glasses.appearances == ("Glasses",)
    assert with_glasses.labels == (FIRST_APPEARANCE,) * 2 + ("Glasses",) * 2
    np.testing.assert_array_equal(with_glasses.vectors[:2], template().vectors)
    np.testing.assert_array_equal(with_glasses.vectors[2:], np.stack([unit(5), unit(6)]))
    assert with_glasses.color_vectors.shape == (4, 128)
    assert with_glasses.depth_vectors.shape == (4, 48)
    assert with_glasses.poses == template().poses * 2
    assert with_glasses.created_at == template().created_at


def test_the_same_appearance_again_replaces_it(template, with_glasses):
    with_hat = with_appearance(with_glasses, template(vectors=np.stack([unit(8)] * 2)), "Hat")
    again = with_appearance(with_hat, template(vectors=np.stack([unit(7)] * 2)), "Glasses")
    assert again.appearances == ("Hat", "Glasses")
    np.testing.assert_array_equal(again.vectors[4:], np.stack([unit(7)] * 2))
    assert len(again.poses) == 6


def test_removing_leaves_the_others_as_they_were(template, with_glasses):
    left = without_appearance(with_glasses, "Glasses")
    assert left.labels == template().labels
    np.testing.assert_array_equal(left.vectors, template().vectors)
    np.testing.assert_array_equal(left.depth_vectors, template().depth_vectors)


@pytest.mark.parametrize("label", ["Hat", FIRST_APPEARANCE])
def test_what_is_not_there_and_the_first_cannot_be_removed(with_glasses, label):
    with pytest.raises(TemplateError, match="Glasses"):
        without_appearance(with_glasses, label)


def test_their_number_is_bounded_but_replacing_stays_possible(template):
    many = template()
    for number in range(MAX_APPEARANCES):
        many = with_appearance(many, template(), f"look {number}")
    with pytest.raises(TemplateError, match="Remove one first"):
        with_appearance(many, template(), "one more")
    assert len(with_appearance(many, template(), "look 1").appearances) == MAX_APPEARANCES


@pytest.mark.parametrize("label", ["", "  ", "x" * 31, "a\nb"])
def test_a_label_that_nobody_could_read_is_refused(template, label):
    with pytest.raises(ValueError, match="Expected"):
        with_appearance(template(), template(), label)


def test_another_encoders_sweep_is_refused(template):
    with pytest.raises(ValueError, match="encoder"):
        with_appearance(template(), template(encoder_id="other"), "Hat")


def test_a_template_without_its_first_appearance_is_none(template):
    with pytest.raises(ValueError, match="first appearance"):
        template(labels=("Hat", "Hat"))
    with pytest.raises(ValueError, match="labels"):
        template(labels=(FIRST_APPEARANCE,))


def test_appearances_are_stored(tmp_path, with_glasses):
    store = TemplateStore(tmp_path)
    store.save(with_glasses)
    assert store.load("ann").labels == with_glasses.labels


@pytest.mark.parametrize("labels", [["Hat", "Hat"], [""], ["", "a\n"], 7, ["", None], [], None])
def test_labels_that_no_program_wrote_are_refused(tmp_path, template, labels):
    store = TemplateStore(tmp_path)
    write_sealed(store, "ann", changed_content(template(), labels=labels))
    with pytest.raises(TemplateCorruptError, match="damaged"):
        store.load("ann")
