# shellcheck shell=bash
# etcd, the API server, the controller manager and the scheduler.

# A proxy of the caller's must not see the cluster's own addresses.
get() { curl --silent --fail --noproxy '*' --max-time 5 --output /dev/null "$@"; }

kube() { KUBECONFIG=$KUBECONFIG_FILE "$BIN/kubectl" --cache-dir="$CLUSTER/kubectl-cache" "$@"; }

healthy_etcd() { get "http://127.0.0.1:$ETCD_METRICS_PORT/health"; }

# Debian's etcd 3.4 would look healthy too, but refuse the watch progress requests that Kubernetes relies on.
start_etcd() {
    local url=https://127.0.0.1:$ETCD_PORT peer=https://127.0.0.1:$ETCD_PEER_PORT
    mkdir -p -- "$CLUSTER/etcd"
    chmod 700 "$CLUSTER/etcd"
    # Durability against a power cut is worth nothing here, and fsync on a busy disk makes every write slow.
    start etcd "$BIN/etcd" --name "$NODE" --data-dir "$CLUSTER/etcd" --unsafe-no-fsync --log-level warn \
        --listen-client-urls "$url" --advertise-client-urls "$url" \
        --listen-peer-urls "$peer" --initial-advertise-peer-urls "$peer" --initial-cluster "$NODE=$peer" \
        --listen-metrics-urls "http://127.0.0.1:$ETCD_METRICS_PORT" \
        --client-cert-auth --trusted-ca-file "$PKI/ca.crt" --cert-file "$PKI/etcd.crt" --key-file "$PKI/etcd.key" \
        --peer-client-cert-auth --peer-trusted-ca-file "$PKI/ca.crt" \
        --peer-cert-file "$PKI/etcd.crt" --peer-key-file "$PKI/etcd.key"
}

healthy_kube_apiserver() { get --cacert "$PKI/ca.crt" "https://$ADDRESS:$API_PORT/readyz"; }

# --kubelet-preferred-address-types: by default the node's name comes first, and no DNS server knows that one.
# --advertise-address: what the pods get behind the service `kubernetes`, so it has to be an address they can reach.
start_kube_apiserver() {
    start kube-apiserver "$BIN/kube-apiserver" --bind-address "$ADDRESS" --secure-port "$API_PORT" \
        --advertise-address "$ADDRESS" --service-cluster-ip-range "$SERVICE_CIDR" --allow-privileged=true \
        --authorization-mode Node,RBAC --enable-admission-plugins NodeRestriction \
        --etcd-servers "https://127.0.0.1:$ETCD_PORT" --etcd-cafile "$PKI/ca.crt" \
        --etcd-certfile "$PKI/apiserver-etcd.crt" --etcd-keyfile "$PKI/apiserver-etcd.key" \
        --client-ca-file "$PKI/ca.crt" --tls-cert-file "$PKI/apiserver.crt" --tls-private-key-file "$PKI/apiserver.key" \
        --kubelet-preferred-address-types InternalIP --kubelet-certificate-authority "$PKI/ca.crt" \
        --kubelet-client-certificate "$PKI/apiserver-kubelet.crt" --kubelet-client-key "$PKI/apiserver-kubelet.key" \
        --service-account-issuer "https://kubernetes.default.svc.$CLUSTER_DOMAIN" \
        --service-account-key-file "$PKI/service-account.key" --service-account-signing-key-file "$PKI/service-account.key" \
        --requestheader-client-ca-file "$PKI/front-proxy-ca.crt" --requestheader-allowed-names front-proxy-client \
        --requestheader-username-headers X-Remote-User --requestheader-group-headers X-Remote-Group \
        --requestheader-extra-headers-prefix X-Remote-Extra- \
        --proxy-client-cert-file "$PKI/front-proxy.crt" --proxy-client-key-file "$PKI/front-proxy.key" \
        --profiling=false --v=0
}

healthy_kube_controller_manager() { get --insecure "https://$ADDRESS:10257/healthz"; }

# Only one of each runs, so an election would but delay the start and write to etcd every two seconds.
start_kube_controller_manager() {
    local config=$PKI/kube-controller-manager.kubeconfig
    start kube-controller-manager "$BIN/kube-controller-manager" --kubeconfig "$config" \
        --authentication-kubeconfig "$config" --authorization-kubeconfig "$config" --bind-address "$ADDRESS" \
        --leader-elect=false --use-service-account-credentials=true --root-ca-file "$PKI/ca.crt" \
        --service-account-private-key-file "$PKI/service-account.key" --flex-volume-plugin-dir "$CLUSTER/volume-plugins" \
        --cluster-signing-cert-file "$PKI/ca.crt" --cluster-signing-key-file "$PKI/ca.key" --profiling=false --v=0
}

healthy_kube_scheduler() { get --insecure "https://$ADDRESS:10259/healthz"; }

start_kube_scheduler() {
    local config=$PKI/kube-scheduler.kubeconfig
    start kube-scheduler "$BIN/kube-scheduler" --kubeconfig "$config" --authentication-kubeconfig "$config" \
        --authorization-kubeconfig "$config" --bind-address "$ADDRESS" --leader-elect=false --profiling=false --v=0
}

apply() {
    kube apply -f "$1" >>"$LOGS/apply.log" 2>&1 || fail "kubectl apply -f $1 failed" "$LOGS/apply.log"
}
