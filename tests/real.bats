#!/usr/bin/env bats
# Programs and clients that people use, untouched: git-http-backend, gitweb,
# cgit, CGI.pm, php-cgi, wsgiref and bash, driven by git, curl, wget and
# Chromium.  What is not installed is skipped and says so.

load helpers

need() {
	local tool

	for tool; do
		command -v "$tool" >/dev/null || skip "$tool is not installed"
	done
}

need_file() {
	[ -e "$1" ] || skip "$2 is not installed (no $1)"
}

# git without the configuration of whoever runs the tests.
quiet_git() {
	GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0 \
		git -c user.name=tester -c user.email=tester@example.org \
		-c init.defaultBranch=main -c core.compression=0 \
		-c pack.window=0 "$@"
}

# A bare repository, srv/big.git, of 20 MB that does not compress.
make_repository() {
	local tree=$1/tree i

	quiet_git init -q "$tree"
	for i in 1 2 3 4 5 6 7 8 9 10; do
		head -c 2097152 /dev/urandom >"$tree/file$i"
	done
	echo 'readable text' >"$tree/README"
	quiet_git -C "$tree" add .
	quiet_git -C "$tree" commit -q -m 'first of them'
	mkdir "$1/srv"
	quiet_git clone -q --bare "$tree" "$1/srv/big.git"
	git -C "$1/srv/big.git" config http.receivepack true
	git -C "$1/srv/big.git" config receive.unpackLimit 1
	git -C "$1/srv/big.git" config core.compression 0
	git -C "$1/srv/big.git" config pack.window 0
	rm -rf "$tree"
}

setup_file() {
	if command -v git >/dev/null; then
		make_repository "$BATS_FILE_TMPDIR"
	fi
}

setup() {
	srv=$BATS_FILE_TMPDIR/srv
	dir=$BATS_TEST_TMPDIR
	mkdir "$dir/bin"
}

teardown() {
	stop_server
}

# program NAME: the standard input becomes an executable in cgi-bin.
program() {
	cat >"$dir/bin/$1"
	chmod +x "$dir/bin/$1"
}

serve_bin() {
	start_server "location /cgi-bin/ { cgi_bin \"$dir/bin\" }"
}

serve_git() {
	local backend

	need git
	backend=$(git --exec-path)/git-http-backend
	need_file "$backend" git-http-backend
	start_server "location /git/ {
		cgi \"$backend\"
		setenv GIT_PROJECT_ROOT \"$srv\"
		setenv GIT_HTTP_EXPORT_ALL 1
		setenv GIT_CONFIG_NOSYSTEM 1
		max_body_size 100m
		stdin ${1:-spool}
	}"
}

push_20_mb() {
	local i

	quiet_git clone -q "$SERVER_URL/git/big.git" "$dir/clone"
	for i in 1 2 3 4 5 6 7 8 9 10; do
		head -c 2097152 /dev/urandom >"$dir/clone/$1$i"
	done
	quiet_git -C "$dir/clone" add .
	quiet_git -C "$dir/clone" commit -q -m "more of $1"
	quiet_git -C "$dir/clone" push -q origin HEAD
	[ "$(git -C "$dir/clone" rev-parse HEAD)" = \
		"$(git -C "$srv/big.git" rev-parse HEAD)" ]
}

# A fetch that claims to have $1 commits.  With 50,000 it is of 2.5 MB, and
# gzip'd still above the 1 MB up to which git sends a body with its length.
write_fetch() {
	local head

	head=$(git -C "$srv/big.git" rev-parse HEAD)
	{
		printf '0047want %s ofs-delta agent=test\n' "$head"
		printf '0000'
		od -An -v -tx1 -w20 -N $(($1 * 20)) /dev/urandom | tr -d ' ' |
			sed 's/^/0032have /'
		printf '0009done\n'
	} | gzip >"$dir/fetch.gz"
}

