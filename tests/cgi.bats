#!/usr/bin/env bats
# CGI/1.1 (RFC 3875): what programs are given, and what becomes of what they
# write.

# shellcheck disable=SC2154  # set by the helpers
load site

setup_file() {
	make_site
	cp "$ACT" "$SITE/cgi-bin/nph-act"
	mkdir -p "$SITE/cgi-bin/sub/deep" "$SITE/app" "$SITE/www/indexed"
	cp "$ACT" "$SITE/cgi-bin/sub/deep/act"
	cp "$ACT" "$SITE/app/one"
	cp "$ACT" "$SITE/www/page.cgi"
	cp "$ACT" "$SITE/www/indexed/index.cgi"
	printf 'secret source\n' >"$SITE/cgi-bin/plain.txt"
	printf 'print the interpreter\n' >"$SITE/www/script.fake"
	# shellcheck disable=SC2016  # for the program to expand
	printf '#!/bin/sh\necho Content-Type: text/plain; echo; echo "ran $1"\n' \
	    >"$SITE/app/fake"
	chmod 755 "$SITE/app/fake"
	site_server 'setenv GREETING "good day"' "
		location /pass/ { cgi_bin $SITE/cgi-bin; pass_authorization on }
		location /one { cgi $SITE/app/one }
		location /stream/ { cgi_bin $SITE/cgi-bin; stdin stream }
		location /env/ {
			cgi_bin $SITE/cgi-bin
			setenv COLOUR green
			pass_env HELPERS_PASSED
		}
		location /pages/ {
			alias $SITE/www
			cgi_suffix .cgi .fake
			interpreter .fake $SITE/app/fake
			index index.cgi index.html
		}
	"
}
teardown_file() { stop_server; }
teardown() { check_server; }

export HELPERS_PASSED='passed on' HELPERS_KEPT='kept back'

# --- the environment

@test "the meta-variables of a plain request are right" {
	act 'head&environ'
	local line
	for line in GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET \
	    SCRIPT_NAME=/cgi-bin/act 'QUERY_STRING=head&environ' \
	    'REQUEST_URI=/cgi-bin/act?head&environ' REMOTE_ADDR=127.0.0.1 \
	    REMOTE_HOST=127.0.0.1 SERVER_NAME=127.0.0.1 \
	    SERVER_ADDR=127.0.0.1 "SERVER_PORT=$SERVER_PORT" \
	    SERVER_PROTOCOL=HTTP/1.1 REQUEST_SCHEME=http REDIRECT_STATUS=200 \
	    "DOCUMENT_ROOT=$SITE/www" "SCRIPT_FILENAME=$SITE/cgi-bin/act" \
	    "HTTP_HOST=$SERVER_ADDR"; do
		assert_body_line "$line"
	done
	assert_body_matches $'\nSERVER_SOFTWARE=preforkd/[0-9]'
	assert_body_matches $'\nREMOTE_PORT=[1-9][0-9]*\n'
	assert_body_matches $'\nUNIQUE_ID=[^\n]+\n'
	assert_body_matches $'\nREQUEST_TIME=[0-9]{10}\\.[0-9]{3}\n'
	assert_body_matches $'(^|\n)PATH=/'
}

@test "variables that have no value are unset" {
	local name
	for name in CONTENT_LENGTH CONTENT_TYPE PATH_INFO PATH_TRANSLATED \
	    AUTH_TYPE REMOTE_USER REMOTE_IDENT HTTPS; do
		act "head&env=$name"
		assert_body "$name is unset"
	done
}

@test "QUERY_STRING is set when there is none" {
	program query <<-'EOT'
		#!/bin/sh
		echo Content-Type: text/plain; echo
		echo "<${QUERY_STRING-unset}>"
	EOT
	request GET /cgi-bin/query
	assert_body '<>'
	request GET '/cgi-bin/query?'
	assert_body '<>'
	request GET '/cgi-bin/query?a+b%20c'
	assert_body '<a+b%20c>'
}

@test "a body gives CONTENT_LENGTH and CONTENT_TYPE" {
	request POST '/cgi-bin/act?head&environ' -d hello \
	    -H 'Content-Type: text/x-y; charset=z'
	assert_body_line CONTENT_LENGTH=5
	assert_body_line 'CONTENT_TYPE=text/x-y; charset=z'
	refute_body_contains HTTP_CONTENT_
}

