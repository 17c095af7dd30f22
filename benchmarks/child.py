"""A helper process of a benchmark, which ends with it, even by kill -9."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator

from kindregards.supervision.child_process import SHIM


@contextlib.contextmanager
def child(module: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a module of ours until the block ends."""
    shim = (sys.executable, "-I", "-S", str(SHIM), str(os.getpid()))
    process = subprocess.Popen(  # noqa: S603 -- our own module
        (*shim, sys.executable, "-m", module, *arguments), stdout=subprocess.PIPE, bufsize=0
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait()
