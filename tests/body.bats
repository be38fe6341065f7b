#!/usr/bin/env bats
# Bodies of requests on their way to programs.

# shellcheck disable=SC2154  # set by the helpers
load site

setup_file() {
	make_site
	site_server -l 'max_body_size 64m' 'body_timeout 1s' "
		location /stream/ {
			cgi_bin $SITE/cgi-bin
			setenv MARKS $SITE/marks
			stdin stream
		}
		location /alone/ {
			cgi_bin $SITE/cgi-bin
			setenv MARKS $SITE/marks
			stdin stream
			max_running 1
		}
		location /small/ { cgi_bin $SITE/cgi-bin; max_body_size 1k }
	"
}
teardown_file() { stop_server; }
setup() { rm -f "$SITE"/marks/*; }
teardown() { check_server; }

spool_empty() {
	[ -z "$(ls -A "$SERVER_DIR/spool")" ]
}

@test "without a body stdin is empty and CONTENT_LENGTH unset" {
	act 'head&env=CONTENT_LENGTH&read&count&facts'
	assert_body_line 'CONTENT_LENGTH is unset'
	assert_body_line 'read=0 pattern=ok eof=1'
	assert_body_line 'fd 0 device blocking'
}

@test "a body of length 0 that was announced gives CONTENT_LENGTH=0" {
	request POST '/cgi-bin/act?head&env=CONTENT_LENGTH&read&count' -d ''
	assert_body_line CONTENT_LENGTH=0
	assert_body_line 'read=0 pattern=ok eof=1'
	request POST '/cgi-bin/act?head&env=CONTENT_LENGTH&read&count' -k 10
	assert_body_line CONTENT_LENGTH=0
	request POST '/stream/act?head&env=CONTENT_LENGTH&read&count' -d ''
	assert_body_line CONTENT_LENGTH=0
	assert_body_line 'read=0 pattern=ok eof=1'
}

@test "bodies of many sizes arrive whole, counted and chunked" {
	local n where
	for where in cgi-bin stream; do
		for n in 1 2 4095 4096 4097 65535 65536 65537 300000; do
			request POST "/$where/act?head&read&count&env=CONTENT_LENGTH" \
			    -g "$n"
			assert_body_line "read=$n pattern=ok eof=1"
			assert_body_line "CONTENT_LENGTH=$n"
			request POST "/$where/act?head&read&count" -g "$n" -k 1000
			assert_body_line "read=$n pattern=ok eof=1"
		done
	done
}

@test "a chunked body that was spooled has its CONTENT_LENGTH" {
	request POST '/cgi-bin/act?head&env=CONTENT_LENGTH&env=HTTP_TRANSFER_ENCODING' \
	    -g 12345 -k 100
	assert_body_line CONTENT_LENGTH=12345
	assert_body_line 'HTTP_TRANSFER_ENCODING is unset'
}

@test "a chunked body that is streamed has none and ends with EOF" {
	request POST '/stream/act?head&env=CONTENT_LENGTH&read&count' -g 12345 -k 100
	assert_body_line 'CONTENT_LENGTH is unset'
	assert_body_line 'read=12345 pattern=ok eof=1'
}

@test "chunks of one byte, extensions and trailers are understood" {
	request POST '/cgi-bin/act?head&read&count' -g 500 -k 1
	assert_body 'read=500 pattern=ok eof=1'
	raw -n 2 'POST /cgi-bin/act?head&echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b;c="d"\r\nhello\r\n0;x\r\nX-Trailer: evil\r\n\r\n'"$(get '/cgi-bin/act?head&environ')"
	assert_statuses '200 200'
	[[ $output == *hello* ]]
	refute_body_contains evil
}

@test "a streamed body waits for its program's turn" {
	local n

	for n in 5 70000 3000000; do
		rm -f "$SITE"/marks/*
		raw_background first "$(get '/alone/act?mark=on&wait=go&head&out=x')"
		wait_mark on
		raw_background second -t 10 -g "$n" "POST /alone/act?head&read&count HTTP/1.1\\r\\nHost: h\\r\\nContent-Length: $n\\r\\n\\r\\n"
		sleep 0.2
		mark go
		raw_join first
		raw_join second
		assert_body_line "read=$n pattern=ok eof=1"
	done
}

@test "a streamed body that is left unread is no request" {
	local body

	# More than a pipe holds, less than that and a buffer: all of it has
	# come when the answer begins, but the program took only a part.
	body=$(printf '%066000d' 0)
	raw -n 2 'POST /stream/act?sleep=300&head&out=ok&close=1&sleep=1500 HTTP/1.1\r\nHost: h\r\nContent-Length: 66000\r\n\r\n' \
	    "$body" "$(get /hello.txt)"
	assert_statuses '200 200'
	assert_body hello
}

@test "bytes of every value pass unchanged" {
	local where i
	for ((i = 0; i < 256; i++)); do
		# shellcheck disable=SC2059  # an escape built here
		printf "\\x$(printf %02x "$i")"
	done >"$BATS_TEST_TMPDIR/bytes"
	for where in cgi-bin stream; do
		request POST "/$where/act?head&echo" -f "$BATS_TEST_TMPDIR/bytes"
		assert_body_file "$BATS_TEST_TMPDIR/bytes"
		request POST "/$where/act?head&echo" -k 7 \
		    -f "$BATS_TEST_TMPDIR/bytes"
		assert_body_file "$BATS_TEST_TMPDIR/bytes"
	done
}

@test "a spooled file has no name in spool_dir" {
	raw_background u -t 10 -g 5000000 'POST /cgi-bin/act?head&mark=on&wait=go&read&count HTTP/1.1\r\nHost: h\r\nContent-Length: 5000000\r\n\r\n'
	wait_mark on
	spool_empty
	mark go
	raw_join u
	assert_body 'read=5000000 pattern=ok eof=1'
}

@test "a program starts after its spooled body has come" {
	raw_background u 'POST /cgi-bin/act?mark=on&head HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhello'
	sleep 0.2
	run ! marked on
	raw_kill u
}

@test "a program with stdin stream reads what has come so far" {
	raw_background u 'POST /stream/act?head&read=5&out=early HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabcde'
	raw_join u
	assert_body early
}

@test "the rest of a streamed body follows" {
	raw_background u -d 300 'POST /stream/act?head&read=5&mark=on&read&count HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabcde' fghij
	wait_mark on
	raw_join u
	assert_body 'read=10 pattern=ok eof=1'
}

@test "a client that leaves inside its body starts no program" {
	raw -x -b 0 'POST /cgi-bin/act?mark=on&head HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhello'
	raw -w -n 0 'POST /cgi-bin/act?mark=on&head HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhello'
	raw -w -n 0 'POST /cgi-bin/act?mark=on&head HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'
	act head
	run ! marked on
}

@test "a client that leaves inside a streamed body ends the program" {
	raw_background u 'POST /stream/act?mark=on&read&forever HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhello'
	wait_mark on
	raw_kill u
	wait_until -t 6 none_running
}

@test "a bad chunk inside a streamed body never looks like its end" {
	raw -n 0 'POST /stream/act?read&mark=end&head&count HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n'
	[[ $status == 400 || $status == '' ]]
	wait_until -t 6 none_running
}

@test "a streamed body that stops is 408 or cut after body_timeout" {
	raw -n 0 -t 4 'POST /stream/act?head&read&count HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhello'
	[[ $status == 408 || $result == cut || $result == reset ]]
	wait_until -t 6 none_running
}

@test "max_body_size is judged before anything is read" {
	raw -n 0 -e 'POST /small/act?head HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 1025\r\n\r\n' x
	assert_statuses 413
	request POST '/small/act?head&read&count' -g 1024
	assert_body 'read=1024 pattern=ok eof=1'
	raw -n 0 -k 100 -g 1025 'POST /small/act?head HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n'
	assert_statuses 413
	request POST '/small/act?head&read&count' -g 1024 -k 100
	assert_body 'read=1024 pattern=ok eof=1'
}

@test "a GET may have a body" {
	request GET '/cgi-bin/act?head&read&count' -g 30
	assert_body 'read=30 pattern=ok eof=1'
}

@test "a body for a file is refused or thrown away, never read as a request" {
	raw -n 0 'POST /hello.txt HTTP/1.1\r\nHost: h\r\nContent-Length: 42\r\nConnection: close\r\n\r\n'"$(get /hello.txt)"
	assert_statuses 405
	raw -n 0 'GET /hello.txt HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nConnection: close\r\n\r\nGET /'
	assert_statuses 200
}

@test "50 MB are uploaded, spooled and streamed" {
	local where n=50000000
	[[ ${SCALE-} != small ]] || n=5000000
	for where in cgi-bin stream; do
		request POST "/$where/act?head&read&count" -g "$n" -t 20
		assert_body "read=$n pattern=ok eof=1"
	done
}
