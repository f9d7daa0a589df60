# shellcheck shell=bash
# Daemons: started detached, recorded as "pid start-time", stopped by that record only.

pid_file() { printf '%s/%s.pid' "$RUN" "$1"; }
log_file() { printf '%s/%s.log' "$LOGS" "$1"; }

# Field 22 of /proc/PID/stat. A pid comes round again, a pid with the same start time does not (within one boot of the machine;
# see forget_another_boot). The name in the second field may hold spaces and parentheses, hence the cut at the last one.
start_time() {
    local stat
    # The group takes away the shell's own complaint when the process goes at this very moment.
    { stat=$(<"/proc/$1/stat"); } 2>/dev/null || return 1
    [[ -n $stat ]] || return 1
    # shellcheck disable=SC2086
    set -- ${stat##*) }
    # A zombie has ended, it only waits for its parent.
    [[ $1 != Z ]] || return 1
    printf '%s' "${20}"
}

# The pid of a daemon, when it is still the process that was started.
running_pid() {
    local pid recorded
    read -r pid recorded 2>/dev/null <"$(pid_file "$1")" || return 1
    [[ -n $recorded && $(start_time "$pid") == "$recorded" ]] || return 1
    printf '%s' "$pid"
}

is_running() { running_pid "$1" >/dev/null; }

# start NAME COMMAND...
# The daemon shares nothing with the caller: a new session, and every descriptor closed, not only 0 to 2. One inherited pipe (of a
# test harness, of make's job server) or the lock would keep the caller waiting for as long as the cluster runs.
# The environment is a new one too: proxy settings would catch the cluster's own traffic, and secrets of the caller's have no
# business in a process that lives for days. What is written in Go may keep twice its memory: of an API server, an eighth of its time
# went into collecting garbage.
start() {
    local name=$1 log
    shift
    log=$(log_file "$name")
    mkdir -p -- "$RUN" "$LOGS"
    rm -f -- "$(pid_file "$name")"
    (
        cd /
        for fd in "/proc/$BASHPID/fd/"*; do
            fd=${fd##*/}
            if ((fd > 2)); then eval "exec $fd>&-"; fi
        done
        # --fork: the daemon becomes a child of init, so nothing here has to wait for it. No nohup: without a terminal there is no
        # hang-up, and an ignored SIGHUP would be inherited down to the containers.
        # shellcheck disable=SC2016  # for the inner shell
        exec setsid --fork env -i "PATH=$BIN:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" "HOME=$CLUSTER" GOGC=200 \
            bash -c '
        read -r stat <"/proc/$$/stat"; set -f; fields=(${stat##*) })
        echo "$$ ${fields[19]}" >"$1.new" && mv "$1.new" "$1"; shift; exec "$@"' start "$(pid_file "$name")" "$@" \
            </dev/null >>"$log" 2>&1
    )
    wait_until 10 test -s "$(pid_file "$name")" || fail "$name did not start" "$log"
}

# wait_until SECONDS COMMAND...: 1 when the time is up.
wait_until() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        ((SECONDS < deadline)) || return 1
        sleep 0.2
    done
}

# wait_healthy NAME SECONDS: a daemon that has ended is reported at once, not at the end of the wait.
wait_healthy() {
    local name=$1 deadline=$((SECONDS + $2))
    until "healthy_${name//-/_}"; do
        is_running "$name" || fail "$name ended" "$(log_file "$name")"
        ((SECONDS < deadline)) || fail "$name is not healthy after $2 s" "$(log_file "$name")"
        sleep 0.2
    done
}

# stop NAME [SECONDS]
stop() {
    local name=$1 pid
    if pid=$(running_pid "$name"); then
        kill -TERM "$pid" 2>/dev/null || true
        if ! wait_until "${2:-10}" not is_running "$name"; then
            kill -KILL "$pid" 2>/dev/null || true
            wait_until 10 not is_running "$name" || fail "$name (pid $pid) does not end" "$(log_file "$name")"
        fi
    fi
    rm -f -- "$(pid_file "$name")"
}

not() { ! "$@"; }

# ensure NAME: runs and is healthy afterwards, and untouched if it was so before.
ensure() {
    local name=$1
    step "$name"
    if is_running "$name"; then
        if "healthy_${name//-/_}"; then
            step_done "already healthy"
            return
        fi
        # It may be starting, or the machine may be busy: only after a while is it taken for broken.
        if wait_until 15 "healthy_${name//-/_}"; then
            step_done "healthy again"
            return
        fi
        stop "$name"
    fi
    "start_${name//-/_}"
    wait_healthy "$name" 180
    step_done "healthy"
}
