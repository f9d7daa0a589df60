# shellcheck shell=bash
# Everything on the way down: processes, containers, mounts, network, files. Each step looks at what is there, so that it can be
# repeated, and works on what a killed run has left.

# Shims are daemons of their own and outlive containerd. They carry the address of our containerd, which no other's has.
shim_pids() {
    local process
    for process in /proc/[0-9]*; do
        if [[ $(readlink "$process/exe" 2>/dev/null) == "$CACHE/binaries/"*/containerd-shim-runc-v2* ]] &&
            grep -qzFx -- "$CONTAINERD_SOCKET" "$process/cmdline" 2>/dev/null; then
            printf '%s\n' "${process##*/}"
        fi
    done
}

# The container ids that containerd has put on disk.
container_ids() {
    local directory=$RUN/containerd/io.containerd.runtime.v2.task/k8s.io
    [[ ! -d $directory ]] || find "$directory" -mindepth 1 -maxdepth 1 -printf '%f\n'
}

# container_pids ID...: the processes in a cgroup named after one of our containers.
container_pids() {
    (($#)) || return 0
    local process pattern
    pattern=$(printf '/%s\n' "$@")
    for process in /proc/[0-9]*; do
        if grep -qF -- "$pattern" "$process/cgroup" 2>/dev/null; then printf '%s\n' "${process##*/}"; fi
    done
}

no_shims() { [[ -z $(shim_pids) ]]; }

stop_containers() {
    local ids=() id
    mapfile -t ids < <(container_ids)
    if is_running containerd && healthy_containerd; then
        for id in "${ids[@]}"; do CTR_TIMEOUT=10 ctr tasks kill --all --signal SIGKILL "$id" >/dev/null 2>&1 || true; done
        for id in "${ids[@]}"; do CTR_TIMEOUT=10 ctr tasks delete --force "$id" >/dev/null 2>&1 || true; done
        # A shim ends by itself once its last task is deleted.
        wait_until 10 no_shims || true
    fi
    stop containerd
    local pid
    for pid in $(container_pids "${ids[@]}") $(shim_pids); do kill -KILL "$pid" 2>/dev/null || true; done
    wait_until 10 no_shims || fail "shims of containers do not end: $(shim_pids | xargs)"
    wait_until 10 no_containers "${ids[@]}" || fail "processes of containers do not end: $(container_pids "${ids[@]}" | xargs)"
}

no_containers() { [[ -z $(container_pids "$@") ]]; }

# The sockets of shims have a fixed place, shared with any other containerd; each task's directory tells which is its own.
remove_shim_sockets() {
    local directory=$RUN/containerd/io.containerd.runtime.v2.task/k8s.io socket
    if [[ -d $directory ]]; then
        find "$directory" -mindepth 2 -maxdepth 2 -name bootstrap.json -exec cat {} + | grep -o '/run/containerd/s/[0-9a-f]*' |
            while read -r socket; do rm -f -- "$socket"; done || true
    fi
    rmdir /run/containerd/s /run/containerd 2>/dev/null || true
}

mounts_below() {
    # Octal escapes stand for the odd characters of a path.
    cut -d' ' -f5 /proc/self/mountinfo | grep -F -- "$CLUSTER/" | while read -r target; do printf '%b\n' "$target"; done |
        grep "^$CLUSTER/" || true
}

unmount_all() {
    local target attempt
    for attempt in 1 2 3; do
        # The last one mounted first.
        for target in $(mounts_below | tac); do
            umount -- "$target" 2>/dev/null || { ((attempt == 1)) || umount --lazy -- "$target" 2>/dev/null || true; }
        done
        [[ -n $(mounts_below) ]] || return 0
        sleep 0.5
    done
    fail "still mounted below $CLUSTER: $(mounts_below | xargs)"
}

# cgroups vanish only by rmdir, the innermost first. Those of another kubelet's pods are not empty and stay.
remove_cgroups() {
    local top
    for top in /sys/fs/cgroup/kubepods /sys/fs/cgroup/*/kubepods; do
        [[ ! -d $top ]] || find "$top" -depth -type d -exec rmdir {} + 2>/dev/null || true
    done
}

# The kubelet links every container's log here, wherever the logs are.
remove_log_links() {
    if [[ -d /var/log/containers ]]; then
        find /var/log/containers -maxdepth 1 -type l -lname "$CLUSTER/*" -delete
        rmdir /var/log/containers 2>/dev/null || true
    fi
}

# The kubelet makes this directory and a socket in it, whatever its own directory is. A socket of another kubelet has a listener.
remove_device_plugins() {
    local directory=/var/lib/kubelet/device-plugins
    grep -qF " $directory/kubelet.sock" /proc/net/unix || rm -f -- "$directory/kubelet.sock"
    rmdir "$directory" "${directory%/*}" 2>/dev/null || true
}

nothing_left_to_do() {
    [[ ! -e $CLUSTER ]] && ! ip link show "$BRIDGE" >/dev/null 2>&1 && ! has_iptables_chains
}

bring_down() {
    local name i
    if nothing_left_to_do; then
        message "the local cluster is down"
        return
    fi
    check_owner
    message "taking down the local cluster in $LOCAL_ROOT"
    rm -f -- "$READY_MARKER"
    step "daemons"
    # The kubelet first, or it would start again what is stopped next.
    for ((i = ${#COMPONENTS[@]} - 1; i >= 0; i--)); do
        name=${COMPONENTS[i]}
        [[ $name == containerd || $name == etcd ]] || stop "$name"
    done
    step_done "stopped"
    step "containers"
    stop_containers
    stop etcd
    step_done "stopped"
    step "mounts"
    remove_shim_sockets
    unmount_all
    step_done "gone"
    step "network"
    remove_network
    remove_cgroups
    remove_log_links
    remove_device_plugins
    step_done "gone"
    step "state"
    # A last look, because deleting through a mount would delete somebody else's files.
    [[ -z $(mounts_below) ]] || fail "still mounted below $CLUSTER: $(mounts_below | xargs)"
    rm -rf --one-file-system -- "$CLUSTER" "$CACHE/tmp"
    step_done "deleted"
    message "the local cluster is down (binaries and images stay in $CACHE)"
}
