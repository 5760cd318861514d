"""How one comparison grows with the number of enrolled vectors: time, memory, and a plot.

    .venv/bin/python benchmarks/growth.py growth.png [--counts 1 100 10000 1000000] [--json FILE]

Made-up people of ten vectors each, color and depth trunk as well. "Comparison" is the lock's own,
of one face with everybody: of somebody enrolled, and of a stranger, who is near nobody; in numpy,
and where `faiss-cpu` is installed (extra `many`) with a shortlist. "Search" is only the nearest row
of a matrix, in numpy and in faiss's flat index. Needs the extra `evaluate`. A million vectors take
some gigabytes, and a minute to prepare.
"""

from __future__ import annotations

import argparse
import copy
import functools
import gc
import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from app.arguments import positive_count
from app.benchmark.durations import Durations
from app.benchmark.machine import Machine
from faceid_core.matching import References, shipped_matcher
from faceid_core.shortlist import Shortlist, has_faiss
from faceid_core.templates import Template
from faceid_core.types import (
    COLOR_EMBEDDING_SIZE,
    DEPTH_EMBEDDING_SIZE,
    EMBEDDING_SIZE,
    Embedding,
    Pose,
)

COUNTS = (1, 100, 10_000, 1_000_000)
VECTORS_EACH = 10
PROBES = 50
#: How far a person's vectors are from their middle: two of one person are 0.4 apart, as real ones.
SPREAD = 0.28
PAGE_MB = 4096 / 2**20
#: What is plotted, and how.
PLOTTED = {
    "comparison_enrolled": "C0-",
    "comparison_stranger": "C0:",
    "shortlisted_enrolled": "C1-",
    "shortlisted_stranger": "C1:",
    "search_numpy": "C2-",
    "search_faiss": "C3-",
}


