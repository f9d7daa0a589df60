# shellcheck shell=bash
# The bridge that everything of the cluster lives on, the kernel settings that belong to it, and their removal.

# What is changed here, or by the kubelet and CNI on their own, and put back by `cluster down`.
SYSCTLS=(net.ipv4.ip_forward net.bridge.bridge-nf-call-iptables net.ipv4.conf.all.route_localnet
    vm.overcommit_memory vm.panic_on_oom kernel.panic kernel.panic_on_oops kernel.keys.root_maxkeys kernel.keys.root_maxbytes)

# Of its hardware; the second digit says that nobody was sold it.
BRIDGE_ADDRESS=02:6b:63:6f:6e:6e

sysctl_path() { printf '/proc/sys/%s' "${1//.//}"; }

save_sysctls() {
    [[ -s $CLUSTER/sysctls ]] && return
    local key
    for key in "${SYSCTLS[@]}"; do
        if [[ -r $(sysctl_path "$key") ]]; then printf '%s %s\n' "$key" "$(<"$(sysctl_path "$key")")"; fi
    done >"$CLUSTER/sysctls.new"
    mv -- "$CLUSTER/sysctls.new" "$CLUSTER/sysctls"
}

restore_sysctls() {
    [[ -s $CLUSTER/sysctls ]] || return 0
    local key value
    while read -r key value; do
        # Containers of another engine that came later found it switched on, and need it.
        if [[ $key == net.ipv4.ip_forward && -n $(ip -o link show type bridge) ]]; then continue; fi
        [[ $(<"$(sysctl_path "$key")") == "$value" ]] || printf '%s\n' "$value" >"$(sysctl_path "$key")"
    done <"$CLUSTER/sysctls"
}

has_iptables_chains() {
    # Not `grep -q`: it would end before iptables-save does, which with pipefail turns "found" into a failure.
    { iptables-save && ip6tables-save; } 2>/dev/null | grep '^:KUBE-' >/dev/null
}

# Two Kubernetes on one machine would share kube-proxy's chains, and the end of one would break the other.
check_other_kubernetes() {
    if [[ ! -e $CLUSTER/network ]] && has_iptables_chains; then
        fail "iptables holds KUBE-* chains already: another Kubernetes runs on this machine, or ended without removing them \
(\`cluster down\` removes them)"
    fi
}

# The bridge carries the directory of the cluster it belongs to, since another user or another KAFKA_CONNECT_LOCAL may have one.
check_owner() {
    local owner
    [[ -r /sys/class/net/$BRIDGE/ifalias ]] || return 0
    owner=$(<"/sys/class/net/$BRIDGE/ifalias")
    [[ -z $owner || $owner == "$CLUSTER" ]] ||
        fail "a local cluster runs from another directory, $owner; one machine carries one: set KAFKA_CONNECT_LOCAL to ${owner%/*}"
}

check_routes() {
    local overlap
    overlap=$(ip -4 route show root "$POD_CIDR" | grep -v " dev $BRIDGE " || true)
    overlap+=$(ip -4 route show root "$SERVICE_CIDR" | grep -v " dev $BRIDGE " || true)
    [[ -z $overlap ]] || fail "a route of this machine overlaps with $POD_CIDR or $SERVICE_CIDR: $overlap
       set KAFKA_CONNECT_LOCAL_POD_PREFIX and KAFKA_CONNECT_LOCAL_SERVICE_PREFIX, each as two numbers like 10.231"
}

