#!/usr/bin/env bats
# What the processes of the server owe each other: what is inherited, what is
# lost at a bad moment, what is left behind.

# shellcheck disable=SC2154  # set by the helpers
load site

setup() { make_site; }
teardown() {
	[[ -z ${allow-} ]] || allow_wakes
	stop_server
}

# Workers of overlapping generations know each other's wake descriptors.
allow_wakes() {
	local others folders

	read -r others folders <"$SERVER_DIR/fds" || return 0
	echo "$((others + 8)) $folders" >"$SERVER_DIR/fds"
}

reload() {
	write_config "$site_conf" "$@"
	server_signal HUP
}

logged() { grep -q -- "$1" "$SERVER_ERROR_LOG"; }

renewed() {
	request GET /new
	[[ $status == 302 ]]
}

# A port of the loopback that nobody listens on just now.
free_port() {
	local port=$((20000 + RANDOM % 10000))

	until refused_at "$port"; do
		port=$((port + 1))
	done
	echo "$port"
}

refused_at() {
	raw -t 1 -a "127.0.0.1:$1" "$(get /hello.txt)"
	[[ $result == refused ]]
}

served_at() {
	raw -t 1 -a "127.0.0.1:$1" "$(get /hello.txt)"
	[[ $status == 200 ]]
}

@test "every worker can wake every other one" {
	site_server 'workers 3'
	local pid counts=''
	for pid in $(server_workers); do
		# shellcheck disable=SC2010
		counts+="$(ls -l "/proc/$pid/fd" | grep -c -e 'eventfd' \
		    -e 'pipe:') " || skip "no /proc"
	done
	# shellcheck disable=SC2086
	[ "$(printf '%s\n' $counts | sort -u | wc -l)" = 1 ]
}

@test "a listener that is taken out refuses at once, and can come back" {
	allow=1
	local port
	port=$(free_port)
	site_server "listen 127.0.0.1:$port"
	served_at "$port"
	raw_background c -t 15 "$(get '/cgi-bin/act?mark=on&wait=go&head&out=x')"
	wait_mark on
	reload
	wait_until refused_at "$port"
	reload "listen 127.0.0.1:$port"
	wait_until served_at "$port"
	mark go
	raw_join c
	assert_status 200
}

@test "HUP while the first workers start is not forgotten" {
	allow=1
	site_server
	local i
	for i in 1 2 3 4 5 6; do
		server_signal HUP
	done
	wait_until logged 'generation 2 serves'
	raw_background c -t 15 "$(get '/cgi-bin/act?mark=on&wait=go&head&out=x')"
	wait_mark on
	write_config "$site_conf" 'location /new { redirect 302 /hello.txt }'
	kill -HUP "$SERVER_PID"
	kill -HUP "$SERVER_PID"
	sleep 0.05
	kill -HUP "$SERVER_PID"
	wait_until renewed
	mark go
	raw_join c
}

@test "TERM reaches workers that have just been started" {
	local i t slow=0
	site_server
	stop_server
	for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
		"$PREFORKD" -c "$SERVER_DIR/preforkd.conf" </dev/null \
		    >/dev/null 2>&1 3>&- &
		local pid=$!
		sleep "0.0$((i % 4))$((i % 10))"
		t=$(now_ms)
		kill -TERM $pid 2>/dev/null || true
		wait $pid || true
		(($(now_ms) - t < 1900)) || slow=$((slow + 1))
	done
	[ "$slow" = 0 ]
	refute_log "do not end are killed"
}

@test "a reload with another pid_file leaves the first one in force" {
	local a=$BATS_TEST_TMPDIR/a.pid b=$BATS_TEST_TMPDIR/b.pid
	allow=1
	site_server "pid_file $a"
	[ "$(<"$a")" = "$SERVER_PID" ]
	echo theirs >"$b"
	reload "pid_file $b"
	wait_until logged 'generation 2 serves'
	assert_log 'another pid_file takes a new start'
	allow_wakes
	stop_server TERM
	[ ! -e "$a" ]
	[ "$(<"$b")" = theirs ]
}

@test "a server that cannot start leaves no socket and no pid file" {
	site_server "pid_file $BATS_TEST_TMPDIR/pid" \
	    "listen unix:$BATS_TEST_TMPDIR/one"
	write_config "$site_conf" "pid_file $BATS_TEST_TMPDIR/pid" \
	    "listen unix:$BATS_TEST_TMPDIR/two"
	local status=0
	"$PREFORKD" -c "$SERVER_DIR/preforkd.conf" 2>"$BATS_TEST_TMPDIR/err" ||
	    status=$?
	[ "$status" = 1 ]
	grep -q 'another preforkd runs' "$BATS_TEST_TMPDIR/err"
	[ ! -e "$BATS_TEST_TMPDIR/two" ]
	[ -e "$BATS_TEST_TMPDIR/pid" ]
}

