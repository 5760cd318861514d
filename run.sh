#!/usr/bin/env bash
# Starts faceid, and sets the machine up first where that is still to be done.
# Arguments go to faceid: ./run.sh --help
set -eu -o pipefail
source "$(dirname "${BASH_SOURCE[0]}")/setup/environment.sh"

prepare "kinect window3d"
exec "$VENV/bin/faceid" "$@"
