#!/usr/bin/env bats
# The command line, the messages of a wrong configuration, the manuals.

# shellcheck disable=SC2154  # set by the helpers
load site

setup() { make_site; }
teardown() {
	[[ -z ${serve_pid-} ]] || {
		kill "$serve_pid"
		wait "$serve_pid"
	} 2>/dev/null || true
	stop_server
}

# preforkd OPTION...: run it to its end.
preforkd() {
	timeout 10 "$PREFORKD" "$@" </dev/null 3>&- 4>&-
}

# conf TEXT: write a file that is right but for TEXT, set $conf.
conf() {
	conf=$BATS_TEST_TMPDIR/a.conf
	{
		echo "document_root $SITE/www"
		echo 'listen 127.0.0.1:0'
		printf '%s\n' "$@"
	} >"$conf"
}

# errors REGEX...: -t ends with 2 and prints a line like each, with file:line.
errors() {
	local want

	run preforkd -t -c "$conf"
	[ "$status" = 2 ] || _complain "status $status" "$output"
	for want in "$@"; do
		grep -Eq "a\\.conf:$want" <<<"$output" ||
		    _complain "no line like $want:" "$output"
	done
}

@test "-t says that a good configuration is good" {
	conf 'workers 2'
	run preforkd -t -c "$conf"
	[ "$status" = 0 ]
}

@test "an unknown directive is an error with its place" {
	conf 'listn 127.0.0.1:1'
	errors '3: .*listn'
}

@test "all errors are reported in one pass" {
	conf 'workers none' 'bogus' 'location /x {' '	timeout 5' '	listing maybe' '}'
	errors '3: .*workers' '4: .*bogus' '6: .*timeout' '7: .*listing'
}

@test "wrong values are errors" {
	local row
	for row in 'workers -1' 'workers 0x2' 'header_timeout 10' \
	    'header_timeout 10x' 'max_header_size 32q' 'max_spool lots' \
	    'listen 127.0.0.1' 'listen 127.0.0.1:99999' 'listen 1.2.3:80' \
	    'listen nonsense' 'access_log a b' 'error_log stderr loud' \
	    'workers' 'workers 1 2' 'pid_file "open' 'location x { }' \
	    'location / {' '}' 'location /r/ { redirect 200 /x }' \
	    'location /d/ { deny 300.0.0.0/8 }' \
	    'location /c/ { cgi_bin }' 'location /c/ { stdin maybe }'; do
		conf "$row"
		errors '[0-9]+: '
	done
}

@test "a directive given twice is an error that names both" {
	conf 'workers 1' 'workers 2'
	errors '4: .*workers'
}

@test "two listeners alike are an error" {
	conf 'listen 127.0.0.1:8099' 'listen 127.0.0.1:8099'
	errors '4: .*127.0.0.1:8099'
}

@test "folders that are missing are errors" {
	conf "location /a/ { cgi_bin $SITE/nowhere }" \
	    "location /b/ { cgi $SITE/nothing }"
	errors '3: .*nowhere' '4: .*nothing'
}

@test "what is not built yet says so" {
	local row
	for row in 'location /s { status }' 'location /a/ { auth_basic realm file }' \
	    'location /l/ { limit cpu 5s }'; do
		conf "$row"
		errors '3: .*(not yet|yet)'
	done
}

@test "a configuration that is not there is status 2" {
	run preforkd -c "$BATS_TEST_TMPDIR/none.conf"
	[ "$status" = 2 ]
	[[ $output == *none.conf* ]]
}

@test "a server does not start with a wrong configuration" {
	conf 'bogus'
	run preforkd -c "$conf"
	[ "$status" = 2 ]
	[[ $output == *a.conf:3:*bogus* ]]
}