send_fetch() {
	curl -sS -o "$dir/answer" -w '%{http_code}' -X POST \
		-H 'Content-Type: application/x-git-upload-pack-request' \
		-H 'Content-Encoding: gzip' -H 'Transfer-Encoding: chunked' \
		-T "$dir/fetch.gz" "$SERVER_URL/git/big.git/git-upload-pack"
}

@test "git clones 20 MB from git-http-backend" {
	serve_git
	quiet_git clone -q "$SERVER_URL/git/big.git" "$dir/clone"
	grep -q 'readable text' "$dir/clone/README"
	[ "$(cat "$dir"/clone/file* | wc -c)" -eq 20971520 ]
	git -C "$dir/clone" fsck --no-progress
}

@test "git pushes 20 MB in chunks, spooled" {
	serve_git spool
	push_20_mb spooled
}

@test "git pushes 20 MB in chunks, streamed" {
	serve_git stream
	push_20_mb streamed
}

@test "git-http-backend reads a gzip'd, chunked body above git's post buffer" {
	need curl
	serve_git spool
	write_fetch 50000
	[ "$(wc -c <"$dir/fetch.gz")" -gt 1048576 ]
	[ "$(send_fetch)" = 200 ]
	grep -aq PACK "$dir/answer"
	[ "$(wc -c <"$dir/answer")" -gt 20000000 ]
}

@test "git-http-backend reads such a body streamed, without a length" {
	need curl
	serve_git stream
	write_fetch 5000
	[ "$(send_fetch)" = 200 ]
	grep -aq PACK "$dir/answer"
}

@test "git says why when the repository is not there" {
	serve_git
	run quiet_git clone -q "$SERVER_URL/git/none.git" "$dir/clone"
	[ "$status" -ne 0 ]
	[[ $output == *"not found"* ]]
}

@test "gitweb shows a repository" {
	local cgi=/usr/share/gitweb/gitweb.cgi

	need git wget perl
	need_file "$cgi" gitweb
	perl -MCGI -e 1 2>/dev/null || skip "Perl's CGI.pm is not installed"
	echo "our \$projectroot = '$srv';" >"$dir/gitweb.conf"
	start_server "location /gitweb {
		cgi $cgi
		setenv GITWEB_CONFIG \"$dir/gitweb.conf\"
	}"
	wget -q -O "$dir/list" "$SERVER_URL/gitweb"
	grep -q 'big\.git' "$dir/list"
	wget -q -O "$dir/page" "$SERVER_URL/gitweb?p=big.git;a=summary"
	grep -q 'first of them' "$dir/page"
	wget -q -O "$dir/plain" \
		"$SERVER_URL/gitweb?p=big.git;a=blob_plain;f=README"
	[ "$(cat "$dir/plain")" = 'readable text' ]
}

@test "cgit shows a repository, by paths below its name" {
	local cgi=/usr/lib/cgit/cgit.cgi

	need git curl
	need_file "$cgi" cgit
	printf '%s\n' virtual-root=/cgit/ cache-size=0 "scan-path=$srv" \
		>"$dir/cgitrc"
	start_server "location /cgit/ {
		cgi $cgi
		setenv CGIT_CONFIG \"$dir/cgitrc\"
	}"
	curl -fsS "$SERVER_URL/cgit/" | grep -q 'big\.git'
	curl -fsS "$SERVER_URL/cgit/big.git/log/" | grep -q 'first of them'
	[ "$(curl -fsS "$SERVER_URL/cgit/big.git/plain/README")" = \
		'readable text' ]
	[ "$(curl -sS -o "$dir/page" -w '%{http_code}' \
		"$SERVER_URL/cgit/none.git/")" = 404 ]
}

