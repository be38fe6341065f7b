#!/usr/bin/env bats
# `listen ... stream`: a program for each connection, the socket as its input
# and output.

# shellcheck disable=SC2154  # set by the helpers
load site

setup() { make_site; }
teardown() {
	local fd

	for fd in ${opened-}; do
		exec {fd}>&-
	done
	stop_server
}

# A socket in the shell: open NAME, then <&$NAME and >&$NAME, shut "$NAME".
open() {
	local -n _fd=$1

	# shellcheck disable=SC2034  # _fd is the caller's
	exec {_fd}<>"/dev/tcp/${stream/://}"
	opened+=" ${!1} "
}

shut() {
	local fd=$1

	exec {fd}>&-
	opened=${opened/" $1 "/}
}

# A line of the connection $1 comes soon, and is $2.
hears() {
	local line=''

	IFS= read -r -t 10 -u "$1" line || true
	[[ $line == "$2" ]] || _complain "heard '$line', not '$2'"
}

# Nothing comes any more: the other side has closed.
ended() {
	local line='' code=0

	IFS= read -r -t 10 -u "$1" line || code=$?
	[[ -z $line && $code == 1 ]] || _complain "'$line', status $code"
}

# stream_server DIRECTIVES [CONF...]: `act` at $stream, HTTP at $SERVER_ADDR.
stream_server() {
	local block=$1

	shift
	[[ $block == *exec* ]] || block+="; exec $SITE/cgi-bin/act"
	site_server 'listen 127.0.0.1:0' \
	    "listen 127.0.0.1:0 stream { setenv MARKS $SITE/marks; $block }" \
	    "$@"
	stream=$(sed -n 's/.*listening on \([0-9.:]*\) (stream)$/\1/p' \
	    "$SERVER_ERROR_LOG" | head -n 1)
}

# Workers of overlapping generations know each other's wake descriptors.
allow_wakes() {
	local others folders

	read -r others folders <"$SERVER_DIR/fds" || return 0
	echo "$((others + 8)) $folders" >"$SERVER_DIR/fds"
}

some_run() { [[ $(running) == "$1" ]]; }

# The sockets that the workers have, beside what they listen on.
sockets() {
	local pid n=0

	for pid in $(server_workers); do
		# shellcheck disable=SC2010,SC2012
		n=$((n + $(ls -l "/proc/$pid/fd" | grep -c socket:)))
	done
	echo "$n"
}

@test "a C program has the client on its input and output" {
	stream_server 'setenv ACT yell'
	open a
	echo 'hello there' >&"$a"
	hears "$a" 'HELLO THERE'
	echo 'and again' >&"$a"
	hears "$a" 'AND AGAIN'
	shut "$a"
	assert_access '"STREAM .*/cgi-bin/act" - - .* exit=0$'
	assert_access_count 1
}

@test "so has a shell script, which gets its arguments" {
	program yell.sh <<-'EOT'
		#!/bin/sh
		printf '%s|' "$@" "${0##*/}"
		echo
		while read -r line; do
			echo "$line" | tr a-z A-Z
		done
	EOT
	stream_server "exec $SITE/cgi-bin/yell.sh -n 'two' \"two words\""
	open a
	hears "$a" "-n|'two'|two words|yell.sh|"
	echo 'hello there' >&"$a"
	hears "$a" 'HELLO THERE'
}

@test "many at once, beside HTTP" {
	stream_server 'setenv ACT yell; max_running 100'
	local i fds=() a
	for i in {1..30}; do
		open a
		fds+=("$a")
	done
	wait_until some_run 30
	for i in {0..29}; do
		echo "number $i" >&"${fds[i]}"
	done
	for i in {0..29}; do
		hears "${fds[i]}" "NUMBER $i"
	done
	request GET /hello.txt
	assert_status 200
	for i in {0..29}; do
		shut "${fds[i]}"
	done
	assert_access_count 31
	wait_until none_running
}

