# shellcheck shell=bash
# The container runtime, and putting images into it.

# ctr wants an absolute socket path.
ctr() { timeout "${CTR_TIMEOUT:-600}" "$BIN/ctr" --address "$CONTAINERD_SOCKET" --namespace k8s.io "$@"; }

healthy_containerd() { CTR_TIMEOUT=5 ctr version >/dev/null 2>&1; }

# restrict_oom_score_adj: without CAP_SYS_RESOURCE nobody may lower the value, and runc then dies with "can't get final child's
#   PID from pipe: EOF".
# netns_mounts_under_state_dir: the usual place, /run/netns, is shared with podman, which bind-mounts it onto itself; pods then
#   hang in Terminating because their name space is busy.
# use_internal_loopback: the loopback plug-in leaves a file for every pod in /var/lib/cni.
# nri: not used, and its socket has a fixed place under /var/run.
write_containerd_config() {
    cat >"$CLUSTER/containerd.toml" <<TOML
version = 4
root = "$CLUSTER/containerd"
state = "$RUN/containerd"
imports = []

[plugins."io.containerd.server.v1.grpc"]
  address = "$CONTAINERD_SOCKET"
[plugins."io.containerd.server.v1.ttrpc"]
  address = "$CONTAINERD_SOCKET.ttrpc"
[plugins."io.containerd.internal.v1.opt"]
  path = "$CLUSTER/containerd-opt"
[plugins."io.containerd.nri.v1.nri"]
  disable = true
[plugins."io.containerd.cri.v1.images".pinned_images]
  sandbox = "$PAUSE_IMAGE"
[plugins."io.containerd.cri.v1.runtime"]
  restrict_oom_score_adj = true
  netns_mounts_under_state_dir = true
[plugins."io.containerd.cri.v1.runtime".cni]
  bin_dirs = ["/usr/lib/cni"]
  conf_dir = "$CLUSTER/cni/net.d"
  use_internal_loopback = true
[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"
[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
  SystemdCgroup = false
  Root = "$RUN/runc"
TOML
}

start_containerd() {
    mkdir -p -- "$CLUSTER/containerd" "$RUN/containerd"
    write_containerd_config
    start containerd "$BIN/containerd" --config "$CLUSTER/containerd.toml" --log-level warn
}

# Every call warns about cgroup v1 where the machine has it.
has_image() { [[ -n $(ctr images list --quiet "name==$1" 2>/dev/null) ]]; }

# load_images REF...: from buildah's store, all in one archive, in which layers that they share are there once. A reference is
# never looked at twice, because the tags are made from the content.
load_images() {
    local reference missing=() archive=$CACHE/tmp/images.tar
    for reference in "$@"; do
        step "image $reference"
        if has_image "$reference"; then
            step_done "already there"
        else
            podman image exists "$reference" || fail "$reference is in neither the cluster nor buildah's store: build it first"
            missing+=("$reference")
            step_done "to be loaded"
        fi
    done
    ((${#missing[@]})) || return 0
    step "loading ${#missing[@]}"
    mkdir -p -- "${archive%/*}"
    trap 'rm -f -- "$CACHE/tmp/images.tar"' EXIT
    # podman does not write into a file that exists.
    rm -f -- "$archive"
    {
        podman save --quiet --multi-image-archive --output "$archive" "${missing[@]}" && ctr images import "$archive"
    } >"$LOGS/load.log" 2>&1 </dev/null || fail "the images could not be loaded" "$LOGS/load.log"
    rm -f -- "$archive"
    trap - EXIT
    for reference in "${missing[@]}"; do
        has_image "$reference" || fail "$reference is not in containerd after its import" "$LOGS/load.log"
    done
    step_done "loaded"
}
