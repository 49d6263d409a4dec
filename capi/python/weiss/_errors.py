"""Exceptions of the package, and how a status becomes one of them."""

from __future__ import annotations

from ctypes import byref
from typing import TYPE_CHECKING, Any, Callable, Optional

from . import _native

if TYPE_CHECKING:
    from ._result import Result


class Error(Exception):
    """The library refused or failed: its message, with the name of the status and what it is about."""

    def __init__(self, message: str, status: int = _native.E_FAIL, origin: str = "", line: int = 0, column: int = 0):
        super().__init__(message)
        self.status = status
        self.name = _native.lib.status_name(status).decode()
        self.origin = origin  # the file, algorithm or option that it is about
        self.line = line  # of the input, from 1; 0: none
        self.column = column


class ArgumentError(Error, ValueError):
    """An argument breaks the contract of the function."""


class OptionError(Error, ValueError):
    """An option is unknown, of the wrong type or out of range."""


class NotFoundError(Error, LookupError):
    """There is no algorithm or file of that name."""


class FormatError(Error, ValueError):
    """The input is not in the format; line and column say where."""


class LimitError(Error):
    """More memory, spins or nesting than the limit allows."""


class ClosedError(Error, ValueError):
    """The object was closed, or belongs to a run that has ended."""

    def __init__(self, message: str) -> None:
        super().__init__(message, _native.E_ARGUMENT)


class Stopped(Exception):
    """Raised by an objective inside of an optimizer when the run is over: let it pass."""


class Interrupted(KeyboardInterrupt):
    """Ctrl-C ended a run; result holds the best so far, or None when there was none yet."""

    def __init__(self, result: Optional[Result]) -> None:
        super().__init__("the run was interrupted")
        self.result = result


_CLASSES = {
    _native.E_ARGUMENT: ArgumentError, _native.E_OPTION: OptionError, _native.E_NOT_FOUND: NotFoundError,
    _native.E_FORMAT: FormatError, _native.E_LIMIT: LimitError,
}


def error_of(report: _native.Error, status: int) -> Exception:
    """The exception for a failure."""
    message = report.message.decode("utf-8", "replace") or _native.lib.status_name(status).decode()
    if status == _native.E_NOMEM:
        return MemoryError(message)
    origin = report.origin.decode("utf-8", "replace")
    return _CLASSES.get(status, Error)(message, status, origin, report.line, report.column)


def call(function: Callable[..., int], *arguments: Any) -> int:
    """Calls a function that takes a weiss_error last; a failure raises, a remark is returned."""
    report = _native.Error()
    status = function(*arguments, byref(report))
    if status < 0:
        raise error_of(report, status)
    return status
