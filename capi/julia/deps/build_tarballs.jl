# A recipe of BinaryBuilder: julia build_tarballs.jl makes the artifacts of a package Weiss_jll.
using BinaryBuilder

name = "Weiss"
version = v"0.1.0"
sources = [DirectorySource(normpath(@__DIR__, "..", "..", ".."))]

# The plugins stand beside the library, which finds them wherever the artifact lies.
script = raw"""
cd ${WORKSPACE}/srcdir
cmake -S . -B build -DCMAKE_INSTALL_PREFIX=${prefix} -DCMAKE_INSTALL_LIBDIR=lib \
    -DCMAKE_TOOLCHAIN_FILE=${CMAKE_TARGET_TOOLCHAIN} -DCMAKE_BUILD_TYPE=Release \
    -DWEISS_BUILD_TESTS=OFF -DWEISS_BUILD_COMMAND=OFF -DWEISS_XSIMD_INCLUDE_DIR=${includedir}
cmake --build build --parallel ${nproc}
cmake --install build
install_license LICENSE cmake/NOTICES
"""

platforms = expand_cxxstring_abis([Platform("x86_64", "linux"), Platform("aarch64", "linux")])
products = [LibraryProduct("libweiss", :libweiss)]
dependencies = [BuildDependency("xsimd_jll"), Dependency("CompilerSupportLibraries_jll")]

build_tarballs(ARGS, name, version, sources, script, platforms, products, dependencies;
               julia_compat = "1.6", preferred_gcc_version = v"9")
