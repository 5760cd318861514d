"""Several programs of this machine that train together, as TensorFlow wants to be told of them."""

from __future__ import annotations

import json
import socket
from contextlib import ExitStack


def tf_configs(count: int) -> list[str]:
    """Return the `TF_CONFIG` of each of so many programs, on ports that are free now."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("localhost", 0))
        addresses = [f"localhost:{each.getsockname()[1]}" for each in sockets]
    return [
        json.dumps({"cluster": {"worker": addresses}, "task": {"type": "worker", "index": index}})
        for index in range(count)
    ]
