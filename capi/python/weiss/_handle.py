"""Who owns a pointer of the library, and when it is freed."""

from __future__ import annotations

import weakref
from typing import Any, Callable, Iterable, List

from . import _native
from ._errors import ClosedError, Error


_SHARED, _ALONE, _PINNED = range(3)  # how a handle is used: by a call, by one that bears no other, by another handle


class Handle:
    """Frees its pointer once: by close(), when nobody refers to it any more, or at the exit of the program.

    It refers to nothing but what must outlive the pointer, so that a finalizer never meets a cycle. `with handle as
    pointer` keeps the pointer from being closed by another thread meanwhile, and from being freed at the exit of the
    program while a daemon thread uses it still.
    """

    __slots__ = ("_what", "_pointer", "_users", "_pins", "_finalizer", "__weakref__")

    def __init__(self, what: str, pointer: int, destroy: Callable[[int], None], *outlived_by: Any) -> None:
        self._what = what
        self._pointer = pointer
        self._users: List[int] = []
        self._pins: List[Handle] = []
        self._finalizer = weakref.finalize(self, _destroy, destroy, pointer, self._users, self._pins, outlived_by)

    def __enter__(self) -> int:
        self._users.append(_SHARED)  # atomic, and before the look at the pointer: see close
        pointer = self._pointer
        if not pointer or _ALONE in self._users:
            self._users.remove(_SHARED)
            raise self._refusal()
        return pointer

    def __exit__(self, *_: object) -> None:
        self._users.remove(_SHARED)

    @property
    def closed(self) -> bool:
        return not self._pointer

    def pin(self, other: Handle) -> None:
        """From now on the other, instead of one before, outlives this one and does not change meanwhile."""
        other._users.append(_PINNED)
        before, self._pins[:] = self._pins[:], [other]
        _unpin(before)

    def close(self, before: Iterable[Owned] = ()) -> None:
        """Frees the pointer, and before it what may not outlive it."""
        pointer, self._pointer = self._pointer, 0
        try:
            if _SHARED in self._users or _ALONE in self._users:
                raise self._busy()
            for owned in list(before):
                owned.close()
        except BaseException:
            self._pointer = pointer
            raise
        self._finalizer()

    def _busy(self) -> Error:
        return Error("this %s is in use: wait for the call, or close first what was made with it" % self._what,
                     _native.E_BUSY)

    def _refusal(self) -> Error:
        return self._busy() if self._pointer else ClosedError("this %s is closed" % self._what)


class Alone:
    """`with Alone(handle) as pointer`: for a call that no other call may meet. Refused while there are other users, who
    are refused meanwhile."""

    __slots__ = ("_handle",)

    def __init__(self, handle: Handle) -> None:
        self._handle = handle

    def __enter__(self) -> int:
        users = self._handle._users
        users.append(_ALONE)
        pointer = self._handle._pointer
        if not pointer or len(users) > 1:
            users.remove(_ALONE)
            raise self._handle._refusal()
        return pointer

    def __exit__(self, *_: object) -> None:
        self._handle._users.remove(_ALONE)


def _destroy(destroy: Callable[[int], None], pointer: int, users: List[int], pins: List[Handle],
             _outlived_by: tuple) -> None:
    if not users:
        destroy(pointer)
        _unpin(pins)


def _unpin(pins: List[Handle]) -> None:
    for handle in pins:
        handle._users.remove(_PINNED)


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
