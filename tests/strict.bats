#!/usr/bin/env bats
# What two parsers could read in two ways is refused, and the connection ends:
# every row is followed by a second request, which must not be answered.

# shellcheck disable=SC2154  # set by the helpers
load site

setup_file() {
	make_site
	site_server
}
teardown_file() { stop_server; }
teardown() {
	check_server
	[ -z "$failures" ]
}
setup() { failures=; }

SECOND='GET /hello.txt HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n'

# Send a row at once, and byte by byte.
row() {
	local want=$1 how

	for how in -q '-s 0'; do
		# shellcheck disable=SC2086  # an option and its value
		raw $how -n 0 "$2$SECOND"
		[[ $statuses =~ ^($want)$ && $result == complete ]] &&
		    continue
		failures+=x
		printf '%s (%s): "%s" %s, not %s\n' "$2" "$how" "$statuses" \
		    "$result" "$want"
	done
	return 0
}

# refused STATUS BYTES: only that, and the connection is closed.
refused() {
	row "$1" "$2"
}

# accepted BYTES: served, and the next request too.
accepted() {
	row '200 200' "$1"
}

@test "the request line is strict" {
	refused 400 'GET  / HTTP/1.1\r\nHost: h\r\n\r\n'
	refused 400 'GET /  HTTP/1.1\r\nHost: h\r\n\r\n'
	refused 400 'GET\t/ HTTP/1.1\r\nHost: h\r\n\r\n'
	refused 400 'GET / HTTP/1.1 \r\nHost: h\r\n\r\n'
	refused 400 ' GET / HTTP/1.1\r\nHost: h\r\n\r\n'
	refused 400 'GET / http/1.1\r\nHost: h\r\n\r\n'
	refused 400 'GET / HTTP/1.1\nHost: h\r\n\r\n'
	refused 400 'GET / HTTP/1.1\r\r\nHost: h\r\n\r\n'
	refused 400 'GET /\r\n\r\n'
	refused 400 'GET\r\n\r\n'
	refused 400 'GET  HTTP/1.1\r\nHost: h\r\n\r\n'
	refused 400 'GET / HTTP/1\r\nHost: h\r\n\r\n'
	refused 400 'GET / HTTP/1.\r\nHost: h\r\n\r\n'
	refused 400 'GET / HTTP/1.x\r\nHost: h\r\n\r\n'
	refused 400 'GE(T / HTTP/1.1\r\nHost: h\r\n\r\n'
	refused 400 'G\xc9T / HTTP/1.1\r\nHost: h\r\n\r\n'
	refused 400 'GET /a\0b HTTP/1.1\r\nHost: h\r\n\r\n'
	refused 400 'GET /\x80 HTTP/1.1\r\nHost: h\r\n\r\n'
	refused 400 'GET /a\x7f HTTP/1.1\r\nHost: h\r\n\r\n'
	refused 400 '\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n'
	refused 400 '\nGET / HTTP/1.1\r\nHost: h\r\n\r\n'
	refused 505 'GET / HTTP/2.0\r\nHost: h\r\n\r\n'
	refused 505 'GET / HTTP/0.9\r\nHost: h\r\n\r\n'
	refused 400 '\x16\x03\x01\x02\x00\x01\r\n\r\n'
	accepted '\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n'
}

@test "targets are strict" {
	refused 400 'GET *  HTTP/1.1\r\nHost: h\r\n\r\n'
	refused 400 'GET /#a HTTP/1.1\r\nHost: h\r\n\r\n'
	refused 400 'GET hello.txt HTTP/1.1\r\nHost: h\r\n\r\n'
	refused 400 'GET ftp://h/ HTTP/1.1\r\nHost: h\r\n\r\n'
	refused 400 'GET http:///x HTTP/1.1\r\nHost: h\r\n\r\n'
	refused 400 'GET http://u@h/ HTTP/1.1\r\nHost: h\r\n\r\n'
	accepted 'GET http://h HTTP/1.1\r\nHost: h\r\n\r\n'
	accepted 'GET HTTP://h/ HTTP/1.1\r\nHost: h\r\n\r\n'
	accepted 'GET /?a?b/../%%zz HTTP/1.1\r\nHost: h\r\n\r\n'
	accepted 'GET /a/../hello.txt HTTP/1.1\r\nHost: h\r\n\r\n'
	accepted 'GET /a/%2e%2E/./hello.txt HTTP/1.1\r\nHost: h\r\n\r\n'
	accepted 'GET /%68ello.txt HTTP/1.1\r\nHost: h\r\n\r\n'
}