@test "the workers take their part of a burst" {
	stream_server 'setenv ACT yell'
	local i a fds=() each
	for i in {1..12}; do
		open a
		fds+=("$a")
	done
	wait_until some_run 12
	for i in $(server_workers); do
		each=$(_processes | awk -v w="$i" '$2 == w { n++ }
			END { print n + 0 }')
		((each >= 1 && each <= 11)) || _complain "worker $i has $each"
	done
}

@test "the environment is that of the connection and of the configuration" {
	stream_server 'setenv ACT environ; setenv A "b c"; pass_env TZ'
	local a text host=${stream%:*} port=${stream##*:}
	open a
	text=$(cat <&"$a" | sort)
	[[ $text =~ REMOTE_PORT=[1-9][0-9]* ]]
	[[ $text =~ UNIQUE_ID=[0-9a-f]{16} ]]
	text=$(sed -e 's/^\(REMOTE_PORT\|UNIQUE_ID\)=.*/\1/' -e /^TZ=/d \
	    -e '/^SERVER_SOFTWARE/s/[0-9.]*$//' <<<"$text")
	diff -u - <(echo "$text") <<-EOT
		A=b c
		ACT=environ
		DATA_DIR=$SERVER_DIR/data
		MARKS=$SITE/marks
		PATH=/usr/local/bin:/usr/bin:/bin
		REMOTE_ADDR=127.0.0.1
		REMOTE_PORT
		SERVER_ADDR=$host
		SERVER_PORT=$port
		SERVER_SOFTWARE=preforkd/
		UNIQUE_ID
	EOT
}

@test "a program has 0, 1 and 2 only, blocking, in a group of its own" {
	stream_server 'setenv ACT facts'
	local a facts
	open a
	facts=$(cat <&"$a")
	diff -u - <(grep ^fd <<<"$facts") <<-EOT
		fd 0 socket blocking
		fd 1 socket blocking
		fd 2 pipe blocking
	EOT
	[[ $facts == *"cwd $SITE/cgi-bin"* && $facts == *'group own'* ]]
}

@test "the server keeps no copy of the socket" {
	[[ -d /proc/self/fd ]] || skip 'no /proc'
	stream_server 'setenv ACT yell'
	local before a
	before=$(sockets)
	open a
	echo x >&"$a"
	hears "$a" X
	[ "$(sockets)" = "$before" ]
}

@test "what a program writes to its stderr is in the error log" {
	stream_server 'setenv ACT err=one%0Atwo%0A&yell'
	local a
	open a
	assert_log 'stderr of .*/act pid=[0-9]+ id=[0-9a-f]{16}: one$'
	assert_log 'stderr of .*/act pid=[0-9]+ id=[0-9a-f]{16}: two$'
}

@test "beyond max_running connections wait for their turn" {
	stream_server 'setenv ACT yell; max_running 2'
	local a b c
	open a
	open b
	wait_until some_run 2
	open c
	echo third >&"$c"
	IFS= read -r -t 0.3 -u "$c" _ && false
	some_run 2
	shut "$a"
	hears "$c" THIRD
	shut "$c"
	assert_access 'STREAM .* queue=[1-9][0-9][0-9]+\.'
}

@test "without a queue, or with a full one, they are closed" {
	stream_server 'setenv ACT yell; max_running 1; max_queue 0'
	local a b
	open a
	wait_until some_run 1
	open b
	ended "$b"
	assert_log 'warn .*act id=[0-9a-f]+: 1 run and the queue is full'
	assert_access 'STREAM .* pid=0 .* exit=- incomplete$'
	shut "$a"
	wait_until none_running
	open b
	echo now >&"$b"
	hears "$b" NOW
}

@test "queue_timeout closes those that waited too long" {
	stream_server \
	    'setenv ACT yell; max_running 1; queue_timeout 200ms'
	local a b
	open a
	wait_until some_run 1
	open b
	ended "$b"
	assert_log 'waited too long for its turn, closed'
	assert_access_count 1
	echo still >&"$a"
	hears "$a" STILL
}

@test "idle_timeout makes a read fail, and most programs end then" {
	stream_server 'setenv ACT yell; idle_timeout 300ms'
	local a
	open a
	ended "$a"
	assert_log 'act: read: (Resource temporarily|.*unavailable)'
	assert_access 'STREAM .* exit=5$'
}

@test "idle_timeout ends a program whose client never reads" {
	stream_server 'setenv ACT outn=100000000; idle_timeout 300ms'
	local a
	open a
	assert_access 'STREAM .* exit=4$'
	wait_until none_running
}

@test "idle_timeout 0s lets it wait" {
	stream_server 'setenv ACT yell; idle_timeout 0s'
	local a
	open a
	sleep 0.5
	echo late >&"$a"
	hears "$a" LATE
}

@test "the clocks of an answer are not those of a stream" {
	stream_server 'setenv ACT yell' 'first_byte_timeout 200ms' \
	    'header_timeout 200ms' 'keepalive_timeout 200ms'
	local a
	open a
	sleep 0.6
	echo late >&"$a"
	hears "$a" LATE
}

@test "timeout ends the program, whatever its client does" {
	stream_server 'setenv ACT yell; timeout 2s'
	local a
	open a
	echo x >&"$a"
	hears "$a" X
	ended "$a"
	assert_log 'err .*act pid=[0-9]+ .*\btimeout'
	assert_access 'STREAM .* signal=15 incomplete$'
}

@test "who ignores TERM is killed" {
	stream_server 'setenv ACT ignore=TERM&out=on%0A&forever; timeout 2s'
	local a
	open a
	hears "$a" on
	ended "$a"
	assert_log 'ignored TERM, killed'
	assert_access 'STREAM .* signal=9 incomplete$'
}

@test "a client that has gone ends a program that writes" {
	stream_server 'setenv ACT read=1&outn=100000000'
	local a
	open a
	printf a >&"$a"
	wait_until some_run 1
	shut "$a"
	wait_until none_running
	assert_access 'STREAM .* (signal=13 incomplete|exit=[34])$'
	refute_log ' err '
}

@test "a half-closed client is answered" {
	program count.sh <<-'EOT'
		#!/bin/sh
		n=$(wc -c)
		printf 'HTTP/1.0 200 OK\r\n\r\ngot %d\n' "$n"
	EOT
	stream_server "exec $SITE/cgi-bin/count.sh"
	raw -w -a "$stream" -g 300000 'x'
	assert_body 'got 300001'
}

@test "large amounts go both ways" {
	stream_server 'setenv ACT echo'
	head -c 3000000 /dev/urandom >"$BATS_TEST_TMPDIR/sent"
	local a
	open a
	cat "$BATS_TEST_TMPDIR/sent" >&"$a" &
	head -c 3000000 <&"$a" | cmp - "$BATS_TEST_TMPDIR/sent"
	wait $!
}

@test "a unix socket, too" {
	site_server 'listen 127.0.0.1:0' \
	    "listen unix:$BATS_TEST_TMPDIR/s stream {
		exec $SITE/cgi-bin/act
		setenv ACT \"out=HTTP/1.0%20200%20ok%0D%0A%0D%0A&environ\"
	    }"
	raw -a "unix:$BATS_TEST_TMPDIR/s" ''
	assert_body_line REMOTE_ADDR=unix:
	refute_body_contains _PORT
	assert_access '^unix: .*"STREAM .* exit=0$'
}

@test "a program that cannot be started closes, and the log says why" {
	program broken <<-'EOT'
		#!/no/such/interpreter
	EOT
	stream_server "exec $SITE/cgi-bin/broken"
	local a
	open a
	ended "$a"
	assert_log 'err .*broken pid=0 .*/no/such/interpreter'
	assert_access '"STREAM .*/broken" .* pid=0 .* exit=- incomplete$'
	check_server
}

@test "what a program leaves behind is ended with it" {
	stream_server 'setenv ACT spawn&out=done%0A'
	local a
	open a
	hears "$a" 'done'
	ended "$a"
	assert_log 'left processes behind, killed'
	wait_until none_running
}

@test "with leftovers leave it keeps the connection" {
	stream_server 'setenv ACT spawn=700&out=done%0A; leftovers leave'
	local a t
	open a
	t=$(now_ms)
	hears "$a" 'done'
	ended "$a"
	(($(now_ms) - t >= 400))
	assert_access 'STREAM .* exit=0$'
}

@test "an exit status and a signal are logged" {
	stream_server 'setenv ACT exit=7' \
	    "listen unix:$BATS_TEST_TMPDIR/s stream {
		exec $SITE/cgi-bin/act
		setenv ACT kill=SEGV
	    }"
	local a
	open a
	ended "$a"
	raw -n 0 -a "unix:$BATS_TEST_TMPDIR/s" ''
	assert_access 'STREAM .* exit=7$'
	assert_access 'STREAM .* signal=11 incomplete$'
	assert_log 'warn .*exited with status 7'
	assert_log 'err .*killed by signal 11'
}

