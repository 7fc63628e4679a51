#!/bin/sh
# An image that waits, as `docker save` would write it: this machine's static busybox, with names.
# Arguments: a directory to work in, the file to write.
set -eu
mkdir -p "$1/root/bin"
cp "$(command -v busybox)" "$1/root/bin/busybox"
ln -sf busybox "$1/root/bin/sleep"
cd "$1"
tar -C root --owner=0 --group=0 -cf layer.tar .
digest=$(sha256sum layer.tar | cut -d' ' -f1)
case $(uname -m) in
  x86_64) architecture=amd64 ;;
  aarch64) architecture=arm64 ;;
  *) architecture=$(uname -m) ;;
esac
printf '{"architecture":"%s","os":"linux","config":{"Cmd":["/bin/sleep","100000"],"Labels":{"skerry.dev/relocatable":"true"}},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
  "$architecture" "$digest" >config.json
printf '[{"Config":"config.json","RepoTags":["till:v1"],"Layers":["layer.tar"]}]' >manifest.json
tar -cf "$2" manifest.json config.json layer.tar