def unit_rows(rng: np.random.Generator, count: int, size: int) -> NDArray[np.float32]:
    rows = rng.standard_normal((count, size), np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


def faces_of_one(rng: np.random.Generator, count: int, size: int) -> NDArray[np.float32]:
    rows = unit_rows(rng, 1, size) + np.float32(SPREAD) * unit_rows(rng, count, size)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


def person(rng: np.random.Generator, index: int, count: int) -> Template:
    return Template(
        name=f"person {index}",
        encoder_id="made-up",
        vectors=faces_of_one(rng, count, EMBEDDING_SIZE),
        color_vectors=faces_of_one(rng, count, COLOR_EMBEDDING_SIZE),
        depth_vectors=faces_of_one(rng, count, DEPTH_EMBEDDING_SIZE),
        poses=(Pose(0.0, 0.0, 0.0),) * count,
        is_partial=False,
        created_at="2026-11-22T00:00:00+00:00",
    )


def probe(rng: np.random.Generator) -> Embedding:
    rows = (
        unit_rows(rng, 1, size)[0]
        for size in (EMBEDDING_SIZE, COLOR_EMBEDDING_SIZE, DEPTH_EMBEDDING_SIZE)
    )
    return Embedding(*rows, encoder_id="made-up")


def probe_like(rng: np.random.Generator, template: Template) -> Embedding:
    """Return a new face of one of the enrolled; `SPREAD` away from a stored one."""
    stranger = probe(rng)
    parts = {
        "vector": template.vectors,
        "color_vector": template.color_vectors,
        "depth_vector": template.depth_vectors,
    }
    near = {name: rows[0] + SPREAD * getattr(stranger, name) for name, rows in parts.items()}
    return Embedding(
        **{name: row / np.linalg.norm(row) for name, row in near.items()}, encoder_id="made-up"
    )


def rss_mb() -> float:
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE_MB


def numpy_search(rows: NDArray[np.float32]) -> Callable[[NDArray[np.float32]], int]:
    squares = (rows**2).sum(axis=1)
    return lambda vector: int((squares - 2.0 * (rows @ vector)).argmin())


def faiss_search(rows: NDArray[np.float32]) -> Callable[[NDArray[np.float32]], int] | None:
    if importlib.util.find_spec("faiss") is None:
        return None
    import faiss

    index = faiss.IndexFlatL2(rows.shape[1])
    index.add(rows)
    return lambda vector: int(index.search(vector[None], 1)[1][0, 0])


def measure(count: int) -> dict[str, Any]:
    rng = np.random.default_rng(count)
    each = min(count, VECTORS_EACH)
    before_mb = rss_mb()
    prepared = Durations()
    templates = [person(rng, index, each) for index in range(count // each)]
    with threadpool_limits(1):  # many small products: threads mostly wait for one another
        plain = prepared.timed(
            functools.partial(References, templates, shipped_matcher(), shortlist_from=count + 1)
        )
    took_mb = rss_mb() - before_mb
    strangers = [probe(rng) for _ in range(PROBES)]
    owners = [probe_like(rng, templates[i]) for i in rng.integers(0, len(templates), PROBES)]
    rows = np.concatenate([template.vectors for template in templates])
    result: dict[str, Any] = {
        "vectors": count,
        "prepare_s": round(prepared.median_ms / 1e3, 3),
        "memory_mb": round(took_mb, 1),
    }
    result.update(compare_all(plain, owners, strangers, rows))
    answers = {}
    for name, make in (("numpy", numpy_search), ("faiss", faiss_search)):
        search = make(rows)
        if search is None:
            continue
        searched = Durations()
        answers[name] = [
            searched.timed(functools.partial(search, face.vector)) for face in strangers
        ]
        result[f"search_{name}"] = searched.fields()
    if len(answers) == 2:
        result["same_answers"] &= answers["numpy"] == answers["faiss"]
    return result


def compare_all(
    plain: References,
    owners: list[Embedding],
    strangers: list[Embedding],
    rows: NDArray[np.float32],
) -> dict[str, Any]:
    """Compare with everybody, with a shortlist where there is faiss, and without."""
    ways = {"comparison": plain}
    result: dict[str, Any] = {"same_answers": True}
    if has_faiss():
        listed, before_mb = copy.copy(plain), rss_mb()
        made = Durations()
        listed._shortlist = made.timed(functools.partial(Shortlist, rows))  # prepared only once
        result["shortlist_s"] = round(made.median_ms / 1e3, 3)
        result["shortlist_mb"] = round(rss_mb() - before_mb, 1)
        ways["shortlisted"] = listed
    for kind, faces in (("enrolled", owners), ("stranger", strangers)):
        said = []
        for way, references in ways.items():
            took = Durations()
            said.append([took.timed(functools.partial(references.compare, f)) for f in faces])
            result[f"{way}_{kind}"] = took.fields()
        result["same_answers"] &= all(each == said[0] for each in said)
    return result


def plot(results: list[dict[str, Any]], path: Path) -> None:
    counts = [result["vectors"] for result in results]
    figure, axes = plt.subplots(figsize=(7.0, 4.2), layout="constrained")
    for name, style in PLOTTED.items():
        if all(name in result for result in results):
            medians = [result[name]["median_ms"] for result in results]
            axes.loglog(counts, medians, style, marker="o", label=name.replace("_", ", "))
    axes.set(xlabel="enrolled vectors", ylabel="median, ms")
    memory = axes.twinx()
    memory.loglog(
        counts, [max(result["memory_mb"], 0.1) for result in results], color="gray", ls="--"
    )
    memory.set_ylabel("memory, MB (dashed)")
    axes.grid(alpha=0.3)
    axes.legend()
    figure.savefig(path, dpi=110)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("plot", type=Path, help="where to write the plot (.png)")
    parser.add_argument("--counts", type=positive_count, nargs="+", default=COUNTS)
    parser.add_argument("--json", type=Path, help="where to write the figures")
    args = parser.parse_args()
    machine = Machine.here()
    print(f"{machine.cpu}, {machine.cores} cores, load {machine.load}\n")
    print(
        "| vectors | prepare, s | memory, MB | enrolled, ms | stranger, ms | enrolled, shortlist "
        "| stranger, shortlist | search, numpy | search, faiss | same |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    measured = []
    for count in args.counts:
        result = measure(count)
        measured.append(result)
        medians = (result.get(name, {}).get("median_ms", "") for name in PLOTTED)
        row = (count, result["prepare_s"], result["memory_mb"], *medians, result["same_answers"])
        print("|", " | ".join(map(str, row)), "|", flush=True)
    if args.json is not None:
        fields = {"machine": machine.fields(), "results": measured}
        args.json.write_text(json.dumps(fields, indent=2) + "\n", encoding="utf-8")
    plot(measured, args.plot)
