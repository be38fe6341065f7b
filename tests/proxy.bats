#!/usr/bin/env bats
# What a proxy in front says about the client.

# shellcheck disable=SC2154  # set by the helpers
load site

setup_file() {
	make_site
	site_server 'trusted_proxy 127.0.0.1 192.0.2.0/24'
}
teardown_file() { stop_server; }
teardown() { check_server; }

# seen FIELD...: who the program thinks the client is, and by which scheme.
seen() {
	local fields=() field

	for field; do
		fields+=(-H "$field")
	done
	act 'head&env=REMOTE_ADDR&env=REQUEST_SCHEME&env=SERVER_PORT' \
	    ${fields[@]+"${fields[@]}"}
	assert_status 200
}

@test "X-Forwarded-For and -Proto name the client and its scheme" {
	seen 'X-Forwarded-For: 198.51.100.7' 'X-Forwarded-Proto: https'
	assert_body_line REMOTE_ADDR=198.51.100.7
	assert_body_line REQUEST_SCHEME=https
	assert_body_line SERVER_PORT=443
}

@test "Forwarded names them, too" {
	seen 'Forwarded: for=198.51.100.7;proto=https'
	assert_body_line REMOTE_ADDR=198.51.100.7
	assert_body_line REQUEST_SCHEME=https
	seen 'Forwarded: for="[2001:db8::7]:4711"'
	assert_body_line REMOTE_ADDR=2001:db8::7
}

@test "the right-most address that is no trusted proxy counts" {
	seen 'X-Forwarded-For: 10.0.0.1, 198.51.100.7, 192.0.2.9'
	assert_body_line REMOTE_ADDR=198.51.100.7
	seen 'Forwarded: for=10.0.0.1' 'Forwarded: for=198.51.100.7, for=192.0.2.9'
	assert_body_line REMOTE_ADDR=198.51.100.7
}

@test "a name that is no address ends the chain" {
	seen 'X-Forwarded-For: 198.51.100.7, unknown, 192.0.2.9'
	assert_body_line REMOTE_ADDR=192.0.2.9
}

@test "a Forwarded beside X-Forwarded-* is the client's own and not believed" {
	seen 'Forwarded: for=10.0.0.1;proto=https' 'X-Forwarded-For: 198.51.100.7'
	assert_body_line REMOTE_ADDR=198.51.100.7
	assert_body_line REQUEST_SCHEME=http
	seen 'Forwarded: for=10.0.0.1' 'X-Forwarded-For: 198.51.100.7' \
	    'X-Forwarded-Proto: https'
	assert_body_line REMOTE_ADDR=198.51.100.7
	assert_body_line REQUEST_SCHEME=https
	seen 'Forwarded: for=10.0.0.1' 'X-Forwarded-Proto: https'
	assert_body_line REMOTE_ADDR=127.0.0.1
	assert_body_line REQUEST_SCHEME=https
}
