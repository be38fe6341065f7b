#!/usr/bin/env bats
# upload: a file of any size in constant memory.

load helpers

# How much is sent twice: make test SCALE=full sends 1 GB, which takes a minute;
# SCALE=small is for where the tests run slowly.
case ${SCALE-} in
full)	big=1073741824 ;;
small)	big=33554432 ;;
*)	big=268435456 ;;
esac

# More than a program of the framework takes by itself, far less than a file.
memory_kb=12000
[[ ${SCALE-} != small ]] || memory_kb=20000

setup_file() {
	export BATS_TEST_TIMEOUT=240
	start_server -c "$BATS_TEST_DIRNAME/../etc/server.conf"
	head -c 300000 /dev/urandom >"$BATS_FILE_TMPDIR/file"
}

teardown_file() {
	stop_server
}

setup() {
	file=$BATS_FILE_TMPDIR/file
}

sum_of() {
	sha256sum "$1" | cut -d ' ' -f 1
}

# arrived BYTES SUM: the page says that so much came.
arrived() {
	assert_status 200
	assert_body_contains "<th scope=\"row\">Bytes</th><td><code>$1<"
	assert_body_contains "<td><code>$2<"
}

# peaks NAME: as long as there is the file NAME.on, write down the most memory
# that the server's processes ever had, in KB: a line each.
peaks() {
	: >"$BATS_TEST_TMPDIR/$1.on"
	bash -c '
		cd /proc || exit
		while [[ -e $1.on ]]; do
			for worker in $2; do
				read -r programs <$worker/task/$worker/children
				for pid in $worker $programs; do
					sed -n "s/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p" \
					    "$pid/status"
				done
			done
			sleep 0.05
		done >"$1" 2>/dev/null' - \
	    "$BATS_TEST_TMPDIR/$1" "$(server_workers)" 3>&- 4>&- &
	peaks_pid=$!
}

# The most that any of them had stayed below the limit.
stays_small() {
	local most

	rm "$BATS_TEST_TMPDIR/$1.on"
	wait "$peaks_pid" || true
	most=$(sort -n "$BATS_TEST_TMPDIR/$1" | tail -n 1)
	echo "# at most $most KB" >&2
	((most > 0 && most < memory_kb))
}

need_proc() {
	[[ -r /proc/self/task/$BASHPID/children ||
	    -r /proc/$$/task/$$/children ]] || skip 'no /proc/PID/children'
}

@test "upload shows a form, and refuses other methods" {
	request GET /cgi-bin/upload
	assert_status 200
	assert_body_contains 'enctype="multipart/form-data"'
	request DELETE /cgi-bin/upload
	assert_status 405
	assert_header Allow =~ PUT
}

@test "upload sums what is PUT as sha256sum does" {
	request PUT /cgi-bin/upload/a.bin -f "$file"
	arrived 300000 "$(sum_of "$file")"
	assert_body_contains '>a.bin</a>'
	request PUT /cgi-bin/upload/a.bin -f "$file" -k 777
	arrived 300000 "$(sum_of "$file")"
	request PUT /cgi-bin/upload -d ''
	arrived 0 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
}

@test "upload finds the file in a form, and escapes its name" {
	cp "$file" "$BATS_TEST_TMPDIR/<i>.txt"
	visit /cgi-bin/upload
	submit /cgi-bin/upload/ "file=@$BATS_TEST_TMPDIR/<i>.txt"
	arrived 300000 "$(sum_of "$file")"
	assert_body_contains '>&lt;i&gt;.txt</a></td>'
	refute_body_contains '<i>'
}

@test "upload gives back what it keeps, never as a page" {
	request PUT '/cgi-bin/upload/%C3%BC%20%22.html' -f "$file" \
	    -H 'Content-Type: text/html'
	request GET /cgi-bin/upload/last
	assert_status 200
	assert_header Content-Type application/octet-stream
	assert_header Content-Security-Policy =~ sandbox
	assert_header X-Content-Type-Options nosniff
	assert_header Content-Disposition \
	    "attachment; filename=\"__ _.html\"; filename*=UTF-8''%C3%BC%20%22.html"
	assert_body_file "$file"
}

