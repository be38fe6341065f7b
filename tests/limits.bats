#!/usr/bin/env bats
# How many programs run at once, who waits, and who is sent away.

# shellcheck disable=SC2154  # set by the helpers
load site

setup() { make_site; }
teardown() { stop_server; }

running_is() {
	[[ $(running) == "$1" ]]
}

hold=$(printf 'GET /cgi-bin/act?wait=go&head&out=x HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n')

# How many answers of the last raw had that status.
count_status() {
	grep -c "^$1 " "$(_answer_dir "$2")/list" || true
}

@test "max_running holds over all workers" {
	site_server 'workers 4' -l 'max_running 3'
	raw_background all -t 10 -j 12 "$hold"
	wait_until running_is 3
	sleep 0.3
	running_is 3
	mark go
	raw_join all
	assert_result complete
	[ "$(count_status 200 all)" = 12 ]
}

@test "a full queue is 503 with Retry-After at once" {
	site_server -l 'max_running 1
		max_queue 2'
	raw_background all -t 10 -j 6 "$hold"
	refused_three() { [ "$(count_status 503 all)" = 3 ]; }
	wait_until refused_three
	act 'head'
	assert_status 503
	assert_header Retry-After =~ '^[1-9][0-9]*$'
	mark go
	raw_join all
	[ "$(count_status 200 all)" = 3 ]
}

@test "waiting longer than queue_timeout is 503 with Retry-After" {
	site_server -l 'max_running 1
		queue_timeout 300ms'
	raw_background one "$hold"
	wait_until running_is 1
	act 'head'
	assert_status 503
	assert_header Retry-After
	mark go
	raw_join one
	assert_status 200
	act 'head'
	assert_status 200
}

@test "a body is not asked for when the queue is full" {
	site_server -l 'max_running 1
		max_queue 0'
	raw_background one "$hold"
	wait_until running_is 1
	raw -n 0 -e 'POST /cgi-bin/act?head HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n' hello
	assert_statuses 503
	mark go
	raw_join one
}

@test "files are served while all programs are busy" {
	site_server -l 'max_running 1'
	raw_background all -t 10 -j 5 "$hold"
	wait_until running_is 1
	request GET /hello.txt
	assert_body hello
	mark go
	raw_join all
	assert_result complete
}

@test "a program with its own max_running is counted apart" {
	cp "$ACT" "$SITE/cgi-bin/rare"
	site_server -l 'max_running 2
		program rare { max_running 1; queue_timeout 300ms }'
	raw_background rare "$(get '/cgi-bin/rare?wait=go&head')"
	wait_until running_is 1
	request GET '/cgi-bin/rare?head'
	assert_status 503
	raw_background others -j 2 "$hold"
	wait_until running_is 3
	mark go
	raw_join rare
	assert_status 200
	raw_join others
	assert_result complete
}

@test "those who wait are served in order" {
	# shellcheck disable=SC2016  # for the program to expand
	printf '#!/bin/sh\necho "$QUERY_STRING" >>"$MARKS/order"\necho Status: 200\necho\n' \
	    >"$SITE/cgi-bin/note"
	chmod 755 "$SITE/cgi-bin/note"
	site_server 'workers 1' -l 'max_running 1'
	raw_background one "$hold"
	wait_until running_is 1
	local name
	for name in a b c d; do
		raw_background "$name" "$(get "/cgi-bin/note?$name")"
		sleep 0.1
	done
	mark go
	for name in one a b c d; do
		raw_join "$name"
		assert_status 200
	done
	[ "$(tr '\n' ' ' <"$SITE/marks/order")" = 'a b c d ' ]
}

@test "a client that leaves the queue starts nothing" {
	site_server -l 'max_running 1'
	raw_background one "$hold"
	wait_until running_is 1
	raw -x -b 0 "$(get '/cgi-bin/act?mark=ran&head')"
	assert_access 'mark=ran'
	mark go
	raw_join one
	act head
	assert_status 200
	run ! marked ran
}

@test "a slot is free again after every kind of end" {
	local script
	site_server -l 'max_running 1
		timeout 300ms
		queue_timeout 5s'
	for script in head exit=1 kill=SEGV forever 'head&close=1&forever' \
	    'head&spawn' out=bad 'out=Location:%20/cgi-bin/act%3fhead%0a%0a'; do
		for _ in 1 2; do
			raw "$(get "/cgi-bin/act?$script" 'Connection: close')"
		done
	done
	request GET /cgi-bin/none
	: >"$SITE/cgi-bin/none"
	chmod 755 "$SITE/cgi-bin/none"
	request GET /cgi-bin/none
	act 'head&out=fine'
	assert_body fine
}

@test "a local redirect needs no second slot" {
	site_server -l 'max_running 1
		queue_timeout 500ms'
	act 'out=Location: /cgi-bin/act%3fhead%26out=there%0a%0a'
	assert_status 200
	assert_body there
}

@test "a program may ask its own server while there are slots" {
	cat >"$SITE/cgi-bin/ask" <<-EOT
		#!/bin/sh
		echo Content-Type: text/plain
		echo
		"$RAWHTTP" -p "\$SERVER_ADDR:\$SERVER_PORT" "$(get '/cgi-bin/act?head&out=inner')"
	EOT
	chmod 755 "$SITE/cgi-bin/ask"
	site_server 'workers 1' -l 'max_running 2'
	request GET /cgi-bin/ask
	assert_body inner
}

@test "more busy programs than processors all come to their end" {
	site_server
	raw_background all -t 20 -j 8 "$(get '/cgi-bin/act?spin=200&head&out=x')"
	request GET /hello.txt
	assert_status 200
	raw_join all
	assert_result complete
	[ "$(count_status 200 all)" = 8 ]
}

@test "timeout stands still while the client blocks the output" {
	site_server -l 'timeout 700ms'
	raw -t 15 -l 3000000 "$(get '/cgi-bin/act?head&outn=6000000')"
	assert_result complete
	[ "$(wc -c <"$body_file")" = 6000000 ]
}

@test "the clocks of a head and of idleness end with them" {
	local slow

	site_server 'header_timeout 500ms' 'keepalive_timeout 500ms'
	slow=$(get '/cgi-bin/act?sleep=1000&head&out=slow')
	raw -d 100 "${slow:0:20}" "${slow:20}"
	assert_status 200
	assert_body slow
	raw -n 2 -d 100 "$(get /hello.txt)" "$slow"
	assert_statuses '200 200'
	assert_body slow
}

@test "who waits at max_connections is answered, not reset" {
	local i path

	site_server 'workers 1' 'max_connections 4'
	for path in /hello.txt '/cgi-bin/act?head&out=x'; do
		for i in {1..8}; do
			raw_background "c$i" -c 50 -t 20 \
			    "$(get "$path" 'Connection: close')"
		done
		for i in {1..8}; do
			raw_join "c$i"
			assert_result complete
			[[ $statuses != *[^0\ 2]* ]]
		done
	done
}

@test "connections above max_connections wait or are refused, none is lost" {
	site_server 'max_connections 20'
	raw_background many -t 3 -n 0 -j 40 'GET / HTTP/1.1\r\n'
	sleep 0.3
	raw_kill many
	request GET /hello.txt
	assert_status 200
}
