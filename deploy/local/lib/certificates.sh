# shellcheck shell=bash
# The certificate authority of the cluster and everyone's certificate and kubeconfig, made once per cluster.

# RFC 5280 lets nothing be valid before it was made; ten years is "for the life of the cluster".
CERTIFICATE_DAYS=3650
# Not elliptic curves: Java clients take the key in a kubeconfig for an RSA key.
NEW_KEY=(-newkey rsa:2048 -nodes)

# authority NAME
authority() {
    [[ -s $PKI/$1.crt ]] && return
    openssl req -x509 "${NEW_KEY[@]}" -keyout "$PKI/$1.key" -subj "/CN=$CNI_NETWORK-$1" -sha256 -days "$CERTIFICATE_DAYS" \
        -addext "keyUsage=critical,keyCertSign,cRLSign,digitalSignature" -out "$PKI/$1.crt.new"
    mv -- "$PKI/$1.crt.new" "$PKI/$1.crt"
}

# certificate NAME SUBJECT USAGE [ALTERNATIVE-NAMES [AUTHORITY]]
certificate() {
    local name=$1 subject=$2 usage=$3 names=${4:-} authority=${5:-ca}
    [[ -s $PKI/$name.crt ]] && return
    openssl req -new "${NEW_KEY[@]}" -keyout "$PKI/$name.key" -subj "$subject" -out "$PKI/$name.csr"
    {
        printf 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=%s\n' "$usage"
        [[ -z $names ]] || printf 'subjectAltName=%s\n' "$names"
    } >"$PKI/$name.ext"
    openssl x509 -req -in "$PKI/$name.csr" -CA "$PKI/$authority.crt" -CAkey "$PKI/$authority.key" -CAcreateserial -sha256 \
        -days "$CERTIFICATE_DAYS" -extfile "$PKI/$name.ext" -out "$PKI/$name.crt.new"
    mv -- "$PKI/$name.crt.new" "$PKI/$name.crt"
    rm -- "$PKI/$name.csr" "$PKI/$name.ext"
}

make_certificates() {
    authority ca
    # Whoever has a certificate of this one may speak for any user, so it must not be the authority of the clients. Aggregated APIs
    # need it, and without it the components that read its name from the cluster log an error every few seconds.
    authority front-proxy-ca
    certificate front-proxy /CN=front-proxy-client clientAuth "" front-proxy-ca
    [[ -s $PKI/service-account.key ]] ||
        openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$PKI/service-account.key"

    # etcd has no other protection: on a shared machine an open port on loopback would be everybody's cluster-admin.
    certificate etcd /CN=etcd serverAuth,clientAuth DNS:localhost,IP:127.0.0.1
    certificate apiserver-etcd /CN=kube-apiserver-etcd-client clientAuth
    certificate apiserver /CN=kube-apiserver serverAuth \
        "DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.$CLUSTER_DOMAIN,DNS:localhost,\
IP:$ADDRESS,IP:$KUBERNETES_SERVICE,IP:127.0.0.1"
    # The group lets the API server call the kubelet (logs, exec) without a binding that would have to exist first.
    certificate apiserver-kubelet /O=system:masters/CN=kube-apiserver-kubelet-client clientAuth
    # The API server calls the kubelet by the node's InternalIP, so that address must be in here for `kubectl logs` and `exec`.
    certificate kubelet-server "/O=system:nodes/CN=system:node:$NODE" serverAuth "DNS:$NODE,IP:$ADDRESS"

    certificate kubelet "/O=system:nodes/CN=system:node:$NODE" clientAuth
    certificate admin /O=system:masters/CN=admin clientAuth
    certificate kube-controller-manager /CN=system:kube-controller-manager clientAuth
    certificate kube-scheduler /CN=system:kube-scheduler clientAuth
    certificate kube-proxy /CN=system:kube-proxy clientAuth
    certificate coredns /CN=system:coredns clientAuth
}

# kubeconfig CERTIFICATE FILE: self-contained, so that a copy of it works anywhere on the machine.
kubeconfig() {
    [[ -s $2 ]] && return
    cat >"$2.new" <<YAML
apiVersion: v1
kind: Config
clusters:
  - name: $CNI_NETWORK
    cluster:
      server: https://$ADDRESS:$API_PORT
      certificate-authority-data: $(base64 -w0 "$PKI/ca.crt")
users:
  - name: $1
    user:
      client-certificate-data: $(base64 -w0 "$PKI/$1.crt")
      client-key-data: $(base64 -w0 "$PKI/$1.key")
contexts:
  - name: $CNI_NETWORK
    context: {cluster: $CNI_NETWORK, user: $1}
current-context: $CNI_NETWORK
YAML
    mv -- "$2.new" "$2"
}

ensure_certificates() {
    step certificates
    mkdir -p -- "$PKI"
    # In a subshell: the mask keeps the keys to root and must not reach the daemons.
    (
        umask 077
        make_certificates 2>"$LOGS/certificates.log"
        for name in kubelet kube-controller-manager kube-scheduler kube-proxy coredns; do
            kubeconfig "$name" "$PKI/$name.kubeconfig"
        done
        kubeconfig admin "$KUBECONFIG_FILE"
    ) || fail "the certificates could not be made" "$LOGS/certificates.log"
    step_done "present"
}
