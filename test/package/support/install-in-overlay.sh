#!/bin/bash
# Installs, upgrades and removes a deb or rpm on a copy of this system that vanishes afterwards: every write goes to memory.
# Usage: unshare --mount install-in-overlay.sh FOLDER [OLD NEW]; without packages it only tries whether it can.
# Prints sections, each begun by a line "== NAME".
set -euo pipefail
place=$1
mount --make-rprivate /
mount -t tmpfs none "$place"
mkdir "$place"/{upper,work,system}
system=$place/system
mount -t overlay overlay -o "lowerdir=/,upperdir=$place/upper,workdir=$place/work" "$system"
mount -t proc proc "$system/proc"
mount --rbind /dev "$system/dev"
[ $# -eq 1 ] && exit 0

inside() { chroot "$system" env PATH="/usr/sbin:/usr/bin:/sbin:/bin:$PATH" DEBIAN_FRONTEND=noninteractive LC_ALL=C "$@"; }
install() {
  cp "$1" "$system/var/tmp/package"
  install_file /var/tmp/package >&2
  rm "$system/var/tmp/package"
}
case $3 in
*.deb)
  install_file() { inside dpkg --install "$1"; }
  state() { inside dpkg-query --show --showformat '${db:Status-Status} ${Version}\n' qwen-gauge || true; }
  verify() { inside dpkg --verify qwen-gauge; }
  remove() { inside dpkg --purge qwen-gauge; }
  ;;
*.rpm)
  # Debian's rpm keeps its records in the home folder, warns against itself, and knows none of the packages of dpkg.
  rpm() { inside rpm --define '_dbpath /var/lib/rpm' "$@"; }
  install_file() { rpm --upgrade --force-debian --nodeps "$1"; }
  state() { rpm --query --queryformat 'installed %{VERSION}\n' qwen-gauge || true; }
  verify() { rpm --verify --nodeps qwen-gauge || true; }
  remove() { rpm --erase --force-debian qwen-gauge; }
  ;;
esac
# What lies in the copy and not in the system itself, without the packages' own records and caches.
added() {
  (cd "$place/upper" && find . \( -type f -o -type l \) -printf '/%P\n') | while read -r file; do
    [ -e "$file" ] || [ -L "$file" ] || echo "$file"
  done | grep -Ev '^/(var/(lib|log|cache)|run|tmp)/|\.cache$' | sort || true
}

data=/var/tmp/home/.config/QwenGauge/preferences.json
mkdir -p "$system$(dirname "$data")"
echo '{"kept":true}' > "$system$data"

install "$2"
echo '== old'; state; ls "$system/opt/QwenGauge/of-the-old-version"
install "$3"
echo '== new'; state
echo '== verified'; verify
echo '== added'; added | grep -v '^/opt/QwenGauge/' || true
echo '== gone'; ls "$system/opt/QwenGauge/of-the-old-version" 2>&1 || true
echo '== sandbox'; stat --format %a "$system/opt/QwenGauge/chrome-sandbox"
echo '== command line'; inside qwen-gauge --version
echo '== app'; readlink -f "$system/usr/bin/qwen-gauge-app"
remove >&2
echo '== removed'; added
echo '== data'; cat "$system$data"