@test "an NPH program that closes its output and lives on is 502" {
	site_server
	program nph-mute <<-'EOT'
		#!/bin/sh
		exec >&-
		sleep 20
	EOT
	local t
	t=$(now_ms)
	request GET /cgi-bin/nph-mute -t 15 || true
	assert_status 502
	(($(now_ms) - t < 10000))
}

@test "a client that resets ends a program that does not read its body" {
	site_server -l 'stdin stream'
	raw_background c -x -b 0 -g 400000 "$(printf '%s' \
	    'POST /cgi-bin/act?mark=on&forever HTTP/1.1\r\nHost: h\r\n' \
	    'Content-Length: 400000\r\n\r\n')"
	wait_mark on
	raw_join c
	wait_until none_running
}

@test "in the foreground it says on stderr where it listens" {
	site_server "listen 127.0.0.1:0" "listen unix:$BATS_TEST_TMPDIR/s"
	grep -qx "preforkd: listening on http://$SERVER_ADDR/" \
	    "$SERVER_DIR/stderr"
	grep -qx "preforkd: listening on unix:$BATS_TEST_TMPDIR/s" \
	    "$SERVER_DIR/stderr"
}

@test "in the background it lets go of stdout and stderr" {
	local out pid_file=$BATS_TEST_TMPDIR/pid
	site_server
	stop_server
	write_config "$site_conf" "pid_file $pid_file"
	out=$(timeout 5 "$PREFORKD" -D -c "$SERVER_DIR/preforkd.conf" 2>&1 \
	    3>&- 4>&-)
	[ -z "$out" ]
	kill -TERM "$(<"$pid_file")"
	gone() { [[ ! -e $pid_file ]]; }
	wait_until gone
}

@test "HUP follows a configuration that is another link now" {
	allow=1
	site_server
	stop_server
	mv "$SERVER_DIR/preforkd.conf" "$SERVER_DIR/one"
	ln -s one "$SERVER_DIR/preforkd.conf"
	{
		cat "$SERVER_DIR/one"
		echo 'location /new { redirect 302 /hello.txt }'
	} >"$SERVER_DIR/two"
	: >"$SERVER_ERROR_LOG"
	launch_server
	ln -sf two "$SERVER_DIR/preforkd.conf"
	server_signal HUP
	wait_until renewed
}

@test "without Host the server is called by its address, IPv6 in brackets" {
	site_server 'listen 127.0.0.1:0' 'listen [::1]:0'
	local v6
	v6=$(grep -o 'listening on \[::1\]:.*' "$SERVER_ERROR_LOG") ||
	    skip 'no IPv6'
	raw 'GET /cgi-bin/act?head&env=SERVER_NAME HTTP/1.0\r\n\r\n'
	assert_body SERVER_NAME=127.0.0.1
	raw -a "${v6##* }" \
	    'GET /cgi-bin/act?head&env=SERVER_NAME HTTP/1.0\r\n\r\n'
	assert_body 'SERVER_NAME=[::1]'
}

@test "a folder of root where the workers have to write is an error" {
	[[ $EUID == 0 ]] || skip 'takes root'
	site_server
	stop_server
	local status=0
	chmod 755 "$SERVER_DIR/spool"
	write_config "$site_conf" 'user nobody'
	"$PREFORKD" -t -c "$SERVER_DIR/preforkd.conf" \
	    2>"$BATS_TEST_TMPDIR/err" || status=$?
	[ "$status" = 2 ]
	grep -q "spool_dir: the user 'nobody' cannot write" \
	    "$BATS_TEST_TMPDIR/err"
}

@test "without a configuration root is told what it can do" {
	[[ $EUID == 0 ]] || skip 'takes root'
	local status=0
	mkdir -p "$BATS_TEST_TMPDIR/site/cgi-bin"
	timeout 5 "$PREFORKD" -l '*:0' "$BATS_TEST_TMPDIR/site" \
	    2>"$BATS_TEST_TMPDIR/err" || status=$?
	[ "$status" = 2 ]
	run ! grep -q 'add the line' "$BATS_TEST_TMPDIR/err"
	grep -q 'listen on 127.0.0.1' "$BATS_TEST_TMPDIR/err"
}
