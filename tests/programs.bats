#!/usr/bin/env bats
# Programs that misbehave, each with its answer, its log line and its end.

# shellcheck disable=SC2154  # set by the helpers
load site

setup() { make_site; }
teardown() { stop_server; }

# Requests that can be refused or cut: the end is looked at by the test.
ask() {
	local script=$1

	shift
	raw "$@" "$(get "/cgi-bin/act?$script" 'Connection: close')"
}

@test "a program gets exactly descriptors 0, 1 and 2, all blocking" {
	exec 9</dev/null
	site_server
	exec 9<&-
	act 'head&facts'
	[ "$(grep -c '^fd ' <<<"$body")" = 3 ]
	assert_body_line 'fd 0 device blocking'
	assert_body_line 'fd 1 pipe blocking'
	assert_body_line 'fd 2 pipe blocking'
	request POST '/cgi-bin/act?head&facts' -d x
	[ "$(grep -c '^fd ' <<<"$body")" = 3 ]
	refute_body_contains nonblocking
}

@test "a program starts with clean signals, group, session and folder" {
	trap '' USR1 PIPE
	site_server
	trap - USR1 PIPE
	act 'head&facts'
	refute_body_contains signal
	assert_body_line 'group own'
	assert_body_line 'terminal none'
	assert_body_line "cwd $SITE/cgi-bin"
	assert_body_line "nofile $(ulimit -Sn)"
}

@test "a program that never ends is stopped by timeout, 504 before its head" {
	site_server -l 'timeout 300ms'
	ask 'forever'
	assert_status 504
	assert_log 'act.*timeout'
	wait_until none_running
}

@test "a program that never ends is cut after its head" {
	site_server -l 'timeout 300ms'
	ask 'head&out=x&forever' -n 0
	[[ $result == cut || $result == reset ]]
	assert_access ' incomplete'
	wait_until none_running
}

@test "a program that is cut resets a 1.0 client" {
	site_server -l 'timeout 300ms'
	raw -n 0 'GET /cgi-bin/act?head&out=x&forever HTTP/1.0\r\n\r\n'
	assert_result reset
}

@test "an nph- program that is cut never looks clean" {
	site_server -l 'timeout 300ms'
	cp "$ACT" "$SITE/cgi-bin/nph-act"
	raw -n 0 "$(get '/cgi-bin/nph-act?out=HTTP/1.1%20200%20OK%0d%0a%0d%0ahello&forever')"
	assert_result reset
}

@test "a program that ignores TERM is killed" {
	site_server -l 'timeout 300ms'
	ask 'onterm=asked&forever'
	assert_status 504
	wait_until marked asked
	wait_until -t 6 none_running
}

@test "a program that stopped itself ends too" {
	site_server -l 'timeout 300ms'
	ask 'kill=STOP'
	assert_status 504
	wait_until -t 6 none_running
}

@test "a program without its first byte is 504 after first_byte_timeout" {
	site_server -l 'first_byte_timeout 200ms'
	ask 'forever'
	assert_status 504
	assert_log 'first'
	wait_until none_running
}

@test "a program that falls silent is cut after idle_timeout" {
	site_server -l 'idle_timeout 200ms'
	ask 'head&out=x&forever' -n 0
	[[ $result == cut || $result == reset ]]
	assert_log 'idle|silent|no output'
	wait_until none_running
}

@test "a program that closes stdout and lives on ends its answer cleanly" {
	site_server -l 'timeout 2s'
	local t
	t=$(now_ms)
	ask 'head&out=hello&close=1&mark=alive&forever' -n 0
	assert_result complete
	assert_body hello
	(($(now_ms) - t < 1500))
	wait_until -t 6 none_running
}

@test "a grandchild that holds stdout does not hold the answer" {
	site_server
	local t
	t=$(now_ms)
	ask 'head&out=hello&spawn' -n 0
	assert_result complete
	assert_body hello
	(($(now_ms) - t < 2000))
	wait_until -t 6 none_running
	assert_log 'left'
}

