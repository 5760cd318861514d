"""Templates on disk: what is written is read, anything else is refused by name."""

import io
import os
import stat
from dataclasses import replace

import numpy as np
import pytest
from plain_templates import content_of, write_plain, write_sealed
from scripted import unit

from faceid_core.encoder_description import shipped_encoder
from faceid_core.errors import (
    IncompatibleTemplateError,
    TemplateCorruptError,
    TemplateError,
    TemplateNotFoundError,
    TemplatePermissionError,
)
from faceid_core.templates import LEARNED_SUFFIX, Template, TemplateStore


@pytest.fixture
def store(tmp_path):
    return TemplateStore(tmp_path / "templates")


@pytest.mark.parametrize(
    "name", ["ann", "Ann Lee", "zoë", "a/b", "..", ".hidden", "100%", "%2F", "顔" * 60, "😀" * 60]
)
def test_what_is_saved_is_loaded(store, template, name):
    saved = template(
        name, depth_vectors=np.stack([unit(2, size=48), unit(3, size=48)]), is_partial=True
    )
    store.save(saved)
    loaded = store.load(name)
    assert store.names() == [name]
    assert store.path(name).parent == store.directory
    np.testing.assert_array_equal(loaded.vectors, saved.vectors)
    np.testing.assert_array_equal(loaded.depth_vectors, saved.depth_vectors)
    assert loaded.poses == saved.poses
    assert (loaded.encoder_id, loaded.is_partial, loaded.created_at) == (
        saved.encoder_id,
        True,
        saved.created_at,
    )


def test_only_the_owner_may_read_it(store, template):
    store.save(template())
    assert stat.S_IMODE(store.path("ann").stat().st_mode) == 0o600
    assert stat.S_IMODE(store.directory.stat().st_mode) == 0o700


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o620, 0o606])
def test_a_file_open_to_others_is_refused(store, template, mode):
    store.save(template())
    store.path("ann").chmod(mode)
    with pytest.raises(TemplatePermissionError, match="chmod 600"):
        store.load("ann")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_of_another_user_is_refused(store, template):
    store.save(template())
    os.chown(store.path("ann"), 65534, 65534)
    with pytest.raises(TemplatePermissionError, match="another user"):
        store.load("ann")


def test_unknown_person_names_the_known_ones(store, template):
    with pytest.raises(TemplateNotFoundError, match="enrolled: nobody"):
        store.load("ann")
    store.save(template("bob"))
    with pytest.raises(TemplateNotFoundError, match="enrolled: bob"):
        store.load("ann")
    with pytest.raises(TemplateNotFoundError, match="ann"):
        store.remove("ann")


def test_removed_is_gone(store, template):
    store.save(template())
    store.remove("ann")
    assert store.names() == []


@pytest.mark.parametrize("stem", ["vault", "key"])
def test_whoever_is_called_like_the_vaults_files_leaves_them_there(store, template, stem):
    store.save(template("ann"))
    key = next(store.directory.glob("vault-*.key"))
    name = "vault" if stem == "vault" else key.stem
    store.save(template(name))
    learned = store.path(name).with_suffix(LEARNED_SUFFIX)
    learned.write_bytes(b"learned")
    store.remove(name)
    assert not learned.exists()
    assert key.exists()
    assert TemplateStore(store.directory).load("ann").name == "ann"


def test_a_renamed_person_keeps_everything_else(store, template):
    before = template(is_partial=True)
    store.save(before)
    after = store.rename("ann", "Ann Lee")
    assert store.names() == ["Ann Lee"]
    assert after.name == "Ann Lee"
    loaded = store.load("Ann Lee")
    np.testing.assert_array_equal(loaded.vectors, before.vectors)
    assert (loaded.poses, loaded.is_partial, loaded.created_at) == (
        before.poses,
        True,
        before.created_at,
    )
    assert stat.S_IMODE(store.path("Ann Lee").stat().st_mode) == 0o600


def test_the_same_name_again_changes_nothing(store, template):
    store.save(template())
    before = store.path("ann").read_bytes()
    store.rename("ann", "ann")
    assert store.path("ann").read_bytes() == before


def test_nobody_is_renamed_over_somebody_else(store, template):
    store.save(template("ann", created_at="a"))
    store.save(template("bob", created_at="b"))
    with pytest.raises(TemplateError, match="bob is enrolled already"):
        store.rename("ann", "bob")
    assert {name: store.load(name).created_at for name in store.names()} == {"ann": "a", "bob": "b"}


def test_what_cannot_be_renamed_stays(store, template):
    store.save(template())
    with pytest.raises(ValueError, match="Expected a name"):
        store.rename("ann", " ")
    with pytest.raises(TemplateNotFoundError):
        store.rename("zoe", "mia")
    store.path("ann").write_bytes(b"damaged")
    with pytest.raises(TemplateCorruptError):
        store.rename("ann", "mia")
    assert store.names() == ["ann"]


def test_a_damaged_template_can_be_removed(store, template):
    store.save(template())
    store.path("ann").write_bytes(b"damaged")
    store.remove("ann")
    assert store.names() == []


def test_every_truncation_is_refused(store, template):
    store.save(template())
    path = store.path("ann")
    whole = path.read_bytes()
    for size in range(0, len(whole), 37):
        path.write_bytes(whole[:size])
        with pytest.raises(TemplateCorruptError, match="enroll ann again"):
            store.load("ann")