@test "each way to give PATH_INFO arrives decoded" {
	local row path want
	for row in '/x=/x' '/x/y=/x/y' '/=/' '//=//' '/x//y=/x//y' \
	    '/x/=/x/' '/a%20b=/a b' '/a%2fb=/a/b' '/a/../b=/b' '/%c3%a9=/é' \
	    '/a+b=/a+b' '/%2525=/%25'; do
		path=${row%%=*} want=${row#*=}
		request GET "/cgi-bin/act$path?head&env=PATH_INFO&env=SCRIPT_NAME"
		assert_body_line "PATH_INFO=$want"
		assert_body_line SCRIPT_NAME=/cgi-bin/act
	done
}

@test "PATH_TRANSLATED is PATH_INFO below the document root" {
	request GET '/cgi-bin/act/x/y.txt?head&env=PATH_TRANSLATED'
	assert_body "PATH_TRANSLATED=$SITE/www/x/y.txt"
}

@test "programs in folders below run in their own folder" {
	request GET '/cgi-bin/sub/deep/act/info?head&env=SCRIPT_NAME&env=PATH_INFO&facts'
	assert_body_line SCRIPT_NAME=/cgi-bin/sub/deep/act
	assert_body_line PATH_INFO=/info
	assert_body_line "cwd $SITE/cgi-bin/sub/deep"
}

@test "request headers become HTTP_ variables" {
	act 'head&environ' -H 'X-One: a b' -H 'x-lower-case: y' -H 'Accept: */*' \
	    -H 'User-Agent: bats' -H 'Referer: r' -H 'Digit-1: d'
	local line
	for line in 'HTTP_X_ONE=a b' HTTP_X_LOWER_CASE=y 'HTTP_ACCEPT=*/*' \
	    HTTP_USER_AGENT=bats HTTP_REFERER=r HTTP_DIGIT_1=d; do
		assert_body_line "$line"
	done
}

@test "a Proxy header never becomes HTTP_PROXY" {
	act 'head&environ' -H 'Proxy: evil' -H 'PROXY: evil'
	refute_body_contains HTTP_PROXY
	refute_body_contains evil
}

@test "header names with other characters are dropped" {
	act 'head&environ' -H 'X_One: evil' -H 'X.One: evil' -H "X'a: evil" \
	    -H 'Content_Length: 5' -H 'X-One: good' -H 'Remote_User: evil'
	assert_body_line HTTP_X_ONE=good
	refute_body_contains evil
	refute_body_contains CONTENT_LENGTH
}

@test "Authorization is kept from programs unless passed" {
	act 'head&environ' -H 'Authorization: Basic dTpw' \
	    -H 'Proxy-Authorization: Basic dTpw'
	refute_body_contains dTpw
	refute_body_contains REMOTE_USER
	request GET '/pass/act?head&environ' -H 'Authorization: Basic dTpw'
	assert_body_line 'HTTP_AUTHORIZATION=Basic dTpw'
	refute_body_contains REMOTE_USER
}

@test "hop-by-hop request headers are kept from programs" {
	act 'head&environ' -H 'TE: trailers' -H 'Keep-Alive: 5' \
	    -H 'Upgrade: x' -H 'Trailer: Foo'
	refute_body_contains HTTP_TE=
	refute_body_contains HTTP_KEEP_ALIVE
	refute_body_contains HTTP_UPGRADE
	refute_body_contains HTTP_TRAILER
	refute_body_contains HTTP_CONNECTION
}

@test "repeated headers are joined, Cookie with a semicolon" {
	act 'head&environ' -H 'X-A: 1' -H 'X-A: 2' -H 'Cookie: a=1' \
	    -H 'Cookie: b=2'
	assert_body_line 'HTTP_X_A=1, 2'
	assert_body_line 'HTTP_COOKIE=a=1; b=2'
}

@test "the environment is clean but for what the configuration passes" {
	request GET '/env/act?head&environ'
	assert_body_line COLOUR=green
	assert_body_line 'HELPERS_PASSED=passed on'
	refute_body_contains HELPERS_KEPT
	refute_body_contains BATS_
	refute_body_contains HOME=
	refute_body_contains GREETING
	act 'head&environ'
	refute_body_contains HELPERS_PASSED
}

@test "SERVER_NAME and SERVER_PORT come from the request and the socket" {
	act 'head&env=SERVER_NAME&env=SERVER_PORT&env=HTTP_HOST' \
	    -H 'Host: example.org:99'
	assert_body_line SERVER_NAME=example.org
	assert_body_line "SERVER_PORT=$SERVER_PORT"
	assert_body_line HTTP_HOST=example.org:99
}

@test "the name in an absolute target counts, not Host" {
	raw 'GET http://one.example:81/cgi-bin/act?head&env=SERVER_NAME&env=HTTP_HOST&env=REQUEST_URI HTTP/1.1\r\nHost: two.example\r\nConnection: close\r\n\r\n'
	assert_body_line SERVER_NAME=one.example
	assert_body_line HTTP_HOST=one.example:81
	assert_body_contains 'REQUEST_URI=/cgi-bin/act?'
}

@test "1.0 is told to the program" {
	act 'head&env=SERVER_PROTOCOL' -0
	assert_body SERVER_PROTOCOL=HTTP/1.0
}

@test "any method that is a token reaches the program" {
	local method
	for method in GET POST PUT DELETE PATCH OPTIONS PROPFIND BREW; do
		request "$method" '/cgi-bin/act?head&env=REQUEST_METHOD'
		assert_status 200
		assert_body "REQUEST_METHOD=$method"
	done
}

@test "HEAD reaches the program, its body goes nowhere" {
	program head <<-'EOT'
		#!/bin/sh
		echo Content-Type: text/plain
		echo "X-Method: $REQUEST_METHOD"
		echo
		echo never
	EOT
	request HEAD /cgi-bin/head
	assert_header X-Method HEAD
	assert_body ''
}

@test "the words of the query are no arguments" {
	program args <<-'EOT'
		#!/bin/sh
		echo Content-Type: text/plain; echo; echo "$# <$*>"
	EOT
	request GET '/cgi-bin/args?-s+-d+x'
	assert_body '0 <>'
}

# --- which program

@test "cgi gives one program a whole prefix" {
	request GET '/one/two/three?head&env=SCRIPT_NAME&env=PATH_INFO'
	assert_body_line SCRIPT_NAME=/one
	assert_body_line PATH_INFO=/two/three
	request GET '/one?head&env=SCRIPT_NAME&env=PATH_INFO'
	assert_body_line SCRIPT_NAME=/one
	assert_body_line 'PATH_INFO is unset'
	request GET '/onetwo?head'
	assert_status 404
}

@test "cgi_suffix runs files by their ending" {
	request GET '/pages/page.cgi/info?head&env=SCRIPT_NAME&env=PATH_INFO'
	assert_body_line SCRIPT_NAME=/pages/page.cgi
	assert_body_line PATH_INFO=/info
	request GET /pages/hello.txt
	assert_body hello
	request GET /pages/hello.txt/page.cgi
	assert_status 404
}

@test "an interpreter runs a file that is not executable" {
	request GET /pages/script.fake
	assert_status 200
	assert_body_matches '^ran .*script\.fake$'
}

@test "a folder whose index is a program runs it" {
	request GET '/pages/indexed/?head&env=SCRIPT_NAME'
	assert_status 200
	assert_body SCRIPT_NAME=/pages/indexed/index.cgi
}

@test "the source of a program is never served" {
	program dead 644 <<-'EOT'
		#!/bin/sh
		echo secret
	EOT
	local path
	for path in dead plain.txt sub plain.txt/x; do
		request GET "/cgi-bin/$path"
		[[ $status == 403 || $status == 404 || $status == 30? ]]
		refute_body_contains secret
	done
	request GET /cgi-bin/dead
	assert_status 403
	assert_log 'dead'
	assert_log 'not executable'
}

@test "an alias to a cgi_bin shows no source either" {
	ln -sfn ../cgi-bin "$SITE/www/peek"
	request GET /peek/plain.txt
	[[ $status == 403 || $status == 404 ]]
	refute_body_contains secret
	rm "$SITE/www/peek"
}

@test "a program that is not there is 404" {
	request GET /cgi-bin/none
	assert_status 404
	request GET /cgi-bin/sub/none/x
	assert_status 404
}

@test "/cgi-bin redirects to /cgi-bin/" {
	request GET /cgi-bin
	[[ $status == 301 || $status == 308 ]]
	assert_header Location =~ '/cgi-bin/$'
}

# --- what programs write

@test "lines of the head end in LF or CRLF" {
	act 'out=Content-Type: text/plain%0d%0aX-A: b%0d%0a%0d%0abody'
	assert_header X-A b
	assert_body body
	act 'out=Content-Type: text/plain%0aX-A: b%0a%0abody'
	assert_header X-A b
	assert_body body
}

@test "Status sets the status line" {
	act 'out=Status: 418 Short and stout%0aContent-Type: a/b%0a%0a'
	assert_status 418
	[[ $output == 'HTTP/1.1 418 Short and stout'* ]]
	refute_header Status
	act 'out=Status: 404%0a%0a'
	assert_status 404
}

@test "204 and 304 have no body" {
	raw -n 2 "$(get '/cgi-bin/act?out=Status:%20204%0a%0ajunk')$(get /hello.txt)"
	assert_statuses '204 200'
	raw -n 2 "$(get '/cgi-bin/act?out=Status:%20304%0aETag:%20%22x%22%0a%0a')$(get /hello.txt)"
	assert_statuses '304 200'
}

@test "a client redirect without body is 302" {
	act 'out=Location: http://example.org/x%3fy%0a%0a'
	assert_status 302
	assert_header Location 'http://example.org/x?y'
}

@test "a client redirect with body keeps status and body" {
	act 'out=Status: 303 See Other%0aLocation: http://e.org/%0aContent-Type: text/plain%0a%0agone'
	assert_status 303
	assert_header Location http://e.org/
	assert_body gone
}

@test "a path in Location with other headers is the client's" {
	act 'out=Status: 303%0aLocation: /hello.txt%0a%0a'
	assert_status 303
	assert_header Location =~ '/hello.txt$'
}

@test "a local redirect is asked again as GET without body" {
	act 'out=Location: /hello.txt%0a%0a'
	assert_status 200
	assert_body hello
	refute_header Location
	request POST '/cgi-bin/act?read&out=Location:%20/cgi-bin/act%3fhead%26environ%0a%0a' -d hello
	assert_status 200
	assert_body_line REQUEST_METHOD=GET
	refute_body_contains CONTENT_LENGTH
	assert_body_line 'QUERY_STRING=head&environ'
	assert_body_line SCRIPT_NAME=/cgi-bin/act
}

@test "a local redirect of a conditional POST is not 304" {
	request POST '/cgi-bin/act?out=Location:%20/hello.txt%0a%0a' -d x \
	    -H 'If-None-Match: *' -H 'Connection: close'
	assert_status 200
	assert_body_contains hello
}

@test "local redirects end after five" {
	program loop <<-'EOT'
		#!/bin/sh
		n=${QUERY_STRING:-0}
		[ "$n" -lt "${PATH_INFO#/}" ] ||
		    { echo Content-Type: text/plain; echo; echo "after $n"; exit; }
		echo "Location: /cgi-bin/loop$PATH_INFO?$((n + 1))"; echo
	EOT
	request GET /cgi-bin/loop/5
	assert_status 200
	assert_body 'after 5'
	request GET /cgi-bin/loop/6
	[[ $status == 500 || $status == 502 ]]
	assert_log 'redirect'
}

@test "a local redirect does not reach what the client may not" {
	act 'out=Location: /../../etc/passwd%0a%0a'
	[[ $status == 400 || $status == 502 || $status == 500 ]]
	act 'out=Location: /none%0a%0a'
	assert_status 404
}

@test "an nph- program speaks HTTP itself" {
	raw -n 0 "$(get '/cgi-bin/nph-act?out=HTTP/1.1%20299%20Mine%0d%0aContent-Length:%202%0d%0aX-Raw:%20yes%0d%0a%0d%0aok')"
	assert_result complete
	[ "$output" = $'HTTP/1.1 299 Mine\r\nContent-Length: 2\r\nX-Raw: yes\r\n\r\nok' ]
}

@test "headers of the program pass, Date and Server too" {
	act 'out=Content-Type: a/b%0aX-A: 1%0aSet-Cookie: a%0aSet-Cookie: b%0aServer: mine%0aX-A: 2%0a%0a'
	assert_header Content-Type a/b
	assert_header Server mine
	[ "$(header Set-Cookie)" = $'a\nb' ]
	[ "$(header X-A)" = $'1\n2' ]
}

@test "hop-by-hop headers and framing of the program are taken out" {
	raw -n 2 "$(get '/cgi-bin/act?out=Content-Type:%20a/b%0aTransfer-Encoding:%20chunked%0aConnection:%20close%0aKeep-Alive:%205%0aUpgrade:%20x%0aTrailer:%20y%0aTE:%20z%0aProxy-Connection:%20q%0a%0abody')$(get /hello.txt)"
	assert_statuses '200 200'
	raw "$(get '/cgi-bin/act?out=Content-Type:%20a/b%0aTransfer-Encoding:%20chunked%0aConnection:%20close%0aKeep-Alive:%205%0aUpgrade:%20x%0aTrailer:%20y%0aTE:%20z%0aProxy-Connection:%20q%0a%0abody')"
	local name
	for name in Connection Keep-Alive Upgrade Trailer TE \
	    Proxy-Connection; do
		refute_header "$name"
	done
	assert_body body
	request GET '/cgi-bin/act?out=Content-Type:%20a/b%0aTransfer-Encoding:%20chunked%0a%0abody' -0
	refute_header Transfer-Encoding
	assert_body body
}

@test "a Content-Length that is true passes" {
	act 'out=Content-Type: a/b%0aContent-Length: 5%0a%0ahello'
	assert_header Content-Length 5
	assert_body hello
}

@test "a Content-Length that is too long cuts the connection" {
	raw -n 0 "$(get '/cgi-bin/act?out=Content-Type:%20a/b%0aContent-Length:%2010%0a%0ahello')"
	[[ $result == cut || $result == reset || $status == 502 ]]
	assert_log 'Content-Length'
}

@test "a Content-Length that is too short never looks clean" {
	raw -n 0 "$(get '/cgi-bin/act?out=Content-Type:%20a/b%0aContent-Length:%203%0a%0ahello')$(get /hello.txt)"
	[[ $statuses == 502* || ($output != *hello* && $statuses == 200) ]]
	assert_log 'Content-Length'
}

@test "heads that are none are 502 with the reason in the log" {
	local bad
	for bad in 'out=hello%0a%0a' 'out=X-A: b%0a%0a' 'out=%0abody' \
	    'out=Content-Type a%0a%0a' 'out=Content-Type: a%0a folded: b%0a%0a' \
	    'out=Status: abc%0a%0a' 'out=Status: 99%0a%0a' \
	    'out=Content-Type: a%01b%0a%0a' 'out=X y: z%0aContent-Type: a%0a%0a' \
	    'out=Content-Type: a%0aContent-Length: 1%0aContent-Length: 2%0a%0ax' \
	    'out=Content-Type: a%0aContent-Length: -1%0a%0ax' \
	    'out=Content-Type: a%0aX: a%0dSet-Cookie: b%0a%0a' \
	    'out=Content-Type: a' 'outn=20000'; do
		act "$bad"
		assert_status 502
	done
	assert_log 'no Content-Type, Location or Status'
}

@test "output arrives while the program still runs" {
	rm -f "$SITE"/marks/*
	raw_background s "$(get '/cgi-bin/act?head&out=first&wait=go&out=second')"
	wait_until raw_has s first
	run ! raw_has s second
	mark go
	raw_join s
	assert_result complete
	assert_body firstsecond
	assert_header Transfer-Encoding chunked
}

@test "what was written is not touched by what is written later" {
	local to='out=0123456789&sleep=100&out=abcdefghij&sleep=100&out=ABC'

	act "head&$to"
	assert_body 0123456789abcdefghijABC
	cp "$ACT" "$SITE/cgi-bin/nph-act"
	request GET "/cgi-bin/nph-act?out=HTTP/1.1%20200%20OK%0d%0a%0d%0a&$to"
	assert_status 200
	assert_body 0123456789abcdefghijABC
}

@test "the head arrives before the body is written" {
	rm -f "$SITE"/marks/*
	raw_background s "$(get '/cgi-bin/act?out=Content-Type:%20x/streamed%0a%0a&wait=go&out=body')"
	wait_until raw_has s x/streamed
	mark go
	raw_join s
	assert_body body
}

@test "a head written byte by byte is read" {
	act 'out=Con&sleep=20&out=tent-Type: a/b&sleep=20&out=%0a&sleep=20&out=%0abo&sleep=20&out=dy'
	assert_status 200
	assert_header Content-Type a/b
	assert_body body
}

@test "streamed output to 1.0 ends with the connection" {
	raw -n 0 'GET /cgi-bin/act?head&out=a&sleep=50&out=b HTTP/1.0\r\n\r\n'
	assert_result complete
	refute_header Transfer-Encoding
	assert_body ab
}
