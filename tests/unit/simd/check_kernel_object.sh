#!/bin/sh
# check_kernel_object.sh <arch> <object>...: a kernel object may define tables of its architecture only. A weak
# definition beside them is an inline function compiled for one architecture, which the linker may hand to
# everybody. (DW.ref.* is no code: a pointer to the runtime's exception handler that unwind tables share.)
arch=$1
shift
for object; do
  symbols=$(nm -C --defined-only --extern-only "$object") || exit 1
  symbols=$(printf '%s\n' "$symbols" | grep -v ' V DW\.ref\.')
  pattern=" [DRBd] weiss::[a-z0-9_]*kernels[a-z0-9_]*_$arch\$"
  if ! printf '%s\n' "$symbols" | grep -q "$pattern"; then
    echo "$object does not define a table of $arch"
    exit 1
  fi
  others=$(printf '%s\n' "$symbols" | grep -v "$pattern")
  if [ -n "$others" ]; then
    echo "$object defines more than tables of $arch:"
    printf '%s\n' "$others"
    exit 1
  fi
done
