"""Templates, what was learned, vault, policy and log: damaged, and looked at as a program would."""

from __future__ import annotations

import contextlib
import io
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
from fuzz_target import Outcome, Target
from killing import PASSCODE, Folder, learned, prepare, template
from mutations import changed_value, damaged, damaged_json, damaged_lines, mixed
from plain_templates import content_of
from scripted import ENCODER_ID

from faceid_core.errors import AuditError, FaceIdError, TemplateError
from faceid_core.templates import KIND, LEARNED_SUFFIX, read_template, template_bytes
from faceid_core.trust import adaptation_store, checked_json
from faceid_core.trust.adaptation import Adaptation, enrollment_of
from faceid_core.trust.audit import read_chain


def rehashed(stored: bytes, chance: random.Random) -> bytes:
    """Return a record with other values that says of itself that it is whole."""
    content = changed_value(checked_json.decode(stored), chance)
    try:
        return checked_json.encode(content)
    except (ValueError, TypeError):  # NaN and lone surrogates are not written
        return stored


class Data:
    """One user's data, locked out by five failures, made good again before each case."""

    def __init__(self, folder: Path) -> None:
        self.prepared = folder / "prepared"
        self.path = folder / "data"
        prepare(self.prepared)
        self.contents = {
            path.relative_to(self.prepared): path.read_bytes()
            for path in self.prepared.rglob("*")
            if path.is_file()
        }

    def file(self, pattern: str) -> Path:
        """Return the one file of a name, relative to the data."""
        (found,) = (path for path in self.contents if path.match(pattern))
        return found

    def damaged(self, file: Path, stored: bytes) -> Folder:
        """Return the data with one file as given."""
        shutil.rmtree(self.path, ignore_errors=True)
        shutil.copytree(self.prepared, self.path)
        (self.path / file).write_bytes(stored)
        return Folder(self.path)

    def kept(self, file: Path, stored: bytes) -> None:
        """Check that a damaged file is still there, in its place or put aside."""
        place = self.path / file
        beside = [path.read_bytes() for path in place.parent.iterdir() if path.is_file()]
        assert any(content.startswith(stored) for content in beside), "a damaged file was lost"


def targets(folder: Path) -> list[Target]:
    """Return all targets of this module; they work in the folder."""
    data = Data(folder)

    def target(
        name: str,
        pattern: str,
        damage: Callable[[bytes, random.Random], bytes],
        look: Callable[[Folder], Outcome],
        *,
        is_kept: bool = True,
        share: float = 1.0,
    ) -> Target:
        file = data.file(pattern)

        def check(stored: bytes) -> Outcome:
            if stored == data.contents[file]:
                return Outcome.TAKEN
            outcome = look(data.damaged(file, stored))
            if is_kept:
                data.kept(file, stored)
            return outcome

        return Target(name, [data.contents[file]], damage, check, share)

    of_json = mixed(damaged, damaged_json, damaged_lines)
    of_lines = mixed(damaged, damaged_lines)
    return [
        target("policy state", "state.json", of_json, stays_locked, is_kept=False, share=2),
        target("policy state, whole but odd", "state.json", rehashed, explains, is_kept=False),
        target("audit log", "audit.log", of_lines, stays_locked, share=2),
        target("vault, to unlock", "vault.json", of_json, stays_locked),
        target("vault, to try a passcode", "vault.json", of_json, takes_no_passcode),
        target("vault, to load", "vault.json", of_json, loads_whole),
        target("vault, whole but odd", "vault.json", rehashed, opens_or_explains, is_kept=False),
        target("vault's key file", "vault-*.key", damaged, loads_whole),
        target("template", "ann.template", damaged, is_refused, share=2),
        target("adaptation", "ann.adaptation", damaged, teaches_nothing, share=2),
        *_inside_the_seal(folder / "sealed"),
        chain(data),
        handed_over(),
    ]


def stays_locked(folder: Folder) -> Outcome:
    try:
        refusal = folder.guard.face_accepted("ann", 0.1)
    except FaceIdError:
        return Outcome.REFUSED
    assert refusal is not None, "unlocked"
    assert refusal.needs_passcode, "unlocked for a while"
    return Outcome.REFUSED


def explains(folder: Folder) -> Outcome:
    """Values that the program might have written mean what they say; it must not break."""
    try:
        refusal = folder.guard.face_accepted("ann", 0.1)
        folder.guard.status()
    except FaceIdError:
        return Outcome.REFUSED
    return Outcome.TAKEN if refusal is None else Outcome.REFUSED


def takes_no_passcode(folder: Folder) -> Outcome:
    with contextlib.suppress(FaceIdError):
        assert not folder.guard.try_passcode("another passcode"), "unlocked"
    return Outcome.REFUSED


