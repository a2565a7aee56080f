#!/bin/sh
# Runs footnote with the arguments of the container.
#
# A bot that ends since its settings are wrong is started again at once by Docker, and each start may be a
# login to Discord, which takes a bot's token away after a thousand in a day. So it ends some minutes later.
set -eu

wrong_settings=2
pause=600

if [ "${1:-}" = footnote ]; then
  shift
fi
if [ "${1:-}" != run ]; then
  exec footnote "$@"
fi

# A signal interrupts `wait`, so that it is called again as long as the process lives.
wait_for_child() {
  status=0
  wait "$child" || status=$?
  while kill -0 "$child" 2> /dev/null; do
    status=0
    wait "$child" || status=$?
  done
}

stopped=no
trap 'stopped=yes; kill -TERM "$child" 2> /dev/null || true' TERM INT
footnote "$@" &
child=$!
wait_for_child

if [ "$status" -eq "$wrong_settings" ] && [ "$stopped" = no ]; then
  echo "The next start is in $((pause / 60)) minutes, or when you start the container anew." >&2
  sleep "$pause" &
  child=$!
  wait_for_child
  status=$wrong_settings
fi
exit "$status"
