"""The vault: who opens it, what it is bound to, and what is never on disk."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from faceid_core.errors import VaultError, VaultLockedError
from faceid_core.trust import checked_json
from faceid_core.trust.key_wraps import FileWrap, PasscodeWrap
from faceid_core.trust.keyring_wrap import KeyringWrap
from faceid_core.trust.keys import new_key, wipe
from faceid_core.trust.vault import Vault

PASSCODE, OTHER = b"correct horse", b"another horse"
BOUND = {"kind": "template", "owner": "ann"}
ENCODER = {"encoder_id": "e", "encoder_sha256": "00ff"}
CONTENT = b"what a face is like" * 20


@pytest.fixture
def sealing(a_vault):
    """A vault that a key file opens."""
    a_vault.ensure()
    return a_vault


def seal(vault, passcode=None, **changes):
    with vault.opened(passcode) as opened:
        return opened.seal(CONTENT, **{**BOUND, **ENCODER, **changes})


def unseal(vault, stored, passcode=None, **changes):
    with vault.opened(passcode) as opened:
        return opened.unseal(stored, **{**BOUND, **changes})


def test_what_is_sealed_is_unsealed(sealing):
    label, content = unseal(sealing, seal(sealing))
    assert content == CONTENT
    assert (label.owner, label.encoder_sha256) == ("ann", "00ff")


def test_nothing_of_it_can_be_read(sealing):
    sealed = seal(sealing)
    assert CONTENT[:19] not in sealed
    assert seal(sealing) != sealed
    with sealing.opened() as opened:
        key = bytes(opened.key)
    for path in sealing.folder.iterdir():
        assert key not in path.read_bytes()
        assert key.hex().encode() not in path.read_bytes()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_keys_are_overwritten_after_use(sealing):
    with sealing.opened() as opened:
        key = opened.key
        assert any(key)
    assert not any(key)
    secret = new_key()
    wipe(secret)
    assert secret == bytes(32)


def test_every_bit_is_authenticated(sealing):
    sealed = seal(sealing)
    for bit in range(8 * len(sealed)):
        changed = bytearray(sealed)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(ValueError, match=r"."):
            unseal(sealing, bytes(changed))
    for size in range(len(sealed)):
        with pytest.raises(ValueError, match=r"."):
            unseal(sealing, sealed[:size])


@pytest.mark.parametrize("changes", [{"owner": "bob"}, {"kind": "adaptation"}])
def test_it_is_bound_to_its_owner_and_kind(sealing, changes):
    with pytest.raises(ValueError, match="template of 'ann'"):
        unseal(sealing, seal(sealing), **changes)


def test_another_vault_does_not_open_it(sealing, tmp_path):
    other = Vault(tmp_path / "other")
    other.ensure()
    with pytest.raises(ValueError, match="another vault"):
        unseal(other, seal(sealing))


def test_making_sure_of_it_twice_changes_nothing(sealing):
    sealed = seal(sealing)
    sealing.ensure()
    assert unseal(sealing, sealed)[1] == CONTENT


def test_several_entries_open_one_key(sealing):
    sealed = seal(sealing)
    sealing.set_passcode(PASSCODE, None)
    sealing.remove_wrap(FileWrap.kind)
    assert sealing.record().kinds == (PasscodeWrap.kind,)
    assert not list(sealing.folder.glob("*.key"))
    with pytest.raises(VaultLockedError, match="Enter your passcode"):
        unseal(sealing, sealed)
    with pytest.raises(VaultLockedError, match="passcode does not open"):
        unseal(sealing, sealed, OTHER)
    assert unseal(sealing, sealed, PASSCODE)[1] == CONTENT
    sealing.add_wrap(FileWrap(sealing.folder), PASSCODE)
    assert unseal(sealing, sealed)[1] == CONTENT


def test_the_last_entry_stays(sealing):
    with pytest.raises(VaultError, match="last one"):
        sealing.remove_wrap(FileWrap.kind)
    with pytest.raises(VaultError, match="there is none"):
        sealing.remove_wrap("keyring")
    sealing.set_passcode(PASSCODE, None)
    sealing.remove_wrap(FileWrap.kind)
    with pytest.raises(VaultError, match="Only the passcode"):
        sealing.remove_passcode()


def test_a_changed_passcode_opens_what_the_old_one_did(sealing):
    sealed = seal(sealing)
    sealing.set_passcode(PASSCODE, None)
    sealing.remove_wrap(FileWrap.kind)
    sealing.set_passcode(OTHER, PASSCODE)
    with pytest.raises(VaultLockedError):
        unseal(sealing, sealed, PASSCODE)
    assert unseal(sealing, sealed, OTHER)[1] == CONTENT


def test_a_remembered_key_opens_until_it_is_forgotten(sealing):
    sealed = seal(sealing)
    sealing.set_passcode(PASSCODE, None)
    sealing.remove_wrap(FileWrap.kind)
    sealing.remember(PASSCODE)
    assert unseal(sealing, sealed)[1] == CONTENT
    sealing.forget()
    with pytest.raises(VaultLockedError):
        unseal(sealing, sealed)


def test_a_remembered_key_that_was_renewed_elsewhere_is_not_used(sealing):
    sealing.settle()
    sealing.set_passcode(PASSCODE, None)
    sealing.remove_wrap(FileWrap.kind)
    sealing.remember(PASSCODE)
    other = Vault(sealing.folder, hasher=sealing.hasher)
    other.begin_renewal(PASSCODE)
    other.settle()
    with pytest.raises(VaultLockedError, match="Enter your passcode"):
        seal(sealing)
    sealing.remember(PASSCODE)
    assert unseal(other, seal(sealing), PASSCODE)[1] == CONTENT


def test_a_key_file_lost_or_opened_to_others_opens_nothing(sealing):
    sealed = seal(sealing)
    (key_file,) = sealing.folder.glob("*.key")
    key_file.chmod(0o644)
    with pytest.raises(VaultLockedError, match="chmod 600"):
        unseal(sealing, sealed)
    key_file.chmod(0o600)
    key_file.write_bytes(bytes(32))
    with pytest.raises(VaultLockedError, match="does not open"):
        unseal(sealing, sealed)
    key_file.unlink()
    with pytest.raises(VaultLockedError, match="cannot be read"):
        unseal(sealing, sealed)


def test_key_files_may_lie_elsewhere(tmp_path):
    vault = Vault(tmp_path / "templates", tmp_path / "root")
    vault.ensure()
    assert unseal(vault, seal(vault))[1] == CONTENT
    assert len(list((tmp_path / "root").glob("*.key"))) == 1
    assert not list((tmp_path / "templates").glob("*.key"))


def test_a_renewed_key_opens_the_old_until_all_is_sealed_anew(sealing):
    sealing.settle()
    sealing.set_passcode(PASSCODE, None)
    old = seal(sealing)
    sealing.begin_renewal(PASSCODE)
    assert not sealing.record().is_settled
    assert unseal(sealing, old)[1] == CONTENT
    new = seal(sealing)
    with pytest.raises(VaultError, match="already"):
        sealing.begin_renewal(PASSCODE)
    sealing.settle()
    assert unseal(sealing, new)[1] == CONTENT
    with pytest.raises(ValueError, match="another vault"):
        unseal(sealing, old)
    assert len(list(sealing.folder.glob("*.key"))) == 1
    sealing.remove_wrap(FileWrap.kind)
    assert unseal(sealing, new, PASSCODE)[1] == CONTENT


def test_renewing_without_the_passcode_leaves_its_entry_out(sealing):
    sealing.settle()
    sealing.set_passcode(PASSCODE, None)
    sealing.begin_renewal()
    assert sealing.record().kinds == (FileWrap.kind,)
    assert sealing.record().passcode is not None


def test_a_passcode_record_that_would_take_all_memory_is_damaged(sealing):
    sealing.set_passcode(PASSCODE, None)
    content = checked_json.decode(sealing.path.read_bytes())
    for wrap in content["wraps"]:
        if wrap["kind"] == PasscodeWrap.kind:
            wrap["memory_kib"] = 1 << 30
    sealing.path.write_bytes(checked_json.encode(content))
    (key_file,) = sealing.folder.glob("*.key")
    key_file.unlink()
    with pytest.raises(VaultError, match="out of range"):
        unseal(sealing, b"", PASSCODE)


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"wraps": []},
        {"key_id": "../../x"},
        {"key_id": "00"},
        {"takes_plain": 0},
        {"passcode": 7},
    ],
)
def test_a_record_of_another_shape_is_damaged(sealing, change):
    content = checked_json.decode(sealing.path.read_bytes())
    sealing.path.write_bytes(checked_json.encode(content | change))
    with pytest.raises(VaultError, match="enroll again"):
        sealing.record()


KEYRING_SCRIPT = """
import json, sys
from pathlib import Path
from faceid_core.errors import VaultError
from faceid_core.trust.key_wraps import FileWrap
from faceid_core.trust.keyring_wrap import KeyringWrap
from faceid_core.trust.vault import Vault

