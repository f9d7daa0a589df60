# shellcheck shell=bash
# One run at a time on a machine: two of them would start the same daemons and tear down each other's network.

LOCK_WAIT=${KAFKA_CONNECT_LOCAL_LOCK_WAIT:-1800}

# lock [NAME]
lock() {
    local file=$LOCAL_ROOT/${1:-cluster}.lock
    mkdir -p -- "$LOCAL_ROOT"
    exec {LOCK_FD}>>"$file"
    if ! flock -n "$LOCK_FD"; then
        message "another run is at work here, waiting for it (at most $LOCK_WAIT s) ..."
        flock -w "$LOCK_WAIT" "$LOCK_FD" || fail "still locked after $LOCK_WAIT s by another run (lock: $file)"
    fi
}
