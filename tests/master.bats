#!/usr/bin/env bats
# Master and workers: signals, reload, deaths.

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
	echo "$((others + 4)) $folders" >"$SERVER_DIR/fds"
}

# The configuration of site_server with other values, and HUP.
reload() {
	write_config "$site_conf" "$@"
	server_signal HUP
}

body_is() {
	request GET "$1"
	[[ $body == "$2" ]]
}

@test "TERM and INT stop at once with status 0" {
	local signal
	for signal in TERM INT; do
		site_server
		raw_background c "$(get '/cgi-bin/act?mark=on&forever')"
		wait_mark on
		local t
		t=$(now_ms)
		server_signal $signal
		wait_server
		[ "$SERVER_EXIT" = 0 ]
		(($(now_ms) - t < 5000))
		raw_join c
		[[ $result == cut || $result == reset || $status == 50? ]]
		wait_until none_running
		rm "$SITE/marks/on"
		stop_server
	done
}

@test "QUIT finishes what runs and accepts nothing new" {
	site_server
	raw_background c -t 15 "$(get '/cgi-bin/act?mark=on&wait=go&head&out=finished')"
	wait_mark on
	server_signal QUIT
	refusing() { raw -t 1 "$(get /hello.txt)"; [[ $result == refused ]]; }
	wait_until refusing
	mark go
	raw_join c
	assert_status 200
	assert_body finished
	wait_server
	[ "$SERVER_EXIT" = 0 ]
}

@test "QUIT ends what runs longer than shutdown_timeout" {
	site_server 'shutdown_timeout 300ms'
	raw_background c "$(get '/cgi-bin/act?mark=on&forever')"
	wait_mark on
	server_signal QUIT
	wait_server
	[ "$SERVER_EXIT" = 0 ]
	wait_until none_running
}

@test "QUIT does not wait for idle connections" {
	site_server
	raw_background c -n 2 -e "$(get /hello.txt)" ''
	wait_until raw_has c hello
	local t
	t=$(now_ms)
	server_signal QUIT
	wait_server
	(($(now_ms) - t < 5000))
}

@test "HUP loads the new configuration" {
	allow=1
	site_server
	mkdir "$SITE/new"
	printf 'new root\n' >"$SITE/new/index.html"
	request GET /
	assert_body 'front page'
	local port=$SERVER_PORT
	site_conf=${site_conf/"$SITE/www"/"$SITE/new"}
	reload
	wait_until body_is / 'new root'
	[ "$port" = "$SERVER_PORT" ]
	server_has_workers_soon() { server_has_workers 2; }
	wait_until -t 20 server_has_workers_soon
}

@test "HUP with a bad configuration keeps the old one and says why" {
	allow=1
	site_server
	local before
	before=$(server_workers | tr '\n' ' ')
	printf 'nonsense here\n' >>"$SERVER_DIR/preforkd.conf"
	server_signal HUP
	assert_log "preforkd.conf:[0-9]+:.*nonsense"
	request GET /hello.txt
	assert_body hello
	[ "$(server_workers | tr '\n' ' ')" = "$before" ]
	reload
	wait_until body_is /hello.txt hello
}

@test "a running request keeps the configuration it began with" {
	allow=1
	site_server 'setenv SHADE old' -l 'setenv SHADE old'
	raw_background c "$(get '/cgi-bin/act?mark=on&wait=go&head&env=SHADE')"
	wait_mark on
	site_conf=${site_conf/SHADE old/SHADE new}
	reload
	wait_until body_is '/cgi-bin/act?head&env=SHADE' SHADE=new
	mark go
	raw_join c
	assert_body SHADE=old
}

@test "an idle connection of the old generation is answered and closed" {
	allow=1
	site_server 'keepalive_timeout 3s'
	raw_background c -d 800 -n 2 "$(get /hello.txt)" "$(get /)"
	wait_until raw_has c hello
	reload 'keepalive_timeout 3s'
	raw_join c
	assert_result complete
	assert_statuses '200 200'
	assert_header Connection close
}

