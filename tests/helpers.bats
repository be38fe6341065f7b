#!/usr/bin/env bats
# The helpers themselves: they must notice what goes wrong.

# shellcheck disable=SC2154  # set by the helpers
load site

setup() { make_site; }
teardown() {
	# a test that wanted stop_server to fail has ended the server itself
	stop_server
}

@test "the example of the README works" {
	cp "$ACT" "$SITE/cgi-bin/hello"
	start_server "location /cgi-bin/ { cgi_bin $SITE/cgi-bin }"
	request GET '/cgi-bin/hello?head&out=Hello'
	assert_status 200
	assert_body_contains Hello
}

@test "assertions fail when they should" {
	site_server
	request GET /hello.txt
	run ! assert_status 404
	run ! assert_header Content-Length 7
	run ! assert_header X-None
	run ! refute_header Content-Length
	run ! assert_header Content-Length =~ '^[a-z]'
	run ! assert_body hell
	run ! assert_body_contains hullo
	run ! refute_body_contains ell
	run ! assert_result cut
	run ! assert_body_file /dev/null
	assert_header content-length 6
	assert_status 200
}

@test "run in between does not disturb the assertions" {
	site_server
	request GET /hello.txt
	[ "$status" = 200 ]
	run false
	[ "$status" = 1 ]
	assert_status 200
}

@test "a file of configuration is used, but for where it listens and logs" {
	cat >"$SITE/own.conf" <<-EOT
		base_dir www
		listen 127.0.0.1:80	# not here
		listen [::1]:80
		document_root .
		pid_file /nonexistent/pid
		access_log /nonexistent/access combined
		location /other/ {
			alias .
		}
	EOT
	start_server -c "$SITE/own.conf"
	request GET /other/hello.txt
	assert_body hello
}

@test "a folder is served with its cgi-bin" {
	ln -s ../cgi-bin "$SITE/www/cgi-bin"
	start_server -d "$SITE/www"
	request GET '/cgi-bin/act?head&out=x'
	assert_body x
}

@test "configuration is read from standard input" {
	start_server - <<-EOT
		document_root $SITE/www
		workers 1
	EOT
	request GET /hello.txt
	assert_body hello
	server_has_workers 1
}

@test "a server that does not start is reported" {
	run start_server 'nonsense here'
	[ "$status" = 1 ]
	[[ $output == *nonsense* ]]
}

# stop_server fails, with a message like that.
stop_fails() {
	if stop_server 2>"$BATS_TEST_TMPDIR/complaint"; then
		_complain 'stop_server was content'
	fi
	grep -q "$1" "$BATS_TEST_TMPDIR/complaint"
}

@test "stop_server fails when a file is left in spool_dir" {
	site_server
	: >"$SERVER_DIR/spool/left"
	stop_fails 'spool_dir: left'
}

@test "stop_server fails when the server was killed" {
	site_server
	kill -9 "$SERVER_PID"
	stop_fails 'exit status 137'
}

@test "stop_server fails when a program was left" {
	site_server
	(cd "$SITE" && exec sleep 30) 3>&- 4>&- &
	wait_until test "/proc/$!/cwd" -ef "$SITE"
	stop_fails "processes left: $! $SITE"
}

@test "wait_until gives up" {
	run ! wait_until -t 0 false
}

@test "a text with only a stream still gets a port for HTTP" {
	start_server "listen 127.0.0.1:0 stream { exec $SITE/cgi-bin/act -x }"
	[ -n "$SERVER_STREAM" ]
	[ "$SERVER_STREAM" != "$SERVER_ADDR" ]
	request GET /
	[ -n "$status" ]
}

@test "visit and submit keep cookies and send a form as browsers do" {
	program form <<-'EOT'
		#!/bin/sh
		echo 'Set-Cookie: a=1; Path=/'
		echo 'Set-Cookie: b=2; HttpOnly'
		[ "$REQUEST_METHOD" = GET ] || echo 'Set-Cookie: b=; Max-Age=0'
		printf 'Content-Type: text/html\n\n'
		echo '<input type="hidden" name="csrf" value="t0ken">'
		printf '%s|%s|' "$HTTP_COOKIE" "$CONTENT_TYPE"
		cat
	EOT
	printf 'bytes\n' >"$SITE/file"
	site_server
	visit /cgi-bin/form
	[ "$cookie" = 'a=1; b=2' ]
	[ "$token" = t0ken ]
	submit /cgi-bin/form 'name=a b&ü' n=
	assert_body_contains 'a=1; b=2|application/x-www-form-urlencoded|'
	assert_body_contains 'csrf=%74%30%6b%65%6e&name=%61%20%62%26%c3%bc&n='
	[ "$cookie" = 'a=1' ]
	submit /cgi-bin/form "up=@$SITE/file" x=y -H 'X-More: 1'
	assert_body_contains 'a=1|multipart/form-data; boundary='
	assert_body_contains $'name="up"; filename="file"\r\n\r\nbytes\n\r\n--'
	assert_body_contains $'name="x"\r\n\r\ny\r\n--'
}
