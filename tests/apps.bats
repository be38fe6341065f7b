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
	assert_body 'Hello from a program of its own.'
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
}

@test "upload sums a body as cksum does" {
	local sum size

	head -c 3000000 /dev/urandom >"$BATS_TEST_TMPDIR/file"
	read -r sum size _ < <(cksum "$BATS_TEST_TMPDIR/file")
	request PUT /cgi-bin/upload -f "$BATS_TEST_TMPDIR/file"
	assert_status 200
	assert_body_contains "<th scope=\"row\">Bytes</th><td><code>$size<"
	assert_body_contains "<th scope=\"row\">cksum</th><td><code>$sum<"
}

# A form with one file, sent as browsers do.
send_form() {
	local file=$1 to=$2

	{
		printf -- '--Mark\r\nContent-Disposition: form-data; '
		printf 'name="file"; filename="<i>.txt"\r\n\r\n'
		cat "$file"
		printf '\r\n--Mark--\r\n'
	} >"$BATS_TEST_TMPDIR/form"
	request POST "$to" -f "$BATS_TEST_TMPDIR/form" \
		-H 'Content-Type: multipart/form-data; boundary=Mark'
}

@test "upload finds the file in a form and escapes its name" {
	local sum size

	head -c 100000 /dev/urandom >"$BATS_TEST_TMPDIR/file"
	read -r sum size _ < <(cksum "$BATS_TEST_TMPDIR/file")
	send_form "$BATS_TEST_TMPDIR/file" /cgi-bin/upload
	assert_status 200
	assert_body_contains '<td>&lt;i&gt;.txt</td>'
	assert_body_contains "<th scope=\"row\">Bytes</th><td><code>$size<"
	assert_body_contains "<th scope=\"row\">cksum</th><td><code>$sum<"
}

@test "upload says so when a form has no whole file" {
	request POST /cgi-bin/upload -d '--Mark' \
		-H 'Content-Type: multipart/form-data; boundary=Mark'
	assert_status 400
	request POST /cgi-bin/upload -d 'x' -H 'Content-Type: multipart/mixed'
	assert_status 400
}

# By hand, since only the configuration gives a program DATA_DIR.
upload_to() {
	DATA_DIR=$1 REQUEST_METHOD=PUT CONTENT_LENGTH=$3 \
		"$BATS_TEST_DIRNAME/../cgi-bin/upload" <"$2"
}

@test "upload keeps the last whole file, and nothing else" {
	local data=$BATS_TEST_TMPDIR/data

	mkdir "$data"
	echo first >"$BATS_TEST_TMPDIR/a"
	echo 'a second one' >"$BATS_TEST_TMPDIR/b"
	upload_to "$data" "$BATS_TEST_TMPDIR/a" 6 | grep -q '<td>yes'
	upload_to "$data" "$BATS_TEST_TMPDIR/b" 13 | grep -q '<td>yes'
	cmp "$data/last-upload" "$BATS_TEST_TMPDIR/b"
	upload_to "$data" "$BATS_TEST_TMPDIR/a" 99 | grep -q '<td>no: it did'
	cmp "$data/last-upload" "$BATS_TEST_TMPDIR/b"
	[ "$(ls "$data")" = last-upload ]
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
