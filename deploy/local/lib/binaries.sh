# shellcheck shell=bash
# The binaries, built from Go modules and cached by a hash of their sources: nothing to download but modules.

# Those of the cluster. The others are the tools of the checks: see tool.
MODULES=(kubernetes etcd containerd coredns)
MODULE_SOURCES=${BASH_SOURCE[0]%/*}/../binaries

# The version is linked in because clients and the kubelet compare it; a plain build says v0.0.0.
KUBERNETES_LDFLAGS="-s -w -X k8s.io/component-base/version.gitVersion=v$KUBERNETES_VERSION \
-X k8s.io/component-base/version.gitMajor=${KUBERNETES_VERSION%%.*} \
-X k8s.io/component-base/version.gitMinor=$(cut -d. -f2 <<<"$KUBERNETES_VERSION")"
CONTAINERD=github.com/containerd/containerd/v2/cmd
# The C libraries these snapshotters need are not wanted.
CONTAINERD_TAGS=no_btrfs,no_zfs,no_devmapper

module_hash() {
    (cd -- "$MODULE_SOURCES/$1" && {
        find . -type f \( -name '*.go' -o -name go.mod -o -name go.sum \) -print0 | sort -z | xargs -0 sha256sum
        printf '%s\n' "$KUBERNETES_LDFLAGS" "$CONTAINERD_TAGS"
    }) | sha256sum | cut -c1-16
}

module_directory() { printf '%s/binaries/%s-%s' "$CACHE" "$1" "$(module_hash "$1")"; }

# The names a module's binaries are called by. The Kubernetes ones are one file, which looks at the name.
module_names() {
    case $1 in
        kubernetes) echo kube-apiserver kube-controller-manager kube-scheduler kube-proxy kubelet kubectl ;;
        containerd) echo containerd containerd-shim-runc-v2 ctr ;;
        *) echo "$1" ;;
    esac
}

expected_duration() {
    case $1 in
        kubernetes) echo "about 8 minutes" ;;
        gitleaks | shfmt | kustomize | gitops-check | monitoring-check) echo "less than a minute" ;;
        helm | prometheus | kustomize-controller) echo "3 to 5 minutes" ;;
        *) echo "1 to 3 minutes" ;;
    esac
}

check_go() {
    command -v go >/dev/null || fail "Go 1.26 or newer is needed to build this project's tools, and there is no go in PATH"
    local version
    version=$(cd / && go env GOVERSION)
    if [[ ! $version =~ ^go([0-9]+)\.([0-9]+) ]] || ((BASH_REMATCH[1] == 1 && BASH_REMATCH[2] < 26)); then
        fail "Go 1.26 or newer is needed to build this project's tools; $(command -v go) is $version"
    fi
}

compile() {
    local module=$1 out=$2 name
    cd -- "$MODULE_SOURCES/$module" || return 1
    export CGO_ENABLED=0 GOFLAGS=
    case $module in
        kubernetes) go build -buildvcs=false -trimpath -ldflags "$KUBERNETES_LDFLAGS" -o "$out/kubernetes" . ;;
        etcd) go build -buildvcs=false -trimpath -ldflags "-s -w" -o "$out/etcd" . ;;
        coredns) go build -buildvcs=false -trimpath -ldflags "-s -w" -o "$out/coredns" github.com/coredns/coredns ;;
        gitleaks) go build -buildvcs=false -trimpath -ldflags "-s -w" -o "$out/gitleaks" github.com/zricethezav/gitleaks/v8 ;;
        shfmt) go build -buildvcs=false -trimpath -ldflags "-s -w" -o "$out/shfmt" mvdan.cc/sh/v3/cmd/shfmt ;;
        helm) go build -buildvcs=false -trimpath -ldflags "-s -w" -o "$out/helm" helm.sh/helm/v4/cmd/helm ;;
        gitops-check | monitoring-check) go build -buildvcs=false -trimpath -ldflags "-s -w" -o "$out/$module" . ;;
        # Both programs, without what finds targets anywhere but in files.
        prometheus)
            go build -buildvcs=false -trimpath -ldflags "-s -w" -tags remove_all_sd -o "$out/" \
                github.com/prometheus/prometheus/cmd/prometheus github.com/prometheus/prometheus/cmd/promtool
            ;;
        kustomize) go build -buildvcs=false -trimpath -ldflags "-s -w" -o "$out/kustomize" sigs.k8s.io/kustomize/kustomize/v5 ;;
        kustomize-controller)
            go build -buildvcs=false -trimpath -ldflags "-s -w" -o "$out/$module" "github.com/fluxcd/$module" || return 1
            cat -- "$(go list -m -f '{{.Dir}}' "github.com/fluxcd/$module")"/config/crd/bases/*.yaml >"$out/definitions.yaml"
            ;;
        # Its C code parses programming languages, which are not checked here: compiled quickly instead of well.
        vale) CGO_ENABLED=1 CGO_CFLAGS="-O0 -w" go build -buildvcs=false -trimpath -ldflags "-s -w" -o "$out/vale" github.com/vale-cli/vale/v3/cmd/vale ;;
        containerd)
            for name in containerd containerd-shim-runc-v2 ctr; do
                go build -buildvcs=false -trimpath -ldflags "-s -w" -tags "$CONTAINERD_TAGS" -o "$out/$name" "$CONTAINERD/$name" || return 1
            done
            ;;
    esac
}

build_module() {
    local module=$1 directory=$2 name
    check_go
    message "building $module ($(expected_duration "$module") the first time) ..."
    rm -rf -- "$directory.new"
    mkdir -p -- "$directory.new"
    with_progress "$LOGS/build-$module.log" "building $module" compile "$module" "$directory.new"
    if [[ $module == kubernetes ]]; then
        for name in $(module_names kubernetes); do ln -s kubernetes "$directory.new/$name"; done
    fi
    # In one step, so that an interrupted build never looks like a finished one.
    mv -- "$directory.new" "$directory"
}

# Prints the path of a tool that is a module of the same name, and builds it first where that has not been done. Promtool is beside
# prometheus.
tool() { # MODULE
    local directory
    directory=$(module_directory "$1")
    if [[ ! -x $directory/$1 ]]; then
        lock "$1"
        [[ -x $directory/$1 ]] || build_module "$1" "$directory"
    fi
    printf '%s\n' "$directory/$1"
}

link_module() {
    local directory=$1 name
    mkdir -p -- "$BIN"
    for name in $(module_names "$2"); do
        [[ $(readlink "$BIN/$name") == "$directory/$name" ]] || ln -sfn -- "$directory/$name" "$BIN/$name"
    done
}

binaries_present() {
    local module directory name
    for module in "${MODULES[@]}"; do
        directory=$(module_directory "$module")
        for name in $(module_names "$module"); do
            [[ -x $directory/$name && $(readlink "$BIN/$name") == "$directory/$name" ]] || return 1
        done
    done
}

ensure_binaries() {
    local module directory
    for module in "${MODULES[@]}"; do
        directory=$(module_directory "$module")
        [[ -d $directory ]] || build_module "$module" "$directory"
        link_module "$directory" "$module"
    done
}

# The layout that fabric8's kube-api-test looks for in its offline mode. It writes certificates beside them, so the directory is
# a place of its own.
api_test_directory() {
    local directory=$CACHE/api-test platform name
    platform=k8s/$KUBERNETES_VERSION-linux-$(go_architecture)
    mkdir -p -- "$directory/$platform"
    for name in etcd kube-apiserver kubectl; do ln -sfn -- "$BIN/$name" "$directory/$platform/$name"; done
    printf '%s\n' "$directory"
}

go_architecture() {
    case $(uname -m) in
        x86_64) echo amd64 ;;
        aarch64) echo arm64 ;;
        *) uname -m ;;
    esac
}
