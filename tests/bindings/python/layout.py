"""layout.py LAYOUT: compares every struct and function that the package declares with a layout.tsv."""

import ctypes
import re
import sys

from weiss import _native


def declared_structs():
    """C name and class: RunConfig is weiss_run_config."""
    for name, kind in vars(_native).items():
        if isinstance(kind, type) and issubclass(kind, ctypes.Structure) and kind.__dict__.get("_fields_"):
            yield "weiss_" + re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower(), kind


def letters(signature):
    """A signature of C in the letters of _native: result first."""
    head, arguments = signature.replace(")", "").split("(", 1) if "(*" not in signature else split_callbacks(signature)
    result = head.strip().rsplit(" ", 1)[0]
    words = [argument.strip().rsplit(" ", 1)[0] for argument in arguments.split(",") if argument.strip() != "void"]
    return "".join(letter(word) for word in [result] + words)


def split_callbacks(signature):
    """A parameter that is a function, "void (*f)(...)", counts as a pointer."""
    head, arguments = re.sub(r"[a-z_ ]+\*? \(\*(\w+)\)\([^)]*\)", r"void* \1", signature).split("(", 1)
    return head, arguments.replace(")", "")


def letter(word):
    if "*" in word:
        return "s" if word.strip() == "const char*" else "P"
    last = word.split()[-1]
    return {"void": "v", "weiss_status": "i", "int32_t": "i", "int64_t": "q", "double": "d", "size_t": "z",
            "weiss_write_fn": "P", "uint64_t": "Q"}[last]


def differences(path):
    sizes, fields, constants, functions = {}, {}, {}, {}
    with open(path) as lines:
        for line in lines:
            what, name, field, offset, size, signature = line.rstrip("\n").split("\t")
            if what == "struct":
                sizes[name] = int(size)
            elif what == "field":
                fields.setdefault(name, {})[field] = (int(offset), int(size))
            elif what == "constant":
                constants[name] = int(size)
            elif what == "function":
                functions[name] = signature
    structs = dict(declared_structs())
    for name, kind in structs.items():
        if ctypes.sizeof(kind) != sizes.get(name):
            yield "%s has %d bytes, not %s" % (name, ctypes.sizeof(kind), sizes.get(name))
        ours = {field[0]: (getattr(kind, field[0]).offset, getattr(kind, field[0]).size) for field in kind._fields_}
        theirs = fields.get(name, {})
        for field in sorted(set(ours) | set(theirs)):
            if ours.get(field) != theirs.get(field):
                yield "%s.%s: (offset, size) is %s here, %s there" % (name, field, ours.get(field), theirs.get(field))
    if len(structs) < 25:
        yield "only %d structs were compared" % len(structs)
    for name, declared in _native.FUNCTIONS.items():
        wanted = letters(functions["weiss_" + name]) if "weiss_" + name in functions else None
        if declared != wanted:
            yield "weiss_%s is declared as %s, not %s" % (name, declared, wanted)
    yield from wrong_constants(constants)


def wrong_constants(constants):
    for name, value in constants.items():
        short = name[len("WEISS_"):]
        if short.startswith(("E_", "CAP_")) and hasattr(_native, short) and getattr(_native, short) != value:
            yield "%s is %d" % (name, value)
    tables = {"KIND": _native.KINDS, "ORIGIN": _native.ORIGINS, "EVENT": _native.EVENTS}
    for prefix, table in tables.items():
        for value, word in table.items():
            if constants["WEISS_%s_%s" % (prefix, word.upper())] != value:
                yield "WEISS_%s_%s is not %d" % (prefix, word.upper(), value)
    words_of = {"LOG": _native.LOG_LEVELS, "DUPLICATES": _native.DUPLICATES, "GATE": _native.GATES,
                "PRECISION": _native.PRECISIONS, "MIXER": _native.MIXERS, "QAOA": _native.QAOA_METHODS,
                "SCHEDULE": _native.SCHEDULES, "ENGINE": _native.ENGINES}
    for prefix, words in words_of.items():
        for word, value in words.items():
            if constants["WEISS_%s_%s" % (prefix, word.upper().replace("-", "_"))] != value:
                yield "WEISS_%s_%s is not %d" % (prefix, word.upper(), value)
    for value, word in _native.TYPES.items():
        if constants["WEISS_TYPE_" + word.upper().replace(" ", "_")] != value:
            yield "WEISS_TYPE of %s is not %d" % (word, value)
    if constants["WEISS_MAX_QUBITS"] != _native.MAX_QUBITS:
        yield "WEISS_MAX_QUBITS is not %d" % _native.MAX_QUBITS
    if (constants["WEISS_ABI_MAJOR"], constants["WEISS_ABI_MINOR"]) != _native._library.ABI:
        yield "the interface is not %d.%d" % _native._library.ABI


if __name__ == "__main__":
    found = list(differences(sys.argv[1]))
    print("\n".join(found), end="\n" if found else "")
    sys.exit(1 if found else 0)