@test "no request fails over reloads under load" {
	allow=1
	site_server 'workers 2'
	raw_background files -q -t 30 -c 10000000 -j 4 "$(get /hello.txt)"
	raw_background progs -q -t 30 -c 10000000 -j 2 \
	    "$(get '/cgi-bin/act?head&out=x')"
	for _ in 1 2 3 4; do
		sleep 0.3
		reload
	done
	sleep 0.3
	raw_stop files
	raw_stop progs
	raw_join files
	assert_result complete
	[[ $(sort -u <<<"${statuses// /$'\n'}") == 200 ]]
	raw_join progs
	assert_result complete
	[[ $(sort -u <<<"${statuses// /$'\n'}") == 200 ]]
}

@test "HUP adds and removes listeners and keeps the others" {
	allow=1
	site_server
	reload 'listen 127.0.0.1:0' "listen unix:$BATS_TEST_TMPDIR/s"
	on_socket() { request GET /hello.txt -a "unix:$BATS_TEST_TMPDIR/s"; }
	wait_until on_socket
	request GET /hello.txt
	assert_status 200
	reload
	off_socket() { ! on_socket; }
	wait_until off_socket
	request GET /hello.txt
	assert_status 200
}

@test "HUP changes the number of workers" {
	allow=1
	site_server 'keepalive_timeout 200ms' 'workers 1'
	reload 'keepalive_timeout 200ms' 'workers 3'
	wait_until server_has_workers 3
	request GET /hello.txt
	assert_status 200
}

@test "two HUPs in a row do no harm" {
	allow=1
	site_server 'keepalive_timeout 200ms'
	server_signal HUP
	server_signal HUP
	server_signal HUP
	wait_until body_is /hello.txt hello
	wait_until server_has_workers 2
}

@test "USR1 opens the logs anew" {
	site_server
	request GET /hello.txt
	assert_access_count 1
	mv "$SERVER_ACCESS_LOG" "$SERVER_ACCESS_LOG.1"
	mv "$SERVER_ERROR_LOG" "$SERVER_ERROR_LOG.1"
	server_signal USR1
	wait_until test -e "$SERVER_ACCESS_LOG"
	in_new() { request GET /hello.txt; [ -s "$SERVER_ACCESS_LOG" ]; }
	wait_until in_new
	local n
	n=$(wc -l <"$SERVER_ACCESS_LOG.1")
	request GET /cgi-bin/none
	assert_access /cgi-bin/none
	[ "$(wc -l <"$SERVER_ACCESS_LOG.1")" = "$n" ]
	[ -e "$SERVER_ERROR_LOG" ]
}

@test "a worker that dies is replaced, and its programs die with it" {
	allow=1
	site_server 'workers 1'
	local worker
	worker=$(server_workers)
	raw_background c "$(get '/cgi-bin/act?mark=on&ignore=TERM&forever')"
	wait_mark on
	kill -9 "$worker"
	raw_join c
	[[ $result == cut || $result == reset ]]
	wait_until none_running
	replaced() { [[ $(server_workers) != "$worker" ]] && server_has_workers 1; }
	wait_until replaced
	request GET /hello.txt
	assert_status 200
	assert_log "$worker"
}

@test "slots of a dead worker are free again" {
	allow=1
	site_server 'workers 1' -l 'max_running 1'
	raw_background c "$(get '/cgi-bin/act?mark=on&forever')"
	wait_mark on
	kill -9 "$(server_workers)"
	raw_join c
	act 'head&out=fine'
	assert_body fine
}

@test "a master whose workers die goes on, slower and slower" {
	allow=1
	site_server
	local i
	for i in 1 2 3; do
		# shellcheck disable=SC2046  # one word a pid
		kill -9 $(server_workers)
		wait_until server_has_workers 2
	done
	request GET /hello.txt
	assert_body hello
	assert_log 'worker [0-9]+ was killed by signal 9'
}

