#!/usr/bin/env bats
# HTTP/1.0 and 1.1 as clients see it.

# shellcheck disable=SC2154  # set by the helpers
load site

setup_file() {
	make_site
	head -c 300000 /dev/zero | tr '\0' x >"$SITE/www/big.txt"
	site_server -l 'max_body_size 100k
		keepalive_requests 20' \
	    'header_timeout 1s' 'keepalive_timeout 1s' 'body_timeout 1s' \
	    'listen 127.0.0.1:0' 'listen [::1]:0' "listen unix:$BATS_FILE_TMPDIR/sock"
}
teardown_file() { stop_server; }
teardown() { check_server; }

@test "a connection is kept for the next request" {
	raw -e -n 2 "$(get /hello.txt)" "$(get /)"
	assert_result complete
	assert_statuses '200 200'
	assert_body 'front page'
}

@test "Connection: close closes after the answer" {
	raw -n 0 "$(get /hello.txt 'Connection: close')$(get /)"
	assert_result complete
	assert_statuses 200
	assert_header Connection close
}

@test "a 1.0 client is closed on, unless it asks to stay" {
	raw -n 0 'GET /hello.txt HTTP/1.0\r\n\r\n'
	assert_statuses 200
	assert_body hello
	raw -n 2 -e 'GET /hello.txt HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n' \
	    'GET / HTTP/1.0\r\n\r\n'
	assert_statuses '200 200'
}

@test "an answer to a 1.0 client that stays says keep-alive" {
	raw 'GET /hello.txt HTTP/1.0\r\nConnection: keep-alive\r\n\r\n'
	assert_header Connection keep-alive
}

@test "an idle connection is closed after keepalive_timeout" {
	raw -n 0 -t 4 "$(get /hello.txt)"
	assert_result complete
	assert_statuses 200
}

@test "keepalive_requests bounds the requests of a connection" {
	local i all=''
	for i in {1..21}; do all+=$(get '/cgi-bin/act?head'); done
	raw -n 0 "$all"
	assert_result complete
	[ "$(wc -w <<<"$statuses")" = 20 ]
	assert_header Connection close
}

@test "pipelined requests are answered in order" {
	local i all='' want=''
	for i in {1..15}; do
		all+=$(get "/cgi-bin/act?head&out=($i)")
		want+="($i)"
	done
	raw -p -n 15 "$all"
	assert_result complete
	[ "$output" = "$want" ]
}

@test "a slow program does not let a pipelined file overtake it" {
	raw -p -n 2 "$(get '/cgi-bin/act?head&sleep=200&out=first')$(get /hello.txt)"
	assert_statuses '200 200'
	[ "$output" = 'firsthello' ]
}

@test "a body is followed by the next pipelined request" {
	raw -n 2 'POST /cgi-bin/act?head&echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello'"$(get /hello.txt)"
	assert_statuses '200 200'
}

@test "requests sent byte by byte are understood" {
	raw -s 0 -n 2 "$(get /hello.txt)$(get '/cgi-bin/act?head&out=x')"
	assert_statuses '200 200'
	assert_body x
}

@test "HEAD of a file has the header of GET and no body" {
	request GET /hello.txt
	local length etag
	length=$(header Content-Length) etag=$(header ETag)
	request HEAD /hello.txt
	assert_status 200
	assert_header Content-Length "$length"
	assert_header ETag "$etag"
	assert_body ''
	raw -m -n 2 'HEAD /hello.txt HTTP/1.1\r\nHost: h\r\n\r\nHEAD / HTTP/1.1\r\nHost: h\r\n\r\n'
	assert_statuses '200 200'
}

@test "HEAD of a program has no body and keeps the connection" {
	raw -m -n 2 'HEAD /cgi-bin/act?head&out=x HTTP/1.1\r\nHost: h\r\n\r\nHEAD /hello.txt HTTP/1.1\r\nHost: h\r\n\r\n'
	assert_statuses '200 200'
}

