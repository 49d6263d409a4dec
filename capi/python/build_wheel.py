"""Packs the package, the library and its plugin modules into a wheel: python3 build_wheel.py FOLDER.

The library is the one that the package finds (WEISS_LIBRARY, or the prefix that it is installed below), and its
modules lie in weiss-<ABI major> beside it. The same file is a build backend, so `pip wheel .` works here, too. The
wheel is for the system's own platform tag: for others, build in their image and give the tag as a second argument,
such as manylinux_2_36_x86_64.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import re
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from typing import Any, Dict, List, Optional

HERE = Path(__file__).resolve().parent
SUMMARY = "Minimises QUBO, Ising and Max-Cut energies, alone or by decomposition"


def _library() -> Any:
    """The module weiss._library, without the package around it, which would load the library."""
    spec = importlib.util.spec_from_file_location("weiss_library", HERE / "weiss" / "_library.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _version(library: Path) -> str:
    """As the library says, asked in a process of its own."""
    program = "import ctypes, sys; f = ctypes.CDLL(sys.argv[1]).weiss_version; f.restype = ctypes.c_char_p; print(f())"
    text = subprocess.run([sys.executable, "-c", program, str(library)], check=True, stdout=subprocess.PIPE).stdout
    found = re.match(rb"b'([0-9.]+)'", text)
    if not found:
        raise SystemExit("%s does not tell its version" % library)
    return found.group(1).decode()


def _files(library: Path, soname: str, abi_major: int) -> Dict[str, bytes]:
    modules = library.parent / ("weiss-%d" % abi_major)
    plugins = sorted(modules.glob("weiss_*.so"))
    if not plugins:
        raise SystemExit("%s holds no plugins: give the library of an installed tree" % modules)
    files = {"weiss/" + path.name: path for path in sorted((HERE / "weiss").iterdir()) if path.is_file()}
    files["weiss/lib/" + soname] = library
    files.update({"weiss/lib/%s/%s" % (modules.name, path.name): path for path in plugins})
    return {name: path.read_bytes() for name, path in files.items()}


def _licenses(info: str, library: Path) -> Dict[str, bytes]:
    """The licence, and the notices of what is compiled in, which go wherever the library goes."""
    for prefix in library.parents:
        folder = prefix / "share" / "licenses" / "weiss"
        if folder.is_dir():
            return {info + "/licenses/" + path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    raise SystemExit("the licences are not there: give the library of an installed tree")


def _metadata(name: str, version: str, tag: str) -> Dict[str, bytes]:
    metadata = ["Metadata-Version: 2.1", "Name: weiss", "Version: " + version, "Summary: " + SUMMARY, "License: MIT",
                "Requires-Python: >=3.9", "Description-Content-Type: text/markdown", "",
                (HERE / "README.md").read_text(encoding="utf-8")]
    wheel = ["Wheel-Version: 1.0", "Generator: weiss", "Root-Is-Purelib: false", "Tag: py3-none-" + tag, ""]
    return {name + "/METADATA": "\n".join(metadata).encode(), name + "/WHEEL": "\n".join(wheel).encode()}


def _record(name: str, files: Dict[str, bytes]) -> bytes:
    lines: List[str] = []
    for path, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        lines.append("%s,sha256=%s,%d" % (path, digest, len(content)))
    return "\n".join(lines + [name + "/RECORD,,", ""]).encode()


def build_wheel(wheel_directory: str, config_settings: Optional[Dict[str, str]] = None,
                metadata_directory: Optional[str] = None) -> str:
    """PEP 517: writes the wheel and returns its name."""
    where = _library()
    library = Path(where.find())
    if not library.is_file():
        raise SystemExit("no %s is near: set WEISS_LIBRARY to the one of an installed tree" % where.SONAME)
    library = library.resolve()
    version = _version(library)
    tag = (config_settings or {}).get("tag") or re.sub("[-.]", "_", sysconfig.get_platform())
    files = _files(library, where.SONAME, where.ABI[0])
    info = "weiss-%s.dist-info" % version
    files.update(_licenses(info, library))
    files.update(_metadata(info, version, tag))
    files[info + "/RECORD"] = _record(info, files)
    wheel = "weiss-%s-py3-none-%s.whl" % (version, tag)
    Path(wheel_directory).mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(Path(wheel_directory) / wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(zipfile.ZipInfo(path), content, zipfile.ZIP_DEFLATED)
    return wheel


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        raise SystemExit(__doc__)
    print(build_wheel(sys.argv[1], {"tag": sys.argv[2]} if len(sys.argv) == 3 else None))
