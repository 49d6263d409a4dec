"""Registers of qubits: states, gates, measurements."""

from __future__ import annotations

from array import array
from contextlib import nullcontext
from ctypes import byref, c_char_p, c_double, c_int32, c_int64, c_uint64, c_void_p
from typing import TYPE_CHECKING, Any, Callable, Iterable, List, Mapping, NamedTuple, Optional, Tuple, Union

from . import _arrays, _native
from ._arrays import Numbers
from ._errors import ArgumentError, LimitError, call
from ._handle import Alone, Handle, Owned
from ._problem import choice, fits, sized

if TYPE_CHECKING:
    from ._context import Context

lib = _native.lib
PauliSum = Union[Mapping[str, float], Iterable[Tuple[str, float]]]  # coefficients of Pauli strings


class Shots(NamedTuple):
    """What a measurement of all qubits saw."""

    states: array  # distinct and ascending; bit i of a state is qubit i
    counts: array  # how often each was seen
    energies: array  # of the states; empty where there is no problem


class Statevector(Owned):
    """A register of qubits as its 2^n amplitudes; see Context.statevector. For one thread at a time.

    Qubit i is bit i of the index of a basis state. A Pauli string is a letter of "IXYZ" for each qubit, qubit 0 first.
    """

    def __init__(self, context: Context, num_qubits: int, precision: str, threads: int) -> None:
        out = c_void_p()
        with context._handle as owner:
            call(lib.statevector_create, owner, fits(c_int32, num_qubits, "num_qubits"),
                 choice(_native.PRECISIONS, precision, "precision"), fits(c_int32, threads, "threads"), byref(out))
            self._handle = Handle("register", out.value or 0, lib.statevector_destroy, context._handle)
            context._dependents.add(self)  # before close() of the context can come
        self.num_qubits = num_qubits

    @staticmethod
    def memory(num_qubits: int, *, precision: str = "double") -> int:
        """Bytes that a register holds."""
        bytes_ = lib.statevector_memory(fits(c_int32, num_qubits, "num_qubits"),
                                        choice(_native.PRECISIONS, precision, "precision"))
        if bytes_ < 0:
            raise LimitError("a register has 0..%d qubits, not %d" % (_native.MAX_QUBITS, num_qubits), _native.E_LIMIT)
        return bytes_

    # ---- states ----

    def set_basis(self, index: int) -> None:
        """A basis state."""
        with Alone(self._handle) as state:
            call(lib.statevector_set_basis, state, fits(c_uint64, index, "index"))

    def set_uniform(self) -> None:
        """The uniform superposition of all."""
        with Alone(self._handle) as state:
            lib.statevector_set_uniform(state)

    def set_amplitudes(self, amplitudes: Numbers, first: int = 0) -> None:
        """Writes complex numbers from index first on; they are not normalised."""
        parts = _arrays.pack_complex(amplitudes)
        first, count = span(self.num_qubits, first, len(parts) // 2)
        with Alone(self._handle) as state:
            call(lib.statevector_set_amplitudes, state, first, count, _arrays.address(parts))

    def amplitudes(self, first: int = 0, count: Optional[int] = None) -> Numbers:
        """Complex numbers, all or some: a NumPy array where there is NumPy, else a list."""
        first, count = span(self.num_qubits, first, count)
        parts = _arrays.zeros("d", 2 * count)
        with Alone(self._handle) as state:
            call(lib.statevector_amplitudes, state, first, count, _arrays.address(parts))
        return _arrays.to_complex(parts)

    def copy_from(self, source: Statevector) -> None:
        """Takes the state of another register of as many qubits."""
        with Alone(self._handle) as state, self._other(source, state) as copied:
            call(lib.statevector_copy, state, copied)

    # ---- gates ----

    def gate(self, name: str, *qubits: int, angle: Optional[float] = None) -> None:
        """Applies h x y z s sdg t tdg, rx ry rz p with an angle, cx (control first) cz swap, or rxx ryy rzz cp with an
        angle."""
        with Alone(self._handle) as state:
            call(lib.statevector_gate, state, *gate_arguments(name, qubits, angle))

    def matrix(self, targets: Union[int, Numbers], matrix: Numbers) -> None:
        """Applies a matrix, unitary or not, to one qubit or two, (a, b) with the index bit(a) + 2 bit(b)."""
        count, places, entries = matrix_arguments(targets, matrix)
        with Alone(self._handle) as state:
            call(lib.statevector_matrix, state, count, _arrays.address(places), _arrays.address(entries))

    def pauli_rotation(self, pauli: str, angle: float) -> None:
        """exp(-i angle/2 P)."""
        with Alone(self._handle) as state:
            call(lib.statevector_pauli_rotation, state, pauli.encode(), angle)

    def phase(self, costs: Numbers, gamma: float) -> None:
        """exp(-i gamma costs[x]) for each of the 2^n basis states x."""
        packed = sized("d", costs, 1 << self.num_qubits, "costs")
        with Alone(self._handle) as state:
            call(lib.statevector_phase, state, _arrays.address(packed), gamma)

    # ---- measurements, which do not change the state ----

    @property
    def norm(self) -> float:
        """Sum of |amplitude|^2."""
        with Alone(self._handle) as state:
            return lib.statevector_norm(state)

    def expectation(self, terms: PauliSum) -> float:
        """Mean of a sum of Pauli strings, such as {"ZZI": 0.5, "IXI": -1.0}."""
        count, paulis, coefficients = pauli_arguments(terms)
        value = c_double()
        with Alone(self._handle) as state:
            call(lib.statevector_expectation, state, count, paulis, _arrays.address(coefficients), byref(value))
        return value.value

    def mean(self, costs: Numbers) -> float:
        """Mean of costs[x] over the 2^n basis states x."""
        packed = sized("d", costs, 1 << self.num_qubits, "costs")
        value = c_double()
        with Alone(self._handle) as state:
            call(lib.statevector_mean, state, _arrays.address(packed), byref(value))
        return value.value

    def probabilities(self, first: int = 0, count: Optional[int] = None) -> array:
        """|amplitude|^2 of all basis states, or of some."""
        first, count = span(self.num_qubits, first, count)
        probabilities = _arrays.zeros("d", count)
        with Alone(self._handle) as state:
            call(lib.statevector_probabilities, state, first, count, _arrays.address(probabilities))
        return probabilities

    def marginals(self) -> array:
        """<Z_i> of each qubit."""
        marginals = _arrays.zeros("d", self.num_qubits)
        with Alone(self._handle) as state:
            call(lib.statevector_marginals, state, _arrays.address(marginals))
        return marginals

    def correlations(self) -> List[array]:
        """<Z_i Z_j>, a row for each i."""
        n = self.num_qubits
        correlations = _arrays.zeros("d", n * n)
        with Alone(self._handle) as state:
            call(lib.statevector_correlations, state, _arrays.address(correlations))
        return _arrays.rows(correlations, n)

    def sample(self, shots: int, *, seed: int = 0) -> Shots:
        """Measures all qubits, shots times."""
        with Alone(self._handle) as state:
            return take_shots(shots, lambda room, seen: call(
                lib.statevector_sample, state, fits(c_uint64, seed, "seed"), shots, _arrays.address(room.states),
                _arrays.address(room.counts), seen))

    def overlap(self, other: Statevector) -> complex:
        """<self|other>."""
        parts = _arrays.zeros("d", 2)
        with Alone(self._handle) as state, self._other(other, state) as second:
            call(lib.statevector_overlap, state, second, _arrays.address(parts))
        return complex(*parts)

    def _other(self, other: Statevector, state: int) -> Any:
        """For a call on two registers, of which this one is in use: they may be one."""
        return nullcontext(state) if other is self else Alone(other._handle)


# ---- arguments that registers, circuits and evaluators share ----

def span(num_qubits: int, first: int, count: Optional[int]) -> Tuple[int, int]:
    """Which basis states: count from first on; count None: the rest."""
    if num_qubits > _native.MAX_QUBITS:
        raise LimitError("there are amplitudes up to %d qubits, not for %d" % (_native.MAX_QUBITS, num_qubits),
                         _native.E_LIMIT)
    size = 1 << num_qubits
    if count is None:
        count = size - first
    if first < 0 or count < 0 or first + count > size:
        raise ArgumentError("first = %d and count = %d do not lie within %d basis states" % (first, count, size))
    return first, count


def gate_arguments(name: str, qubits: Tuple[int, ...], angle: Optional[float]) -> Tuple[int, int, int, float]:
    number = choice(_native.GATES, name, "gate")
    places = array("i", qubits)
    wanted = 1 if number < _native.GATES["cx"] else 2
    if len(places) != wanted:
        raise ArgumentError("gate %s has %d qubits, got %d" % (name, wanted, len(places)))
    has_angle = name[0] in "rp" or name == "cp"
    if has_angle != (angle is not None):
        raise ArgumentError("gate %s %s" % (name, "needs an angle" if has_angle else "has no angle"))
    return number, places[0], places[-1], angle or 0.0


def matrix_arguments(targets: Union[int, Numbers], matrix: Numbers) -> Tuple[int, array, array]:
    places = _arrays.pack("i", [targets] if isinstance(targets, int) else targets)
    entries = _arrays.pack_complex(matrix)
    if len(places) not in (1, 2) or len(entries) != 2 * 4 ** len(places):
        raise ArgumentError("a matrix is on one qubit with 4 entries or on two with 16, got %d and %d"
                            % (len(places), len(entries) // 2))
    return len(places), places, entries


def pauli_arguments(terms: PauliSum) -> Tuple[int, Any, array]:
    pairs = list(terms.items() if isinstance(terms, Mapping) else terms)
    paulis = (c_char_p * len(pairs))(*[pauli.encode() for pauli, _ in pairs])
    return len(pairs), paulis, array("d", [coefficient for _, coefficient in pairs])


def take_shots(shots: int, sample: Callable[[Shots, Any], Any], *, with_energies: bool = False) -> Shots:
    """Runs sample(room, seen), which fills the first seen entries of the room."""
    fits(c_int64, shots, "shots")
    room = Shots(_arrays.zeros("Q", shots), _arrays.zeros("q", shots),
                 _arrays.zeros("d", shots if with_energies else 0))
    seen = c_int64()
    sample(room, byref(seen))
    return Shots(*(column[:seen.value] for column in room))
