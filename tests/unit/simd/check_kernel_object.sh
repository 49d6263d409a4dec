#!/bin/sh
# check_kernel_object.sh <arch> <object>: a kernel object may define one symbol only, its table. A weak
# definition beside it is an inline function compiled for one architecture, which the linker may hand to
# everybody. (DW.ref.* is no code: a pointer to the runtime's exception handler that unwind tables share.)
symbols=$(nm -C --defined-only --extern-only "$2") || exit 1
symbols=$(printf '%s\n' "$symbols" | grep -v ' V DW\.ref\.')
table=$(printf '%s\n' "$symbols" | grep " weiss::kernels_$1\$")
others=$(printf '%s\n' "$symbols" | grep -v " weiss::kernels_$1\$")
if [ -z "$table" ]; then
  echo "$2 does not define weiss::kernels_$1"
  exit 1
fi
if [ -n "$others" ]; then
  echo "$2 defines more than weiss::kernels_$1:"
  printf '%s\n' "$others"
  exit 1
fi
