"""File formats, and files with solutions."""

from __future__ import annotations

import os
from array import array
from ctypes import byref
from typing import List, NamedTuple

from . import _arrays, _native
from ._arrays import Numbers
from ._errors import call
from ._problem import Path

lib = _native.lib


class Format(NamedTuple):
    """What can be read and written."""

    name: str
    extensions: str
    summary: str
    help: str
    can_write: bool


def formats() -> List[Format]:
    """All formats of the library."""
    info = _native.FormatInfo()
    found = []
    for index in range(lib.num_formats()):
        call(lib.format_get_info, index, byref(info))
        found.append(_arrays.record(Format, info, can_write=bool(info.can_write)))
    return found


def read_solution(path: Path, num_spins: int) -> array:
    """Spins of -1 and +1 from a file of bits or spins."""
    spins = array("b", bytes(num_spins))
    call(lib.solution_read_file, os.fsencode(path), num_spins, _arrays.address(spins))
    return spins


def write_solution(path: Path, spins: Numbers) -> None:
    """Writes spins as one line of 0 and 1."""
    packed = _arrays.pack("b", spins)
    call(lib.solution_write_file, os.fsencode(path), len(packed), _arrays.address(packed))
