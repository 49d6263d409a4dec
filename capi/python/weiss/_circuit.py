"""Circuits: lists of gates to run, with noise or without, to count and to write as OpenQASM."""

from __future__ import annotations

from ctypes import byref, c_double, c_int32, c_int64, c_uint64, c_void_p
from typing import TYPE_CHECKING, Any, NamedTuple, Optional, Union

from . import _arrays, _native
from ._arrays import Numbers
from ._errors import call
from ._handle import Alone, Handle, Owned
from ._problem import fits, written
from ._statevector import (
    PauliSum, Shots, Statevector, gate_arguments, matrix_arguments, pauli_arguments, take_shots,
)

if TYPE_CHECKING:
    from ._context import Context

lib = _native.lib


class CircuitCounts(NamedTuple):
    """Resources of a circuit; see weiss_circuit_counts."""

    num_qubits: int
    one_qubit_gates: int
    two_qubit_gates: int
    many_qubit_gates: int
    rotations: int
    depth: int
    two_qubit_depth: int


class Noise(NamedTuple):
    """Probabilities of errors after each gate; see weiss_noise."""

    depolarizing_1: float = 0.0  # after a one-qubit gate
    depolarizing_2: float = 0.0  # after a gate on two qubits and more
    pauli_x: float = 0.0  # after a gate, on each of its qubits
    pauli_y: float = 0.0
    pauli_z: float = 0.0
    readout: float = 0.0  # each measured bit is flipped


class NoisyMean(NamedTuple):
    """A mean over runs with noise."""

    value: float
    standard_error: float  # 0 without noise


class Circuit(Owned):
    """A list of gates, empty at first; see Context.circuit. Threads may share one that does not change."""

    def __init__(self, context: Context, pointer: int) -> None:
        self._handle = Handle("circuit", pointer, lib.circuit_destroy, context._handle)
        context._dependents.add(self)
        self.num_qubits: int = lib.circuit_num_qubits(pointer)

    # ---- building; gates as of Statevector ----

    def gate(self, name: str, *qubits: int, angle: Optional[float] = None) -> None:
        with Alone(self._handle) as circuit:
            call(lib.circuit_gate, circuit, *gate_arguments(name, qubits, angle))

    def matrix(self, targets: Union[int, Numbers], matrix: Numbers) -> None:
        """A unitary matrix on one qubit or two."""
        count, places, entries = matrix_arguments(targets, matrix)
        with Alone(self._handle) as circuit:
            call(lib.circuit_matrix, circuit, count, _arrays.address(places), _arrays.address(entries))

    def pauli_rotation(self, pauli: str, angle: float) -> None:
        with Alone(self._handle) as circuit:
            call(lib.circuit_pauli_rotation, circuit, pauli.encode(), angle)

    def controlled_phase(self, targets: Numbers, angle: float) -> None:
        """exp(i angle) on the states in which all targets are 1."""
        places = _arrays.pack("i", targets)
        with Alone(self._handle) as circuit:
            call(lib.circuit_controlled_phase, circuit, len(places), _arrays.address(places), angle)

    def append(self, other: Circuit) -> None:
        """All gates of a circuit of as many qubits."""
        with Alone(self._handle) as circuit:
            if other is self:
                call(lib.circuit_append, circuit, circuit)
            else:
                with other._handle as added:
                    call(lib.circuit_append, circuit, added)

    # ---- what it costs, and what it looks like ----

    def count(self, *, decomposed: bool = False) -> CircuitCounts:
        """Counts gates as they were added or, decomposed, as they stand in OpenQASM 2."""
        counts = _native.CircuitCounts()
        with self._handle as circuit:
            call(lib.circuit_count, circuit, int(decomposed), byref(counts))
        return _arrays.record(CircuitCounts, counts)

    def qasm(self, version: int = 3) -> str:
        """The circuit, and a measurement of all qubits, as OpenQASM 2 or 3."""
        number = fits(c_int32, version, "version")
        with self._handle as circuit:
            return written(lambda receive: call(lib.circuit_write_qasm, circuit, number, receive, None))

    # ---- running ----

    def run(self, state: Statevector) -> None:
        """Applies all gates to a register of as many qubits."""
        with self._handle as circuit, Alone(state._handle) as register:
            call(lib.circuit_run, circuit, None, register)

    def sample(self, shots: int, *, seed: int = 0, noise: Optional[Noise] = None) -> Shots:
        """Runs from all 0 and measures all qubits, shots times; with noise each shot is a run of its own."""
        with self._handle as circuit:
            return take_shots(shots, lambda room, seen: call(
                lib.circuit_sample, circuit, None, _noise(noise), fits(c_uint64, seed, "seed"), shots,
                _arrays.address(room.states), _arrays.address(room.counts), seen))

    def expectation(self, terms: PauliSum, *, noise: Optional[Noise] = None, trajectories: int = 1,
                    seed: int = 0) -> NoisyMean:
        """Mean of a sum of Pauli strings after a run from all 0, or after so many runs with noise."""
        count, paulis, coefficients = pauli_arguments(terms)
        value, standard_error = c_double(), c_double()
        with self._handle as circuit:
            call(lib.circuit_expectation, circuit, None, _noise(noise), fits(c_uint64, seed, "seed"),
                 fits(c_int64, trajectories, "trajectories"), count, paulis, _arrays.address(coefficients),
                 byref(value), byref(standard_error))
        return NoisyMean(value.value, standard_error.value)


def new_circuit(context: Context, num_qubits: int) -> Circuit:
    out = c_void_p()
    with context._handle as owner:
        call(lib.circuit_create, owner, fits(c_int32, num_qubits, "num_qubits"), byref(out))
        return Circuit(context, out.value or 0)


def _noise(noise: Optional[Noise]) -> Any:
    return None if noise is None else byref(_native.Noise(**noise._asdict()))
