! Registers, circuits, QAOA.
program test_quantum
  use, intrinsic :: iso_fortran_env, only: int64, real64
  use weiss
  use checks
  implicit none
  real(real64), parameter :: pi = acos(-1.0_real64), tiny = 1e-12_real64
  complex(real64), parameter :: i = (0, 1)
  type(weiss_context) :: context
  type(weiss_error) :: error

  call context%create(memory_limit=100000000_int64, max_threads=2)
  call prepares_bell_states()
  call applies_gates()
  call keeps_circuits()
  call keeps_the_signs()
  call follows_gradients()
  call measures_qaoa()
  call reports_figures()
  call refuses()
  call outlives()
  call check(context%memory() == 0, "registers, circuits and evaluators are freed when they go out of scope")
  call finish()

contains

  subroutine prepares_bell_states()
    type(weiss_statevector) :: state, single
    complex(real64) :: amplitudes(4), some(3), overlap
    real(real64) :: value, probabilities(4)
    real(real64), allocatable :: marginals(:), correlations(:, :)
    integer(int64), allocatable :: states(:), counts(:), again(:)
    call state%create(context, 2)
    call state%gate(weiss_gate_h, 1)
    call state%gate(weiss_gate_cx, 1, 2)
    call state%amplitudes(amplitudes)
    call check(all(abs(amplitudes - [1, 0, 0, 1] / sqrt(2d0)) < tiny), "a Bell state has two amplitudes")
    call state%amplitudes(some, first=2_int64)
    call check(all(some == amplitudes(2:)), "entries count from 1")
    call state%probabilities(probabilities)
    call check(all(abs(probabilities - [0.5d0, 0d0, 0d0, 0.5d0]) < tiny) .and. abs(state%norm() - 1) < tiny, "norm 1")
    call state%expectation(["ZZ", "XX", "YY", "ZI"], [1d0, 0.5d0, 0.25d0, 8d0], value)
    call check(abs(value - 1.25d0) < tiny, "the mean of a sum of Pauli strings")
    call state%sample(1000_int64, states, counts, seed=7_int64)
    call check(all(states == [0, 3]) .and. sum(counts) == 1000 .and. all(counts > 400), "both qubits agree")
    call state%sample(1000_int64, states, again, seed=7_int64)
    call check(all(again == counts), "a seed repeats the shots")
    call state%marginals(marginals)
    call state%correlations(correlations)
    call check(all(abs(marginals) < tiny) .and. all(abs(correlations - 1) < tiny), "marginals and correlations")
    call single%create(context, 2, precision=weiss_precision_single, threads=2)
    call single%set_amplitudes(amplitudes)
    call single%amplitudes(some)
    call check(all(abs(some - amplitudes(:3)) < 1e-7), "floats are close")
    call single%free()
    call single%create(context, 2)
    call single%copy(state)
    call single%overlap(state, overlap)
    call check(abs(overlap - 1) < tiny .and. single%num_qubits() == 2, "a copy is the same")
    call check(weiss_state_memory(10) == 16384 .and. weiss_state_memory(10, weiss_precision_single) == 8192, "memory")
  end subroutine

  subroutine applies_gates()
    type(weiss_statevector) :: state
    complex(real64) :: amplitudes(4), phases(8)
    integer(int64), allocatable :: states(:), counts(:)
    real(real64) :: value
    integer :: k
    call state%create(context, 3)
    call state%gate(weiss_gate_x, 2)
    call state%sample(5_int64, states, counts)
    call check(all(states == [2]) .and. all(counts == [5]), "bit 1 of a state is qubit 2")
    call state%set_basis(6_int64)
    call state%mean([(real(k, real64), k = 1, 8)], value)
    call check(value == 7, "state 6 is entry 7")
    call state%set_uniform()
    call state%phase([(real(k, real64), k = 0, 7)], 0.5d0)
    call state%amplitudes(phases)
    call check(all(abs(phases - [(exp(-0.5d0 * i * k), k = 0, 7)] / sqrt(8d0)) < tiny), "phases of costs")
    call state%free()
    call state%create(context, 2)
    call state%matrix([1], reshape([(0d0, 0d0), i, -i, (0d0, 0d0)], [2, 2])) ! Y, in the order of columns
    call state%amplitudes(amplitudes)
    call check(all(abs(amplitudes - [(0d0, 0d0), i, (0d0, 0d0), (0d0, 0d0)]) < tiny), "a matrix has rows and columns")
    call state%gate(weiss_gate_rx, 1, angle=pi)
    call state%gate(weiss_gate_rzz, 1, 2, 0.5d0)
    call state%pauli_rotation("IX", pi)
    call state%amplitudes(amplitudes)
    call check(all(abs(amplitudes - [(0d0, 0d0), (0d0, 0d0), -i * exp(-0.25d0 * i), (0d0, 0d0)]) < tiny), "rotations")
  end subroutine

  subroutine bell(circuit)
    type(weiss_circuit), intent(inout) :: circuit
    call circuit%create(context, 2)
    call circuit%gate(weiss_gate_h, 1)
    call circuit%gate(weiss_gate_cx, 1, 2)
  end subroutine

  subroutine keeps_circuits()
    type(weiss_circuit) :: first, circuit, three
    type(weiss_circuit_counts) :: counts
    type(weiss_statevector) :: state
    complex(real64) :: swap(4, 4)
    real(real64) :: value, deviation
    integer(int64), allocatable :: states(:), seen(:)
    character(:), allocatable :: text
    call bell(first)
    call circuit%create(context, 2)
    call circuit%append(first)
    call circuit%counts(counts)
    call check(counts%num_qubits == 2 .and. counts%one_qubit_gates == 1 .and. counts%two_qubit_gates == 1 .and. &
      counts%depth == 2, "gates are counted")
    call state%create(context, 2)
    call circuit%run(state)
    call state%expectation(["XX"], [1d0], value)
    call check(abs(value - 1) < tiny, "a circuit is run")
    call circuit%sample(100_int64, states, seen, seed=1_int64)
    call check(all(states == [0, 3]) .and. sum(seen) == 100, "and measured")
    call circuit%expectation(["ZZ"], [1d0], value, deviation)
    call check(abs(value - 1) < tiny .and. deviation == 0, "without noise there is no deviation")
    call circuit%expectation(["XX"], [1d0], value, deviation, weiss_noise(depolarizing_1=1), 400_int64, 1_int64)
    call check(deviation > 0 .and. abs(value) < 4 * deviation, "noise mixes the state")
    call circuit%sample(200_int64, states, seen, noise=weiss_noise(readout=1))
    call check(all(states == [0, 3]) .and. sum(seen) == 200, "all bits are flipped")
    call circuit%qasm(2, text)
    call check(index(text, "OPENQASM 2.0") == 1 .and. index(text, "cx q[0]") > 0, "OpenQASM 2: " // text)
    call three%create(context, 3)
    call three%pauli_rotation("XYZ", 1d0)
    call three%controlled_phase([1, 2, 3], 0.5d0)
    swap = 0
    swap(1, 1) = 1; swap(2, 3) = 1; swap(3, 2) = 1; swap(4, 4) = 1
    call three%matrix([3, 1], swap)
    call three%counts(counts)
    call check(counts%many_qubit_gates == 2, "gates on three qubits")
    call three%counts(counts, decomposed=.true.)
    call check(counts%many_qubit_gates == 0 .and. counts%two_qubit_gates > 2, "which are taken apart")
  end subroutine

  ! A field alone, and a pair: with the good sign of beta the minimum, with the other the maximum.
  subroutine keeps_the_signs()
    type(weiss_problem) :: problem
    type(weiss_qaoa) :: qaoa
    real(real64), allocatable :: marginals(:), correlations(:, :)
    real(real64) :: field(3)
    integer :: n, sign
    field = [1, 0, 0]
    do sign = -1, 1, 2
      do n = 1, 3
        call problem%create_ising(context, n, [integer ::], [integer ::], field=field(:n))
        call qaoa%create(context, problem)
        call qaoa%prepare([pi / 4, -sign * pi / 4])
        call qaoa%marginals(marginals)
        call check(abs(marginals(1) + sign) < tiny, "a spin follows its field")
      end do
      call problem%create_ising(context, 2, [1], [2], [0.5d0])
      call qaoa%create(context, problem)
      call qaoa%prepare([pi / 2, -sign * pi / 8])
      call qaoa%correlations(correlations)
      call check(abs(correlations(1, 2) + sign) < tiny, "a pair follows its coupling")
    end do
  end subroutine

  subroutine follows_gradients()
    type(weiss_problem) :: problem
    type(weiss_qaoa) :: qaoa, closed
    real(real64) :: value, beta, energy, many(2)
    call problem%create_ising(context, 6, [1, 2, 3, 4, 5, 1, 2], [2, 3, 4, 5, 6, 6, 5], &
      [0.5d0, -1.25d0, 0.75d0, 1d0, -0.5d0, 0.25d0, 1.5d0], field=[0.5d0, -1d0, 0d0, 0.25d0, 0d0, 1d0], offset=3d0)
    call qaoa%create(context, problem)
    call agrees_with_differences(qaoa, "X")
    call qaoa%create(context, problem, multi_angle=.true., symmetry=.false., method=weiss_qaoa_statevector)
    call agrees_with_differences(qaoa, "an angle for each term")
    call qaoa%create(context, problem, weiss_mixer_warm_start, start=spread(0.25d0, 1, 6))
    call agrees_with_differences(qaoa, "warm start")
    call qaoa%create(context, problem, weiss_mixer_xy_ring, groups=[1, 1, 1, 2, 2, 0])
    call agrees_with_differences(qaoa, "XY")

    call closed%create(context, problem, method=weiss_qaoa_closed_form)
    call closed%best_beta(0.2d0, beta, value)
    call closed%mean_energy([0.2d0, beta], energy)
    call check(abs(energy - value) < 1e-10, "the best beta has its energy")
    call qaoa%create(context, problem, method=weiss_qaoa_statevector)
    call qaoa%mean_energy([0.2d0, beta], energy)
    call check(abs(energy - value) < 1e-10, "by the amplitudes, too")
    call weiss_qaoa_mean_energies(context, [problem, problem], reshape([0.2d0, beta, 0.2d0, beta], [2, 2]), many)
    call check(all(abs(many - value) < 1e-10), "and side by side")
    call closed%mean_energy([0.2d0, 0.2d0, beta, beta], energy, error)
    call check(error%status == weiss_e_unsupported, "the closed form has depth 1: " // error%message)
  end subroutine

  subroutine agrees_with_differences(qaoa, what)
    type(weiss_qaoa), intent(in) :: qaoa
    character(*), intent(in) :: what
    real(real64), parameter :: step = 1e-5_real64
    real(real64), allocatable :: parameters(:), slope(:), around(:, :)
    real(real64) :: value, energy, energies(2)
    integer :: k
    parameters = [(0.3d0 * sin(real(k, real64)), k = 1, int(qaoa%num_parameters(2)))]
    allocate (slope(size(parameters)), around(size(parameters), 2))
    call qaoa%gradient(parameters, value, slope)
    call qaoa%mean_energy(parameters, energy)
    call check(abs(value - energy) < 1e-10, what // ": a gradient comes with its energy")
    do k = 1, size(parameters)
      around = spread(parameters, 2, 2)
      around(k, :) = around(k, :) + [step, -step]
      call qaoa%mean_energies(around, energies)
      call check(abs(slope(k) - (energies(1) - energies(2)) / (2 * step)) < 1e-7, what // ": a gradient is a slope")
    end do
  end subroutine

  subroutine measures_qaoa()
    type(weiss_problem) :: problem, long
    type(weiss_qaoa) :: qaoa
    type(weiss_circuit) :: circuit
    type(weiss_statevector) :: state, gates
    integer(int64), allocatable :: states(:), counts(:)
    real(real64), allocatable :: values(:)
    real(real64) :: probabilities(16), energies(16), energy, mean
    real(real64), parameter :: parameters(4) = [0.1d0, 0.2d0, -0.4d0, -0.3d0]
    complex(real64) :: overlap
    character(:), allocatable :: text
    integer :: k
    call problem%create_ising(context, 4, [1, 2, 3], [2, 3, 4], [1d0, -2d0, 3d0], offset=-2d0)
    call qaoa%create(context, problem)
    call qaoa%prepare(parameters)
    call qaoa%probabilities(probabilities)
    call qaoa%energies(energies)
    call qaoa%prepared_energy(energy)
    call check(abs(sum(probabilities * energies) - energy) < tiny, "the mean energy is that of the probabilities")
    call qaoa%sample(500_int64, states, counts, values, seed=5_int64)
    call check(sum(counts) == 500 .and. all(values == energies(states + 1)), "shots have energies")
    call state%create(context, 4)
    call qaoa%state(state)
    call state%mean(energies, mean)
    call check(abs(mean - energy) < tiny, "the state goes into a register")
    call qaoa%circuit(parameters, circuit)
    call gates%create(context, 4)
    call circuit%run(gates)
    call state%overlap(gates, overlap)
    call check(abs(abs(overlap) - 1) < tiny, "the gates prepare the same state")
    call qaoa%prepare([real(real64) ::])
    call qaoa%probabilities(probabilities(:1), first=4_int64)
    call check(abs(probabilities(1) - 1d0 / 16) < tiny, "without layers there is the start")
    call check(qaoa%memory(2, .true.) > qaoa%memory(2, .false.), "gradients take memory")

    call long%create_ising(context, 40, [(k, k = 1, 39)], [(k, k = 2, 40)], field=spread(0.5d0, 1, 40))
    call qaoa%create(context, long)
    call qaoa%circuit([0.3d0, -0.2d0], circuit)
    call circuit%qasm(2, text)
    call check(index(text, "OPENQASM 2.0") == 1 .and. index(text, "rx(") > 0 .and. index(text, "q[39]") > 0 .and. &
      index(text, "measure") > 0, "40 spins as OpenQASM")
    call qaoa%mean_energy([0.3d0, 0.2d0, -0.1d0, -0.2d0], energy, error)
    call check(error%status == weiss_e_limit, "whose amplitudes are too many: " // error%message)
    call qaoa%probabilities(probabilities, error=error)
    call check_failure(error, weiss_e_limit, "30")
  end subroutine

  subroutine reports_figures()
    type(weiss_problem) :: problem
    type(weiss_result) :: result
    type(weiss_run_options) :: options
    options%optimum = 6d0
    call problem%create_maxcut(context, 6, [1, 2, 3, 4, 5, 6], [2, 3, 4, 5, 6, 1])
    call weiss_solve(context, problem, result, "qaoa depth=1", options)
    call check(result%figure("expectation") < 0 .and. result%figure("nonsense") /= result%figure("nonsense"), "figures")
    call check(index(result%report(), '"optimum"') > 0, "the report knows the optimum")
  end subroutine

  subroutine refuses()
    type(weiss_statevector) :: state, other
    type(weiss_circuit) :: circuit
    type(weiss_problem) :: problem
    type(weiss_qaoa) :: qaoa
    real(real64) :: value
    call state%create(context, 41, error=error)
    call check_failure(error, weiss_e_limit, "41")
    call check(weiss_state_memory(41) == -1, "no memory is enough")
    call state%gate(weiss_gate_x, 1, error=error)
    call check(error%status == weiss_e_argument, "there is no register: " // error%message)
    call state%create(context, 2)
    call state%expectation(["ZQ"], [1d0], value, error)
    call check_failure(error, weiss_e_argument, "Pauli")
    call state%gate(weiss_gate_x, 3, error=error)
    call check_failure(error, weiss_e_argument, "1 ... 2, got 3")
    call state%gate(weiss_gate_cx, 1, error=error)
    call check_failure(error, weiss_e_argument, "b is missing")
    call state%gate(99, 1, 2, error=error)
    call check(error%status == weiss_e_argument, "an unknown gate: " // error%message)
    call state%phase([1d0], 1d0, error)
    call check_failure(error, weiss_e_argument, "2**n")
    call state%set_basis(4_int64, error)
    call check(error%status == weiss_e_argument, "no such state: " // error%message)
    call state%set_amplitudes([(1d0, 0d0)], 5_int64, error)
    call check_failure(error, weiss_e_argument, "entries")
    call other%create(context, 3)
    call state%copy(other, error)
    call check(error%status == weiss_e_argument, "another size: " // error%message)
    call circuit%create(context, 2)
    call circuit%matrix([1], reshape([(1d0, 0d0), (0d0, 0d0), (1d0, 0d0), (1d0, 0d0)], [2, 2]), error)
    call check(error%status == weiss_e_argument, "not unitary: " // error%message)
    call problem%create_ising(context, 2, [1], [2])
    call qaoa%create(context, problem)
    call qaoa%mean_energy([1d0], value, error)
    call check_failure(error, weiss_e_argument, "a layer has 2 parameters")
    call qaoa%prepared_energy(value, error)
    call check(error%status == weiss_e_argument, "nothing is prepared: " // error%message)
    call qaoa%create(context, problem, start=[0.5d0], error=error)
    call check_failure(error, weiss_e_argument, "start")
    call qaoa%mean_energy([1d0, 1d0], value, error)
    call check(error%status == weiss_e_argument, "there is no evaluator: " // error%message)
  end subroutine

  ! Contexts and problems that were freed live as long as what was made with them; what was freed itself is refused.
  subroutine outlives()
    type(weiss_context) :: own
    type(weiss_problem) :: problem, next
    type(weiss_statevector) :: state
    type(weiss_circuit) :: circuit
    type(weiss_qaoa) :: qaoa, shared
    real(real64) :: before, value
    character(:), allocatable :: text
    call own%create()
    call problem%create_ising(own, 2, [1], [2])
    call next%create_ising(own, 2, [1], [2], [2d0])
    call state%create(own, 2)
    call qaoa%create(own, problem)
    call own%free()
    call problem%free()
    shared = qaoa
    call qaoa%free()
    call shared%mean_energy([0.3d0, -0.2d0], before)
    call shared%set_problem(next)
    call next%free()
    call shared%mean_energy([0.15d0, -0.2d0], value)
    call check(abs(value - 2 * before) < tiny, "an evaluator goes on with another problem")
    call shared%circuit([0.3d0, -0.2d0], circuit)
    call shared%free()
    call circuit%run(state)
    call check(abs(state%norm() - 1) < tiny, "a circuit outlives its evaluator")
    call state%free()
    call circuit%run(state, error)
    call check(error%status == weiss_e_argument, "a register that was freed is refused: " // error%message)
    call circuit%free()
    call circuit%qasm(3, text, error)
    call check(error%status == weiss_e_argument, "so is a circuit: " // error%message)
    call check(state%norm() /= state%norm(), "and has no norm")
  end subroutine

end program
