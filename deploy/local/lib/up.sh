# shellcheck shell=bash
# The order of things on the way up.

boot_id() { cat /proc/sys/kernel/random/boot_id; }

all_healthy() {
    local name
    [[ -e $READY_MARKER && $(<"$READY_MARKER") == "$(boot_id)" ]] || return 1
    ip link show "$BRIDGE" >/dev/null 2>&1 || return 1
    for name in "${COMPONENTS[@]}"; do
        is_running "$name" && "healthy_${name//-/_}" || return 1
    done
    node_ready
}

# After a restart of the machine the files are there but no process, mount or interface is; containerd for one expects its state
# directory to be empty then.
forget_another_boot() {
    if [[ -e $CLUSTER/boot && $(<"$CLUSTER/boot") != "$(boot_id)" ]]; then
        message "the machine was restarted since: removing what is left of the cluster of before"
        bring_down
    fi
    if [[ ! -e $CLUSTER ]]; then keep_old_logs; fi
    mkdir -p -- "$CLUSTER" "$RUN" "$LOGS"
    boot_id >"$CLUSTER/boot"
}

# A new cluster gets new logs; those of the one before stay for a while, somebody may be looking for a cause.
keep_old_logs() {
    local name
    for name in "${COMPONENTS[@]}" apply; do
        if [[ -e $(log_file "$name") ]]; then mv -f -- "$(log_file "$name")" "$LOGS/$name.previous.log"; fi
    done
}

note_other_binaries() {
    local name pid
    for name in "${COMPONENTS[@]}"; do
        if pid=$(running_pid "$name") && [[ $(readlink "/proc/$pid/exe") != "$(readlink -f "$BIN/$name")" ]]; then
            message "  note: $name runs from another version of the binaries; \`cluster down\` and \`cluster up\` change that"
        fi
    done
}

say_up() { message "the local cluster is up: export KUBECONFIG=$KUBECONFIG_FILE"; }

bring_up() {
    local start=$SECONDS
    if all_healthy; then
        if [[ -n $(released_volumes) ]]; then
            lock
            recycle_volumes
        fi
        say_up
        return
    fi
    lock
    # Whoever held the lock may have done it.
    if all_healthy; then
        say_up
        return
    fi
    message "bringing up the local cluster in $LOCAL_ROOT (logs: $LOGS)"
    ensure_packages
    ensure_binaries
    "$HERE/base-image" --with-pause
    forget_another_boot
    note_other_binaries
    rm -f -- "$READY_MARKER"
    ensure_certificates
    ensure_network
    ensure etcd
    ensure kube-apiserver
    ensure kube-controller-manager
    ensure kube-scheduler
    ensure containerd
    load_images "$PAUSE_IMAGE"
    apply "$HERE/manifests/cluster.yaml"
    ensure coredns
    ensure kubelet
    ensure_node
    ensure kube-proxy
    ensure_volumes
    step "service account of the namespace default"
    wait_until 60 kube --namespace default get serviceaccount default >/dev/null 2>&1 ||
        fail "the controller manager makes no service accounts" "$(log_file kube-controller-manager)"
    step_done "present"
    boot_id >"$READY_MARKER"
    message "took $((SECONDS - start)) s"
    say_up
}

print_status() {
    local name pid state memory
    for name in "${COMPONENTS[@]}"; do
        memory=-
        if pid=$(running_pid "$name"); then
            state=unhealthy
            if "healthy_${name//-/_}"; then state=healthy; fi
            memory="$(($(awk '/^VmRSS/ {print $2}' "/proc/$pid/status") / 1024)) MB"
        else
            pid=-
            state=stopped
        fi
        printf '%-26s %-10s pid %-8s %s\n' "$name" "$state" "$pid" "$memory"
    done
}
