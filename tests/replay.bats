#!/usr/bin/env bats
# What the fuzz targets were fed with, sent to a running server: whatever it
# answers, no worker ends and nothing hangs.  FUZZ_CORPUS names another folder
# with the same sub-folders, e.g. what a fuzzer has found meanwhile.

# shellcheck disable=SC2154  # set by the helpers
load site

CORPUS=${FUZZ_CORPUS:-$BATS_TEST_DIRNAME/fuzz/corpus}

setup() {
	make_site
	program say <<-'EOT'
		#!/bin/sh
		exec cat "$SAID"
	EOT
	site_server -l "setenv SAID \"$BATS_TEST_TMPDIR/said\"" \
	    'header_timeout 1s; keepalive_timeout 1s; body_timeout 1s'
	workers=$(server_workers | sort | tr '\n' ' ')
}

teardown() {
	stop_server
}

# send PREFIX FILE SUFFIX: its bytes between two texts, then a half-close.
send() {
	{
		cat "$2"
		printf '%b' "$3"
	} >"$BATS_TEST_TMPDIR/bytes"
	raw -n 0 -w -t 10 -q -f "$BATS_TEST_TMPDIR/bytes" "$1"
	[[ $result != timeout ]] || {
		echo "$2 hangs"
		return 1
	}
}

all_alive() {
	[ "$(server_workers | sort | tr '\n' ' ')" = "$workers" ]
	request GET /hello.txt
	assert_status 200
}

@test "request heads" {
	for f in "$CORPUS"/head/*; do
		send '\r\n' "$f" ''
		send '\r\n' "$f" '\r\n\r\n'
	done
	all_alive
}

@test "request targets" {
	for f in "$CORPUS"/path/*; do
		send 'GET ' "$f" ' HTTP/1.1\r\nHost: h\r\n\r\n'
		send 'GET /cgi-bin/act/' "$f" ' HTTP/1.1\r\nHost: h\r\n\r\n'
	done
	all_alive
}

@test "chunked bodies" {
	local to='POST /cgi-bin/act?head&read&count HTTP/1.1\r\nHost: h\r\n'

	for f in "$CORPUS"/chunk/*; do
		send "${to}Transfer-Encoding: chunked\r\n\r\n" "$f" ''
	done
	all_alive
}

@test "ranges and conditions" {
	for f in "$CORPUS"/range/*; do
		send 'GET /hello.txt HTTP/1.1\r\nHost: h\r\nRange: ' "$f" \
		    '\r\n\r\n'
		send 'GET /hello.txt HTTP/1.1\r\nHost: h\r\nIf-Range: ' "$f" \
		    '\r\nRange: bytes=0-1\r\n\r\n'
	done
	all_alive
}

@test "what programs write" {
	for f in "$CORPUS"/cgi_head/*; do
		cp "$f" "$BATS_TEST_TMPDIR/said"
		raw -n 0 -t 10 -q \
		    'GET /cgi-bin/say HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n'
		[[ $result != timeout ]] || {
			echo "$f hangs"
			return 1
		}
	done
	all_alive
}