@test "a master that can start no worker gives up with a message" {
	make_site
	SERVER_DIR=$BATS_TEST_TMPDIR/none
	mkdir -p "$SERVER_DIR"/{data,spool,run,log}
	write_config "document_root $SITE/www"
	(ulimit -v 60000 && "$PREFORKD" -V) >/dev/null 2>&1 ||
	    skip 'a sanitizer needs more memory itself'
	# shellcheck disable=SC2016  # for the other shell to expand
	run -1 bash -c 'ulimit -v 60000; exec timeout 20 "$0" -c "$1" 3>&-' \
	    "$PREFORKD" "$SERVER_DIR/preforkd.conf"
	[[ $output$(cat "$SERVER_DIR/log/error.log") == *'do not start'* ]]
}

@test "workers go when the master is killed" {
	site_server
	raw_background c "$(get '/cgi-bin/act?mark=on&wait=go&head&out=finished')"
	wait_mark on
	local workers
	workers=$(server_workers | tr '\n' ' ')
	kill -9 "$SERVER_PID"
	mark go
	raw_join c
	assert_body finished
	wait_until _none_alive "$workers"
	SERVER_EXIT=killed
}

# burst N: that many connections at once, each held by a program; `most` is how
# many of them the busiest worker took.
burst() {
	local n=$1

	rm -f "$SITE"/marks/*
	raw_background c -p -t 15 -j "$n" "$(get /cgi-bin/hold)"
	all_held() { (($(find "$SITE/marks" -name 'held.*' | wc -l) == n)); }
	wait_until all_held
	mark go
	raw_join c
	assert_result complete
	[ "$(grep -c 'worker=' <<<"$output")" = "$n" ]
	most=$(grep -o 'worker=[0-9]*' <<<"$output" | sort | uniq -c |
	    sort -rn | awk 'NR == 1 { print $1 }')
}

# On a busy machine a worker may not run while the others wait for it, which
# they do for a moment only; so one burst of several has to be even.
@test "connections of a burst are spread over the workers" {
	local n=40 workers=4 most tries=0

	site_server "workers $workers; max_running 64"
	program hold <<-EOT
		#!/bin/sh
		touch "$SITE/marks/held.\$\$"
		until [ -e "$SITE/marks/go" ]; do sleep 0.05; done
		echo Content-Type: text/plain; echo; echo "worker=\$PPID"
	EOT
	burst $n
	while ((most > n / workers + 1 && ++tries < 6)); do
		burst $n
	done
	((most <= n / workers + 1))
}

@test "the pid file holds the master and goes with it" {
	site_server
	[ "$(cat "$SERVER_DIR/run/preforkd.pid")" = "$SERVER_PID" ]
	server_signal QUIT
	wait_server
	[ ! -e "$SERVER_DIR/run/preforkd.pid" ]
}

@test "an address in use is a message and status 1" {
	site_server
	printf 'listen %s\nerror_log stderr\ndocument_root %s\n' \
	    "$SERVER_ADDR" "$SITE/www" >"$BATS_TEST_TMPDIR/second.conf"
	run timeout 10 "$PREFORKD" -c "$BATS_TEST_TMPDIR/second.conf" 3>&-
	[ "$status" = 1 ]
	[[ $output == *"$SERVER_ADDR"* ]]
}

@test "max_requests_per_worker replaces workers without a failure" {
	allow=1
	site_server 'workers 1' 'max_requests_per_worker 10'
	local first
	first=$(server_workers)
	raw -q -t 10 -c 60 "$(get /hello.txt)"
	assert_result complete
	[[ $(sort -u <<<"${statuses// /$'\n'}") == 200 ]]
	other() { [[ $(server_workers) != "$first" ]]; }
	wait_until other
}
