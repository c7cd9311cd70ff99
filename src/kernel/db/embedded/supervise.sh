# Runs one PostgreSQL for as long as anybody holds it. Started by launch.ts as
#   sh -c <this text> kerani-postgres <cluster> <run> <socket folder> <bin> <libraries> <initdb sync option> <server arguments...>
# Exit codes: 75 another server has the lock, 76 initdb failed, 77 no flock, 78 a stranger's server is there,
# 79 no space is left; otherwise that of PostgreSQL.
cluster=$1 run=$2 sockets=$3 bin=$4 libraries=$5 sync=$6
shift 6
umask 077
# A stop meant for the group must not end the watch before the server: holders decide, not signals.
trap '' TERM HUP INT
exec 2>>"$run/server.log" >&2
command -v flock >/dev/null || exit 77

# Descriptor 9 is inherited by every process of the server. The kernel drops the lock when the last of them is gone,
# so whoever gets it knows that nothing of an earlier server is alive, whatever was killed and in whatever order.
exec 9>>"$run/lock"
if ! flock -n 9; then
  # A worker outlives a killed server until its statement ends. Nobody reads its answer: end it, and try again.
  for process in /proc/[0-9]*; do
    [ "$process/cwd" -ef "$cluster" ] && [ "$(head -c 10 "$process/cmdline" 2>/dev/null)" = "postgres: " ] || continue
    read -r _ _ _ parent _ 2>/dev/null <"$process/stat" || continue
    [ "/proc/$parent/cwd" -ef "$cluster" ] || kill -KILL "${process#/proc/}"
  done
  exit 75
fi

# Tried by writing, because a quota does not show in the free space, and a full disk takes no log line either.
room() {
  head -c 1000000 /dev/zero 2>/dev/null >"$run/room"
  written=$?
  rm -f "$run/room"
  return "$written"
}

# Opening for reading alone would wait for a writer; opening both ways first does not.
exec 8<>"$run/holders" 7<"$run/holders" 8>&-

if [ ! -e "$cluster" ]; then
  rm -rf "$cluster.new"
  LD_LIBRARY_PATH=$libraries "$bin/initdb" -D "$cluster.new" -U postgres --auth=trust --encoding=UTF8 --locale=C \
    --locale-provider=builtin --builtin-locale=C.UTF-8 --data-checksums --no-instructions --no-clean "$sync" 7<&-
  made=$?
  if [ "$made" -ne 0 ]; then
    room && code=76 || code=79
    rm -rf "$cluster.new"
    exit "$code"
  fi
  # Renamed only when whole, so that a start cut short leaves nothing half made.
  mv "$cluster.new" "$cluster" || exit 76
  sync "${cluster%/*}"
fi

if read -r pid 2>/dev/null <"$cluster/postmaster.pid" && [ "/proc/$pid/cwd" -ef "$cluster" ]; then exit 78; fi
# PostgreSQL would respect these if the process number they name was given to another program since.
rm -f "$cluster/postmaster.pid" "$sockets/.s.PGSQL.5432" "$sockets/.s.PGSQL.5432.lock"

# A copy made with another umask would be refused.
chmod 700 "$cluster"
LD_LIBRARY_PATH=$libraries "$bin/postgres" -D "$cluster" "$@" 7<&- &
server=$!
(
  exec 9>&-
  # Nobody ever writes: the read ends when the last holder has closed the pipe, however it died.
  read -r _ <&7
  if [ "/proc/$server/cwd" -ef "$cluster" ]; then kill -INT "$server"; fi
) &
watch=$!
wait "$server"
code=$?
kill -KILL "$watch" 2>/dev/null
[ "$code" -eq 0 ] || room || code=79
exit "$code"