@test "Perl's CGI.pm takes a form with a file" {
	need perl curl
	perl -MCGI -e 1 2>/dev/null || skip "Perl's CGI.pm is not installed"
	program form.pl <<-'PROGRAM'
	#!/usr/bin/env perl
	use strict;
	use CGI;
	my $q = CGI->new;
	print $q->header(-type => 'text/plain', -status => '201 Created',
	    -cookie => $q->cookie(-name => 'seen', -value => 'yes'));
	my $file = $q->upload('file');
	my $bytes = 0;
	$bytes += length while <$file>;
	print join('|', $q->request_method, scalar $q->param('name'),
	    $bytes, $q->url(-path_info => 1), $q->cookie('old')), "\n";
	PROGRAM
	serve_bin
	head -c 3000000 /dev/urandom >"$dir/file"
	curl -sS -D "$dir/head" -o "$dir/body" -F 'name=ä & b' \
		-F "file=@$dir/file" -b 'old=crumb' \
		"$SERVER_URL/cgi-bin/form.pl/more"
	[ "$(cat "$dir/body")" = \
	    "POST|ä & b|3000000|$SERVER_URL/cgi-bin/form.pl/more|crumb" ]
	grep -q '^HTTP/1.1 201 Created' "$dir/head"
	grep -qi '^set-cookie: seen=yes' "$dir/head"
}

@test "php-cgi runs scripts by their suffix" {
	need php-cgi curl
	mkdir "$dir/php"
	cat >"$dir/php/index.php" <<-'PROGRAM'
	<?php
	header('X-Made-By: php');
	setcookie('a', '1');
	setcookie('b', '2');
	echo $_SERVER['REQUEST_METHOD'], '|', $_GET['q'] ?? '', '|',
	    $_POST['name'] ?? '', '|', $_FILES['file']['size'] ?? '', '|',
	    $_SERVER['PATH_INFO'] ?? '', '|', __FILE__, "\n";
	PROGRAM
	echo '<?php http_response_code(404); echo "none";' \
		>"$dir/php/none.php"
	head -c 500000 /dev/zero >"$dir/file"
	start_server "location /php/ {
		alias \"$dir/php\"
		cgi_suffix .php
		interpreter .php \"$(command -v php-cgi)\"
		index index.php
	}"
	[ "$(curl -fsS "$SERVER_URL/php/index.php/more?q=1%262")" = \
	    "GET|1&2|||/more|$dir/php/index.php" ]
	[ "$(curl -fsS "$SERVER_URL/php/")" = \
	    "GET|||||$dir/php/index.php" ]
	[ "$(curl -fsS -D "$dir/head" -F name=x -F "file=@$dir/file" \
	    "$SERVER_URL/php/index.php")" = \
	    "POST||x|500000||$dir/php/index.php" ]
	grep -qi '^x-made-by: php' "$dir/head"
	[ "$(grep -ci '^set-cookie:' "$dir/head")" -eq 2 ]
	[ "$(curl -sS -o "$dir/none" -w '%{http_code}' \
		"$SERVER_URL/php/none.php")" = 404 ]
}

@test "Python's wsgiref runs an application" {
	need python3 wget
	program app.py <<-'PROGRAM'
	#!/usr/bin/env python3
	from wsgiref.handlers import CGIHandler

	def application(environ, start_response):
	    body = environ['wsgi.input'].read(int(environ['CONTENT_LENGTH']))
	    start_response('200 OK', [('Content-Type', 'text/plain'),
	        ('X-Scheme', environ['wsgi.url_scheme'])])
	    yield ('%s %s %s %d\n' % (environ['REQUEST_METHOD'],
	        environ['PATH_INFO'], environ['QUERY_STRING'],
	        len(body))).encode()

	CGIHandler().run(application)
	PROGRAM
	pass_python
	serve_bin
	head -c 300000 /dev/zero >"$dir/body"
	[ "$(wget -q -O - --post-file="$dir/body" \
	    "$SERVER_URL/cgi-bin/app.py/a%20b?x=y")" = \
	    "POST /a b x=y 300000" ]
}

# Where python3 is a wrapper that needs a home folder, use what it wraps.
pass_python() {
	local real

	real=$(python3 -c 'import sys; print(sys.executable)')
	sed -i "1s|.*|#!$real|" "$dir/bin/app.py"
}

