#!/bin/bash
# Run by tools/test_deb.sh inside a booted Debian: the life of the package from installation to purge. Each line says what was seen.
set -euo pipefail
cd /opt/package-test
export DEBIAN_FRONTEND=noninteractive LC_ALL=C
server=http://127.0.0.1:8000

fail() {
  echo "FAILED: $*"
  systemctl status overwatch --no-pager -l 2>&1 | tail -n 20 || true
  tail -n 20 /var/log/overwatch/overwatch.log 2>/dev/null || true
  exit 1
}
property() { systemctl show overwatch -p "$1" --value; }

# eventually SECONDS COMMAND...: the command succeeds within so many seconds.
eventually() {
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.2
  done
}

# Every file of the system with its kind and owner, but for what any installation of a package touches.
snapshot() {
  find / -xdev \( -path /proc -o -path /sys -o -path /run -o -path /tmp -o -path /opt/package-test -o -path /var/cache -o -path /var/lib/apt \
    -o -path /var/lib/dpkg -o -path /var/log/apt -o -path /var/log/journal -o -path /var/lib/systemd -o -path /var/tmp \) -prune \
    -o -printf '%p %y %u %g %m\n' | sort
  cut -d: -f1 /etc/passwd /etc/group | sort
}
demo_runs() { curl -fsS -m 5 $server/api/workflow-builder/demo/status | grep -q '"state": *"running"'; }
picture() { curl -fsS -m 10 -o picture.jpg $server/api/xray/demo/view.jpg && [ "$(stat -c %s picture.jpg)" -gt 5000 ]; }
is_active() { [ "$(systemctl is-active overwatch)" = active ]; }
restarted() { [ "$(property NRestarts)" -ge "$1" ] && is_active; }
has_failed() { [ "$(systemctl is-active overwatch)" = failed ]; }
is_inactive() { [ "$(systemctl is-active overwatch)" = inactive ]; }

snapshot >before.txt

echo "== install"
apt-get install -y --no-install-recommends ./overwatch.deb >apt.log 2>&1 || { cat apt.log; fail "apt-get install"; }
eventually 60 is_active || fail "the service does not start by itself"
start=$(($(property ActiveEnterTimestampMonotonic) - $(property InactiveExitTimestampMonotonic)))
echo "the service is running, ready after $((start / 1000)) ms, as $(ps -o user= -p "$(property MainPID)")"
[ "$(property Type)" = notify ] || fail "the service does not tell systemd that it is ready"
systemctl is-enabled -q overwatch || fail "the service is not enabled"
eventually 60 demo_runs || fail "the demo does not run"
eventually 60 picture || fail "the demo has no picture"
echo "the demo runs; its picture has $(stat -c %s picture.jpg) bytes"
mapped=$(grep -c '/usr/lib/overwatch/libonnxruntime.so.1' "/proc/$(property MainPID)/maps" || true)
[ "$mapped" -gt 0 ] || fail "ONNX Runtime is not that of the package"

