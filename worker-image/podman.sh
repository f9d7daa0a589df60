# shellcheck shell=bash
# Sourced by the scripts beside it: podman without anything of it being left on the machine.

# Starts this script again with mount and network namespaces of its own, in which nothing is reachable but itself.
in_own_namespaces() {
    [ -z "${OWN_NAMESPACES:-}" ] || return 0
    command -v podman >/dev/null || {
        echo "$0: podman is needed (apt-get install podman runc)" >&2
        exit 69
    }
    OWN_NAMESPACES=yes exec unshare --mount --net "$@"
}

# Prints a configuration to be named by CONTAINERS_CONF. The defaults ask for more than a machine without CAP_SYS_RESOURCE
# may give, and podman 4.3 mixes up soft and hard limits; crun does not know every cgroup layout.
podman_settings() {
    cat <<CONF
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
[containers]
default_ulimits = ["nofile=$(ulimit -Hn):$(ulimit -Hn)", "nproc=4096:4096"]
CONF
}
