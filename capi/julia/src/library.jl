# Where libweiss is: the file that WEISS_LIBRARY names, else the one that this package was installed with, else what the
# loader finds.
function library_candidates()
    named = get(ENV, "WEISS_LIBRARY", "")
    isempty(named) || return [named]
    soname = "libweiss.so.$(C.WEISS_ABI_MAJOR).$(C.WEISS_ABI_MINOR)"
    prefix = normpath(@__DIR__, "..", "..", "..", "..") # PREFIX/share/weiss/julia/src
    folders = ["lib", "lib64", joinpath("lib", "$(Sys.ARCH)-linux-gnu")]
    beside = filter(isfile, [joinpath(prefix, folder, soname) for folder in folders])
    return [beside; soname; "libweiss"]
end

# Without DEEPBIND, which dlopen would add: Julia may bring a libunwind along, and an exception that was thrown by one
# unwinder and is resumed by another ends the process.
const LOADING = RTLD_NOW | RTLD_LOCAL

function open_library()
    candidates = library_candidates()
    for path in candidates
        library = dlopen(path, LOADING; throw_error = false)
        library === nothing && continue
        check_version(library, path)
        for name in C.FUNCTIONS
            setfield!(C.F, name, dlsym(library, name))
        end
        return
    end
    throw(WeissError(C.WEISS_E_NOT_FOUND, "libweiss cannot be loaded; looked for $(join(candidates, ", ")); " *
                                          "name its file in the environment variable WEISS_LIBRARY"))
end

# While the major is 0 every minor differs.
function check_version(library, path)
    abi_version = dlsym(library, :weiss_abi_version; throw_error = false)
    abi_version === nothing && throw(WeissError(C.WEISS_E_ABI, "$path is not libweiss: it has no weiss_abi_version"))
    major, minor = Ref{Int32}(), Ref{Int32}()
    ccall(abi_version, Cvoid, (Ref{Int32}, Ref{Int32}), major, minor)
    fits = major[] == C.WEISS_ABI_MAJOR &&
           (minor[] == C.WEISS_ABI_MINOR || (major[] > 0 && minor[] > C.WEISS_ABI_MINOR))
    fits || throw(WeissError(C.WEISS_E_ABI, "$path has interface version $(major[]).$(minor[]), this package was " *
        "written for $(C.WEISS_ABI_MAJOR).$(C.WEISS_ABI_MINOR): take both from the same installation"))
end

"Version of the library."
version() = VersionNumber(unsafe_string(ccall(C.F.weiss_version, Cstring, ())))
