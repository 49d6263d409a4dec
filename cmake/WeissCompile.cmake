# Compile settings that every target of Weiss shares. Nothing is set globally.

# weiss_compile_options(<target>): C++17, hidden symbols, warnings, reproducible floating point.
function(weiss_compile_options target)
  set_target_properties(${target} PROPERTIES
    C_STANDARD 99 C_STANDARD_REQUIRED ON C_EXTENSIONS OFF
    CXX_STANDARD 17 CXX_STANDARD_REQUIRED ON CXX_EXTENSIONS OFF
    POSITION_INDEPENDENT_CODE ON
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wpedantic -Wshadow $<$<COMPILE_LANGUAGE:CXX>:-Wconversion>
    $<$<BOOL:${WEISS_WERROR}>:-Werror>
    -fno-fast-math -ffp-contract=off)
  if(WEISS_FUZZ)
    target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
  endif()
  if(WEISS_SANITIZE)
    target_compile_options(${target} PRIVATE -fsanitize=${WEISS_SANITIZE} -fno-omit-frame-pointer)
    if(NOT WEISS_SANITIZE STREQUAL "thread")
      target_compile_options(${target} PRIVATE -fno-sanitize-recover=all)
    endif()
    target_link_options(${target} PUBLIC -fsanitize=${WEISS_SANITIZE})
    if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)  # between the checks gcc loses sight of what std::optional knows
      target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized)
    endif()
  endif()
endfunction()

# weiss_compact_code(): the sources of this folder in the core are compiled with -O2 in a release. -O3 makes code that
# checks, messages and calls a tenth larger and no faster.
function(weiss_compact_code)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  set_source_files_properties(${sources} TARGET_DIRECTORY weiss_core
    PROPERTIES COMPILE_OPTIONS $<$<CONFIG:Release>:-O2>)
endfunction()