@test "OPTIONS * names the methods" {
	raw 'OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n'
	[[ $status == 200 || $status == 204 ]]
	assert_header Allow =~ GET
}

@test "OPTIONS of a file names its methods" {
	request OPTIONS /hello.txt
	[[ $status == 200 || $status == 204 ]]
	assert_header Allow =~ 'GET.*HEAD|HEAD.*GET'
}

@test "the absolute form of a target is served, its host wins" {
	raw 'GET http://other.example:81/cgi-bin/act?head&env=SERVER_NAME&env=REQUEST_URI HTTP/1.1\r\nHost: h\r\n\r\n'
	assert_status 200
	assert_body_line SERVER_NAME=other.example
	assert_body_line 'REQUEST_URI=/cgi-bin/act?head&env=SERVER_NAME&env=REQUEST_URI'
}

@test "100 Continue is sent when the body is wanted" {
	raw -e -g 26 'POST /cgi-bin/act?head&read&count HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 26\r\n\r\n'
	assert_statuses '100 200'
	assert_body 'read=26 pattern=ok eof=1'
}

@test "100 Continue is not sent when the body is too large" {
	raw -e -n 0 -g 200000 'POST /cgi-bin/act?head HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 200000\r\n\r\n'
	assert_statuses 413
	assert_header Connection close
}

@test "100 Continue is not sent when the path is not there" {
	raw -e -g 26 'POST /cgi-bin/none HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 26\r\n\r\n'
	assert_statuses 404
}

@test "100 Continue is never sent to 1.0, nor when the body came along" {
	raw -g 26 'POST /cgi-bin/act?head&read&count HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 26\r\n\r\n'
	assert_statuses 200
	raw 'POST /cgi-bin/act?head&read&count HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n'
	assert_statuses 200
}

@test "an expectation that is not known is refused with 417" {
	raw -n 0 "$(get /hello.txt 'Expect: wonders')"
	assert_status 417
}

@test "every answer has a Date" {
	request GET /hello.txt
	assert_header Date =~ '^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-3][0-9] [A-Z][a-z][a-z] 20[0-9][0-9] [0-2][0-9]:[0-5][0-9]:[0-6][0-9] GMT$'
	act head
	assert_header Date =~ GMT$
	request GET /none
	assert_header Date =~ GMT$
}

@test "a method that a file has not is refused with 405 and Allow" {
	local method
	for method in POST PUT DELETE PATCH BREW; do
		request "$method" /hello.txt
		assert_status 405
		assert_header Allow =~ GET
	done
}

@test "TRACE and CONNECT reach nothing" {
	request TRACE '/cgi-bin/act?head&out=reached'
	[[ $status == 405 || $status == 501 ]]
	refute_body_contains reached
	raw -n 0 'CONNECT h:80 HTTP/1.1\r\nHost: h:80\r\n\r\n'
	[[ $status == 400 || $status == 405 || $status == 501 ]]
}

@test "methods are told apart by case" {
	request get /hello.txt
	assert_status 405
}

@test "another major version is refused with 505" {
	raw -n 0 'GET / HTTP/2.0\r\nHost: h\r\n\r\n'"$(get /)"
	assert_statuses 505
}

@test "a later minor version is served as 1.1" {
	raw 'GET /hello.txt HTTP/1.9\r\nHost: h\r\n\r\n'
	assert_status 200
}

@test "half a head is answered 408 after header_timeout" {
	raw -n 0 -t 4 'GET / HTTP/1.1\r\nHost: h\r\n'
	assert_result complete
	assert_statuses 408
}

@test "a head that drips is answered 408 all the same" {
	raw -n 0 -t 4 -s 100 'GET / HTTP/1.1\r\nX: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
	assert_statuses 408
}

@test "a connection without a request is closed" {
	raw -n 0 -t 4 ''
	assert_result complete
}

@test "a body that stops is answered 408 after body_timeout" {
	raw -n 0 -t 4 'POST /cgi-bin/act?head HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhello'
	assert_result complete
	assert_statuses 408
}