vault = Vault(Path(sys.argv[1]))
vault.ensure()
bound = {"kind": "template", "owner": "ann"}
with vault.opened() as opened:
    sealed = opened.seal(b"content", encoder_id="e", encoder_sha256="", **bound)
vault.add_wrap(KeyringWrap())
vault.remove_wrap(FileWrap.kind)
said = {"kinds": vault.record().kinds}
with vault.opened() as opened:
    said["content"] = opened.unseal(sealed, **bound)[1].decode()
vault.settle()
vault.begin_renewal()
vault.settle()
with vault.opened() as opened:
    said["renewed"] = True
KeyringWrap().remove(vault.record().key_id)
try:
    with vault.opened():
        said["revoked"] = False
except VaultError as error:
    said["revoked"] = str(error)
print(json.dumps(said))
"""
#: Makes the keyring that a login would have made, opened by an empty password.
START = "printf '\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null && "


@pytest.mark.skipif(
    not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")),
    reason="no Secret Service here: gnome-keyring and dbus are not installed",
)
def test_the_desktop_keyring_opens_it(tmp_path):
    """A real Secret Service, on a bus of its own."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    environment = {
        **os.environ,
        "HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "PYTHONPATH": str(Path.cwd()),
    }
    command = f'{START} exec "{sys.executable}" -c "$SCRIPT" "{tmp_path / "templates"}"'
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", command],
        env=environment | {"SCRIPT": KEYRING_SCRIPT},
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["kinds"] == ["keyring"]
    assert said["content"] == "content"
    assert "does not hold" in said["revoked"]


def test_without_a_keyring_the_vault_says_so(sealing, monkeypatch):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    with pytest.raises(VaultLockedError, match="keyring cannot be used"):
        sealing.add_wrap(KeyringWrap())
