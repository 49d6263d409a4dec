# For scripts that set up a fresh machine: read this file with `.`, then call install_packages.

# install_packages PACKAGE...: installs those of the packages that are missing, with apt-get, and prints
# one line. Without apt-get it names what is needed and goes on: the build will say what it cannot find.
install_packages() {
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    echo "packages: no apt-get here; make sure that you have the equivalents of: $*"
    return 0
  fi
  missing=""
  for package in "$@"; do
    case $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) in
      installed*) ;;
      *) missing="$missing $package" ;;
    esac
  done
  if [ -z "$missing" ]; then
    echo "packages: all there ($*)"
    return 0
  fi

  as_root=""
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "packages: as root, run: apt-get install$missing" >&2
      return 1
    fi
    as_root=sudo
  fi
  log=$(mktemp)
  # $missing and $as_root are lists of words.
  # shellcheck disable=SC2086
  if { $as_root apt-get -q update && $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -q -y --no-install-recommends install $missing; } >"$log" 2>&1; then
    echo "packages: installed$missing"
    rm -f "$log"
  else
    cat "$log" >&2
    echo "packages: apt-get could not install$missing (its output is above)" >&2
    rm -f "$log"
    return 1
  fi
}
