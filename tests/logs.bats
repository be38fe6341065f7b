#!/usr/bin/env bats
# The access log and the error log.

# shellcheck disable=SC2154  # set by the helpers
load site

setup() { make_site; }
teardown() { stop_server; }

@test "every request gives exactly one line, whatever becomes of it" {
	site_server 'header_timeout 300ms' 'body_timeout 300ms' \
	    -l 'timeout 300ms'
	local n=0
	one() { n=$((n + 1)); assert_access_count $n; }
	request GET /hello.txt; one
	request HEAD /hello.txt; one
	request GET /nothing; one
	request OPTIONS /hello.txt; one
	act head; one
	request GET /cgi-bin/none; one
	raw -n 0 'garbage\r\n\r\n'; one
	raw -n 0 'GET / HTTP/1.1\r\n'; one
	raw -n 0 'GET / HTTP/3.0\r\nHost: h\r\n\r\n'; one
	raw -n 0 'POST /cgi-bin/act?head HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nhello'; one
	raw -n 0 'POST /cgi-bin/act?head HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'; one
	raw -n 0 "$(get '/cgi-bin/act?head&out=x&forever')"; one
	raw -n 0 "$(get '/cgi-bin/act?forever')"; one
	raw "$(get '/cgi-bin/act?exit=1')"; one
	raw -x -b 1 "$(get '/cgi-bin/act?head&out=x&forever')"; one
	raw -n 0 'GET /hello.txt HTTP/1.0\r\n\r\n'; one
	act 'out=Location: /hello.txt%0a%0a'; one
}

@test "pipelined requests give a line each" {
	site_server
	raw -n 5 "$(get /1)$(get /2)$(get /3)$(get /4)$(get /5)"
	assert_access_count 5
	[ "$(grep -o 'GET /[0-9]' "$SERVER_ACCESS_LOG" | tr -d '\n')" = \
	    'GET /1GET /2GET /3GET /4GET /5' ]
}

@test "a connection without a request gives no line" {
	site_server
	raw -n 0 -w ''
	request GET /hello.txt
	assert_access_count 1
}

@test "the combined format has its fields in order" {
	site_server
	request GET '/hello.txt?a=b' -H 'Referer: http://r/' -H 'User-Agent: tester'
	assert_access '^127\.0\.0\.1 - - \[[0-3][0-9]/[A-Z][a-z][a-z]/20[0-9][0-9]:[0-9:]{8} \+0000\] "GET /hello\.txt\?a=b HTTP/1\.1" 200 6 "http://r/" "tester" [0-9.]+ms [^ ]+$'
	request GET /none
	assert_access '"GET /none HTTP/1.1" 404 [0-9]+ "-" "-" '
}

@test "the line of a program has its figures" {
	site_server
	act 'head&out=hello'
	assert_access ' 200 5 .* pid=[0-9]+ queue=[0-9.]+ms run=[0-9.]+ms cpu=[0-9.]+ms rss=[0-9]+k exit=0$'
	raw "$(get '/cgi-bin/act?head&out=x&kill=KILL')"
	assert_access ' signal=9'
}

@test "the request id is in the log and in UNIQUE_ID" {
	site_server
	act 'head&env=UNIQUE_ID&err=complaint%0a'
	local id=${body#UNIQUE_ID=}
	assert_access "ms $id "
	assert_log "complaint.*$id|$id.*complaint"
}

@test "the bytes are those of the body as sent" {
	site_server
	act 'head&outn=100000'
	assert_access ' 200 100000 '
	request HEAD /hello.txt
	assert_access '"HEAD /hello.txt HTTP/1.1" 200 0 '
	request GET /hello.txt -H 'Range: bytes=0-1'
	assert_access ' 206 2 '
}

@test "bytes from the network cannot forge a line" {
	site_server
	request GET '/a"b\c' -H $'User-Agent: x" 200 \xe9\xff\x09y' -H 'Referer: \\'
	assert_access_count 1
	assert_access 'GET /a\\x22b\\x5[cC]c HTTP'
	assert_access 'x\\x22 200 \\x[eE]9\\x[fF]{2}\\x09y'
	raw -n 0 'GET / HTTP/1.1\x0d\x0aHost: h\x1b[31m\r\n\r\n'
	assert_access_count 2
	run ! grep -q "$(printf '\033')" "$SERVER_ACCESS_LOG"
}

@test "lines stay short whatever is sent" {
	site_server
	local long
	long=$(head -c 20000 /dev/zero | tr '\0' a)
	request GET "/$long"
	assert_access_count 1
	(($(wc -c <"$SERVER_ACCESS_LOG") <= 4000))
}

@test "json lines are JSON" {
	local log=$BATS_TEST_TMPDIR/access.json
	site_server "access_log $log json"
	request GET '/hello.txt?"' -H $'User-Agent: q" \\ \xe9 \xc3\xa9'
	assert_access_count 1
	act head
	assert_access_count 2
	assert_access '^\{.*"status": ?200.*\}$'
	if command -v python3 >/dev/null; then
		python3 -c 'import json, sys
for line in open(sys.argv[1], encoding="utf-8"):
    json.loads(line)' "$log"
	fi
}

@test "access_log off writes none" {
	site_server 'access_log off'
	request GET /hello.txt
	[ ! -e "$SERVER_DIR/log/access.log" ]
}

@test "error log lines have time, level and process" {
	site_server
	assert_log '^20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-9:]{8}\.[0-9]{3}Z info [0-9]+ .*listening on'
}

@test "bytes of programs cannot disturb the error log" {
	site_server
	act 'err=a%1b[2J%0db%0a&head'
	assert_log 'a\\x1[bB]\[2J'
	run ! grep -q "$(printf '\033')" "$SERVER_ERROR_LOG"
	run ! grep -q $'\r' "$SERVER_ERROR_LOG"
}