@test "fields are strict" {
	local f
	for f in 'X : y' ' X: y' 'X\t: y' 'X' ': y' 'X: a\r\n b' \
	    'X: a\r\n\tb' 'X\0: y' 'X: a\0b' 'X: a\rb' 'X: a\nY: b' \
	    'X: a\x01b' 'X: \x7f' 'X(: y' 'X\xe9: y' 'X: y\r' 'X: \x0b' \
	    '"X": y' 'X y: z'; do
		refused 400 "GET / HTTP/1.1\r\nHost: h\r\n$f\r\n\r\n"
		refused 400 "GET / HTTP/1.1\r\n$f\r\nHost: h\r\n\r\n"
	done
	for f in 'X:y' 'X: \t y \t' 'X:' 'X: ' 'X: a\tb' 'X: \xe9\xff' \
	    "!#\$%&'*+-.^_\`|~09az: y"; do
		accepted "GET / HTTP/1.1\r\nHost: h\r\n$f\r\n\r\n"
	done
}

@test "the head ends with CRLF CRLF and nothing else" {
	refused 400 'GET / HTTP/1.1\r\nHost: h\n\r\n'
	refused 400 'GET / HTTP/1.1\r\nHost: h\r\n\n'
	refused 400 'GET / HTTP/1.1\r\nHost: h\r\n\r\r\n'
	refused 400 'GET / HTTP/1.1\nHost: h\n\n'
}

@test "there is one sound Host" {
	local f
	refused 400 'GET / HTTP/1.1\r\n\r\n'
	refused 400 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'
	refused 400 'GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n'
	refused 400 'GET http://h/ HTTP/1.1\r\n\r\n'
	refused 400 'GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n'
	for f in 'a b' 'a/b' 'u@h' 'h:8x' 'h:-1' '[::1' '[::1]x' 'a,b c' \
	    'h?x' 'h#x' 'h:80:80' '[zz]' 'a\\b' '%zz'; do
		refused 400 "GET / HTTP/1.1\r\nHost: $f\r\n\r\n"
	done
	for f in 'h:80' '[::1]' '[::1]:80' 'a.b-c_d' '127.0.0.1'; do
		accepted "GET / HTTP/1.1\r\nHost: $f\r\n\r\n"
	done
}

post='POST /cgi-bin/act?head&echo HTTP/1.1\r\nHost: h\r\n'

@test "Content-Length is digits and only one number" {
	local v
	for v in abc +5 -5 '5 5' '5,6' 0x5 5.0 '' '5,' ',5' '5;' '"5"' \
	    99999999999999999999 18446744073709551616 '5\xa0'; do
		refused 400 "${post}Content-Length: $v\r\n\r\nhello"
	done
	refused 400 "${post}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello"
	refused 400 "${post}Content-Length: 5\r\nX: y\r\ncontent-length: 0\r\n\r\nhello"
	accepted "${post}Content-Length: 5\r\n\r\nhello"
	accepted "${post}Content-Length: 0005\r\n\r\nhello"
	accepted "${post}Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello"
	accepted "${post}Content-Length: 0\r\n\r\n"
	row '200( 200)?' 'GET /hello.txt HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello'
}

