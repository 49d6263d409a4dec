"""Arrays of numbers, in and out. NumPy arrays come and go by the buffer protocol; NumPy itself is not needed."""

from __future__ import annotations

import ctypes
from array import array
from typing import Any, Iterable, Iterator, List, Optional

Numbers = Any  # an array, a NumPy array of any shape, or nested sequences of numbers


def pack(typecode: str, values: Numbers) -> array:
    """A copy of the numbers, flattened in the order of C; a number that does not fit the type is an error."""
    try:
        view = memoryview(values)
    except TypeError:
        return array(typecode, _flat(values))
    packed = array(typecode)
    if view.c_contiguous and view.itemsize == packed.itemsize and _same_type(view.format, typecode):
        packed.frombytes(view.cast("B") if view.nbytes else b"")
        return packed
    return array(typecode, _flat(view.tolist()))


def pack_complex(values: Numbers) -> array:
    """A copy of complex numbers as re, im, re, im ..., flattened in the order of C."""
    packed = array("d")
    if getattr(values, "dtype", None) == "complex128":
        packed.frombytes(values.tobytes())
        return packed
    for value in _flat(values.tolist() if hasattr(values, "tolist") else values):
        number = complex(value)
        packed.append(number.real)
        packed.append(number.imag)
    return packed


def to_complex(parts: array) -> Numbers:
    """Complex numbers from re, im, re, im ...: a NumPy array where there is NumPy, else a list."""
    try:
        import numpy
    except ImportError:
        return [complex(re, im) for re, im in zip(parts[::2], parts[1::2])]
    return numpy.frombuffer(parts, dtype=complex)


def zeros(typecode: str, count: int) -> array:
    return array(typecode, [0]) * count


def rows(numbers: array, count: int) -> List[array]:
    """The rows of a square matrix."""
    return [numbers[k * count:(k + 1) * count] for k in range(count)]


def _same_type(form: str, typecode: str) -> bool:
    """Equal size is known; the kinds have to agree: both floats or both signed integers."""
    return form in "d" if typecode == "d" else form in "bhilq"


def _flat(values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, (int, float)):
            yield value
        elif isinstance(value, (str, bytes)):
            raise TypeError("%r is not a number" % (value,))
        elif hasattr(value, "__iter__"):
            yield from _flat(value)
        else:
            yield value.item() if hasattr(value, "item") else value


def address(values: Optional[array]) -> Optional[int]:
    """Where the numbers are, for a call that the array outlives; None for none."""
    return values.buffer_info()[0] if values else None


def read(typecode: str, pointer: Optional[int], count: int) -> array:
    """A copy of count numbers of the library's."""
    numbers = array(typecode)
    if pointer and count > 0:
        numbers.frombytes(ctypes.string_at(pointer, count * numbers.itemsize))
    return numbers


def write(pointer: int, numbers: array) -> None:
    """Fills an array of the library's."""
    ctypes.memmove(pointer, numbers.buffer_info()[0], len(numbers) * numbers.itemsize)


def record(kind: Any, struct: ctypes.Structure, /, **replaced: Any) -> Any:
    """A NamedTuple with the fields of a struct, text decoded."""
    values = []
    for name in kind._fields:
        value = replaced[name] if name in replaced else getattr(struct, name)
        values.append(value.decode("utf-8", "replace") if type(value) is bytes else value)
    return kind(*values)
