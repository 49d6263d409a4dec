"""Calls into the library that may come back to Python: who asked for progress, and what a callback raised.

An exception cannot cross the library. It waits in the Call, which asks the library to stop, and is raised when the
library has returned. Ctrl-C is an exception of this kind: while a run is under way in the main thread, a handler of
our own stands in, because Python would raise between two callbacks and lose it there.
"""

from __future__ import annotations

import _signal  # type: ignore  # signal without its enumerations, which cost more than a small run
import atexit
import itertools
import threading
import time
from ctypes import addressof, byref, c_int32, c_void_p, cast
from typing import Any, Callable, Dict, List, NamedTuple, Optional

from . import _arrays, _native
from ._errors import Interrupted, error_of
from ._result import Result

lib = _native.lib


class Progress(NamedTuple):
    """How far a run is; see weiss_progress."""

    event: str  # "started", "improved", "progress", "finished"
    seconds: float
    fraction: float  # of the limit used up; negative when unknown
    energy: float  # best so far
    objective: float  # the same in the user's own form
    bound: float
    work: int
    source: str  # what found the best sample


class _Thread(threading.local):
    """The calls that this thread is in, outermost first."""

    def __init__(self) -> None:
        self.calls: List[Call] = []


_thread = _Thread()
_keys = itertools.count(1)
_live: Dict[int, Call] = {}  # by the key that the library hands back as user


class Call:
    """One call. fail() keeps the first exception; the callback that raised it ends the run."""

    def __init__(self, progress: Optional[Callable[[Progress], Any]] = None, objective: Any = None) -> None:
        self.key = next(_keys)
        self.progress = progress
        self.objective = objective
        self.stop = c_int32(0)  # the cancel flag of the run, for a signal and for the exit of the program
        self.raised: Optional[BaseException] = None
        self._previous: Any = None  # the handler that ours stands in for

    def fail(self, error: BaseException) -> None:
        if self.raised is None:
            self.raised = error

    def __enter__(self) -> Call:
        calls = _thread.calls
        if not calls and threading.get_ident() == threading.main_thread().ident:
            previous = _signal.getsignal(_signal.SIGINT)
            if callable(previous):
                self._previous = previous
                _signal.signal(_signal.SIGINT, self._interrupt)
        _live[self.key] = self
        calls.append(self)
        return self

    def __exit__(self, *_: object) -> None:
        _thread.calls.pop()
        del _live[self.key]
        if self._previous is not None:
            try:
                _signal.signal(_signal.SIGINT, self._previous)
            except BaseException as error:  # noqa: B902 - a second Ctrl-C at the last moment
                self.fail(error)
                _signal.signal(_signal.SIGINT, self._previous)

    def _interrupt(self, number: int, frame: Any) -> None:
        """What the user's handler raises ends all runs of this thread; the second time it is raised at once."""
        again = self.raised is not None
        try:
            self._previous(number, frame)
        except BaseException as error:  # noqa: B902 - KeyboardInterrupt is the point
            if again:
                raise
            for call in [self] + _thread.calls:
                call.fail(error)
                call.stop.value = 1

    def run(self, function: Callable[..., int], config: _native.RunConfig, *arguments: Any) -> Result:
        """Calls function(*arguments, config, out, error) and makes of it a result or an exception."""
        config.cancel_flag = addressof(self.stop)
        config.progress_user = self.key
        report = _native.Error()
        out = c_void_p()
        with self:
            if self.progress is not None:
                config.progress = _on_progress
            elif self._previous is not None or _thread.calls[0] is not self:
                config.progress = _poll  # so that signals are seen
            status = function(*arguments, byref(config), byref(out), byref(report))
        result = Result(out.value) if out.value else None
        self.check(status, report, result)
        assert result is not None
        return result

    def check(self, status: int, report: _native.Error, result: Optional[Result] = None) -> None:
        """After the call: raises what a callback has raised, or the failure of the library."""
        if isinstance(self.raised, KeyboardInterrupt):
            raise Interrupted(result) from self.raised
        if self.raised is not None:
            raise self.raised
        if status < 0:
            raise error_of(report, status)


def current() -> Optional[Call]:
    """The innermost call of this thread, where an algorithm leaves what it raised."""
    return _thread.calls[-1] if _thread.calls else None


def find(key: int) -> Call:
    return _live[key]


@atexit.register
def _stop_all() -> None:
    """Python ends a daemon thread that comes back to it too late, and the library cannot be unwound: stops its run."""
    deadline = time.monotonic() + 10.0
    while _live and time.monotonic() < deadline:
        for call in list(_live.values()):
            call.stop.value = 1
        time.sleep(0.001)


@_native.ProgressFn
def _on_progress(user: int, progress: Any) -> int:
    call = _live[user]
    try:
        struct = progress.contents
        event = _native.EVENTS.get(struct.event, "?")
        if call.progress and call.progress(_arrays.record(Progress, struct, event=event)):
            return 1
    except BaseException as error:  # noqa: B902 - whatever it is, it may not cross the library
        call.fail(error)
        return 1
    return call.stop.value


def _look(user: int, _progress: Any) -> int:
    return _live[user].stop.value


# The same, with a pointer that nobody looks behind: cheaper.
_poll_function = _native.CFUNCTYPE(c_int32, c_void_p, c_void_p)(_look)
_poll = cast(_poll_function, _native.ProgressFn)
