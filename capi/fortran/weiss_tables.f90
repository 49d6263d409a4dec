! The functions that the host hands to a running algorithm, as in plugin.h, where their contracts stand.
module weiss_tables
  use, intrinsic :: iso_c_binding, only: c_char, c_double, c_int8_t, c_int32_t, c_int64_t, c_ptr
  use weiss_types
  implicit none
  public

  abstract interface
    function should_stop_function(run) bind(c) result(stop)
      import
      type(weiss_run_t), intent(in) :: run
      integer(c_int32_t) :: stop
    end function
    function time_left_function(run) bind(c) result(seconds)
      import
      type(weiss_run_t), intent(in) :: run
      real(c_double) :: seconds
    end function
    function work_left_function(run) bind(c) result(units)
      import
      type(weiss_run_t), intent(in) :: run
      integer(c_int64_t) :: units
    end function
    subroutine spend_function(run, units) bind(c)
      import
      type(weiss_run_t), intent(in) :: run
      integer(c_int64_t), value :: units
    end subroutine
    subroutine count_function(run, name, n) bind(c)
      import
      type(weiss_run_t), intent(in) :: run
      character(kind=c_char), intent(in) :: name(*)
      integer(c_int64_t), value :: n
    end subroutine
    subroutine progress_function(run, fraction) bind(c)
      import
      type(weiss_run_t), intent(in) :: run
      real(c_double), value :: fraction
    end subroutine
    subroutine cancel_function(run) bind(c)
      import
      type(weiss_run_t), intent(in) :: run
    end subroutine
    subroutine set_error_function(run, text) bind(c)
      import
      type(weiss_run_t), intent(in) :: run
      character(kind=c_char), intent(in) :: text(*)
    end subroutine

    function report_function(sink, sample) bind(c) result(stop)
      import
      type(weiss_sink_t), intent(in) :: sink
      type(weiss_sample_t), intent(in) :: sample
      integer(c_int32_t) :: stop
    end function
    subroutine marginals_function(sink, marginals) bind(c)
      import
      type(weiss_sink_t), intent(in) :: sink
      real(c_double), intent(in) :: marginals(*)
    end subroutine
    subroutine parameters_function(sink, count, parameters) bind(c)
      import
      type(weiss_sink_t), intent(in) :: sink
      integer(c_int64_t), value :: count
      real(c_double), intent(in) :: parameters(*)
    end subroutine
    subroutine bound_function(sink, lower_bound, proof) bind(c)
      import
      type(weiss_sink_t), intent(in) :: sink
      real(c_double), value :: lower_bound
      integer(c_int32_t), value :: proof
    end subroutine

    function add_function(sink, part) bind(c) result(stop)
      import
      type(weiss_part_sink_t), intent(in) :: sink
      type(weiss_part_t), intent(in) :: part
      integer(c_int32_t) :: stop
    end function

    function evaluate_function(objective, count, x, f, g) bind(c) result(status)
      import
      type(weiss_objective_t), intent(in) :: objective
      integer(c_int64_t), value :: count
      real(c_double), intent(in) :: x(*)
      real(c_double), intent(out) :: f(*)
      type(c_ptr), value :: g
      integer(c_int32_t) :: status
    end function
  end interface
end module
