# shellcheck shell=bash
# What comes from Debian instead of being built here.

# podman is not needed by the cluster itself: it shares buildah's store and imports a file system as an image in one step.
DEBIAN_PACKAGES=(runc containernetworking-plugins iptables conntrack iproute2 util-linux curl openssl ca-certificates
    debootstrap debian-archive-keyring buildah podman)

ensure_packages() { # [PACKAGE...]: those of the cluster when none is named
    local missing=() package
    (($#)) || set -- "${DEBIAN_PACKAGES[@]}"
    command -v dpkg-query >/dev/null ||
        fail "Debian packages are needed and dpkg is not here: $*; on another system install the same programs, or use kind or minikube \
instead of the local cluster"
    for package; do
        [[ $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) == "install ok installed" ]] || missing+=("$package")
    done
    ((${#missing[@]})) || return 0
    ((EUID == 0)) || fail "these Debian packages are missing and only root can install them: ${missing[*]}"
    message "installing Debian packages: ${missing[*]} ..."
    # Another apt may be at work (unattended upgrades): wait for its lock.
    with_progress "$LOGS/apt.log" "installing packages" env DEBIAN_FRONTEND=noninteractive sh -c '
    apt-get -o DPkg::Lock::Timeout=300 update && apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@"' \
        apt "${missing[@]}"
}
