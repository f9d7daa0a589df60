#!/usr/bin/env bash
# debootstrap.sh DIRECTORY MIRROR: a minimal Debian without what a container never reads. Run in a mount name space of its own.
set -euo pipefail
root=$1 mirror=$2

proxy=$(apt-config dump --format '%v' Acquire::http::Proxy)
[[ -z $proxy ]] || export http_proxy=$proxy
# https needs certificates inside of the image, or its apt could not be used in builds.
include=()
[[ $mirror != https:* ]] || include=(--include=ca-certificates)

debootstrap --variant=minbase "${include[@]}" --keyring=/usr/share/keyrings/debian-archive-keyring.gpg trixie "$root" "$mirror"

# The same as the official slim image: later installations leave documentation out, and what came so far goes.
cat >"$root/etc/dpkg/dpkg.cfg.d/slim" <<'DPKG'
path-exclude /usr/share/doc/*
path-include /usr/share/doc/*/copyright
path-exclude /usr/share/man/*
path-exclude /usr/share/info/*
path-exclude /usr/share/groff/*
path-exclude /usr/share/lintian/*
path-exclude /usr/share/linda/*
path-exclude /usr/share/locale/*
path-include /usr/share/locale/locale.alias
DPKG
find "$root/usr/share/doc" -depth -type f ! -name copyright -delete
find "$root/usr/share/doc" -depth -type l -delete
find "$root/usr/share/doc" -depth -type d -empty -delete
rm -rf -- "$root"/usr/share/{man,info,groff,lintian,linda}
find "$root/usr/share/locale" -mindepth 1 ! -name locale.alias -depth -delete 2>/dev/null || true

# Nothing is started, cached or translated in an image.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod +x "$root/usr/sbin/policy-rc.d"
cat >"$root/etc/apt/apt.conf.d/slim" <<'APT'
Acquire::Languages "none";
Acquire::GzipIndexes "true";
Apt::AutoRemove::SuggestsImportant "false";
DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/*.bin || true"; };
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
APT

rm -rf -- "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/archives/*.deb "$root"/var/cache/apt/*.bin "$root"/var/log/*.log \
    "$root"/var/log/apt/* "$root"/var/cache/ldconfig/* "$root"/var/cache/debconf/*-old "$root"/var/lib/dpkg/*-old \
    "$root"/tmp/* "$root"/var/tmp/*
# This machine's names and addresses, copied by debootstrap.
: >"$root/etc/resolv.conf"
echo localhost >"$root/etc/hostname"