@test "leftovers leave lets a grandchild live" {
	site_server -l 'leftovers leave'
	ask 'head&out=hello&spawn=1500' -n 0
	assert_result complete
	[ "$(running)" -gt 0 ]
	wait_until none_running
}

@test "a program that crashes before its head is 502" {
	site_server
	ask 'kill=SEGV'
	assert_status 502
	assert_log 'signal'
	ask 'exit=3'
	assert_status 502
	assert_log '(exit|status).*3'
}

@test "a program that crashes in its body is cut" {
	site_server
	ask 'head&outn=100000&kill=SEGV' -n 0
	[[ $result == cut || $result == reset ]]
	assert_log 'signal'
	assert_access ' incomplete'
}

@test "an exit status after a complete answer is logged only" {
	site_server
	ask 'head&out=hello&exit=3' -n 0
	assert_result complete
	assert_status 200
	assert_access ' exit=3'
}

@test "a program that writes nothing is 502" {
	site_server
	ask 'exit=0'
	assert_status 502
	assert_log 'act'
	ask 'close=1&forever'
	assert_status 502
	wait_until -t 6 none_running
}

@test "a program that ends inside its head is 502" {
	site_server
	ask 'out=Content-Type:%20te'
	assert_status 502
}

@test "stderr is logged by line, with the program and escaped" {
	site_server
	ask 'err=first%0asecond%1b[31m%0alast&head&out=x'
	assert_status 200
	assert_log 'act.*first'
	assert_log 'act.*second\\x1[bB]\[31m'
	assert_log 'act.*last'
}

@test "a flood on stderr blocks nothing and does not fill the log" {
	site_server
	ask 'errn=5000000&head&out=hello' -t 10
	assert_status 200
	assert_body hello
	(($(wc -c <"$SERVER_ERROR_LOG") < 2000000))
}

@test "stderr after stdout ended is still drained" {
	site_server
	ask 'head&out=x&close=1&errn=300000&err=%0adone%0a&mark=written'
	assert_status 200
	wait_mark written
}

@test "a program that does not read its body answers all the same" {
	site_server
	raw -g 3000000 'POST /cgi-bin/act?head&out=unread HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\n\r\n'
	assert_status 200
	assert_body unread
}

@test "with stdin stream a program may leave its body unread" {
	site_server -l 'stdin stream'
	raw -n 2 -e -g 3000000 'POST /cgi-bin/act?head&out=unread HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\n\r\n'
	[[ $statuses == 200* ]]
	assert_body unread
	raw -g 3000000 'POST /cgi-bin/act?head&close=0&sleep=100&out=unread HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\n\r\n'
	assert_status 200
}

@test "a program may write much before it reads" {
	local mode
	for mode in spool stream; do
		site_server -l "stdin $mode"
		raw -g 3000000 -t 10 'POST /cgi-bin/act?head&outn=1000000&read&out=.&count HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\n\r\n'
		assert_status 200
		assert_result complete
		[[ $body == *'.read=3000000 pattern=ok eof=1'* ]]
		stop_server
	done
}

@test "a client that sends all before it reads does not block a writer" {
	site_server -l 'stdin stream'
	raw -g 3000000 -l 3000000 -t 10 'POST /cgi-bin/act?head&outn=2000000&read&count HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\n\r\n'
	assert_result complete
	[[ $body == *'read=3000000 pattern=ok eof=1'* ]]
}

@test "an echo of a large body comes back whole, spooled and streamed" {
	local mode
	head -c 2000000 /dev/urandom >"$SITE/blob"
	for mode in spool stream; do
		site_server -l "stdin $mode"
		request POST '/cgi-bin/act?head&echo' -f "$SITE/blob" -t 10
		assert_status 200
		assert_body_file "$SITE/blob"
		stop_server
	done
}