ensure_network() {
    step "network ($BRIDGE $ADDRESS/16)"
    check_owner
    check_other_kubernetes
    check_routes
    save_sysctls
    : >"$CLUSTER/network"
    {
        ip link show "$BRIDGE" >/dev/null 2>&1 || ip link add "$BRIDGE" type bridge
        # A bridge without an address of its own takes the lowest of its ports'. Whenever that pod goes, or one with a lower one comes, all
        # others send to an address that nobody has, for up to 5 seconds: to the DNS server and the API server.
        ip link set "$BRIDGE" address "$BRIDGE_ADDRESS"
        # The address of the node, the API server and the DNS server. Made beforehand because they listen before the first pod.
        ip link set "$BRIDGE" alias "$CLUSTER"
        ip addr replace "$ADDRESS/16" brd + dev "$BRIDGE"
        ip link set "$BRIDGE" up
        # Service addresses that no rule translates must die here instead of leaving by the default route; and the machine itself
        # reaches services with the bridge's address as its source, even without any default route.
        ip route replace "$SERVICE_CIDR" dev "$BRIDGE" src "$ADDRESS"
        echo 1 >/proc/sys/net/ipv4/ip_forward
        # Without it the answers between two pods on the bridge by-pass iptables: services would not answer their own neighbours.
        [[ -e /proc/sys/net/bridge/bridge-nf-call-iptables ]] || modprobe br_netfilter
        echo 1 >/proc/sys/net/bridge/bridge-nf-call-iptables
    } >"$LOGS/network.log" 2>&1 || fail "the bridge could not be made" "$LOGS/network.log"
    write_cni
    step_done "up"
}

# No default route and no masquerading: pods reach each other, the services and the node, and nothing else.
# No portmap plug-in: host ports are not needed, and without it and without masquerading CNI writes no iptables rules at all.
write_cni() {
    mkdir -p -- "$CLUSTER/cni/net.d"
    cat >"$CLUSTER/cni/net.d/10-$CNI_NETWORK.conflist" <<JSON
{
  "cniVersion": "1.0.0",
  "name": "$CNI_NETWORK",
  "plugins": [
    {
      "type": "bridge",
      "bridge": "$BRIDGE",
      "isGateway": true,
      "ipMasq": false,
      "hairpinMode": true,
      "ipam": {
        "type": "host-local",
        "dataDir": "$CLUSTER/cni/addresses",
        "ranges": [[{"subnet": "$POD_CIDR", "rangeStart": "$POD_PREFIX.1.1", "rangeEnd": "$POD_PREFIX.250.255", "gateway": "$ADDRESS"}]],
        "routes": [{"dst": "$SERVICE_CIDR"}]
      }
    }
  ]
}
JSON
}

# One restore per table, so that there is no moment with half of the rules: the jumps into KUBE-* chains go, then the chains.
remove_iptables_chains() {
    local family table saved
    for family in iptables ip6tables; do
        command -v "$family-save" >/dev/null || continue
        for table in nat filter mangle; do
            saved=$("$family-save" -t "$table" 2>/dev/null || true)
            grep -q '^:KUBE-' <<<"$saved" || continue
            {
                echo "*$table"
                grep '^:KUBE-' <<<"$saved" | cut -d' ' -f1 | sed 's/$/ - [0:0]/'
                grep -E '^-A .*-[jg] KUBE-' <<<"$saved" | grep -v '^-A KUBE-' | sed 's/^-A/-D/' || true
                grep '^:KUBE-' <<<"$saved" | cut -d' ' -f1 | sed 's/^:/-X /'
                echo COMMIT
            } | "$family-restore" --noflush
        done
    done
}

remove_network() {
    remove_iptables_chains
    local link
    if ip link show "$BRIDGE" >/dev/null 2>&1; then
        # Deleting one end of a pod's pair takes the other with it, even in a name space that somebody still holds open.
        for link in $(ip -o link show master "$BRIDGE" | cut -d: -f2 | cut -d@ -f1); do
            ip link delete "$link" 2>/dev/null || true
        done
        ip link delete "$BRIDGE"
    fi
    # CNI keeps the result of every call in a directory shared by all networks of the machine; its place cannot be set.
    rm -f -- "/var/lib/cni/results/$CNI_NETWORK-"*
    rmdir /var/lib/cni/results /var/lib/cni 2>/dev/null || true
    restore_sysctls
}
