# shellcheck shell=bash
# shellcheck disable=SC2034  # used by the files sourced after this one
# Where everything is and which addresses it has.

KUBERNETES_VERSION=1.36.3

# One directory per user and not per checkout: a machine carries one such cluster, whichever clone asks for it.
REQUESTED_ROOT=${KAFKA_CONNECT_LOCAL:-${XDG_CACHE_HOME:-$HOME/.cache}/kafka-connect-operator}
# Without symbolic links, because the kernel's lists of mounts and programs, which `cluster down` compares with, have none either.
LOCAL_ROOT=$(readlink -m -- "$REQUESTED_ROOT")
CACHE=$LOCAL_ROOT/cache
CLUSTER=$LOCAL_ROOT/cluster
# Outside of $CLUSTER, so that they can still be read after `cluster down`.
LOGS=$LOCAL_ROOT/logs

BIN=$CACHE/bin
RUN=$CLUSTER/run
PKI=$CLUSTER/pki
KUBECONFIG_FILE=$CLUSTER/kubeconfig
READY_MARKER=$CLUSTER/ready

NODE=local
BRIDGE=kconnect0
CNI_NETWORK=kafka-connect-local
# Far from what else gives out addresses on a developer's machine: docker (172.17-31), podman (10.88, 10.89), flannel, kind and
# minikube (10.244, 10.96), k3s (10.42, 10.43).
POD_PREFIX=${KAFKA_CONNECT_LOCAL_POD_PREFIX:-10.231}
SERVICE_PREFIX=${KAFKA_CONNECT_LOCAL_SERVICE_PREFIX:-10.232}
POD_CIDR=$POD_PREFIX.0.0/16
SERVICE_CIDR=$SERVICE_PREFIX.0.0/16
ADDRESS=$POD_PREFIX.0.1
KUBERNETES_SERVICE=$SERVICE_PREFIX.0.1
CLUSTER_DOMAIN=cluster.local

# Everything but etcd listens on the bridge alone, so the usual ports cannot meet another program's on 127.0.0.1.
API_PORT=6443
ETCD_PORT=12379
ETCD_PEER_PORT=12380
ETCD_METRICS_PORT=12381
COREDNS_READY_PORT=8181

CONTAINERD_SOCKET=$RUN/containerd.sock
PAUSE_IMAGE=localhost/pause:1
BASE_IMAGE=docker.io/library/debian:trixie-slim

VOLUME_COUNT=20
VOLUME_SIZE=2Gi

# In the order they start; they stop the other way round.
COMPONENTS=(etcd kube-apiserver kube-controller-manager kube-scheduler containerd coredns kubelet kube-proxy)

# The longest sockets below the root: kubelet's and containerd's. The kernel stops at 107 characters.
check_settings() {
    local socket
    for socket in "$CONTAINERD_SOCKET.ttrpc" "$CLUSTER/kubelet/device-plugins/kubelet.sock" \
        "$CLUSTER/kubelet/pod-resources/kubelet.sock"; do
        ((${#socket} < 100)) ||
            fail "the path $socket is too long for a unix socket: set KAFKA_CONNECT_LOCAL to a shorter directory"
    done
    [[ $REQUESTED_ROOT == /* && $LOCAL_ROOT != / && $LOCAL_ROOT =~ ^[A-Za-z0-9_./@+-]+$ ]] ||
        fail "KAFKA_CONNECT_LOCAL must be an absolute path of plain letters, without spaces (it is '$REQUESTED_ROOT')"
}

need_root() {
    ((EUID == 0)) || fail "cluster $1 needs root: it makes network interfaces, mounts and iptables rules"
    [[ $(uname -s) == Linux ]] || fail "cluster $1 needs Linux; elsewhere use any other cluster, such as kind or minikube"
}
