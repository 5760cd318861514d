#!/usr/bin/env bash
# Brings the translations up to date: collects every tr("...") and mark("...") of the window
# into the .ts files, which a translator completes, and compiles these into the .qm files
# that Qt reads. See docs/translating.md.
set -eu -o pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

command -v lrelease >/dev/null || {
    echo "lrelease is missing. Run: apt install qttools5-dev-tools" >&2
    exit 1
}
mapfile -t sources < <(find app -name '*.py' | sort)
for file in app/window/translations/*.ts; do
    .venv/bin/pylupdate5 -noobsolete -tr-function mark "${sources[@]}" -ts "$file"
    sed -i "/<location /d" "$file" # line numbers would change with every edit of the code
    lrelease -silent -nounfinished "$file" -qm "${file%.ts}.qm"
done