@test "the line is good JSON, too" {
	stream_server 'setenv ACT exit=0' \
	    "access_log $BATS_TEST_TMPDIR/log json"
	local a
	open a
	ended "$a"
	assert_access '"method":"STREAM","target":"[^"]*/act","host":"127.0.0.1:0"'
	assert_access '"status":0,"bytes":null,"received":null,'
	assert_access '"complete":true,"cgi":.*"exit":0,"signal":null'
}

@test "a worker that is killed takes its programs with it, and no slot" {
	stream_server 'setenv ACT yell; max_running 2; max_queue 0' 'workers 1'
	local a b
	open a
	open b
	wait_until some_run 2
	kill -9 "$(server_workers)"
	ended "$a"
	ended "$b"
	wait_until none_running
	wait_until server_has_workers 1
	open a
	echo x >&"$a"
	hears "$a" X
	open b
	echo y >&"$b"
	hears "$b" Y
}

@test "QUIT lets programs finish" {
	stream_server 'setenv ACT yell'
	local a
	open a
	echo x >&"$a"
	hears "$a" X
	server_signal QUIT
	assert_log 'worker [0-9]+ has ended'
	echo y >&"$a"
	hears "$a" Y
	shut "$a"
	wait_server
	[ "$SERVER_EXIT" = 0 ]
	assert_access 'STREAM .* exit=0$'
	assert_access_count 1
}

