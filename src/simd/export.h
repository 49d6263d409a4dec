// How a kernel object hands out its tables. Nothing else may be visible outside of it: a second symbol could
// be an inline function compiled for this architecture, which the linker may hand to everybody.
#pragma once

#define WEISS_CONCATENATE(a, b) WEISS_CONCATENATE_EXPANDED(a, b)
#define WEISS_CONCATENATE_EXPANDED(a, b) a##_##b
// <name>_<architecture>
#define WEISS_OF_ARCH(name) WEISS_CONCATENATE(name, WEISS_ARCH)

// Declared first, because a const object would have internal linkage.
#define WEISS_EXPORT_KERNELS(Type, name)  \
  extern const Type WEISS_OF_ARCH(name); \
  const Type WEISS_OF_ARCH(name) = name
