# shellcheck shell=bash
# DNS, kubelet and kube-proxy.

healthy_coredns() { get "http://$ADDRESS:$COREDNS_READY_PORT/ready"; }

# Two server blocks, because `template` comes before `kubernetes` whatever the order in a block. Nothing is forwarded: a name
# outside of the cluster does not exist, instead of going to somebody's DNS server.
start_coredns() {
    cat >"$CLUSTER/Corefile" <<COREFILE
$CLUSTER_DOMAIN:53 in-addr.arpa:53 {
  bind $ADDRESS
  errors
  ready $ADDRESS:$COREDNS_READY_PORT
  kubernetes $CLUSTER_DOMAIN in-addr.arpa {
    kubeconfig $PKI/coredns.kubeconfig
    pods insecure
  }
}
.:53 {
  bind $ADDRESS
  errors
  template ANY ANY {
    rcode NXDOMAIN
  }
}
COREFILE
    start coredns "$BIN/coredns" -conf "$CLUSTER/Corefile" -quiet
}

healthy_kubelet() { get "http://$ADDRESS:10248/healthz"; }

# failCgroupV1, cgroupDriver: machines with the old or the hybrid layout have no systemd that could manage cgroups.
# oomScoreAdj: the default is negative, which takes CAP_SYS_RESOURCE.
# eviction*, imageGC*: a fairly full disk of a developer must evict nothing, and no image here can be pulled again.
# makeIPTablesUtilChains: kube-proxy has what it needs itself; the kubelet's chains would outlive it.
# resolvConf: pods with dnsPolicy Default must not ask the machine's DNS server either.
write_kubelet_config() {
    printf 'nameserver %s\n' "$ADDRESS" >"$CLUSTER/resolv.conf"
    cat >"$CLUSTER/kubelet.yaml" <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $ADDRESS
healthzBindAddress: $ADDRESS
containerRuntimeEndpoint: unix://$CONTAINERD_SOCKET
clusterDomain: $CLUSTER_DOMAIN
clusterDNS: [$ADDRESS]
resolvConf: $CLUSTER/resolv.conf
authentication:
  anonymous: {enabled: false}
  webhook: {enabled: true}
  x509: {clientCAFile: $PKI/ca.crt}
authorization: {mode: Webhook}
tlsCertFile: $PKI/kubelet-server.crt
tlsPrivateKeyFile: $PKI/kubelet-server.key
cgroupDriver: cgroupfs
failCgroupV1: false
failSwapOn: false
oomScoreAdj: 0
maxPods: 200
serializeImagePulls: false
makeIPTablesUtilChains: false
podLogsDir: $CLUSTER/pod-logs
volumePluginDir: $CLUSTER/kubelet/volume-plugins
imageGCHighThresholdPercent: 100
imageGCLowThresholdPercent: 99
evictionHard:
  memory.available: 100Mi
  nodefs.available: 1%
  nodefs.inodesFree: 1%
  imagefs.available: 1%
  imagefs.inodesFree: 1%
YAML
}

start_kubelet() {
    mkdir -p -- "$CLUSTER/kubelet" "$CLUSTER/pod-logs"
    write_kubelet_config
    start kubelet "$BIN/kubelet" --config "$CLUSTER/kubelet.yaml" --kubeconfig "$PKI/kubelet.kubeconfig" \
        --root-dir "$CLUSTER/kubelet" --cert-dir "$CLUSTER/kubelet/pki" --hostname-override "$NODE" --node-ip "$ADDRESS" --v=0
}

node_ready() {
    [[ $(kube get node "$NODE" -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}' 2>/dev/null) == True ]]
}

ensure_node() {
    step "node $NODE"
    wait_until 180 node_ready || fail "the node is not Ready after 180 s" "$(log_file kubelet)"
    step_done "ready"
}

healthy_kube_proxy() { get "http://$ADDRESS:10256/healthz"; }

# conntrack: zero leaves the kernel's values alone, which in a container or a small machine may not be writable.
# localhostNodePorts: would switch route_localnet on for the whole machine.
start_kube_proxy() {
    cat >"$CLUSTER/kube-proxy.yaml" <<YAML
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: iptables
clientConnection: {kubeconfig: $PKI/kube-proxy.kubeconfig}
hostnameOverride: $NODE
bindAddress: $ADDRESS
healthzBindAddress: $ADDRESS:10256
metricsBindAddress: $ADDRESS:10249
clusterCIDR: $POD_CIDR
detectLocalMode: ClusterCIDR
oomScoreAdj: 0
conntrack: {maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
iptables: {localhostNodePorts: false}
YAML
    start kube-proxy "$BIN/kube-proxy" --config "$CLUSTER/kube-proxy.yaml" --v=0
}
