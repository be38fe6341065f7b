#!/usr/bin/env bats
# Static files.

# shellcheck disable=SC2154  # set by the helpers
load site

setup_file() {
	make_site
	cd "$SITE/www" || return
	printf '0123456789abcdefghij' >digits.txt
	printf 'plain' >page.html
	printf 'gzipped' >page.html.gz
	printf 'brotli' >page.html.br
	: >empty.txt
	printf '<x>' >unknown.ending
	mkdir -p sub/in list .hidden
	printf 'sub index' >sub/index.html
	printf 'secret' >.hidden/file
	printf 'secret' >.htaccess
	printf 'a' >'list/a b.txt'
	printf 'b' >'list/<i>&"x".txt'
	printf 'c' >list/.dot
	printf 'd' >'list/100%.txt'
	mkdir list/folder
	printf 'utf' >'é.txt'
	printf 'outside' >"$SITE/outside.txt"
	ln -s ../outside.txt outward
	ln -s "$SITE" outdir
	ln -s digits.txt inward
	ln -s sub/in/../../digits.txt roundabout
	ln -s loop loop
	mkfifo pipe
	printf 'no such thing here' >missing.html
	touch -d '2020-01-02 03:04:05 UTC' digits.txt
	cd "$BATS_TEST_DIRNAME" || return
	site_server "
		mime_types $BATS_TEST_DIRNAME/../etc/mime.types
		error_page 404 $SITE/www/missing.html
		add_header X-Site yes
		location /list/ { listing on }
		location /other/ { alias $SITE/www/sub }
		location /old { redirect 301 /hello.txt }
		location /closed/ { deny 127.0.0.0/8 }
		location /data/ { alias $SITE/www/list; listing off }
	"
}
teardown_file() { stop_server; }
teardown() { check_server; }

when='Thu, 02 Jan 2020 03:04:05 GMT'

@test "a file has type, length, date and tag" {
	request GET /digits.txt
	assert_status 200
	assert_header Content-Type =~ '^text/plain'
	assert_header Content-Length 20
	assert_header Last-Modified "$when"
	assert_header ETag =~ '^"[^"]+"$'
	assert_header Accept-Ranges bytes
	assert_header X-Site yes
	assert_body 0123456789abcdefghij
}

@test "types go by the ending" {
	request GET /page.html
	assert_header Content-Type =~ '^text/html'
	request GET /unknown.ending
	assert_header Content-Type application/octet-stream
}

@test "an empty file is served" {
	request GET /empty.txt
	assert_status 200
	assert_header Content-Length 0
	request GET /empty.txt -H 'Range: bytes=0-'
	[[ $status == 200 || $status == 416 ]]
}

@test "a folder serves its index, after a redirect to its slash" {
	request GET /sub/
	assert_body 'sub index'
	request GET '/sub?q=1'
	[[ $status == 301 || $status == 308 ]]
	assert_header Location =~ '/sub/\?q=1$'
	request GET /
	assert_body 'front page'
}