@test "Transfer-Encoding is chunked, alone, and not in 1.0" {
	local v chunks='5\r\nhello\r\n0\r\n\r\n'
	refused 400 "${post}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n$chunks"
	refused 400 "${post}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n$chunks"
	refused 400 "POST /cgi-bin/act?head&echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n$chunks"
	refused 400 "${post}Transfer-Encoding: chunked, chunked\r\n\r\n$chunks"
	refused 400 "${post}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n$chunks"
	refused 400 "${post}Transfer-Encoding: \x0bchunked\r\n\r\n$chunks"
	for v in gzip xchunked identity 'gzip, chunked' 'chunkedchunked'; do
		refused 501 "${post}Transfer-Encoding: $v\r\n\r\n$chunks"
	done
	for v in 'chunked, gzip' 'chunked;q=1' '"chunked"' '' \
	    'chunked, identity' 'chun ked' '\xa0chunked'; do
		refused '400|501' "${post}Transfer-Encoding: $v\r\n\r\n$chunks"
	done
	accepted "${post}Transfer-Encoding: chunked\r\n\r\n$chunks"
	accepted "${post}Transfer-Encoding: CHUNKED\r\n\r\n$chunks"
	accepted "${post}Transfer-Encoding:\tchunked \r\n\r\n$chunks"
}

@test "chunks are strict" {
	local c
	for c in 'g\r\nhello\r\n' '5 \r\nhello\r\n' ' 5\r\nhello\r\n' \
	    '\t5\r\nhello\r\n' '5\nhello\r\n' '0x5\r\nhello\r\n' \
	    '-5\r\nhello\r\n' '+5\r\nhello\r\n' '\r\nhello\r\n' \
	    '00000000000000005\r\nhello\r\n' '5\r\nhelloX\r\n' \
	    '5\r\nhello\n' '5\rhello\r\n' '5\r\nhello\r\r\n' \
	    'ffffffffffffffff1\r\n' '5;a\nb\r\nhello\r\n' \
	    '5;a\rb\r\nhello\r\n' '5;a="b\r\nhello\r\n' \
	    '5;a=\0\r\nhello\r\n' '5_\r\nhello\r\n' '\xb5\r\nhello\r\n' \
	    '4\r\nhello\r\n'; do
		refused 400 "${post}Transfer-Encoding: chunked\r\n\r\n${c}0\r\n\r\n"
	done
	for c in '5;a=b\r\nhello\r\n' '5;a="q;"\r\nhello\r\n' \
	    '005\r\nhello\r\n' 'A\r\nhellohello\r\n' 'a\r\nhellohello\r\n' \
	    '1\r\nh\r\n4\r\nello\r\n'; do
		accepted "${post}Transfer-Encoding: chunked\r\n\r\n${c}0\r\n\r\n"
	done
}

@test "the end of the chunks and trailers are strict" {
	local t
	for t in '0\n\r\n' '0\r\n\n' '0 \r\n\r\n' '0\r\nX : y\r\n\r\n' \
	    '0\r\nX\r\n\r\n' '0\r\n X: y\r\n\r\n' '0\r\nX: y\n\r\n' \
	    '0\r\nX: y\r\n z\r\n\r\n' '0\r\nX: \0\r\n\r\n' '0\r\n\rX'; do
		refused 400 "${post}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n$t"
	done
	for t in '0\r\n\r\n' '000\r\n\r\n' '0;a=b\r\n\r\n' \
	    '0\r\nX: y\r\nZ: w\r\n\r\n'; do
		accepted "${post}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n$t"
	done
}

@test "trailers without end are refused with 431" {
	local long
	long=$(head -c 9000 /dev/zero | tr '\0' a)
	refused 431 "${post}Transfer-Encoding: chunked\r\n\r\n0\r\nX: $long\r\n\r\n"
}

@test "paths are decoded once and never climb" {
	local p
	for p in /%zz /%4 /% /%00 /hello.txt%00 /%01 /%0a /%7f /.. /../ \
	    /a/../.. /%2e%2e/ /%2e%2e%2f /a/%2E./../x /..%2f..%2fetc; do
		row '400( 200)?' "GET $p HTTP/1.1\r\nHost: h\r\n\r\n"
	done
	for p in '/%252e%252e/%252e%252e/etc/passwd' '/..\\..\\etc/passwd' \
	    '/.%00./' '/...' '/%c0%ae%c0%ae/etc/passwd' '/hello.txt%2f'; do
		raw "GET $p HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
		[[ $status == 404 || $status == 400 ]]
	done
}
