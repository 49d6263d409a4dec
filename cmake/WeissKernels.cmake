# weiss_add_kernels(<arch> <flag>...): the kernels of src/simd for one architecture, from the sources
# *_arch.cpp of the calling folder, as the object library weiss_kernels_<arch>. An architecture whose
# flags the compiler lacks, or that WEISS_SIMD_LEVELS does not name, is left out. The dispatcher learns of it by
# WEISS_HAVE_<arch>, and both libraries take the objects from the global property WEISS_KERNEL_ARCHITECTURES
# (objects of an object library do not travel through another one).

include(CheckCXXCompilerFlag)

if(WEISS_XSIMD_INCLUDE_DIR)
  set(weiss_xsimd_dir ${WEISS_XSIMD_INCLUDE_DIR})
else()
  find_path(WEISS_SYSTEM_XSIMD_INCLUDE_DIR xsimd/xsimd.hpp)
  mark_as_advanced(WEISS_SYSTEM_XSIMD_INCLUDE_DIR)
  set(weiss_xsimd_dir ${WEISS_SYSTEM_XSIMD_INCLUDE_DIR})
endif()
if(NOT EXISTS "${weiss_xsimd_dir}/xsimd/xsimd.hpp")
  message(FATAL_ERROR "xsimd/xsimd.hpp is neither in the system's include folders nor in "
    "WEISS_XSIMD_INCLUDE_DIR (\"${WEISS_XSIMD_INCLUDE_DIR}\"). Install the package (Debian and Ubuntu: "
    "libxsimd-dev), or set WEISS_XSIMD_INCLUDE_DIR to the include folder of xsimd 8.1 or newer.")
endif()

function(weiss_add_kernels arch)
  if(WEISS_SIMD_LEVELS AND NOT arch STREQUAL scalar AND NOT arch IN_LIST WEISS_SIMD_LEVELS)
    return()
  endif()
  foreach(flag IN LISTS ARGN)
    string(MAKE_C_IDENTIFIER "WEISS_CXX_HAS${flag}" has_flag)
    check_cxx_compiler_flag(${flag} ${has_flag})
    if(NOT ${has_flag})
      message(STATUS "Weiss: no kernels for ${arch}, the compiler does not know ${flag}")
      return()
    endif()
  endforeach()

  set(target weiss_kernels_${arch})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*_arch.cpp)
  add_library(${target} OBJECT ${sources})
  weiss_compile_options(${target})
  # Without optimisation inline functions of xsimd become weak symbols of this object, compiled for this
  # architecture and free for the linker to share with everybody; link-time optimisation shares them too.
  target_compile_options(${target} PRIVATE -O3 ${ARGN})
  if(WEISS_SANITIZE)  # with checks in them the longest kernels take three times as long to compile at -O3
    target_compile_options(${target} PRIVATE -O1)
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)  # the intrinsics of gcc 12 start from undefined registers
    target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized -Wno-uninitialized)
  endif()
  set_target_properties(${target} PROPERTIES INTERPROCEDURAL_OPTIMIZATION OFF)
  target_compile_definitions(${target} PRIVATE WEISS_ARCH=${arch} WEISS_ARCH_${arch})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_include_directories(${target} SYSTEM PRIVATE ${weiss_xsimd_dir})

  set_property(SOURCE ${CMAKE_CURRENT_SOURCE_DIR}/dispatch.cpp TARGET_DIRECTORY weiss_core
               APPEND PROPERTY COMPILE_DEFINITIONS WEISS_HAVE_${arch})
  set_property(GLOBAL APPEND PROPERTY WEISS_KERNEL_ARCHITECTURES ${arch})
endfunction()