@test "a redirect to the slash cannot be sent elsewhere" {
	mkdir -p "$SITE/www/evil.example"
	raw "$(get //evil.example 'Connection: close')"
	[[ $status == 404 || $(header Location) != //* ]]
}

@test "a folder without index is 403 unless listing is on" {
	request GET /sub/in/
	[[ $status == 403 || $status == 404 ]]
	request GET /list/
	assert_status 200
	assert_header Content-Type =~ '^text/html'
}

@test "a listing is escaped and shows no dot-files" {
	request GET /list/
	assert_body_matches 'href="[^"]*a%20b\.txt"'
	assert_body_contains '&lt;i&gt;&amp;'
	assert_body_matches 'href="[^"]*100%25\.txt"'
	assert_body_contains folder/
	refute_body_contains '<i>'
	refute_body_contains .dot
}

@test "a file with a slash behind it is 404" {
	request GET /digits.txt/
	assert_status 404
	request GET /digits.txt/x
	assert_status 404
}

@test "dot-files are not there" {
	local p
	for p in /.htaccess /.hidden/file /.hidden/ /%2ehtaccess /list/.dot; do
		request GET "$p"
		[[ $status == 404 || $status == 403 ]]
		refute_body_contains secret
	done
}

@test "links are followed beneath the root only" {
	request GET /inward
	assert_body 0123456789abcdefghij
	request GET /roundabout
	assert_status 200
	local p
	for p in /outward /outdir/outside.txt /outdir/ /loop; do
		request GET "$p"
		[[ $status == 403 || $status == 404 ]]
		refute_body_contains outside
	done
}

@test "what is no regular file is not served" {
	request GET /pipe
	[[ $status == 403 || $status == 404 ]]
}

@test "names in UTF-8 and escapes are found" {
	request GET /%c3%a9.txt
	assert_body utf
	request GET '/list/a%20b.txt'
	assert_body a
	request GET '/list/100%25.txt'
	assert_body d
	request GET '/list/a+b.txt'
	assert_status 404
}

@test "paths do not leave the root" {
	local p
	for p in /../outside.txt /sub/../../outside.txt /%2e%2e/outside.txt \
	    /sub/%2e%2e/%2e%2e/outside.txt /..%2foutside.txt \
	    /.%2e/outside.txt //../outside.txt /%252e%252e/outside.txt; do
		request GET "$p"
		[[ $status == 400 || $status == 404 ]]
		refute_body_contains outside
	done
}

@test "alias replaces the prefix" {
	request GET /other/index.html
	assert_body 'sub index'
	request GET /other/
	assert_body 'sub index'
	request GET /otherx
	assert_status 404
}

@test "redirect sends elsewhere" {
	request GET /old
	assert_status 301
	assert_header Location =~ '/hello.txt$'
}

@test "deny refuses with 403" {
	request GET /closed/
	assert_status 403
}

@test "error_page gives the page and keeps the status" {
	request GET /nothing
	assert_status 404
	assert_body 'no such thing here'
}

@test "If-None-Match and If-Modified-Since give 304" {
	request GET /digits.txt
	local etag
	etag=$(header ETag)
	request GET /digits.txt -H "If-None-Match: $etag"
	assert_status 304
	assert_header ETag "$etag"
	assert_body ''
	request GET /digits.txt -H "If-None-Match: \"x\", W/$etag"
	assert_status 304
	request GET /digits.txt -H 'If-None-Match: *'
	assert_status 304
	request GET /digits.txt -H 'If-None-Match: "x"'
	assert_status 200
	request GET /digits.txt -H "If-Modified-Since: $when"
	assert_status 304
	request GET /digits.txt -H 'If-Modified-Since: Thu, 02 Jan 2020 03:04:04 GMT'
	assert_status 200
	request GET /digits.txt -H "If-Modified-Since: $when" -H 'If-None-Match: "x"'
	assert_status 200
	request GET /digits.txt -H 'If-Modified-Since: yesterday'
	assert_status 200
}

@test "If-Match and If-Unmodified-Since give 412" {
	request GET /digits.txt
	local etag
	etag=$(header ETag)
	request GET /digits.txt -H 'If-Match: "x"'
	assert_status 412
	request GET /digits.txt -H "If-Match: $etag"
	assert_status 200
	request GET /digits.txt -H 'If-Unmodified-Since: Thu, 02 Jan 2020 03:04:04 GMT'
	assert_status 412
	request GET /digits.txt -H "If-Unmodified-Since: $when"
	assert_status 200
}

@test "single ranges are served" {
	local row want
	for row in 0-0=0 0-4=01234 5-=56789abcdefghij -3=hij 18-99=ij \
	    -99=0123456789abcdefghij; do
		want=${row#*=}
		request GET /digits.txt -H "Range: bytes=${row%%=*}"
		assert_status 206
		assert_body "$want"
		assert_header Content-Length ${#want}
	done
	assert_header Content-Range 'bytes 0-19/20'
}

@test "ranges that make no sense are ignored or 416" {
	local r
	for r in 20- 99-100 -0; do
		request GET /digits.txt -H "Range: bytes=$r"
		assert_status 416
		assert_header Content-Range 'bytes */20'
	done
	for r in bytes=5-3 bytes=a-b bytes= lines=1-2 'bytes 0-1' bytes=0--1; do
		request GET /digits.txt -H "Range: $r"
		assert_status 200
		assert_body 0123456789abcdefghij
	done
}

@test "several ranges are served in parts" {
	request GET /digits.txt -H 'Range: bytes=0-1,4-5,-2'
	assert_status 206
	assert_header Content-Type =~ '^multipart/byteranges; *boundary='
	local boundary
	boundary=$(header Content-Type)
	boundary=${boundary#*boundary=}
	boundary=${boundary//\"/}
	[ "$(grep -c -- "^--$boundary" <<<"$body")" = 4 ]
	assert_body_contains "--$boundary--"
	assert_body_contains $'Content-Range: bytes 0-1/20\r\n'
	assert_body_contains $'bytes 4-5/20'
	assert_body_contains $'bytes 18-19/20'
	assert_body_contains $'\r\n\r\n45\r\n'
	[ "$(wc -c <"$body_file")" = "$(header Content-Length)" ]
}

@test "a flood of ranges is answered with the whole file" {
	local i many=0-0
	for i in {1..50}; do many+=,$((i % 20))-$((i % 20)); done
	request GET /digits.txt -H "Range: bytes=$many"
	assert_status 200
	assert_body 0123456789abcdefghij
}

@test "If-Range serves the range only of the same file" {
	request GET /digits.txt
	local etag
	etag=$(header ETag)
	request GET /digits.txt -H 'Range: bytes=0-1' -H "If-Range: $etag"
	assert_status 206
	request GET /digits.txt -H 'Range: bytes=0-1' -H 'If-Range: "x"'
	assert_status 200
	request GET /digits.txt -H 'Range: bytes=0-1' -H "If-Range: W/$etag"
	assert_status 200
	request GET /digits.txt -H 'Range: bytes=0-1' -H "If-Range: $when"
	assert_status 206
	request GET /digits.txt -H 'Range: bytes=0-1' -H 'If-Range: Thu, 02 Jan 2020 03:04:04 GMT'
	assert_status 200
}

@test "HEAD ignores ranges or tells the same length as GET" {
	request HEAD /digits.txt -H 'Range: bytes=0-1'
	[[ $status == 200 || $status == 206 ]]
	assert_body ''
}

@test "compressed files beside the file are chosen by Accept-Encoding" {
	request GET /page.html
	assert_body plain
	assert_header Vary =~ [Aa]ccept-[Ee]ncoding
	refute_header Content-Encoding
	request GET /page.html -H 'Accept-Encoding: gzip'
	assert_body gzipped
	assert_header Content-Encoding gzip
	assert_header Content-Type =~ '^text/html'
	assert_header Vary =~ [Aa]ccept-[Ee]ncoding
	request GET /page.html -H 'Accept-Encoding: gzip, br'
	assert_body brotli
	assert_header Content-Encoding br
	request GET /page.html -H 'Accept-Encoding: gzip;q=0, br;q=0.0'
	assert_body plain
	request GET /page.html -H 'Accept-Encoding: identity'
	assert_body plain
	request GET /digits.txt -H 'Accept-Encoding: gzip, br'
	refute_header Content-Encoding
}

@test "the compressed file has a tag of its own" {
	request GET /page.html
	local etag
	etag=$(header ETag)
	request GET /page.html -H 'Accept-Encoding: gzip'
	[ "$(header ETag)" != "$etag" ]
}

@test "the compressed file has a date of its own" {
	printf plain >"$SITE/www/dated.txt"
	printf packed >"$SITE/www/dated.txt.gz"
	touch -d '2001-01-01 UTC' "$SITE/www/dated.txt"
	request GET /dated.txt -H 'If-Modified-Since: Mon, 01 Jan 2001 00:00:00 GMT'
	assert_status 304
	request GET /dated.txt -H 'If-Modified-Since: Mon, 01 Jan 2001 00:00:00 GMT' \
	    -H 'Accept-Encoding: gzip'
	assert_status 200
	assert_body packed
}

@test "a file that changes is served as it is now" {
	printf one >"$SITE/www/changing.txt"
	request GET /changing.txt
	assert_body one
	printf three >"$SITE/www/changing.txt"
	request GET /changing.txt
	assert_body three
	rm "$SITE/www/changing.txt"
	request GET /changing.txt
	assert_status 404
	mkdir "$SITE/www/changing.txt"
	request GET /changing.txt/
	[[ $status == 403 || $status == 404 ]]
	rmdir "$SITE/www/changing.txt"
}