def loads_whole(folder: Folder) -> Outcome:
    try:
        loaded = folder.store.load("ann")
    except TemplateError:
        return Outcome.REFUSED
    np.testing.assert_array_equal(loaded.vectors, template("ann").vectors)
    return Outcome.TAKEN


def opens_or_explains(folder: Folder) -> Outcome:
    outcome = loads_whole(folder)
    try:
        with folder.vault.opened(bytearray(PASSCODE.encode())):
            pass
        folder.guard.try_passcode("another passcode")
    except FaceIdError:
        return Outcome.REFUSED
    return outcome


def is_refused(folder: Folder) -> Outcome:
    assert loads_whole(folder) is Outcome.REFUSED, "a changed template was loaded"
    return Outcome.REFUSED


def teaches_nothing(folder: Folder) -> Outcome:
    found = folder.learned.load(template("ann"), folder.clock().wall_s)
    assert not found.references, "a changed adaptation teaches something"
    return Outcome.REFUSED


def chain(data: Data) -> Target:
    """Return the log alone, as `faceid audit` reads it: whole, or a beginning of itself."""
    log = data.contents[data.file("audit.log")]

    def check(stored: bytes) -> Outcome:
        try:
            list(read_chain(stored))
        except AuditError:
            return Outcome.REFUSED
        assert log.startswith(stored), "a changed log counts as whole"
        return Outcome.TAKEN

    return Target("audit log, its chain", [log], mixed(damaged, damaged_lines), check, 3)


def handed_over() -> Target:
    """Return a template as a client hands it to the daemon."""

    def check(stored: bytes) -> Outcome:
        try:
            loaded = read_template(stored)
        except TemplateError:
            return Outcome.REFUSED
        for rows in (loaded.vectors, loaded.color_vectors, loaded.depth_vectors):
            assert np.all(np.abs(np.linalg.norm(rows, axis=1) - 1.0) <= 1e-3), "no unit vectors"
        return Outcome.TAKEN

    seed = template_bytes(template("ann"))
    return Target("template, handed over", [seed], mixed(damaged, damaged_header), check, 3)


def _inside_the_seal(path: Path) -> list[Target]:
    """Return files that were damaged before the right vault sealed them."""
    folder = Folder(path)
    folder.store.save(template("ann"))
    about = {"owner": "ann", "encoder_id": ENCODER_ID}
    adaptation = learned(Adaptation(enrollment_of(template("ann"))), 0.2, folder.clock)

    def of_template(stored: bytes) -> Outcome:
        folder.store.files.write(folder.store.path("ann"), stored, kind=KIND, **about)
        try:
            loaded = folder.store.load("ann")
        except TemplateError:
            return Outcome.REFUSED
        for rows in (loaded.vectors, loaded.color_vectors, loaded.depth_vectors):
            assert np.all(np.abs(np.linalg.norm(rows, axis=1) - 1.0) <= 1e-3), "no unit vectors"
        return Outcome.TAKEN

    def of_adaptation(stored: bytes) -> Outcome:
        file = folder.store.path("ann").with_suffix(LEARNED_SUFFIX)
        folder.store.files.write(file, stored, kind=adaptation_store.KIND, **about)
        found = folder.learned.load(template("ann"), folder.clock().wall_s)
        return Outcome.TAKEN if found.references else Outcome.REFUSED

    folder.learned.save(adaptation, template("ann"))
    file = folder.store.path("ann").with_suffix(LEARNED_SUFFIX)
    learned_content = folder.store.files.read(file, kind=adaptation_store.KIND, owner="ann")
    of_npz = mixed(damaged, damaged_header)
    return [
        Target("template, inside the seal", [content_of(template("ann"))], of_npz, of_template, 2),
        Target("adaptation, inside the seal", [learned_content], of_npz, of_adaptation, 2),
    ]


def damaged_header(stored: bytes, chance: random.Random) -> bytes:
    """Return an npz file whose header, or one of whose arrays, holds something else."""
    with np.load(io.BytesIO(stored)) as opened:
        arrays = dict(opened)
    header = json.loads(str(arrays["header"]))
    if chance.random() < 0.5:
        text = damaged_json(json.dumps(header).encode(), chance).decode("utf-8", "replace")
        arrays["header"] = np.array(text)
    else:
        name = chance.choice(sorted(arrays))
        odd = (
            np.array(np.nan), np.zeros((0, 3)), np.full((2, 128), np.inf, np.float32),
            np.zeros((2, 3), np.complex64), np.array(["x"]), np.zeros((2, 128), np.float16),
            np.array(0), np.zeros((1, 1, 1, 1)),
        )  # fmt: skip
        arrays[name] = odd[chance.randrange(len(odd))]
    content = io.BytesIO()
    np.savez(content, **arrays)
    return content.getvalue()