@test "-T prints a configuration that means the same" {
	conf 'workers 3' "location /cgi-bin/ { cgi_bin $SITE/cgi-bin; timeout 90s }"
	preforkd -T -c "$conf" >"$BATS_TEST_TMPDIR/one.conf"
	grep -Eq 'workers +3' "$BATS_TEST_TMPDIR/one.conf"
	grep -Eq 'timeout +(90s|90000ms)' "$BATS_TEST_TMPDIR/one.conf"
	preforkd -T -c "$BATS_TEST_TMPDIR/one.conf" \
	    >"$BATS_TEST_TMPDIR/two.conf"
	cmp "$BATS_TEST_TMPDIR/one.conf" "$BATS_TEST_TMPDIR/two.conf"
}

@test "-V prints the version, -h the options" {
	run preforkd -V
	[ "$status" = 0 ]
	[[ $output =~ ^preforkd[\ /][0-9]+\.[0-9]+ ]]
	run preforkd -h
	[ "$status" = 0 ]
	[[ $output == *-c* && $output == *-l* ]]
}

@test "wrong options are status 2" {
	run preforkd -Z
	[ "$status" = 2 ]
	run preforkd -c
	[ "$status" = 2 ]
	run preforkd one two
	[ "$status" = 2 ]
	run preforkd -l nonsense "$SITE/www"
	[ "$status" = 2 ]
}

@test "include takes files by pattern" {
	mkdir "$BATS_TEST_TMPDIR/conf.d"
	echo 'workers 1' >"$BATS_TEST_TMPDIR/conf.d/a.conf"
	echo 'bogus' >"$BATS_TEST_TMPDIR/conf.d/b.conf"
	conf "include $BATS_TEST_TMPDIR/conf.d/*.conf"
	run preforkd -t -c "$conf"
	[ "$status" = 2 ]
	[[ $output == *conf.d/b.conf:1:*bogus* ]]
	rm "$BATS_TEST_TMPDIR/conf.d/b.conf"
	run preforkd -t -c "$conf"
	[ "$status" = 0 ]
}

@test "the sample configuration is good" {
	run preforkd -t -c "$BATS_TEST_DIRNAME/../etc/server.conf"
	[ "$status" = 0 ]
}

@test "a folder is served without any configuration" {
	local dir=$BATS_TEST_TMPDIR/plain log=$BATS_TEST_TMPDIR/plain.log
	mkdir -p "$dir/cgi-bin"
	cp "$ACT" "$dir/cgi-bin/act"
	echo page >"$dir/index.html"
	find "$dir" | sort >"$BATS_TEST_TMPDIR/before"
	"$PREFORKD" -l 127.0.0.1:0 "$dir" </dev/null 2>"$log" >&2 3>&- &
	serve_pid=$!
	wait_until grep -q 'listening on' "$log"
	SERVER_ADDR=$(sed -n 's/.*listening on \([^ ]*\).*/\1/p' "$log")
	request GET /
	assert_body page
	request POST '/cgi-bin/act?head&read&count' -g 3000000
	assert_body 'read=3000000 pattern=ok eof=1'
	request GET /cgi-bin/act/../act
	refute_body_contains ELF
	find "$dir" | sort | cmp - "$BATS_TEST_TMPDIR/before"
	kill -QUIT "$serve_pid"
	wait "$serve_pid"
	serve_pid=
	find "$dir" | sort | cmp - "$BATS_TEST_TMPDIR/before"
	grep -q 'GET /' "$log"
}

@test "-D goes to the background once it serves" {
	local pid
	conf "pid_file $BATS_TEST_TMPDIR/run/pid" \
	    "error_log $BATS_TEST_TMPDIR/error.log info" \
	    "access_log off" "spool_dir $BATS_TEST_TMPDIR/spool"
	mkdir "$BATS_TEST_TMPDIR/run"
	preforkd -D -c "$conf" >/dev/null 2>&1
	pid=$(<"$BATS_TEST_TMPDIR/run/pid")
	kill -0 "$pid"
	SERVER_ADDR=$(sed -n 's/.*listening on \([^ ]*\).*/\1/p' \
	    "$BATS_TEST_TMPDIR/error.log")
	request GET /hello.txt
	assert_body hello
	kill -QUIT "$pid"
	wait_until _ended "$pid"
}