@test "a body that is announced too large is refused with 413" {
	raw -n 0 -g 100 'POST /cgi-bin/act?head HTTP/1.1\r\nHost: h\r\nContent-Length: 102401\r\n\r\n'
	assert_statuses 413
}

@test "a chunked body that grows too large is refused with 413" {
	raw -n 0 -g 200000 -k 1000 'POST /cgi-bin/act?head HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n'
	assert_result complete
	assert_statuses 413
}

@test "a client that goes on sending still reads the refusal" {
	raw -n 0 -g 3000000 'POST /cgi-bin/act?head HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\n\r\n'
	assert_result complete
	assert_statuses 413
}

@test "a request line that is too long is refused with 414" {
	local long
	long=$(head -c 33000 /dev/zero | tr '\0' a)
	raw -n 0 "GET /$long HTTP/1.1\r\nHost: h\r\n\r\n"
	assert_result complete
	assert_statuses 414
}

@test "a head that is too large is refused with 431" {
	local long
	long=$(head -c 33000 /dev/zero | tr '\0' a)
	raw -n 0 "GET / HTTP/1.1\r\nHost: h\r\nX: $long\r\n\r\n"
	assert_result complete
	assert_statuses 431
}

@test "too many fields are refused with 431" {
	local i fields=''
	for i in {1..101}; do fields+="X-$i: y\r\n"; done
	raw -n 0 "GET / HTTP/1.1\r\nHost: h\r\n$fields\r\n"
	assert_statuses 431
}

@test "a client that half-closes gets its file" {
	raw -w -n 0 "$(get /big.txt)"
	assert_result complete
	assert_statuses 200
	assert_header Content-Length 300000
}

@test "output of unknown length is chunked for 1.1 and closed for 1.0" {
	raw "$(get '/cgi-bin/act?head&outn=200000')"
	assert_header Transfer-Encoding chunked
	[ "$(wc -c <"$body_file")" = 200000 ]
	raw 'GET /cgi-bin/act?head&outn=200000 HTTP/1.0\r\n\r\n'
	refute_header Transfer-Encoding
	[ "$(wc -c <"$body_file")" = 200000 ]
	assert_result complete
}

@test "output that ends at once has its length" {
	[[ -z ${PREFORKD_WRAP-} ]] || skip 'a wrapped server sees it too late'
	# On a busy machine the end may come too late to be waited for.
	program short <<-'EOT'
		#!/bin/sh
		printf 'Content-Type: text/plain\n\nhello'
	EOT
	ends_in_time() { request GET /cgi-bin/short && header Content-Length; }
	wait_until ends_in_time
	assert_header Content-Length 5
	refute_header Transfer-Encoding
}

@test "a slow reader gets everything" {
	raw -l 500000 "$(get /big.txt)"
	assert_result complete
	[ "$(wc -c <"$body_file")" = 300000 ]
}

@test "200 connections at once are all answered" {
	raw -q -t 20 -j 200 "$(get /hello.txt)"
	assert_result complete
	[ "$(wc -w <<<"$statuses")" = 200 ]
}

@test "a unix socket is served" {
	request GET '/cgi-bin/act?head&env=REMOTE_PORT' \
	    -a "unix:$BATS_FILE_TMPDIR/sock"
	assert_status 200
	assert_body 'REMOTE_PORT is unset'
}

@test "an IPv6 address is served" {
	local port
	port=$(sed -n 's/.*listening on \[::1\]:\([0-9]*\).*/\1/p' \
	    "$SERVER_ERROR_LOG" | head -n 1)
	[ -n "$port" ] || skip 'no IPv6'
	request GET '/cgi-bin/act?head&env=REMOTE_ADDR&env=SERVER_NAME' \
	    -a "[::1]:$port"
	assert_body_line REMOTE_ADDR=::1
	assert_body_line 'SERVER_NAME=[::1]'
}
