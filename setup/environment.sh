# shellcheck shell=bash
# Makes this machine ready for the project: Debian packages, .venv, Python packages.
# Sourced by run.sh and test.sh, which say what they need by calling `prepare`.
#
# .venv/.complete is written last, so that an interrupted set-up is done again. It holds
# a fingerprint of what the set-up was made from, then the extras that are installed.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
VENV=$ROOT/.venv
COMPLETE=$VENV/.complete

# Linked by OpenCV, and by Qt's offscreen and xcb platform plugins.
DESKTOP_PACKAGES=(
    libgl1 libglib2.0-0 libfontconfig1 fonts-dejavu-core libdbus-1-3
    libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0
    libxcb-shape0 libxcb-xinerama0 libxkbcommon-x11-0
)
# The driver with its udev rule, and what compiles its Python binding.
KINECT_PACKAGES=(freenect libfreenect-dev libusb-1.0-0-dev gcc libc6-dev)

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$@"
    exit 1
}

# Whether every word of the second list stands in the first.
includes() {
    local word
    for word in $2; do
        [[ " $1 " == *" $word "* ]] || return 1
    done
}

# --- Debian packages ---

# Prints those of the named packages that are not installed.
missing_packages() {
    local installed package
    # dpkg-query fails where a package is unknown, and still lists the others.
    installed=$(dpkg-query --show --showformat '${db:Status-Status}:${Package}\n' "$@" 2>/dev/null) || true
    for package in "$@"; do
        includes "${installed//$'\n'/ }" "installed:$package" || printf '%s\n' "$package"
    done
}

# Installs the named packages, as root or through sudo.
install_packages() {
    local as_root=()
    command -v apt-get >/dev/null || return 1
    if ((EUID != 0)); then
        command -v sudo >/dev/null || return 1
        as_root=(sudo)
    fi
    say "Installing Debian packages: $*"
    "${as_root[@]}" apt-get update -qq >/dev/null &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -qq --yes --no-install-recommends "$@" >/dev/null
}

# --- Python ---

# Prints the first Python that is new enough and can make a virtual environment.
usable_python() {
    local name
    for name in python3.11 python3 /usr/bin/python3 python3.12 python3.13; do
        "$name" -c 'import ensurepip, sys, venv
assert sys.version_info >= (3, 11)
print(sys.executable)' 2>/dev/null && return
    done
    return 1
}

# Whether C extensions can be compiled for the given Python.
has_headers() {
    "$1" -c 'import pathlib, sys, sysconfig
sys.exit(not pathlib.Path(sysconfig.get_path("include"), "Python.h").exists())'
}

can_build_kinect() {
    [[ -e /usr/include/libfreenect.h ]] && command -v gcc >/dev/null && has_headers "$1"
}

# Prints what a set-up is made from: the metadata, this file, and where the clone stands.
fingerprint() {
    { printf '%s\n' "$ROOT" && cat "$ROOT"/{setup.cfg,pyproject.toml,setup/environment.sh}; } |
        sha256sum | cut --delimiter ' ' --fields 1
}

# Prints the extras of a complete set-up, as words, or fails where there is none.
installed_extras() {
    local made_from extras
    { read -r made_from && read -r extras; } 2>/dev/null <"$COMPLETE" &&
        [[ $made_from == "$(fingerprint)" && -x $VENV/bin/python ]] && printf '%s' "$extras"
}

# Whether nothing has to be done for the given extras. The Kinect's may be left out for as
# long as it cannot be built.
is_ready() {
    local has
    has=$(installed_extras) || return 1
    includes "$has" "$1" || { includes "$has kinect" "$1" && ! can_build_kinect "$VENV/bin/python"; }
}

# Installs the packages that are missing of those named, and where Python packages are still
# to be installed, those that this takes. What the Kinect needs can be done without.
install_system() {
    local extras=$1 missing python optional=() all
    mapfile -t missing < <(missing_packages "${@:2}")
    if ! is_ready "$extras"; then
        if ! python=$(usable_python); then
            missing+=(python3 python3-venv)
            python=/usr/bin/python3
        fi
        if includes "$extras" kinect && ! can_build_kinect "$python"; then
            mapfile -t optional < <(missing_packages "${KINECT_PACKAGES[@]}" python3-dev)
        fi
    fi
    ((${#missing[@]} + ${#optional[@]} == 0)) && return
    mapfile -t all < <(printf '%s\n' "${missing[@]}" "${optional[@]}" | sort --unique)
    install_packages "${all[@]}" && return
    say "Debian packages are missing. Run this line, then start again:"
    say "  sudo apt-get update && sudo apt-get install ${all[*]}"
    ((${#missing[@]} == 0)) || exit 1
    say "Going on without a Kinect."
}

# Makes .venv with at least the given extras.
install_python_packages() {
    local extras=$1 python words
    python=$(usable_python) || fail "Python 3.11 or newer is needed, with its module venv."
    can_build_kinect "$python" || extras=${extras/kinect/}
    read -ra words <<<"$extras $(installed_extras)"
    extras=$(printf '%s\n' "${words[@]}" | sort --unique | xargs)

    rm -f "$COMPLETE"
    if ! "$VENV/bin/python" -m pip --version >/dev/null 2>&1; then
        say "Making .venv with $("$python" --version)"
        "$python" -m venv --clear "$VENV" || fail "No virtual environment could be made in $VENV."
    fi
    say "Installing Python packages, a minute or two: faceid-linux ${extras:+with $extras}"
    # setuptools warns of every editable installation.
    PYTHONWARNINGS=ignore "$VENV/bin/python" -m pip install \
        --quiet --disable-pip-version-check --use-pep517 --editable "$ROOT${extras:+[${extras// /,}]}" ||
        fail "The Python packages could not be installed (is the network there?). Start again to go on."
    printf '%s\n%s\n' "$(fingerprint)" "$extras" >"$COMPLETE.new"
    mv "$COMPLETE.new" "$COMPLETE"
}

# prepare EXTRAS [PACKAGE...]
# Returns with a .venv that has the extras (words in one argument) and with the Debian packages.
prepare() {
    local extras=$1 lock
    exec {lock}<"$ROOT" # two starts at once would install into one .venv
    flock "$lock"
    if command -v dpkg-query >/dev/null; then
        install_system "$extras" "${DESKTOP_PACKAGES[@]}" "${@:2}"
    fi
    is_ready "$extras" || install_python_packages "$extras"
    exec {lock}<&-
}