@test "a client that resets ends its program" {
	site_server
	raw -x -b 100 "$(get '/cgi-bin/act?mark=on&head&out=x&forever')"
	wait_mark on
	wait_until -t 6 none_running
}

@test "a client that closes ends a silent program after a second" {
	site_server
	raw_background c "$(get '/cgi-bin/act?mark=on&forever')"
	wait_mark on
	raw_kill c
	wait_until -t 6 none_running
	assert_access '/cgi-bin/act'
}

@test "a client that half-closes gets the answer of a quick program" {
	site_server
	raw -w "$(get '/cgi-bin/act?sleep=300&head&out=hello')"
	assert_status 200
	assert_body hello
}

@test "a client that half-closes may be slow to read its answer" {
	local pid

	site_server
	raw_background slow -w -n 0 -l 20000000 -t 10 \
	    "$(get '/cgi-bin/act?head&outn=40000000' 'Connection: close')"
	wait_until raw_has slow abc
	pid=$(<"$(_answer_dir slow)/pid")
	kill -s STOP "$pid"
	sleep 2
	kill -s CONT "$pid"
	raw_join slow
	assert_result complete
}

@test "a client that half-closes gets all answers that it asked for" {
	site_server
	raw -w -p -n 2 "$(get '/cgi-bin/act?head&sleep=200&out=one')$(get '/cgi-bin/act?head&sleep=200&out=two')"
	assert_statuses '200 200'
	[ "$output" = onetwo ]
}

@test "on_abort finish lets the program end by itself" {
	site_server -l 'on_abort finish'
	raw_background c "$(get '/cgi-bin/act?mark=on&wait=go&head&outn=1000000&mark=end')"
	wait_mark on
	raw_kill c
	mark go
	wait_mark end
	wait_until none_running
}

@test "a client that does not read is dropped after send_timeout" {
	site_server 'send_timeout 500ms'
	raw_background c -l 1 -t 20 "$(get '/cgi-bin/act?mark=on&head&outn=50000000')"
	wait_mark on
	wait_until -t 6 none_running
	assert_access ' incomplete'
	raw_kill c
}

@test "a program that cannot be started is explained in the log" {
	site_server
	printf 'no first line\n' >"$SITE/cgi-bin/noline"
	printf '#!/bin/sh\r\necho\r\n' >"$SITE/cgi-bin/dos"
	printf '#!/no/such/interpreter\n' >"$SITE/cgi-bin/lost"
	printf '\177ELFjunk' >"$SITE/cgi-bin/broken"
	printf '' >"$SITE/cgi-bin/empty"
	chmod 755 "$SITE"/cgi-bin/*
	request GET /cgi-bin/noline
	[[ $status == 50? ]]
	assert_log 'noline.*#!'
	request GET /cgi-bin/dos
	[[ $status == 50? ]]
	assert_log 'dos.*(DOS|CR)'
	request GET /cgi-bin/lost
	[[ $status == 50? ]]
	assert_log 'lost.*/no/such/interpreter'
	request GET /cgi-bin/broken
	[[ $status == 50? ]]
	assert_log 'broken'
	request GET /cgi-bin/empty
	[[ $status == 50? ]]
	assert_log 'empty'
	act 'head&out=fine'
	assert_body fine
}

@test "max_output bounds what a program writes" {
	site_server -l 'max_output 10k'
	ask 'head&outn=1000' -n 0
	assert_result complete
	ask 'head&outn=1000000' -n 0
	[[ $result == cut || $result == reset || $status == 502 ]]
	ask 'head&out=x&sleep=100&outn=1000000' -n 0
	[[ $result == cut || $result == reset ]]
	assert_log 'max_output'
	wait_until none_running
}

@test "a server that is stopped ends its programs" {
	site_server
	raw_background c "$(get '/cgi-bin/act?mark=on&ignore=TERM&forever')"
	wait_mark on
	server_signal TERM
	wait_server
	[ "$SERVER_EXIT" = 0 ]
	none_running
}
