#!/usr/bin/env bats
# Attacks on the sample applications, each of which once did harm.

load helpers

setup_file() {
	start_server -c "$BATS_TEST_DIRNAME/../etc/server.conf"
}

teardown_file() {
	stop_server
}

# How many files an upload is kept in, or is being written to.
kept() {
	find "$SERVER_DIR/data/upload" -type f -name '[0-9a-f]*' | wc -l
}

parts() {
	find "$SERVER_DIR/data/upload" -type f -name '.new-*' | wc -l
}

# put_background NAME SIZE TEXT [options of raw]
put_background() {
	raw_background "$1" "${@:4}" \
	    "PUT /cgi-bin/upload/$1 HTTP/1.1\r\nHost: h\r\n" \
	    "Content-Length: $2\r\n\r\n$3"
}

@test "uploads that break off leave nothing for the next" {
	local i

	request PUT /cgi-bin/upload/whole -d 'the first'
	for i in 1 2 3; do
		put_background torn 1000 'only the beginning'
		is_written() { [ "$(parts)" -gt 0 ]; }
		wait_until is_written
		raw_kill torn
		is_over() { [ "$(access_lines | grep -c torn)" = "$i" ]; }
		wait_until is_over
	done
	request PUT /cgi-bin/upload/whole -d 'the whole of it'
	[ "$(parts)" = 0 ]
}

@test "of many uploads at once one file stays, whole" {
	local i

	for i in {10..49}; do
		put_background "n$i" 6 "text$i" -d 20
	done
	for i in {10..49}; do
		raw_join "n$i"
		assert_status 200
	done
	request GET /cgi-bin/upload/last
	assert_body_matches '^text[1-4][0-9]$'
	[ "$(kept)" = 1 ]
}

@test "a streamed body that turns out to be malformed is not taken for whole" {
	local rest

	request PUT /cgi-bin/upload/whole -d 'the whole of it'
	for rest in 'ZZ\r\n' '5\r\nhelloXX' 'fffffffffffffffff\r\n'; do
		raw -d 300 'PUT /cgi-bin/upload/torn HTTP/1.1\r\nHost: h\r\n' \
		    'Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n' "$rest"
		assert_status 400
	done
	raw -d 300 'PUT /cgi-bin/upload/torn HTTP/1.1\r\nHost: h\r\n' \
	    'Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n' \
	    'fffffffff\r\nmore'
	request GET /cgi-bin/upload/last
	assert_body 'the whole of it'
}

@test "a throttle that cannot count says why in the log" {
	run env DATA_DIR=/dev/null/none \
	    "$BATS_TEST_DIRNAME/../cgi-bin/guestbook" \
	    POST / name=a message=b
	[ "$status" = 1 ]
	[[ $output == *'the throttle cannot count: '* ]]
}
