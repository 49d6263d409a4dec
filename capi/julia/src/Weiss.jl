"""
Minimises QUBO, Ising and Max-Cut energies, alone or by decomposition. Everything hangs off a [`Context`](@ref):

    context = Context()
    problem = maxcut(context, 4, [1, 2, 3, 3], [2, 3, 1, 4])
    result = solve(context, problem)
    result.objective, result.bits

Indices are 1-based. A call that fails throws a [`WeissError`](@ref).
"""
module Weiss

using Libdl
using SparseArrays

export Context, Problem, Instance, Result, Option, WeissError
export ising, qubo, maxcut, read_problem, parse_problem, write_problem, read_solution, write_solution
export update!, clamp_spins, contract, components, reduce_problem, lift, restrict
export Search, Replicas, lanes, set_spins!, set_random!, descend!, tabu!, anneal!, trees!, sweep!
export roof_dual, sdp_bound, multiply
export num_spins, energies, objective, energy_of, info, algorithms, algorithm, formats, load_plugin
export solve, partition, minimize, cancel, reset_cancel, spec
export add_solver, add_partitioner, add_optimizer
export should_stop, time_left, work_left, spend, count_event, tell_progress
export report, report_marginals, report_parameters, report_bound, add_part, value_and_gradient

export Statevector, Circuit, Qaoa
export num_qubits, set_basis!, set_uniform!, set_amplitudes!, amplitudes, amplitudes!
export gate!, matrix!, pauli_rotation!, controlled_phase!, phase!
export norm_squared, expectation, mean_cost, probabilities, marginals, correlations, measure, overlap
export count_gates, qasm, run!
export num_parameters, set_problem!, mean_energy, mean_energies, value_and_gradient!, best_beta, prepare!

include("c.jl")
include("library.jl")
include("errors.jl")
include("context.jl")
include("problem.jl")
include("transform.jl")
include("bounds.jl")
include("search.jl")
include("result.jl")
include("call.jl")
include("run.jl")
include("algorithms.jl")
include("callbacks.jl")
include("register.jl")
include("gates.jl")
include("statevector.jl")
include("circuit.jl")
include("qaoa.jl")

__init__() = open_library()

end # module
