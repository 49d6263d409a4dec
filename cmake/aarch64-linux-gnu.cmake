# Builds for 64-bit ARM with Debian's cross compiler (g++-aarch64-linux-gnu), and runs tests under qemu (qemu-user).
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
find_program(WEISS_QEMU NAMES qemu-aarch64)
set(CMAKE_CROSSCOMPILING_EMULATOR ${WEISS_QEMU};-L;/usr/aarch64-linux-gnu)

# The packages of headers only are the host's, without the rest of its include folder.
foreach(name IN ITEMS xsimd doctest)
  if(NOT EXISTS ${CMAKE_BINARY_DIR}/headers/${name})
    file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/headers)
    file(CREATE_LINK /usr/include/${name} ${CMAKE_BINARY_DIR}/headers/${name} SYMBOLIC)
  endif()
endforeach()
set(WEISS_XSIMD_INCLUDE_DIR ${CMAKE_BINARY_DIR}/headers CACHE PATH "")
set(WEISS_DOCTEST_INCLUDE_DIR ${CMAKE_BINARY_DIR}/headers CACHE PATH "")