@test "what belongs to the server is not served from a root that holds it" {
	local p
	SERVER_DIR=$BATS_TEST_TMPDIR/all
	mkdir -p "$SERVER_DIR"/{data,spool,log,run,cgi-bin}
	echo secret >"$SERVER_DIR/data/file"
	echo secret >"$SERVER_DIR/cgi-bin/text"
	echo served >"$SERVER_DIR/page"
	ln -s data/file "$SERVER_DIR/link"
	write_config "document_root $SERVER_DIR" '# secret' \
	    "location /cgi-bin/ { cgi_bin $SERVER_DIR/cgi-bin }"
	launch_server
	request GET /page
	assert_body served
	for p in /data/file /link /log/access.log /log/error.log \
	    /cgi-bin/text /data/ /spool/ /preforkd.conf; do
		request GET "$p"
		[[ $status == 403 || $status == 404 ]] || _complain "$p $status"
		refute_body_contains secret
	done
}

@test "a root inside what belongs to the server is an error" {
	mkdir -p "$SITE/data"
	conf "data_dir $SITE/data" "location /again/ { alias $SITE/data }" \
	    "location /cgi-bin/ { cgi_bin $SITE/cgi-bin }" \
	    "location /programs/ { alias $SITE/cgi-bin }"
	errors '4: .*data' '6: .*cgi-bin'
}

@test "root without user refuses to run programs for the world" {
	[ "$(id -u)" = 0 ] || skip 'needs root'
	conf "location /cgi-bin/ { cgi_bin $SITE/cgi-bin }"
	sed -i 's/^listen.*/listen 0.0.0.0:0/' "$conf"
	run preforkd -c "$conf"
	[ "$status" = 2 ]
	[[ $output == *user\ * ]]
}

@test "root may serve the loopback without user, with a warning" {
	[ "$(id -u)" = 0 ] || skip 'needs root'
	site_server
	assert_log ' warn .*root'
}

@test "user drops root for workers and programs" {
	[ "$(id -u)" = 0 ] || skip 'needs root'
	id nobody >/dev/null || skip 'needs the user nobody'
	local BATS_TEST_TMPDIR
	BATS_TEST_TMPDIR=$(mktemp -d /tmp/preforkd.XXXXXX)
	chmod 755 "$BATS_TEST_TMPDIR"
	make_site
	SERVER_DIR=
	site_server 'user nobody'
	chmod 755 "$SERVER_DIR"
	act 'head&facts'
	assert_body_line "uid $(id -u nobody)"
	local pid
	for pid in $(server_workers); do
		grep -Eq "^Uid:	$(id -u nobody)	" "/proc/$pid/status"
	done
	stop_server
	rm -rf "$BATS_TEST_TMPDIR"
}

@test "every directive is in preforkd.conf.5" {
	local word missing=''
	[[ $("${RAWHTTP%/*}/keywords") == *listen* ]]
	for word in $("${RAWHTTP%/*}/keywords"); do
		grep -Eq "^\\.(It|Ic|It Ic|Pp) .*\\b$word\\b" \
		    "$BATS_TEST_DIRNAME/../server/preforkd.conf.5" ||
		    missing+=" $word"
	done
	[ -z "$missing" ] || _complain "not in the manual:$missing"
}

@test "every option is in preforkd.8" {
	local letter missing=''
	[[ $(preforkd -h) == *-t* ]]
	for letter in $(preforkd -h | grep -oE '(^|[[ ])-[a-zA-Z]' |
	    tr -d '[ -' | sort -u); do
		grep -Eq "^\\.It Fl $letter" \
		    "$BATS_TEST_DIRNAME/../server/preforkd.8" ||
		    missing+=" -$letter"
	done
	[ -z "$missing" ] || _complain "not in the manual:$missing"
}
