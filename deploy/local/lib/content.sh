# shellcheck shell=bash
# What something is made of, in one word: images are tagged by it, and what has passed a test is remembered by it.

sources=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)

# Content of files and directories (names relative to the project) and further words.
digest() {
    local word paths=()
    {
        for word in "$@"; do
            if [ -e "$sources/$word" ]; then paths+=("$word"); else echo "$word"; fi
        done
        cd "$sources" || exit
        find "${paths[@]}" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
        find "${paths[@]}" -type f -perm -u+x | LC_ALL=C sort
    } | sha256sum | cut -c 1-12
}
