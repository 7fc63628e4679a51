#!/bin/sh
# A clean machine of its own: the programs of this one read-only, all else empty, systemd as its
# first process. Arguments: its name, a directory for it, a directory it sees as /media.
# "enter" instead of a name runs a command there: directory, its first process, command. "stop"
# removes the control groups of the directory's machine.
set -eu
name=$1
home=$2
group=skerry-test$(echo "$home" | tr / -)

hierarchies() {
  awk '$3 == "cgroup" || $3 == "cgroup2" { print $3, $2, $4 }' /proc/self/mounts
}

if [ "$name" = stop ]; then
  hierarchies | while read -r type at options; do
    [ ! -d "$at/$group" ] || find "$at/$group" -depth -type d -exec rmdir {} +
  done
  exit 0
fi

if [ "$name" = enter ]; then
  first=$3
  shift 3
  hierarchies | while read -r type at options; do
    echo $$ >"$at/$group/cgroup.procs" 2>/dev/null || true
  done
  exec nsenter --target "$first" --mount --uts --ipc --net --pid --cgroup env -i container=skerry HOME=/root \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    sh -c 'cd / && exec "$@"' sh "$@"
fi

if [ "${4:-}" != inside ]; then
  # Its control groups are below one of ours, so that nothing it does reaches further.
  hierarchies | while read -r type at options; do
    mkdir -p "$at/$group"
    if [ -f "$at/$group/cpuset.cpus" ]; then
      cat "$at/cpuset.cpus" >"$at/$group/cpuset.cpus"
      cat "$at/cpuset.mems" >"$at/$group/cpuset.mems"
    fi
    if [ "$type" = cgroup2 ]; then
      for each in $(cat "$at/cgroup.controllers"); do
        echo "+$each" >"$at/cgroup.subtree_control" 2>/dev/null || true
      done
    fi
    echo $$ >"$at/$group/cgroup.procs"
  done
  exec unshare --mount --uts --ipc --net --pid --cgroup --fork --kill-child "$0" "$name" "$home" "$3" inside
fi

hostname "$name"
mount --make-rprivate /
hierarchies >"$home/hierarchies"
# A disk of its own, as a machine has: overlayfs and fsync want one.
root=$home/root
mkdir -p "$root"
mount --bind "$root" "$root"
cd "$root"
if [ -n "${DEBIAN_ROOT:-}" ]; then
  # What debootstrap made, instead of this machine's programs.
  cp -a "$DEBIAN_ROOT/." .
  mkdir -p media old
else
  mkdir -p usr etc/systemd/system etc/alternatives var/log var/lib var/tmp opt root run proc sys dev tmp media old
  for each in bin sbin lib lib32 lib64 libx32; do
    if [ -L "/$each" ]; then cp -d "/$each" "$each"; fi
  done
  mount --bind /usr usr
  mount -o remount,bind,ro usr
  mount -t tmpfs -o mode=755 local usr/local
  cp -a /etc/alternatives/. etc/alternatives/
  for each in ld.so.cache ld.so.conf os-release nsswitch.conf services protocols ssl java* pam.d pam.conf security login.defs; do
    for file in /etc/$each; do
      if [ -e "$file" ]; then cp -aL "$file" etc/; fi
    done
  done
  cat >etc/passwd <<'END'
root:x:0:0:root:/root:/bin/sh
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
END
  cat >etc/group <<'END'
root:x:0:
tty:x:5:
disk:x:6:
systemd-journal:x:101:
nogroup:x:65534:
END
  : >etc/shadow
  : >etc/gshadow
  : >etc/machine-id
  echo "127.0.0.1 localhost" >etc/hosts
fi
# A JDK may lie outside of /usr.
mkdir -p "opt/jdk-25"
mount --bind "$JAVA_HOME" opt/jdk-25
mount --bind "$3" media
mount -t proc proc proc
mount --bind proc/sys proc/sys
mount -o remount,bind,ro proc/sys
mount -t sysfs -o ro sysfs sys
while read -r type at options; do
  case $at in
    /sys/fs/cgroup) ;;
    *) mountpoint -q sys/fs/cgroup || mount -t tmpfs -o mode=755 cgroups sys/fs/cgroup ;;
  esac
  mkdir -p ".$at" 2>/dev/null || true
  kept=$(echo "$options" | tr , '\n' | grep -vE '^(rw|ro|relatime|nosuid|nodev|noexec|nsdelegate|memory_recursiveprot)$' | paste -sd, -)
  mount -t "$type" ${kept:+-o "$kept"} "$type" ".$at"
done <"$home/hierarchies"
mount -t tmpfs -o mode=755 run run
mount -t tmpfs -o mode=1777 tmp tmp
mount -t tmpfs -o mode=755 dev dev
for each in null zero full random urandom tty net/tun fuse; do
  if [ -e "/dev/$each" ]; then
    mkdir -p "$(dirname "dev/$each")"
    : >"dev/$each"
    mount --bind "/dev/$each" "dev/$each"
  fi
done
ln -s /proc/self/fd dev/fd
ln -s /proc/self/fd/0 dev/stdin
ln -s /proc/self/fd/1 dev/stdout
ln -s /proc/self/fd/2 dev/stderr
mkdir dev/shm dev/pts dev/mqueue
mount -t tmpfs -o mode=1777 shm dev/shm
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
mount -t mqueue mqueue dev/mqueue
ln -s pts/ptmx dev/ptmx
# What looks after hardware and the kernel is not for a guest.
for each in sys-kernel-debug.mount sys-kernel-tracing.mount sys-kernel-config.mount sys-fs-fuse-connections.mount \
  dev-hugepages.mount systemd-sysctl.service systemd-udevd.service systemd-remount-fs.service getty.target \
  systemd-logind.service systemd-sysusers.service systemd-networkd.service systemd-resolved.service \
  systemd-firstboot.service systemd-modules-load.service systemd-timesyncd.service dbus.socket dbus.service; do
  ln -s /dev/null "etc/systemd/system/$each"
done
ln -s /usr/lib/systemd/system/basic.target etc/systemd/system/default.target
ip link set lo up
pivot_root . old
umount -l old
rmdir old
exec env -i container=skerry PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  /usr/lib/systemd/systemd --show-status=no --log-target=null </dev/null