@test "QUIT lets them do so for shutdown_timeout" {
	stream_server 'setenv ACT yell' 'shutdown_timeout 500ms'
	local a
	open a
	echo x >&"$a"
	hears "$a" X
	server_signal QUIT
	ended "$a"
	wait_server
	[ "$SERVER_EXIT" = 0 ]
	assert_access 'STREAM .* exit=- incomplete$'
	assert_access_count 1
}

@test "TERM ends programs, those that ignore it, and who waits" {
	stream_server 'setenv ACT ignore=TERM&out=on%0A&forever; max_running 1' \
	    'workers 1'
	local a b before
	has_more() { (($(sockets) > before)); }
	open a
	hears "$a" on
	before=$(sockets)
	open b
	wait_until has_more
	server_signal TERM
	ended "$a"
	ended "$b"
	wait_server
	[ "$SERVER_EXIT" = 0 ]
	assert_access_count 2
	none_running
}

@test "TERM lets a program clean up" {
	stream_server 'setenv ACT onterm=bye&out=on%0A&forever'
	local a
	open a
	hears "$a" on
	server_signal TERM
	ended "$a"
	wait_server
	marked bye
	assert_access_count 1
}

@test "a reload lets programs run on, and new ones are as it says" {
	stream_server 'setenv ACT yell' 'workers 1'
	local a b
	open a
	echo x >&"$a"
	hears "$a" X
	sed -i 's/ACT yell/ACT echo/' "$SERVER_DIR/preforkd.conf"
	server_signal HUP
	assert_log 'generation 2 serves'
	echo y >&"$a"
	hears "$a" Y
	open b
	echo z >&"$b"
	hears "$b" z
	shut "$a"
	assert_log 'generation 1 has ended'
	echo z >&"$b"
	hears "$b" z
	allow_wakes
}

@test "a reload makes a stream of an HTTP listener" {
	stream_server 'setenv ACT yell' 'workers 1'
	local a
	sed -i -e "s/^listen 127.0.0.1:0$/listen $SERVER_ADDR stream { exec \
${SITE//\//\\/}\/cgi-bin\/act; setenv ACT echo }/" \
	    "$SERVER_DIR/preforkd.conf"
	stop_server
	launch_server
	stream=$SERVER_ADDR
	open a
	echo x >&"$a"
	hears "$a" x
	sed -i "s/^listen $SERVER_ADDR stream.*/listen $SERVER_ADDR/" \
	    "$SERVER_DIR/preforkd.conf"
	server_signal HUP
	assert_log 'generation 2 serves'
	request GET /hello.txt
	assert_body hello
	echo y >&"$a"
	hears "$a" y
	shut "$a"
	assert_log 'generation 1 has ended'
	allow_wakes
}

