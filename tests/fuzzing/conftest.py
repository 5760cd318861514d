"""The damaged things are those that other tests make: their helpers can be imported here."""

from __future__ import annotations

import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / name) for name in ("hardware", "faceid_core", "faceid_core/trust")]
