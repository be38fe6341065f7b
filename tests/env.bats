#!/usr/bin/env bats
# env: the variables of a request, as a program sees them.

load helpers

setup_file() {
	start_server -c "$BATS_TEST_DIRNAME/../etc/server.conf"
}

teardown_file() {
	stop_server
}

# shows NAME VALUE: the table has that row.
shows() {
	assert_body_contains "<code>$1</code></th><td><code>$2</code></td>"
}

@test "env shows the variables, with markup made harmless" {
	request GET '/cgi-bin/env/a%20%26?x=%3Cb%3E' -H 'X-Try: <script>"&'
	assert_status 200
	shows PATH_INFO '/a &amp;'
	shows QUERY_STRING 'x=%3Cb%3E'
	shows HTTP_X_TRY '&lt;script&gt;&quot;&amp;'
	refute_body_contains '<script>'
}

@test "env shows them in order, those of other methods, too" {
	local names sorted

	request GET /cgi-bin/env
	names=$(sed -n 's/.*scope="row"><code>\([^<]*\).*/\1/p' <<<"$body")
	sorted=$(LC_ALL=C sort <<<"$names")
	[ "$(wc -l <<<"$names")" -gt 15 ]
	[ "$names" = "$sorted" ]
	request DELETE /cgi-bin/env/x
	assert_status 200
	shows REQUEST_METHOD DELETE
	request POST /cgi-bin/env -d 'four'
	shows CONTENT_LENGTH 4
}

@test "env is not kept by caches" {
	request GET /cgi-bin/env
	assert_header Cache-Control no-store
}

@test "a Proxy field does not become HTTP_PROXY" {
	request GET /cgi-bin/env -H 'Proxy: http://elsewhere/'
	assert_status 200
	refute_body_contains HTTP_PROXY
}
