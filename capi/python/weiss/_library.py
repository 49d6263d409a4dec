"""Where libweiss is. Imports nothing of the package, so that the wheel builder can use it, too."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Iterator

ABI = (0, 5)  # major and minor of the interface that this package was written for
SONAME = "libweiss.so.%d" % ABI[0] if ABI[0] else "libweiss.so.0.%d" % ABI[1]


def candidates() -> Iterator[Path]:
    """Folders that may hold the library: inside of a wheel, or the prefix that the package is installed below."""
    here = Path(__file__).resolve().parent
    yield here / "lib"
    for prefix in here.parents:
        yield prefix / "lib"
        yield prefix / "lib64"
        yield from sorted(prefix.glob("lib/*-linux-gnu*"))


def find() -> str:
    """The file that WEISS_LIBRARY names, one nearby, or a bare name for the system's loader to search."""
    named = os.environ.get("WEISS_LIBRARY")
    if named:
        return named
    for folder in candidates():
        if (folder / SONAME).is_file():
            return str(folder / SONAME)
    return SONAME
