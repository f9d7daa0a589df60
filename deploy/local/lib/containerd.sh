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

# load_image REF: from buildah's store. A reference is never looked at twice, because the tags are made from the content.
load_image() {
  local reference=$1 archive
  step "image $reference"
  if has_image "$reference"; then
    step_done "already there"
    return
  fi
  podman image exists "$reference" || fail "$reference is in neither the cluster nor buildah's store: build it first"
  mkdir -p -- "$CACHE/tmp"
  archive=$CACHE/tmp/image.tar
  trap 'rm -f -- "$CACHE/tmp/image.tar"' EXIT
  # buildah refuses to write into a file that exists.
  rm -f -- "$archive"
  {
    buildah push --quiet "$reference" "docker-archive:$archive:$reference" && ctr images import "$archive"
  } >"$LOGS/load.log" 2>&1 </dev/null || fail "$reference could not be loaded" "$LOGS/load.log"
  rm -f -- "$archive"
  trap - EXIT
  has_image "$reference" || fail "$reference is not in containerd after its import" "$LOGS/load.log"
  step_done "loaded"
}