@test "a bash script reads a form and answers" {
	need bash curl wget
	program greet.bash <<-'PROGRAM'
	#!/usr/bin/env bash
	if [[ $REQUEST_METHOD == POST ]]; then
		read -r -N "$CONTENT_LENGTH" form
	else
		form=$QUERY_STRING
	fi
	echo "Content-Type: text/plain"
	echo
	echo "$REQUEST_METHOD $form from $REMOTE_ADDR in ${PWD##*/}"
	PROGRAM
	serve_bin
	[ "$(curl -fsS -d 'name=Ada' "$SERVER_URL/cgi-bin/greet.bash")" = \
	    "POST name=Ada from 127.0.0.1 in bin" ]
	[ "$(wget -q -O - "$SERVER_URL/cgi-bin/greet.bash?name=Ada")" = \
	    "GET name=Ada from 127.0.0.1 in bin" ]
}

@test "curl resumes, revalidates and reuses its connection" {
	need curl
	start_server
	head -c 100000 /dev/urandom >"$SERVER_DIR/www/file"
	head -c 40000 "$SERVER_DIR/www/file" >"$dir/part"
	curl -fsS -C - -o "$dir/part" "$SERVER_URL/file"
	cmp "$dir/part" "$SERVER_DIR/www/file"
	curl -fsS --etag-save "$dir/etag" -o "$dir/file" "$SERVER_URL/file"
	[ "$(curl -sS --etag-compare "$dir/etag" -o "$dir/none" \
		-w '%{http_code}' "$SERVER_URL/file")" = 304 ]
	[ "$(curl -fsS -o "$dir/a" -o "$dir/b" -w '%{num_connects}' \
		"$SERVER_URL/file" "$SERVER_URL/file")" = 10 ]
}

browser() {
	local name

	for name in chromium chromium-browser google-chrome; do
		command -v "$name" >/dev/null || continue
		HOME=$dir timeout 60 "$name" --headless --no-sandbox \
			--disable-gpu --disable-quic --no-first-run \
			--disable-background-networking \
			--disable-component-update --disable-sync \
			--user-data-dir="$dir/profile" "$@" 2>"$dir/browser.log"
		return
	done
}

need_browser() {
	command -v chromium >/dev/null ||
		command -v chromium-browser >/dev/null ||
		command -v google-chrome >/dev/null ||
		skip "Chromium is not installed"
}

@test "Chromium shows the sample site and its programs" {
	need_browser
	start_server -c "$BATS_TEST_DIRNAME/../etc/server.conf"
	browser --window-size=800,600 --screenshot="$dir/start.png" \
		"$SERVER_URL/"
	[ "$(wc -c <"$dir/start.png")" -gt 20000 ]
	assert_access '"GET /style\.css HTTP/1\.1" 200'
	browser --dump-dom "$SERVER_URL/cgi-bin/env?a=%3Cb%3E" >"$dir/dom"
	grep -q '<code>QUERY_STRING</code></th><td><code>a=%3Cb%3E' "$dir/dom"
	browser --dump-dom "$SERVER_URL/cgi-bin/form.sh?name=Gr%C3%BC%C3%9Fe" \
		>"$dir/dom"
	grep -q 'Good day, Grüße\.' "$dir/dom"
}

@test "Chromium's scripts post to a program and stream its answer" {
	need_browser
	program count <<-'PROGRAM'
	#!/bin/sh
	printf 'Content-Type: text/plain\r\n\r\n'
	echo "$REQUEST_METHOD $(wc -c)"
	PROGRAM
	serve_bin
	cat >"$SERVER_DIR/www/page.html" <<-'PAGE'
	<!doctype html><p id="out">none</p>
	<script>
	fetch("/cgi-bin/count", { method: "POST", body: "x".repeat(500000) })
	    .then(r => r.text())
	    .then(t => document.getElementById("out").textContent = t);
	</script>
	PAGE
	browser --virtual-time-budget=10000 --dump-dom \
		"$SERVER_URL/page.html" >"$dir/dom"
	grep -Eq 'POST +500000' "$dir/dom"
}