echo "== the program"
overwatch doctor --port 8000 >doctor.txt 2>&1 || { cat doctor.txt; fail "doctor"; }
! grep -q '^failed' doctor.txt || { cat doctor.txt; fail "doctor"; }
sed 's/^/  /' doctor.txt
people=$(overwatch detect /usr/share/overwatch/media/vtest.avi --frames 3 --confidence 0.3 --quiet --jsonl - | grep -o '"class": *"person"' | wc -l)
[ "$people" -ge 6 ] || fail "the model of the package finds $people people in three frames of the clip"
echo "the model of the package finds $people people in three frames"
overwatch config check >config.txt || fail "the configuration of the package"
for page in 'man1/overwatch.1.gz' 'man5/overwatch.yaml.5.gz'; do
  [ -s "/usr/share/man/$page" ] || grep -q path-exclude /etc/dpkg/dpkg.cfg.d/* || fail "no manual page $page"
done
bash -c 'source /usr/share/bash-completion/completions/overwatch && complete -p overwatch' >/dev/null || fail "no completion"

echo "== systemd"
systemd-analyze verify --man=no overwatch.service 2>verify.txt || { cat verify.txt; fail "systemd-analyze verify"; }
[ ! -s verify.txt ] || cat verify.txt
systemd-analyze security overwatch.service --no-pager | tail -n 1
mv /var/log/overwatch/overwatch.log /var/log/overwatch/old.log
systemctl reload overwatch
eventually 10 test -s /var/log/overwatch/overwatch.log || fail "the log is not opened again on reload"
echo "reload opens the log again"
mkdir -p /run/systemd/system/overwatch.service.d
printf '[Service]\nWatchdogSec=6s\n' >/run/systemd/system/overwatch.service.d/watchdog.conf
systemctl daemon-reload
systemctl restart overwatch
sleep 14
[ "$(property NRestarts)" = 0 ] || fail "a healthy service is restarted by its watchdog"
kill -STOP "$(property MainPID)"
eventually 60 restarted 1 || fail "a hanging service is not restarted"
echo "the watchdog leaves a healthy service alone and restarts a hanging one"
rm -r /run/systemd/system/overwatch.service.d
systemctl daemon-reload
kill -KILL "$(property MainPID)"
eventually 60 restarted 2 || fail "a killed service is not restarted"
eventually 60 demo_runs || fail "the demo does not run after a crash"
echo "a killed service comes back with its workflow"

echo "== beyond this machine"
cp -p /etc/overwatch/overwatch.yaml overwatch.yaml.before
printf 'tls: perhaps\n' >>/etc/overwatch/overwatch.yaml
! systemctl restart overwatch 2>/dev/null || fail "the service starts with a wrong setting"
eventually 10 has_failed || fail "a wrong setting is tried again and again"
journalctl -u overwatch --no-pager | grep -q "'perhaps' is not one of off, self" || fail "the journal does not name the wrong setting"
echo "a wrong setting is named in the journal and not tried again"
cp -p overwatch.yaml.before /etc/overwatch/overwatch.yaml
printf 'address: 0.0.0.0\ntls: self\n' >>/etc/overwatch/overwatch.yaml
! overwatch config check 2>config.txt || fail "config check lets an open door pass"
grep -q '/var/lib/overwatch has no users yet' config.txt || { cat config.txt; fail "config check looks into another folder than the service's"; }
! systemctl restart overwatch 2>/dev/null || fail "the service listens beyond this machine without users"
systemctl stop overwatch
journalctl -u overwatch --no-pager | grep -q 'overwatch users add' || fail "the journal does not say how to add a user"
systemctl reset-failed overwatch
echo 'a password of some length' | runuser -u overwatch -- overwatch users add ann --role admin --data-dir /var/lib/overwatch >users.txt 2>&1 ||
  { cat users.txt; fail "users add"; }
overwatch config check >config.txt 2>&1 || { cat config.txt; fail "config check does not see the service's users"; }
mkdir -p /run/systemd/system/overwatch.service.d
printf '[Service]\nWatchdogSec=6s\n' >/run/systemd/system/overwatch.service.d/watchdog.conf
systemctl daemon-reload
systemctl start overwatch || fail "the service does not start with a user"
curl -fsS -m 10 --cacert /var/lib/overwatch/tls/tls.crt https://localhost:8000/healthz >/dev/null || fail "no HTTPS"
code=$(curl -sS -m 10 --cacert /var/lib/overwatch/tls/tls.crt -o answer.txt -w '%{http_code}' https://localhost:8000/api/workflow-builder)
[ "$code" = 401 ] || fail "without a log-in the answer is $code"
for own in $(hostname -I); do
  case $own in *:*) continue ;; esac
  curl -fsS -m 10 --cacert /var/lib/overwatch/tls/tls.crt "https://$own:8000/healthz" >/dev/null || fail "no answer at $own"
done
sleep 14
[ "$(property NRestarts)" = 0 ] || fail "a healthy service is restarted by its watchdog when it speaks TLS"
echo "without users it refuses to listen there and says what to do; with one it serves HTTPS, asks for a log-in, and the watchdog is content"
runuser -u overwatch -- overwatch users remove ann --data-dir /var/lib/overwatch >/dev/null
cp -p overwatch.yaml.before /etc/overwatch/overwatch.yaml
rm -r /run/systemd/system/overwatch.service.d
systemctl daemon-reload
systemctl restart overwatch || fail "the service does not start as before"

echo "== stop, upgrade"
begin=$(date +%s%N)
systemctl stop overwatch
echo "stopped in $((($(date +%s%N) - begin) / 1000000)) ms"
is_inactive || fail "the service does not stop"
[ "$(property Result)" = success ] || fail "the service does not stop in order: $(property Result)"
systemctl start overwatch
curl -fsS -m 10 -X POST $server/api/workflow-builder -H 'Content-Type: application/json' \
  -d '{"name": "kept", "nodes": {"in": {"type": "video_input", "source": "test://pattern"}}, "edges": []}' >created.json || fail "no workflow can be made"
echo '# of the administrator' >>/etc/overwatch/overwatch.yaml
apt-get install -y --no-install-recommends -o Dpkg::Options::=--force-confold ./newer.deb >apt.log 2>&1 || { cat apt.log; fail "upgrade"; }
eventually 60 is_active || fail "the service does not run after the upgrade"
dpkg-query -W -f '${Version}\n' overwatch | grep -q newer || fail "not upgraded"
grep -q 'of the administrator' /etc/overwatch/overwatch.yaml || fail "the upgrade loses the administrator's configuration"
! grep -q 'of the newer package' /etc/overwatch/overwatch.yaml || fail "the upgrade mixes configurations"
grep -q 'of the newer package' /etc/overwatch/overwatch.yaml.dpkg-dist || fail "the newer configuration is not beside the kept one"
eventually 60 sh -c "curl -fsS -m 10 $server/api/workflow-builder | grep -q '\"kept\"'" || fail "the upgrade loses workflows"
echo "the upgrade keeps configuration and workflows; the service runs"

echo "== remove, purge"
apt-get remove -y overwatch >apt.log 2>&1 || { cat apt.log; fail "remove"; }
! pgrep -u overwatch >/dev/null 2>&1 || fail "processes are left after the removal"
for file in /etc/overwatch/overwatch.yaml /var/lib/overwatch/overwatch.db; do
  [ -f "$file" ] || fail "the removal takes $file along"
done
[ ! -e /usr/bin/overwatch ] || fail "the program is still there"
apt-get purge -y overwatch >apt.log 2>&1 || { cat apt.log; fail "purge"; }
snapshot >after.txt
if ! diff before.txt after.txt >remains.txt; then
  cat remains.txt
  fail "something is left after the purge"
fi
left=$(find / -xdev \( -path /proc -o -path /sys -o -path /opt/package-test \) -prune -o -iname '*overwatch*' -print | grep -v -e '^/var/cache/apt' -e '/package-test' || true)
[ -z "$left" ] || fail "left after the purge: $left"
echo "nothing is left: $(wc -l <after.txt) files and users as before"
echo 'all is well'
