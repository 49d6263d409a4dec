"""Who owns a pointer of the library, and when it is freed."""

from __future__ import annotations

import weakref
from typing import Any, Callable, List

from . import _native
from ._errors import ClosedError, Error


class Handle:
    """Frees its pointer once: by close(), when nobody refers to it any more, or at the exit of the program.

    It refers to nothing but what must outlive the pointer, so that a finalizer never meets a cycle. `with handle as
    pointer` keeps the pointer from being closed by another thread meanwhile, and from being freed at the exit of the
    program while a daemon thread uses it still.
    """

    __slots__ = ("_what", "_pointer", "_users", "_finalizer", "__weakref__")

    def __init__(self, what: str, pointer: int, destroy: Callable[[int], None], *outlived_by: Any) -> None:
        self._what = what
        self._pointer = pointer
        self._users: List[None] = []
        self._finalizer = weakref.finalize(self, _destroy, destroy, pointer, self._users, outlived_by)

    def __enter__(self) -> int:
        self._users.append(None)  # atomic, and before the look at the pointer: see close
        pointer = self._pointer
        if not pointer:
            self._users.pop()
            raise ClosedError("this %s is closed" % self._what)
        return pointer

    def __exit__(self, *_: object) -> None:
        self._users.pop()

    @property
    def closed(self) -> bool:
        return not self._pointer

    @property
    def shared(self) -> bool:
        """Inside of `with handle`: does another one use it, too?"""
        return len(self._users) > 1

    def close(self) -> None:
        pointer, self._pointer = self._pointer, 0
        if self._users:
            self._pointer = pointer
            raise Error("this %s is in use: close it after the run" % self._what, _native.E_BUSY)
        self._finalizer()


def _destroy(destroy: Callable[[int], None], pointer: int, users: List[None], _outlived_by: tuple) -> None:
    if not users:
        destroy(pointer)


class Owned:
    """What has a handle: a context manager that closes it."""

    _handle: Handle

    def close(self) -> None:
        """Frees what the library holds; a second time does nothing. Not while a run uses it."""
        self._handle.close()

    @property
    def closed(self) -> bool:
        return self._handle.closed

    def __enter__(self):  # type: ignore[no-untyped-def]
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
