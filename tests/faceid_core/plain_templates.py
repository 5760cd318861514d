"""Templates as programs wrote them before there was a vault, and what is in a sealed one."""

from __future__ import annotations

import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from faceid_core.templates import KIND, Template, TemplateStore


def content_of(template: Template) -> bytes:
    """Return what is sealed: an npz file."""
    with TemporaryDirectory() as folder:
        store = TemplateStore(Path(folder))
        store.save(template)
        return store.files.read(store.path(template.name), kind=KIND, owner=template.name)


def changed_content(template: Template, **changes: object) -> bytes:
    """Return it with another header; None drops a field."""
    with np.load(io.BytesIO(content_of(template))) as stored:
        arrays = dict(stored)
    header = {**json.loads(str(arrays["header"])), **changes}
    header = {key: value for key, value in header.items() if value is not None}
    content = io.BytesIO()
    np.savez(content, **{**arrays, "header": np.array(json.dumps(header))})
    return content.getvalue()


def write_plain(store: TemplateStore, name: str, content: bytes) -> Path:
    """Put a file of before there was a vault where the store looks for it."""
    store.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = store.path(name)
    path.write_bytes(content)
    path.chmod(0o600)
    return path


def write_sealed(store: TemplateStore, name: str, content: bytes) -> None:
    """Seal any content as somebody's template."""
    store.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    store.files.write(store.path(name), content, kind=KIND, owner=name, encoder_id="test-encoder")
