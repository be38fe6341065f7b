#!/usr/bin/env bats
# The sample site: its pages, the programs that it links to, and those of them
# that are no applications.

load helpers

setup_file() {
	start_server -c "$BATS_TEST_DIRNAME/../etc/server.conf"
}

teardown_file() {
	stop_server
}

@test "the start page is there, and all that it links to" {
	local link links

	request GET /
	assert_status 200
	assert_header Content-Type =~ '^text/html'
	mapfile -t links < <(grep -o 'href="[^"]*"' <<<"$body" |
	    cut -d '"' -f 2)
	[ "${#links[@]}" -gt 8 ]
	for link in "${links[@]}"; do
		[[ $link != data:* ]] || continue
		# Two of them are not there, and the page says so.
		[[ $link != */nothing-here && $link != */mine.sh ]] || continue
		[[ $link == /* ]] || link=/$link
		link=${link//&amp;/&}
		request GET "$link" -t 10
		[[ $link == */status.sh ]] || assert_status 200
	done
}

@test "echo gives a body back with its type" {
	request POST /cgi-bin/echo -d 'so it is' -H 'Content-Type: text/x-a'
	assert_status 200
	assert_header Content-Type text/x-a
	assert_header Content-Security-Policy sandbox
	assert_body 'so it is'
}

@test "echo gives a megabyte in chunks back" {
	head -c 1000000 /dev/urandom >"$BATS_TEST_TMPDIR/file"
	request POST /cgi-bin/echo -f "$BATS_TEST_TMPDIR/file" -k 1000
	assert_status 200
	assert_header Content-Type application/octet-stream
	assert_body_file "$BATS_TEST_TMPDIR/file"
}

@test "form.sh greets and does not trust the name" {
	request GET '/cgi-bin/form.sh?name=J%C3%BCrgen+%3Cb%3E+%24%28id%29'
	assert_status 200
	assert_body_contains 'Good day, Jürgen &lt;b&gt; $(id).'
	request POST /cgi-bin/form.sh -d 'a=1&name=%5C060%25d%00%2Z&b=2'
	assert_body_contains 'Good day, \060%d%2Z.'
}

@test "date.sh, redirect.sh and status.sh answer" {
	request GET /cgi-bin/date.sh
	assert_status 200
	assert_body_contains ':'
	request GET /cgi-bin/redirect.sh
	assert_status 200
	refute_header Location
	request GET /cgi-bin/status.sh
	assert_status 418
	assert_header X-Vessel pot
}

@test "stream.sh's lines come one by one" {
	raw_background lines -t 20 'GET /cgi-bin/stream.sh HTTP/1.1\r\n' \
		'Host: x\r\nConnection: close\r\n\r\n'
	wait_until raw_has lines 'line 1 of 5'
	! raw_has lines 'line 3 of 5' || false
	raw_join lines
	assert_status 200
	assert_body_contains 'line 5 of 5'
}
