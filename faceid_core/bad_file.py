"""What reading a stored file raises when it is empty, truncated, damaged or something else."""

from __future__ import annotations

import zipfile
import zlib
from typing import Final

#: JSON: no JSON, nested too deep (RuntimeError's RecursionError), of other types, or with
#: a number too large for a float (ArithmeticError's OverflowError).
BAD_JSON: Final = (KeyError, ValueError, TypeError, AttributeError, RuntimeError, ArithmeticError)
#: An npz file: numpy and zipfile have no error of their own for it. A damaged header may
#: also ask for another compression (NotImplementedError), for a password (RuntimeError), or
#: for more memory than there is.
BAD_NPZ: Final = (
    *BAD_JSON,
    OSError,
    EOFError,
    MemoryError,
    SyntaxError,
    zipfile.BadZipFile,
    zlib.error,
)
