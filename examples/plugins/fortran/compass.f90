! An optimizer as a plugin: compass search (Kolda, Lewis, Torczon 2003, "Optimization by direct search", section 3).
! From the best point it looks a step ahead along each axis, both ways and inside of the bounds, all in one batch; it
! goes to the best of them, or halves the step when none is better. Values only; no gradients, no random numbers.
module compass_search
  use weiss_plugin
  implicit none
  private
  public :: compass, new_compass

  type, extends(weiss_optimizer) :: compass
    real(c_double) :: tolerance = 0 ! a step this short, in units of the first one, ends the search
  contains
    procedure :: configure
    procedure :: minimize
  end type

contains

  function new_compass() result(optimizer)
    type(compass) :: optimizer
    optimizer%id = "org.example.compass"
    optimizer%title = "Compass search"
    optimizer%summary = "Steps along the axes, halved when none of them helps."
    optimizer%caps = weiss_cap_deterministic
    optimizer%options = [weiss_option(key="tolerance", type=weiss_type_real, real_default=1e-7_c_double, &
      real_min=1e-15_c_double, real_max=1.0_c_double, help="Ends when the step is shorter than this times the first.")]
  end function

  subroutine configure(self, settings, error)
    class(compass), intent(inout) :: self
    type(weiss_settings), intent(in) :: settings
    type(weiss_error), intent(inout) :: error
    self%tolerance = settings%real("tolerance")
    if (.not. self%tolerance > 0) call error%raise("tolerance must be positive")
  end subroutine

  subroutine minimize(self, objective, run, x, f, reason, error)
    class(compass), intent(inout) :: self
    type(weiss_function), intent(in) :: objective
    type(weiss_run), intent(in) :: run
    real(c_double), intent(inout) :: x(:)
    real(c_double), intent(out) :: f
    integer(c_int32_t), intent(out) :: reason
    type(weiss_error), intent(inout) :: error
    real(c_double), allocatable :: points(:, :), values(:)
    real(c_double) :: first_step, step
    integer :: best, room, stat
    logical :: stop

    f = huge(f)
    reason = weiss_reason_work
    allocate (points(size(x), 2 * size(x)), values(2 * size(x)), stat=stat)
    if (stat /= 0) then
      call error%raise("no memory for the points of a step", weiss_e_nomem)
      return
    end if
    points(:, 1) = x
    call objective%evaluate(points(:, :1), values(:1), stop)
    if (stop) return
    f = values(1)

    first_step = objective%initial_step
    if (.not. first_step > 0) first_step = width(objective) / 10
    step = first_step
    do while (step >= self%tolerance * first_step)
      call look_around(objective, x, step, points, room)
      room = int(min(int(room, c_int64_t), run%work_left())) ! a batch over the limit would not be evaluated at all
      if (room > 0) then
        call objective%evaluate(points(:, :room), values(:room), stop)
        if (stop) return
        best = minloc(values(:room), 1)
        if (values(best) < f) then
          f = values(best)
          x = points(:, best)
          cycle
        end if
      end if
      if (run%should_stop() .or. run%work_left() <= 0) return
      step = step / 2
    end do
    reason = weiss_reason_converged
  end subroutine

  ! The points a step away along each axis; where a bound is in the way the point lies on it, and where x itself lies on
  ! the bound there is none.
  subroutine look_around(objective, x, step, points, count)
    type(weiss_function), intent(in) :: objective
    real(c_double), intent(in) :: x(:), step
    real(c_double), intent(out) :: points(:, :)
    integer, intent(out) :: count
    real(c_double) :: ahead
    integer :: i, way
    count = 0
    do i = 1, size(x)
      do way = -1, 1, 2
        ahead = min(max(x(i) + way * step, objective%lower(i)), objective%upper(i))
        if (abs(ahead - x(i)) <= 0) cycle
        count = count + 1
        points(:, count) = x
        points(i, count) = ahead
      end do
    end do
  end subroutine

  ! The largest distance between two bounds; 10 where there are none.
  real(c_double) function width(objective)
    type(weiss_function), intent(in) :: objective
    real(c_double) :: widths(objective%dimension)
    widths = objective%upper - objective%lower
    where (widths > huge(widths)) widths = 10
    width = maxval(widths)
    if (.not. width > 0) width = 10
  end function

end module

function plugin_entry(host) bind(c, name="weiss_plugin_entry_v0") result(plugin)
  use weiss_plugin
  use compass_search
  implicit none
  type(c_ptr), value :: host
  type(c_ptr) :: plugin
  plugin = c_null_ptr
  if (c_associated(host)) plugin = weiss_plugin_of(new_compass(), license="MIT")
end function
