#!/usr/bin/env bats
# hello: what a new application starts from.

load helpers

setup_file() {
	start_server -c "$BATS_TEST_DIRNAME/../etc/server.conf"
}

teardown_file() {
	stop_server
}

@test "hello says hello" {
	request GET /cgi-bin/hello
	assert_status 200
	assert_header Content-Type 'text/html; charset=utf-8'
	assert_header Content-Security-Policy =~ "default-src 'self'"
	refute_header Set-Cookie
	assert_body_contains 'Hello, world!'
}

@test "hello greets by name, with markup made harmless" {
	request GET '/cgi-bin/hello/%3Cb%3EJ%C3%BCrgen'
	assert_status 200
	assert_body_contains 'Hello, &lt;b&gt;Jürgen!'
	refute_body_contains '<b>'
}

@test "hello is not there below a name, nor for what is no character" {
	local path

	for path in a/b %2E%2E %FF %01; do
		request GET "/cgi-bin/hello/$path"
		[[ $status == 40[034] ]] || _complain "$path: $status"
	done
}

@test "hello answers HEAD, says what it allows, and refuses the rest" {
	request HEAD /cgi-bin/hello
	assert_status 200
	assert_body ''
	request OPTIONS /cgi-bin/hello
	assert_status 204
	assert_header Allow =~ 'GET, HEAD'
	request POST /cgi-bin/hello -d x
	assert_status 405
	assert_header Allow =~ GET
}

@test "hello's links are those of the place where it is reached" {
	request GET /cgi-bin/hello
	assert_body_contains '<a href="/cgi-bin/hello/Gr%C3%A9ta">'
	request GET /cgi-bin/hello/Gr%C3%A9ta
	assert_body_contains 'Hello, Gréta!'
}