@test "they count as connections" {
	stream_server 'setenv ACT yell' 'max_connections 2' 'workers 1'
	local a b
	open a
	open b
	wait_until some_run 2
	raw -t 0.5 "$(get /hello.txt)"
	assert_result timeout
	shut "$a"
	wait_until some_run 1
	raw "$(get /hello.txt 'Connection: close')"
	assert_status 200
}

@test "max_requests_per_worker counts them" {
	stream_server 'setenv ACT exit=0' 'max_requests_per_worker 3' \
	    'workers 1'
	local a i
	for i in 1 2 3; do
		open a
		ended "$a"
		shut "$a"
	done
	assert_log 'worker [0-9]+ has ended'
	wait_until server_has_workers 1
	open a
	ended "$a"
	assert_access_count 4
	allow_wakes
}

# conf_error REGEX BLOCK: -t refuses it, at the second line.
conf_error() {
	local conf=$BATS_TEST_TMPDIR/a.conf code=0

	printf 'base_dir %s\n%s\n' "$SITE" "$2" >"$conf"
	"$PREFORKD" -t -c "$conf" >"$BATS_TEST_TMPDIR/err" 2>&1 || code=$?
	[ "$code" = 2 ]
	grep -Eq "a\\.conf:2: .*$1" "$BATS_TEST_TMPDIR/err" ||
	    _complain "no '$1'" "$(<"$BATS_TEST_TMPDIR/err")"
}

@test "what is wrong in a stream is told with its line and its remedy" {
	program text 644 <<<'no program'
	local at='listen 127.0.0.1:7007 stream'
	conf_error "add the line 'exec" "$at { timeout 1s }"
	conf_error 'needs a block' "$at"
	conf_error 'exec: the program .*/none: No such file' \
	    "$at { exec cgi-bin/none }"
	conf_error "exec: .*/text is not executable: 'chmod \\+x" \
	    "$at { exec cgi-bin/text }"
	conf_error 'exec: .* is not a file' "$at { exec cgi-bin }"
	conf_error "'allow' cannot stand in a stream block" \
	    "$at { exec cgi-bin/act; allow all }"
	conf_error "'limit' is not available" \
	    "$at { exec cgi-bin/act; limit cpu 5 }"
	conf_error "take the same port" \
	    "listen *:7007; $at { exec cgi-bin/act }"
}

@test "-T prints a stream that means the same" {
	local conf=$BATS_TEST_TMPDIR/a.conf
	echo "listen 127.0.0.1:7007 stream { exec $SITE/cgi-bin/act -x; \
timeout 90s }" >"$conf"
	"$PREFORKD" -T -c "$conf" >"$BATS_TEST_TMPDIR/one"
	grep -q '^listen 127.0.0.1:7007 stream {$' "$BATS_TEST_TMPDIR/one"
	grep -q "^	exec $SITE/cgi-bin/act -x$" "$BATS_TEST_TMPDIR/one"
	grep -q '^	timeout 90s$' "$BATS_TEST_TMPDIR/one"
	"$PREFORKD" -T -c "$BATS_TEST_TMPDIR/one" >"$BATS_TEST_TMPDIR/two"
	cmp "$BATS_TEST_TMPDIR/one" "$BATS_TEST_TMPDIR/two"
}

@test "root without user refuses to run a stream for the world" {
	[[ $EUID == 0 ]] || skip 'takes root'
	local conf=$BATS_TEST_TMPDIR/a.conf code=0
	echo "listen 0.0.0.0:0 stream { exec $SITE/cgi-bin/act }" >"$conf"
	timeout 5 "$PREFORKD" -c "$conf" 2>"$BATS_TEST_TMPDIR/err" || code=$?
	[ "$code" = 2 ]
	grep -q 'user www-data' "$BATS_TEST_TMPDIR/err"
}
