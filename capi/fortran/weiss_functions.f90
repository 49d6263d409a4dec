! The functions of the library that the module weiss calls, as in the C headers, where their contracts stand.
module weiss_functions
  use, intrinsic :: iso_c_binding, only: c_char, c_double, c_funptr, c_int8_t, c_int32_t, c_int64_t, c_ptr
  use weiss_types
  implicit none
  public

  interface
    function weiss_reason_name(reason) bind(c) result(ptr)
      import
      integer(c_int32_t), value :: reason
      type(c_ptr) :: ptr
    end function
    function weiss_context_create(config, out, error) bind(c) result(status)
      import
      type(c_ptr), value :: config
      type(c_ptr), intent(out) :: out
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    subroutine weiss_context_destroy(context) bind(c)
      import
      type(c_ptr), value :: context
    end subroutine
    function weiss_context_simd(context) bind(c) result(ptr)
      import
      type(c_ptr), value :: context
      type(c_ptr) :: ptr
    end function
    function weiss_context_memory(context, peak) bind(c) result(number)
      import
      type(c_ptr), value :: context
      integer(c_int64_t), intent(out) :: peak
      integer(c_int64_t) :: number
    end function
    function weiss_context_load_plugin(context, path, error) bind(c) result(status)
      import
      type(c_ptr), value :: context
      character(kind=c_char), intent(in) :: path(*)
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_context_add_algorithm(context, algorithm, release, error) bind(c) result(status)
      import
      type(c_ptr), value :: context
      type(weiss_algorithm_t), intent(in) :: algorithm
      type(c_funptr), value :: release
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_context_num_algorithms(context, count, error) bind(c) result(status)
      import
      type(c_ptr), value :: context
      integer(c_int64_t), intent(out) :: count
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_context_algorithm(context, index, info, error) bind(c) result(status)
      import
      type(c_ptr), value :: context
      integer(c_int64_t), value :: index
      type(weiss_algorithm_info_t), intent(inout) :: info
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_context_find_algorithm(context, kind, name, info, error) bind(c) result(status)
      import
      type(c_ptr), value :: context
      integer(c_int32_t), value :: kind
      type(c_ptr), value :: name
      type(weiss_algorithm_info_t), intent(inout) :: info
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_version() bind(c) result(ptr)
      import
      type(c_ptr) :: ptr
    end function
    subroutine weiss_abi_version(major, minor) bind(c)
      import
      integer(c_int32_t), intent(out) :: major, minor
    end subroutine
    function weiss_problem_update(problem, data, error) bind(c) result(status)
      import
      type(c_ptr), value :: problem
      type(weiss_problem_data_t), intent(in) :: data
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_problem_clamp(problem, run, num_members, members, spins, mean_spins, with_offset, out, error) &
      bind(c) result(status)
      import
      type(c_ptr), value :: problem, run
      integer(c_int64_t), value :: num_members
      integer(c_int32_t), intent(in) :: members(*)
      type(c_ptr), value :: spins, mean_spins
      integer(c_int32_t), value :: with_offset
      type(c_ptr), intent(out) :: out
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_problem_contract(problem, run, num_groups, group, sign, out, error) bind(c) result(status)
      import
      type(c_ptr), value :: problem, run
      integer(c_int64_t), value :: num_groups
      integer(c_int32_t), intent(in) :: group(*)
      type(c_ptr), value :: sign
      type(c_ptr), intent(out) :: out
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_problem_components(problem, component, num_components, error) bind(c) result(status)
      import
      type(c_ptr), value :: problem
      integer(c_int32_t), intent(out) :: component(*)
      integer(c_int64_t), intent(out) :: num_components
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_problem_reduce(problem, run, out, reduction, error) bind(c) result(status)
      import
      type(c_ptr), value :: problem, run
      type(c_ptr), intent(out) :: out, reduction
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_problem_multiply(problem, count, x, y, error) bind(c) result(status)
      import
      type(c_ptr), value :: problem
      integer(c_int64_t), value :: count
      real(c_double), intent(in) :: x(*)
      real(c_double), intent(out) :: y(*)
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_reduction_get_info(reduction, info, error) bind(c) result(status)
      import
      type(c_ptr), value :: reduction
      type(weiss_reduction_info_t), intent(inout) :: info
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    subroutine weiss_reduction_lift(reduction, reduced_spins, spins) bind(c)
      import
      type(c_ptr), value :: reduction
      integer(c_int8_t), intent(in) :: reduced_spins(*)
      integer(c_int8_t), intent(out) :: spins(*)
    end subroutine
    subroutine weiss_reduction_restrict(reduction, spins, reduced_spins) bind(c)
      import
      type(c_ptr), value :: reduction
      integer(c_int8_t), intent(in) :: spins(*)
      integer(c_int8_t), intent(out) :: reduced_spins(*)
    end subroutine
    subroutine weiss_reduction_destroy(reduction) bind(c)
      import
      type(c_ptr), value :: reduction
    end subroutine
    function weiss_problem_create(context, data, out, error) bind(c) result(status)
      import
      type(c_ptr), value :: context
      type(weiss_problem_data_t), intent(in) :: data
      type(c_ptr), intent(out) :: out
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    subroutine weiss_problem_destroy(problem) bind(c)
      import
      type(c_ptr), value :: problem
    end subroutine
    function weiss_problem_get_info(problem, info, error) bind(c) result(status)
      import
      type(c_ptr), value :: problem
      type(weiss_problem_info_t), intent(inout) :: info
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_problem_num_spins(problem) bind(c) result(number)
      import
      type(c_ptr), value :: problem
      integer(c_int64_t) :: number
    end function
    function weiss_problem_energies(problem, count, spins, energies, error) bind(c) result(status)
      import
      type(c_ptr), value :: problem
      integer(c_int64_t), value :: count
      integer(c_int8_t), intent(in) :: spins(*)
      real(c_double), intent(out) :: energies(*)
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_problem_objective(problem, energy) bind(c) result(number)
      import
      type(c_ptr), value :: problem
      real(c_double), value :: energy
      real(c_double) :: number
    end function
    function weiss_problem_energy_of(problem, objective) bind(c) result(number)
      import
      type(c_ptr), value :: problem
      real(c_double), value :: objective
      real(c_double) :: number
    end function
    function weiss_problem_read_file(context, path, options, out, error) bind(c) result(status)
      import
      type(c_ptr), value :: context
      character(kind=c_char), intent(in) :: path(*)
      type(c_ptr), value :: options
      type(c_ptr), intent(out) :: out
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_problem_write_file(problem, path, options, error) bind(c) result(status)
      import
      type(c_ptr), value :: problem
      character(kind=c_char), intent(in) :: path(*)
      type(c_ptr), value :: options
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_solution_read_file(path, num_spins, spins, error) bind(c) result(status)
      import
      character(kind=c_char), intent(in) :: path(*)
      integer(c_int64_t), value :: num_spins
      integer(c_int8_t), intent(out) :: spins(*)
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_solution_write_file(path, num_spins, spins, error) bind(c) result(status)
      import
      character(kind=c_char), intent(in) :: path(*)
      integer(c_int64_t), value :: num_spins
      integer(c_int8_t), intent(in) :: spins(*)
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_num_formats() bind(c) result(number)
      import
      integer(c_int64_t) :: number
    end function
    function weiss_format_get_info(index, info, error) bind(c) result(status)
      import
      integer(c_int64_t), value :: index
      type(weiss_format_info_t), intent(inout) :: info
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    subroutine weiss_instance_destroy(instance) bind(c)
      import
      type(c_ptr), value :: instance
    end subroutine
    function weiss_instance_spec(instance) bind(c) result(ptr)
      import
      type(c_ptr), value :: instance
      type(c_ptr) :: ptr
    end function
    subroutine weiss_instance_cancel(instance) bind(c)
      import
      type(c_ptr), value :: instance
    end subroutine
    subroutine weiss_instance_reset_cancel(instance) bind(c)
      import
      type(c_ptr), value :: instance
    end subroutine
    function weiss_instance_create(context, kind, spec, values, num_values, out, error) bind(c) result(status)
      import
      type(c_ptr), value :: context
      integer(c_int32_t), value :: kind
      character(kind=c_char), intent(in) :: spec(*)
      type(weiss_value_t), intent(in) :: values(*)
      integer(c_int64_t), value :: num_values
      type(c_ptr), intent(out) :: out
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_instance_solve(instance, problem, config, out, error) bind(c) result(status)
      import
      type(c_ptr), value :: instance, problem, config
      type(c_ptr), intent(out) :: out
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_instance_partition(instance, problem, task, config, out, error) bind(c) result(status)
      import
      type(c_ptr), value :: instance, problem, task, config
      type(c_ptr), intent(out) :: out
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_instance_minimize(instance, objective, config, out, error) bind(c) result(status)
      import
      type(c_ptr), value :: instance
      type(weiss_objective_t), intent(in) :: objective
      type(c_ptr), value :: config
      type(c_ptr), intent(out) :: out
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_solve_once(context, problem, spec, config, out, error) bind(c, name="weiss_solve") &
      result(status)
      import
      type(c_ptr), value :: context, problem
      character(kind=c_char), intent(in) :: spec(*)
      type(c_ptr), value :: config
      type(c_ptr), intent(out) :: out
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    subroutine weiss_result_destroy(result) bind(c)
      import
      type(c_ptr), value :: result
    end subroutine
    function weiss_result_get_info(result, info, error) bind(c) result(status)
      import
      type(c_ptr), value :: result
      type(weiss_result_info_t), intent(inout) :: info
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_result_reason(result) bind(c) result(code)
      import
      type(c_ptr), value :: result
      integer(c_int32_t) :: code
    end function
    function weiss_result_energy(result) bind(c) result(number)
      import
      type(c_ptr), value :: result
      real(c_double) :: number
    end function
    function weiss_result_objective(result) bind(c) result(number)
      import
      type(c_ptr), value :: result
      real(c_double) :: number
    end function
    function weiss_result_counter(result, index, value) bind(c) result(ptr)
      import
      type(c_ptr), value :: result
      integer(c_int64_t), value :: index
      integer(c_int64_t), intent(out) :: value
      type(c_ptr) :: ptr
    end function
    function weiss_result_figure(result, index, value) bind(c) result(ptr)
      import
      type(c_ptr), value :: result
      integer(c_int64_t), value :: index
      real(c_double), intent(out) :: value
      type(c_ptr) :: ptr
    end function
    function weiss_result_warning(result, index) bind(c) result(ptr)
      import
      type(c_ptr), value :: result
      integer(c_int64_t), value :: index
      type(c_ptr) :: ptr
    end function
    function weiss_result_report(result) bind(c) result(ptr)
      import
      type(c_ptr), value :: result
      type(c_ptr) :: ptr
    end function
    function weiss_result_spins(result) bind(c) result(ptr)
      import
      type(c_ptr), value :: result
      type(c_ptr) :: ptr
    end function
    function weiss_result_bits(result) bind(c) result(ptr)
      import
      type(c_ptr), value :: result
      type(c_ptr) :: ptr
    end function
    function weiss_result_get_sample(result, index, sample, error) bind(c) result(status)
      import
      type(c_ptr), value :: result
      integer(c_int64_t), value :: index
      type(weiss_result_sample_t), intent(inout) :: sample
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_result_samples(result, first, count, spins, energies, objectives, multiplicities, error) bind(c) &
      result(status)
      import
      type(c_ptr), value :: result
      integer(c_int64_t), value :: first, count
      integer(c_int8_t), intent(out) :: spins(*)
      real(c_double), intent(out) :: energies(*), objectives(*)
      integer(c_int64_t), intent(out) :: multiplicities(*)
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_result_get_improvement(result, index, improvement, error) bind(c) result(status)
      import
      type(c_ptr), value :: result
      integer(c_int64_t), value :: index
      type(weiss_result_improvement_t), intent(inout) :: improvement
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_result_marginals(result) bind(c) result(ptr)
      import
      type(c_ptr), value :: result
      type(c_ptr) :: ptr
    end function
    function weiss_result_parameters(result) bind(c) result(ptr)
      import
      type(c_ptr), value :: result
      type(c_ptr) :: ptr
    end function
    function weiss_result_get_part(result, index, part, error) bind(c) result(status)
      import
      type(c_ptr), value :: result
      integer(c_int64_t), value :: index
      type(weiss_result_part_t), intent(inout) :: part
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_result_x(result) bind(c) result(ptr)
      import
      type(c_ptr), value :: result
      type(c_ptr) :: ptr
    end function
  end interface
end module
