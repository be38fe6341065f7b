#!/usr/bin/env bats
# yell: an echo that raises its voice, as a page and on a bare socket.

load helpers

setup_file() {
	start_server -c "$BATS_TEST_DIRNAME/../etc/server.conf" \
	    'listen 127.0.0.1:0 stream {
		exec cgi-bin/yell
		max_running 3
		idle_timeout 2s
	}'
}

teardown_file() {
	stop_server
}

# A socket in the shell: <&"$socket" and >&"$socket".
open() {
	exec {socket}<>"/dev/tcp/${SERVER_STREAM/://}"
}

hears() {
	local line=''

	IFS= read -r -t 5 -u "$socket" line || true
	[[ $line == "$1" ]] || _complain "heard '$line', not '$1'"
}

@test "the page yells what it is told, with markup made harmless" {
	request GET '/cgi-bin/yell?text=gr%C3%BC%C3%9Fe+%3Cb%3E'
	assert_status 200
	assert_body_contains 'GRÜ'
	assert_body_contains '&lt;B&gt;</pre>'
	assert_body_contains '&lt;b&gt;</textarea>'
	request GET /cgi-bin/yell
	assert_status 200
	refute_body_contains 'It says'
}

@test "the page takes 4000 bytes of text, and no more" {
	request GET "/cgi-bin/yell?text=$(printf 'a%.0s' {1..4000})"
	assert_status 200
	request GET "/cgi-bin/yell?text=$(printf 'a%.0s' {1..4001})"
	assert_status 422
}

@test "a body is yelled back, without a token" {
	request POST /cgi-bin/yell/ -d 'say it'
	assert_status 200
	assert_header Content-Type 'text/plain; charset=utf-8'
	assert_body 'SAY IT'
}

@test "a body of megabytes is yelled back while it comes" {
	local file=$BATS_TEST_TMPDIR/file n=8000000

	head -c "$n" /dev/zero | tr '\0' a >"$file"
	request POST /cgi-bin/yell/ -f "$file" -k 10000 -t 30
	assert_status 200
	tr a A <"$file" >"$file.loud"
	assert_body_file "$file.loud"
}

@test "what was sent is answered before the rest is sent" {
	raw -n 0 -t 10 -d 300 'POST /cgi-bin/yell HTTP/1.1\r\nHost: h\r\n' \
	    'Content-Length: 8\r\nConnection: close\r\n\r\n' first,ab
	assert_status 200
	assert_body FIRST,AB
}

@test "a socket yells each line as it comes" {
	open
	printf 'one\ntwo\n' >&"$socket"
	hears ONE
	hears TWO
	printf 'half' >&"$socket"
	printf ' a line\nrest' >&"$socket"
	hears 'HALF A LINE'
	exec {socket}>&-
}

@test "a socket yells a character whole, however it comes" {
	open
	printf 'gr\303' >&"$socket"
	printf '\274n\303\251\n' >&"$socket"
	hears GRÜNÉ
	printf 'no character: \377x\n' >&"$socket"
	hears $'NO CHARACTER: \377X'
	exec {socket}>&-
}

@test "the end of what is sent is yelled, too" {
	raw -a "$SERVER_STREAM" -w -n 0 'no newline'
	[ "$output" = 'NO NEWLINE' ]
}

@test "a line longer than any buffer comes back whole" {
	local file=$BATS_TEST_TMPDIR/long

	head -c 300000 /dev/zero | tr '\0' x >"$file"
	echo >>"$file"
	open
	cat "$file" >&"$socket" 3>&- &
	head -c 300001 <&"$socket" >"$file.back"
	exec {socket}>&-
	tr x X <"$file" | cmp - "$file.back"
}

@test "who says nothing is hung up on" {
	local line code=0 since=$SECONDS

	open
	read -r -t 20 -u "$socket" line || code=$?
	[ "$code" = 1 ]
	((SECONDS - since >= 1 && SECONDS - since < 15))
	exec {socket}>&-
}

@test "more than may yell at a time are hung up on, then served again" {
	local a b c line code=0

	exec {a}<>"/dev/tcp/${SERVER_STREAM/://}" {b}<>"/dev/tcp/${SERVER_STREAM/://}" \
	    {c}<>"/dev/tcp/${SERVER_STREAM/://}"
	for socket in "$a" "$b" "$c"; do
		echo x >&"$socket"
		hears X
	done
	open
	read -r -t 5 -u "$socket" line || code=$?
	[ "$code" -ne 0 ]
	[ -z "$line" ]
	exec {a}>&- {b}>&- {c}>&- {socket}>&-
	yells_again() {
		raw -a "$SERVER_STREAM" -w -n 0 'again'
		[ "$output" = AGAIN ]
	}
	wait_until yells_again
}
