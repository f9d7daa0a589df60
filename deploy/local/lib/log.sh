# shellcheck shell=bash
# Messages for people. They all go to standard error: standard output is kept for what other scripts read.

message() { printf '%s\n' "$*" >&2; }

step() {
    printf '  %-58s ' "$*" >&2
    STEP_START=$SECONDS
}

step_done() {
    local took=$((SECONDS - STEP_START))
    if ((took > 2)); then message "${1:-done} (${took} s)"; else message "${1:-done}"; fi
}

# fail MESSAGE [LOGFILE]: the last lines of the log spare a second command to whoever reads the error.
fail() {
    message ""
    message "ERROR: $1"
    if [[ -n ${2:-} && -s ${2:-} ]]; then
        message "       log: $2, its last lines:"
        tail -n 15 -- "$2" | cut -c1-300 | sed 's/^/       | /' >&2
    elif [[ -n ${2:-} ]]; then
        message "       log: $2 (empty)"
    fi
    exit 1
}

# with_progress LOGFILE WHAT COMMAND...: runs a long command with its output in a file and a sign of life every half minute.
with_progress() {
    local log=$1 what=$2 start=$SECONDS reported=0 pid
    shift 2
    mkdir -p -- "${log%/*}"
    # Job control gives the command a process group, so that an interrupted run can end all of it, and a compiler does not go on
    # in the background.
    set -m
    "$@" >"$log" 2>&1 </dev/null &
    pid=$!
    set +m
    # shellcheck disable=SC2064  # the pid of now
    trap "kill -TERM -- -$pid 2>/dev/null || true; exit 130" INT TERM
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.2
        if (((SECONDS - start) / 30 > reported)); then
            reported=$(((SECONDS - start) / 30))
            message "    ... $what, $((SECONDS - start)) s so far"
        fi
    done
    trap - INT TERM
    wait "$pid" || fail "$what failed" "$log"
}