@test "upload gives a part of it back, and nothing where nothing is new" {
	local etag

	request PUT /cgi-bin/upload/a.bin -f "$file"
	request GET /cgi-bin/upload/last -H 'Range: bytes=100-199'
	assert_status 206
	assert_header Content-Range 'bytes 100-199/300000'
	head -c 200 "$file" | tail -c 100 >"$BATS_TEST_TMPDIR/part"
	assert_body_file "$BATS_TEST_TMPDIR/part"
	request GET /cgi-bin/upload/last -H 'Range: bytes=-5'
	assert_status 206
	tail -c 5 "$file" >"$BATS_TEST_TMPDIR/part"
	assert_body_file "$BATS_TEST_TMPDIR/part"
	request GET /cgi-bin/upload/last -H 'Range: bytes=300000-'
	assert_status 416
	assert_header Content-Range 'bytes */300000'
	request HEAD /cgi-bin/upload/last
	assert_header Content-Length 300000
	etag=$(header ETag)
	request GET /cgi-bin/upload/last -H "If-None-Match: $etag"
	assert_status 304
	request PUT /cgi-bin/upload/a.bin -d 'another one'
	request GET /cgi-bin/upload/last -H 'Range: bytes=0-2' \
	    -H "If-Range: $etag"
	assert_status 200
	assert_body 'another one'
	request GET /cgi-bin/upload/last -H "If-Match: $etag"
	assert_status 412
}

@test "upload has nothing to give before anything came" {
	rm -rf "${SERVER_DIR:?}/data/upload"
	request GET /cgi-bin/upload/last
	assert_status 404
	assert_body_contains 'Nothing was uploaded yet.'
}

@test "upload keeps one file, the last" {
	local i

	for i in 1 2 3; do
		request PUT /cgi-bin/upload/x -d "number $i"
	done
	ls -A "$SERVER_DIR/data/upload"
	[ "$(find "$SERVER_DIR/data/upload" -name '[0-9a-f]*' -size -9c | wc -l)" = 1 ]
	request GET /cgi-bin/upload/last
	assert_body 'number 3'
}

@test "upload refuses a form without its token, or of another site" {
	token='' cookie=''
	submit /cgi-bin/upload/ "file=@$file"
	assert_status 403
	visit /cgi-bin/upload
	token=0123456789
	submit /cgi-bin/upload/ "file=@$file"
	assert_status 403
	visit /cgi-bin/upload
	submit /cgi-bin/upload/ "file=@$file" -H 'Origin: http://elsewhere'
	assert_status 403
}

@test "upload refuses a form that is not whole, or has no file" {
	local type='Content-Type: multipart/form-data; boundary=Mark'

	visit /cgi-bin/upload
	request POST /cgi-bin/upload -H "$type" -H "Cookie: $cookie" -d 'x'
	assert_status 400
	submit /cgi-bin/upload/ file=text
	assert_status 400
	submit /cgi-bin/upload/
	assert_status 422
	assert_body_contains 'The file is missing.'
}

@test "a client that leaves in the middle leaves the file before" {
	request PUT /cgi-bin/upload/whole -d 'the whole of it'
	raw -n 0 -x -b 0 'PUT /cgi-bin/upload/torn HTTP/1.1\r\nHost: h\r\n' \
	    'Content-Length: 100000\r\n\r\nonly the beginning'
	assert_access 'PUT /cgi-bin/upload/torn'
	request GET /cgi-bin/upload/last
	assert_body 'the whole of it'
	# The next one tidies up.  Then: last.json, the key of tokens, a lock,
	# and the file by its digest.
	request PUT /cgi-bin/upload/whole -d 'the whole of it'
	no_more() {
		(($(find "$SERVER_DIR/data/upload" -type f | wc -l) <= 4))
	}
	wait_until no_more
}

@test "upload takes $((big >> 20)) MB by PUT in constant memory" {
	need_proc
	peaks put
	request PUT /cgi-bin/upload/big -g "$big" -t 120
	assert_status 200
	assert_body_contains "<td><code>$big<"
	stays_small put
}

@test "upload takes $((big >> 20)) MB by a form in constant memory" {
	need_proc
	visit /cgi-bin/upload
	{
		printf -- '--Mark\r\nContent-Disposition: form-data; '
		printf 'name="csrf"\r\n\r\n%s\r\n' "$token"
		printf -- '--Mark\r\nContent-Disposition: form-data; '
		printf 'name="file"; filename="big"\r\n\r\n'
	} >"$BATS_TEST_TMPDIR/form"
	# A hole: nobody has to keep it.
	truncate -s "+$big" "$BATS_TEST_TMPDIR/form"
	printf '\r\n--Mark--\r\n' >>"$BATS_TEST_TMPDIR/form"
	peaks posted
	request POST /cgi-bin/upload -f "$BATS_TEST_TMPDIR/form" -t 120 \
	    -H 'Content-Type: multipart/form-data; boundary=Mark' \
	    -H "Cookie: $cookie"
	assert_status 200
	assert_body_contains "<td><code>$big<"
	stays_small posted
	request PUT /cgi-bin/upload/small -d 'make room'
}
