# Makes what a server needs beside its data. Run by launch.ts, as the account that owns the data, as
#   sh -c <this text> kerani-postgres <run> <socket folder> <links folder> <native/lib> <file link>...
# Safe to run by several processes at once.
run=$1 sockets=$2 links=$3 lib=$4
shift 4
umask 077
mkdir -p "$run" "$links" && chmod 700 "$run" || exit 1
[ -d "$sockets" ] || mkdir "$sockets" 2>/dev/null
# In a shared temporary folder somebody else may have been first.
[ -O "$sockets" ] && [ ! -L "$sockets" ] || exit 2
chmod 700 "$sockets" || exit 2
[ -p "$run/holders" ] || mkfifo "$run/holders" 2>/dev/null || [ -p "$run/holders" ] || exit 1
while [ $# -gt 1 ]; do
  [ -e "$links/$2" ] || ln -s "$lib/$1" "$links/$2" 2>/dev/null
  shift 2
done
# Keep the log of this run and the one before.
if [ -f "$run/server.log" ] && [ "$(wc -c <"$run/server.log")" -gt 4000000 ]; then mv -f "$run/server.log" "$run/server.log.1"; fi
exit 0
