# shellcheck shell=bash
# Which mirror to take Debian from: the one this machine's own apt uses, so that no host name has to be known here.

SUITE=trixie

# The sites of apt's sources, from its indexes or, before a first update, from the files themselves. The second field is the label
# that sets the security archive apart.
apt_sites() {
    {
        # shellcheck disable=SC2016  # apt's variables
        apt-get indextargets --format '$(SITE) $(LABEL)' 'Created-By: Packages' 2>/dev/null || true
        cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null | sed -E 's/^deb +(\[[^]]*\] +)?([^ ]+).*/\2/;t;d'
        cat /etc/apt/sources.list.d/*.sources 2>/dev/null | sed -E 's/^URIs: *//;t;d' | tr ' ' '\n'
    } | sed -E 's|/+( \|$)|\1|' | awk '!seen[$1]++'
}

# apt's own downloader, because it knows this machine's proxies and transports.
has_suite() {
    /usr/lib/apt/apt-helper download-file "${1%/}/dists/$2/InRelease" "$3/InRelease" >/dev/null 2>&1 &&
        grep -q '^Origin: Debian$' "$3/InRelease"
}

# find_mirror DIRECTORY: sets MIRROR, and SECURITY_MIRROR where there is one. A mirror may be a snapshot of a day on which trixie was
# not there yet, hence the test of each.
find_mirror() {
    local site
    MIRROR=${KAFKA_CONNECT_DEBIAN_MIRROR:-}
    SECURITY_MIRROR=
    while read -r site _; do
        if [[ -z $MIRROR ]] && has_suite "$site" "$SUITE" "$1"; then MIRROR=$site; fi
        if [[ -z $SECURITY_MIRROR ]] && has_suite "$site" "$SUITE-security" "$1"; then SECURITY_MIRROR=$site; fi
    done < <(apt_sites)
    [[ -n $MIRROR ]] || fail "none of this machine's apt sources has Debian $SUITE: set KAFKA_CONNECT_DEBIAN_MIRROR to the URL of a \
mirror, or put the image $BASE_IMAGE into buildah's store"
}

# apt has to work inside `buildah bud`, with the same mirror as outside.
write_apt_sources() {
    local root=$1 signed="Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg"
    rm -f -- "$root/etc/apt/sources.list"
    {
        printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\n%s\n' "$MIRROR" "$SUITE" "$signed"
        [[ -z $SECURITY_MIRROR ]] ||
            printf '\nTypes: deb\nURIs: %s\nSuites: %s-security\nComponents: main\n%s\n' "$SECURITY_MIRROR" "$SUITE" "$signed"
    } >"$root/etc/apt/sources.list.d/debian.sources"
    # A snapshot's Release files are past their date.
    if [[ $(apt-config dump Acquire::Check-Valid-Until) == *'"false"'* ]]; then
        echo 'Acquire::Check-Valid-Until "false";' >"$root/etc/apt/apt.conf.d/snapshot"
    fi
}
