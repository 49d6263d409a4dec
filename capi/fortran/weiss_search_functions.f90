! The functions of bounds.h, search.h and replicas.h, as in the C headers, where their contracts stand.
module weiss_search_functions
  use, intrinsic :: iso_c_binding, only: c_double, c_int8_t, c_int32_t, c_int64_t, c_ptr
  use weiss_types
  implicit none
  public

  interface
    function weiss_bound_roof_dual(problem, run, bound, persistent, error) bind(c) result(status)
      import
      type(c_ptr), value :: problem, run
      real(c_double), intent(out) :: bound
      integer(c_int8_t), intent(out) :: persistent(*)
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_bound_sdp(problem, run, params, bound, value, roundings, error) bind(c) result(status)
      import
      type(c_ptr), value :: problem, run
      type(weiss_sdp_params_t), intent(in) :: params
      real(c_double), intent(out) :: bound, value
      integer(c_int8_t), intent(out) :: roundings(*)
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_search_create(problem, run, engine, out, error) bind(c) result(status)
      import
      type(c_ptr), value :: problem, run
      integer(c_int32_t), value :: engine
      type(c_ptr), intent(out) :: out
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    subroutine weiss_search_destroy(search) bind(c)
      import
      type(c_ptr), value :: search
    end subroutine
    function weiss_search_set(search, spins, error) bind(c) result(status)
      import
      type(c_ptr), value :: search
      integer(c_int8_t), intent(in) :: spins(*)
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    subroutine weiss_search_set_random(search, seed) bind(c)
      import
      type(c_ptr), value :: search
      integer(c_int64_t), value :: seed
    end subroutine
    function weiss_search_spins(search) bind(c) result(ptr)
      import
      type(c_ptr), value :: search
      type(c_ptr) :: ptr
    end function
    function weiss_search_best_spins(search) bind(c) result(ptr)
      import
      type(c_ptr), value :: search
      type(c_ptr) :: ptr
    end function
    function weiss_search_energy(search) bind(c) result(number)
      import
      type(c_ptr), value :: search
      real(c_double) :: number
    end function
    function weiss_search_best_energy(search) bind(c) result(number)
      import
      type(c_ptr), value :: search
      real(c_double) :: number
    end function
    function weiss_search_descend(search, run) bind(c) result(number)
      import
      type(c_ptr), value :: search, run
      integer(c_int64_t) :: number
    end function
    function weiss_search_tabu(search, run, params) bind(c) result(number)
      import
      type(c_ptr), value :: search, run
      type(weiss_tabu_params_t), intent(in) :: params
      integer(c_int64_t) :: number
    end function
    function weiss_search_anneal(search, run, params) bind(c) result(number)
      import
      type(c_ptr), value :: search, run
      type(weiss_anneal_params_t), intent(in) :: params
      integer(c_int64_t) :: number
    end function
    function weiss_search_trees(search, run, params) bind(c) result(number)
      import
      type(c_ptr), value :: search, run
      type(weiss_trees_params_t), intent(in) :: params
      integer(c_int64_t) :: number
    end function
    function weiss_replicas_lanes(problem) bind(c) result(number)
      import
      type(c_ptr), value :: problem
      integer(c_int64_t) :: number
    end function
    function weiss_replicas_create(problem, run, count, out, error) bind(c) result(status)
      import
      type(c_ptr), value :: problem, run
      integer(c_int64_t), value :: count
      type(c_ptr), intent(out) :: out
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    subroutine weiss_replicas_destroy(replicas) bind(c)
      import
      type(c_ptr), value :: replicas
    end subroutine
    function weiss_replicas_set(replicas, replica, spins, error) bind(c) result(status)
      import
      type(c_ptr), value :: replicas
      integer(c_int64_t), value :: replica
      integer(c_int8_t), intent(in) :: spins(*)
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    subroutine weiss_replicas_set_random(replicas, seed) bind(c)
      import
      type(c_ptr), value :: replicas
      integer(c_int64_t), value :: seed
    end subroutine
    function weiss_replicas_spins(replicas, replica, spins, error) bind(c) result(status)
      import
      type(c_ptr), value :: replicas
      integer(c_int64_t), value :: replica
      integer(c_int8_t), intent(out) :: spins(*)
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    subroutine weiss_replicas_energies(replicas, energies) bind(c)
      import
      type(c_ptr), value :: replicas
      real(c_double), intent(out) :: energies(*)
    end subroutine
    function weiss_replicas_anneal(replicas, run, params) bind(c) result(number)
      import
      type(c_ptr), value :: replicas, run
      type(weiss_anneal_params_t), intent(in) :: params
      integer(c_int64_t) :: number
    end function
    function weiss_replicas_sweep(replicas, run, sweeps, temperatures, seed) bind(c) result(number)
      import
      type(c_ptr), value :: replicas, run
      integer(c_int64_t), value :: sweeps, seed
      real(c_double), intent(in) :: temperatures(*)
      integer(c_int64_t) :: number
    end function
  end interface

end module