def test_a_flipped_bit_is_refused(store, template):
    store.save(template())
    path = store.path("ann")
    whole = path.read_bytes()
    for bit in range(0, 8 * len(whole), 97):
        damaged = bytearray(whole)
        damaged[bit // 8] ^= 1 << bit % 8
        path.write_bytes(damaged)
        with pytest.raises(TemplateCorruptError):
            store.load("ann")


def test_a_flipped_bit_in_a_vector_of_a_plain_file_is_refused(store, template):
    whole = content_of(template())
    at = whole.index(template().vectors.tobytes())
    for bit in range(0, 8 * 64, 5):
        damaged = bytearray(whole)
        damaged[at + bit // 8] ^= 1 << bit % 8
        write_plain(store, "ann", bytes(damaged))
        with pytest.raises(TemplateCorruptError):
            store.load("ann")


def test_no_vector_can_be_read_in_the_folder(store, template):
    store.save(template())
    for path in store.directory.iterdir():
        stored = path.read_bytes()
        assert all(row.tobytes()[:16] not in stored for row in template().vectors)


def test_plain_files_are_sealed_without_loss(store, template):
    """Everybody's, as soon as one of them is read."""
    for name in ("ann", "bob"):
        write_plain(store, name, content_of(template(name)))
    write_plain(store, "eve", b"half a file")
    loaded = store.load("ann")
    np.testing.assert_array_equal(loaded.vectors, template().vectors)
    assert loaded.created_at == template().created_at
    for name in ("ann", "bob"):
        assert template(name).vectors.tobytes() not in store.path(name).read_bytes()
        assert store.load(name).name == name
    with pytest.raises(TemplateCorruptError, match="Remove it and enroll eve again"):
        store.load("eve")


def test_a_plain_file_that_comes_later_is_not_trusted(store, template):
    store.save(template("bob"))
    write_plain(store, "ann", content_of(template()))
    with pytest.raises(TemplateCorruptError, match="no sealed file"):
        store.load("ann")
    assert store.load("bob").name == "bob"


def test_a_renewed_key_makes_older_copies_useless(store, template):
    store.save(template())
    old = store.path("ann").read_bytes()
    store.files.renew()
    assert store.load("ann").name == "ann"
    store.path("ann").write_bytes(old)
    with pytest.raises(TemplateCorruptError, match="another vault"):
        store.load("ann")


def test_a_template_of_other_weights_is_refused(store, template, monkeypatch):
    """The name of the encoder is the same, the file is not."""
    shipped = shipped_encoder()
    store.save(template(encoder_id=shipped.encoder_id))
    assert store.load("ann").encoder_id == shipped.encoder_id
    other = replace(shipped, depth=replace(shipped.depth, sha256="00" * 32))
    monkeypatch.setattr("faceid_core.trust.sealed_folder.shipped_encoder", lambda: other)
    with pytest.raises(IncompatibleTemplateError, match="other weights"):
        store.load("ann")


def test_a_template_of_somebody_else_under_this_name_is_refused(store, template):
    store.save(template("bob"))
    store.path("bob").rename(store.path("ann"))
    with pytest.raises(TemplateCorruptError, match="'bob'"):
        store.load("ann")


def test_pickles_are_never_loaded(store, template):
    pickled = io.BytesIO()
    np.savez(pickled, header=np.array([{"version": 1}], dtype=object))
    write_sealed(store, "ann", pickled.getvalue())
    with pytest.raises(TemplateCorruptError, match="allow_pickle"):
        store.load("ann")


def test_a_failed_save_keeps_the_old_template(store, template, monkeypatch):
    store.save(template(created_at="old"))

    def full_disk(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(TemplateError, match="No space left on device"):
        store.save(template(created_at="new"))
    monkeypatch.undo()
    assert store.load("ann").created_at == "old"
    assert not list(store.directory.glob(".new-*"))


@pytest.mark.parametrize("name", ["", "  ", "a\n", "x" * 65])
def test_names_that_no_file_can_carry(store, name):
    with pytest.raises(ValueError, match="Expected a name"):
        store.path(name)


@pytest.mark.parametrize(
    "vectors",
    [
        np.ones((2, 128), np.float32),
        np.full((2, 128), np.nan, np.float32),
        np.zeros((2, 64), np.float32),
        np.stack([unit(0), unit(1)]).astype(np.float64),
    ],
)
def test_vectors_that_no_encoder_makes(template, vectors):
    with pytest.raises(ValueError, match="Expected"):
        template(vectors=vectors)


def test_an_empty_template_is_refused(template):
    with pytest.raises(ValueError, match="at least one"):
        Template("ann", "e", *[np.zeros((0, 128), np.float32)] * 2, None, (), False, "")


def test_files_of_other_names_are_not_people(tmp_path, template):
    """Else one stray file would keep everybody out."""
    store = TemplateStore(tmp_path)
    store.save(template("ann"))
    for stray in ("%0A", "x" * 65, "a.b", "%61nn"):
        (tmp_path / f"{stray}.template").write_bytes(b"")
    assert store.names() == ["ann"]


def test_a_template_of_another_version_says_so(store, template, monkeypatch):
    monkeypatch.setattr("faceid_core.templates.FORMAT_VERSION", 1)
    store.save(template())
    monkeypatch.undo()
    with pytest.raises(TemplateCorruptError, match=r"another version .* Enroll ann again"):
        store.load("ann")
