#!/usr/bin/env bats
# The sample site: its pages, and the programs that it links to.

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

@test "hello says hello" {
	request GET /cgi-bin/hello
	assert_status 200
	assert_body_contains 'Hello, world!'
	request GET '/cgi-bin/hello/%3Cb%3EJ%C3%BCrgen'
	assert_body_contains 'Hello, &lt;b&gt;Jürgen!'
	request POST /cgi-bin/hello -d x
	assert_status 405
}

@test "env shows the variables, with markup made harmless" {
	request GET '/cgi-bin/env/a%20%26?x=%3Cb%3E' -H 'X-Try: <script>"&'
	assert_status 200
	assert_body_contains '<code>PATH_INFO</code></th><td><code>/a &amp;<'
	assert_body_contains '<code>&lt;script&gt;&quot;&amp;</code>'
	refute_body_contains '<script>'
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

@test "upload shows a form, and refuses other methods" {
	request GET /cgi-bin/upload
	assert_status 200
	assert_body_contains 'enctype="multipart/form-data"'
	request DELETE /cgi-bin/upload
	assert_status 405
	assert_header Allow =~ PUT
}

@test "upload sums a body as sha256sum does, and gives it back" {
	local sum

	head -c 3000000 /dev/urandom >"$BATS_TEST_TMPDIR/file"
	read -r sum _ < <(sha256sum "$BATS_TEST_TMPDIR/file")
	request PUT /cgi-bin/upload/a.bin -f "$BATS_TEST_TMPDIR/file"
	assert_status 200
	assert_body_contains '<th scope="row">Bytes</th><td><code>3000000<'
	assert_body_contains "<td><code>$sum<"
	request GET /cgi-bin/upload/last
	assert_status 200
	assert_header Content-Disposition =~ 'attachment; filename="a.bin"'
	assert_header Content-Security-Policy =~ sandbox
	assert_body_file "$BATS_TEST_TMPDIR/file"
	request GET /cgi-bin/upload/last -H 'Range: bytes=100-199'
	assert_status 206
	head -c 200 "$BATS_TEST_TMPDIR/file" | tail -c 100 >"$BATS_TEST_TMPDIR/part"
	assert_body_file "$BATS_TEST_TMPDIR/part"
}

# visit PATH: get a page with a form; $cookie and $token are what sends it.
visit() {
	request GET "$1"
	cookie=$(grep -i '^set-cookie:' <<<"$headers" |
	    sed 's/^[^:]*: *//; s/;.*//')
	token=$(sed -n 's/.*name="csrf" value="\([0-9a-f]*\)".*/\1/p' <<<"$body")
}

# A form with one file, sent as browsers do.
send_form() {
	local file=$1 to=$2

	visit "$to"
	{
		printf -- '--Mark\r\nContent-Disposition: form-data; '
		printf 'name="csrf"\r\n\r\n%s\r\n' "$token"
		printf -- '--Mark\r\nContent-Disposition: form-data; '
		printf 'name="file"; filename="<i>.txt"\r\n\r\n'
		cat "$file"
		printf '\r\n--Mark--\r\n'
	} >"$BATS_TEST_TMPDIR/form"
	request POST "$to" -f "$BATS_TEST_TMPDIR/form" -H "Cookie: $cookie" \
		-H 'Content-Type: multipart/form-data; boundary=Mark'
}

@test "upload finds the file in a form and escapes its name" {
	local sum

	head -c 100000 /dev/urandom >"$BATS_TEST_TMPDIR/file"
	read -r sum _ < <(sha256sum "$BATS_TEST_TMPDIR/file")
	send_form "$BATS_TEST_TMPDIR/file" /cgi-bin/upload
	assert_status 200
	assert_body_contains '>&lt;i&gt;.txt</a></td>'
	assert_body_contains '<th scope="row">Bytes</th><td><code>100000<'
	assert_body_contains "<td><code>$sum<"
}

@test "upload refuses a form without its token, or one that is not whole" {
	request POST /cgi-bin/upload -d 'x' \
		-H 'Content-Type: multipart/form-data; boundary=Mark'
	assert_status 400
	visit /cgi-bin/upload
	request POST /cgi-bin/upload -d 'file=x' -H "Cookie: $cookie" \
		-H 'Content-Type: application/x-www-form-urlencoded'
	assert_status 403
	request POST /cgi-bin/upload -d 'x' -H 'Content-Type: multipart/mixed'
	assert_status 403
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
