# One run of a container of the process driver; outlives the agent that starts it.
#
#   sh supervise.sh RUN EXIT DIRECTORY COMMAND [ARGUMENT...]
#
# The environment is the container's, so nothing here may be exported and every variable begins with
# skerry_. Writes RUN/alive (pid, start ticks, boot id, time, own pid, own start ticks), RUN/log in
# the CRI log format and, when all is over, the exit code into EXIT. With a file RUN/typed the command's
# input is the pipe RUN/stdin, which stays open until something is written to RUN/hangup.
skerry_run=$1 skerry_exit=$2 skerry_directory=$3
shift 3
skerry_path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
# 10 MiB a file, three files: Kubernetes' containerLogMaxSize and less files than its five.
skerry_log_max=10485760
skerry_setsid=$(PATH=$skerry_path; command -v setsid)
case $(PATH=$skerry_path; date +%N) in
  *N*) skerry_format=%Y-%m-%dT%H:%M:%SZ ;;
  *) skerry_format=%Y-%m-%dT%H:%M:%S.%NZ ;;
esac

skerry_now() { (PATH=$skerry_path; date -u +"$skerry_format"); }

skerry_rotate() {
  [ "$(wc -c <"$skerry_run/log")" -ge "$skerry_log_max" ] || return 0
  mkdir "$skerry_run/rotating" 2>/dev/null || return 0
  if [ "$(wc -c <"$skerry_run/log")" -ge "$skerry_log_max" ]; then
    [ ! -e "$skerry_run/log.1" ] || mv -f "$skerry_run/log.1" "$skerry_run/log.2"
    mv -f "$skerry_run/log" "$skerry_run/log.1"
    : >>"$skerry_run/log"
  fi
  rmdir "$skerry_run/rotating"
}

# Lines of one stream into the log. Opens the log anew for each, so that it may be renamed.
skerry_pump() {
  skerry_lines=0
  while IFS= read -r skerry_line; do
    printf '%s %s F %s\n' "$(skerry_now)" "$1" "$skerry_line" >>"$skerry_run/log"
    skerry_lines=$((skerry_lines + 1))
    [ $((skerry_lines % 128)) -ne 0 ] || skerry_rotate
  done
  [ -z "$skerry_line" ] ||
    printf '%s %s P %s\n' "$(skerry_now)" "$1" "$skerry_line" >>"$skerry_run/log"
  : >"$skerry_run/$1.done"
}

# Start ticks of a process (proc(5), field 22); with a second argument, once it leads a session.
skerry_ticks() {
  skerry_pid=$1 skerry_lead=${2-}
  while read -r skerry_stat 2>/dev/null <"/proc/$skerry_pid/stat"; do
    set -- ${skerry_stat##*) }
    if [ -z "$skerry_lead" ] || [ "$1" = Z ] || [ "$4" = "$skerry_pid" ]; then
      printf %s "${20}"
      return
    fi
  done
  printf 0
}

(PATH=$skerry_path; mkfifo "$skerry_run/stdout" "$skerry_run/stderr") || exit 1
(PATH=$skerry_path; skerry_pump stdout <"$skerry_run/stdout") &
(PATH=$skerry_path; skerry_pump stderr <"$skerry_run/stderr") &
skerry_in=/dev/null
skerry_holder=
if [ -e "$skerry_run/typed" ]; then
  (PATH=$skerry_path; mkfifo "$skerry_run/stdin" "$skerry_run/hangup") || exit 1
  skerry_in=$skerry_run/stdin
  (read -r skerry_line <>"$skerry_run/hangup") >"$skerry_in" &
  skerry_holder=$!
fi
cd "$skerry_directory" || exit 1
"$skerry_setsid" "$@" >"$skerry_run/stdout" 2>"$skerry_run/stderr" <"$skerry_in" &
skerry_child=$!
read -r skerry_boot </proc/sys/kernel/random/boot_id
printf '%s %s %s %s %s %s\n' "$skerry_child" "$(skerry_ticks $skerry_child lead)" "$skerry_boot" \
  "$(skerry_now)" $$ "$(skerry_ticks $$)" >"$skerry_run/alive.new"
(PATH=$skerry_path; mv "$skerry_run/alive.new" "$skerry_run/alive")

wait $skerry_child
skerry_code=$?
# What the main process started dies with it, as it would in a pid namespace.
kill -9 -$skerry_child 2>/dev/null
[ -z "$skerry_holder" ] || kill -9 $skerry_holder 2>/dev/null
# Up to 5 s for the last lines; what escaped into another session may hold the pipes for ever.
skerry_turns=0
while [ ! -e "$skerry_run/stdout.done" ] || [ ! -e "$skerry_run/stderr.done" ]; do
  [ $skerry_turns -lt 250 ] || break
  skerry_turns=$((skerry_turns + 1))
  (PATH=$skerry_path; sleep 0.02)
done
printf '%s\n' $skerry_code >"$skerry_exit.new"
(PATH=$skerry_path; mv "$skerry_exit.new" "$skerry_exit")
