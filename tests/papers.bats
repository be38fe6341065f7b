#!/usr/bin/env bats
# What is written beside the code: manuals, README, samples, installation.

# shellcheck disable=SC2154  # set by the helpers
load site

root=$BATS_TEST_DIRNAME/..

teardown() {
	[[ -z ${installed_pid-} ]] || {
		kill "$installed_pid"
		wait "$installed_pid"
	} 2>/dev/null || true
	stop_server
}

need() {
	command -v "$1" >/dev/null || skip "$1 is not installed"
}

# in_manual WHAT PATTERN WORD...: each word is in preforkd.8, as %s says.
in_manual() {
	local what=$1 pattern=$2 word missing=''

	shift 2
	(($# > 5)) || _complain "no $what found in the source" || return 1
	for word; do
		grep -Eq "${pattern//%s/$word}" "$root/server/preforkd.8" ||
		    missing+=" $word"
	done
	[ -z "$missing" ] || _complain "$what not in the manual:$missing"
}

# install_to VARIABLE=VALUE...: what `make install` does once all is built.
install_to() {
	env "$@" sh "$root/etc/install.sh"
}

# run_installed PREFIX: the server of an installation, on free ports.
run_installed() {
	local p=$1 log

	sed -i 's/^\(listen  *127\.0\.0\.1:\)[0-9]*/\10/' \
	    "$p/etc/preforkd/server.conf"
	log=$p/var/log/preforkd/error.log
	"$p/bin/preforkd" -c "$p/etc/preforkd/server.conf" </dev/null \
	    >/dev/null 2>&1 3>&- 4>&- &
	installed_pid=$!
	wait_until grep -q '(stream)' "$log"
	[ "$(<"$p/run/preforkd/preforkd.pid")" = "$installed_pid" ]
	stream=$(sed -n 's/.*listening on \([^ ]*\) (stream)$/\1/p' "$log")
	SERVER_ADDR=$(sed -n 's/.*listening on \([^ ]*\)$/\1/p' "$log")
}

# The block of README.md whose first line matches $1.
readme_block() {
	awk -v first="$1" '
		/^```/ && inside { exit }
		inside { print }
		/^```[a-z]/ {
			getline line
			if (line ~ first) {
				print line
				inside = 1
			}
		}' "$root/README.md"
}

@test "every variable of programs is in preforkd.8" {
	# shellcheck disable=SC2046  # no name has a blank
	in_manual variables '^\.It Ev %s$' PATH DATA_DIR \
	    $(sed -n 's/.*SLICE_INIT("\([A-Z][A-Z_]*\)").*/\1/p' \
		"$root/server/cgi/env.c")
}

@test "every member of a JSON line is in preforkd.8" {
	# shellcheck disable=SC2046  # no name has a blank
	in_manual members '^(\.It )?\.?Cm (.* )?%s( |$)' \
	    $(grep -oE '\\"[a-z_]+\\":' "$root/server/http/access.c" |
		tr -d '\\":' | sort -u)
}

@test "every figure of a combined line is in preforkd.8" {
	# shellcheck disable=SC2046  # no name has a blank
	in_manual figures '^\.Pq Cm %s( |$)|^\.Ql %s$' \
	    $(grep -oE '[a-z]+=' "$root/server/http/access.c" |
		tr -d = | sort -u) incomplete
}

@test "every signal that the master takes is in preforkd.8" {
	# shellcheck disable=SC2046  # no name has a blank
	in_manual signals '^\.It Dv (.* )?%s( |$)|^\.Dv %s$' \
	    $(grep -oE 'signals_take\(SIG[A-Z0-9]+' "$root/server/master.c" |
		sed 's/.*SIG//' | grep -v CHLD) USR2
}

@test "the programs of the README work" {
	make_site
	local cc=${CC:-cc}
	readme_block '#!/bin/sh' | program greet.sh
	start_server "location /cgi-bin/ { cgi_bin $SITE/cgi-bin }"
	request GET '/cgi-bin/greet.sh?Anna'
	assert_status 200
	assert_header Content-Type =~ ^text/plain
	assert_body 'Hello, Anna'
	if [ -x /usr/bin/perl ]; then
		readme_block '#!/usr/bin/perl' | program count.pl
		request POST /cgi-bin/count.pl -d 'a b c d'
		assert_body '4 words'
	fi
	if [ -x /usr/bin/python3 ]; then
		readme_block '#!/usr/bin/python3' | program where.py
		request GET /cgi-bin/where.py/a/path
		assert_body '{"path": "/a/path"}'
	fi
	need "$cc"
	readme_block '#include <stdio.h>' >"$SITE/greet.c"
	"$cc" -o "$SITE/cgi-bin/greet" "$SITE/greet.c"
	request GET '/cgi-bin/greet?Anna'
	assert_body 'Hello, Anna'
}

@test "make install PREFIX=... makes a site that runs" {
	local p=$BATS_TEST_TMPDIR/p
	install_to PREFIX="$p"
	"$p/bin/preforkd" -t -c "$p/etc/preforkd/server.conf"
	run grep -rl '/usr/local/\|[^p]/etc/preforkd\|[^p]/run/preforkd' \
	    "$p/etc" "$p/lib"
	[ -z "$output" ]
	run_installed "$p"
	request GET /
	assert_status 200
	assert_header Content-Type =~ ^text/html
	request GET /cgi-bin/hello
	assert_status 200
	request PUT /cgi-bin/upload -d 'kept below the prefix'
	assert_status 200
	ls "$p"/var/lib/preforkd/data/upload/last.json
	visit /cgi-bin/chat
	submit /cgi-bin/chat/ name=Ann line=hello
	assert_status 303
	raw -a "$stream" -w -n 0 'is it loud?\n'
	[ "$output" = 'IS IT LOUD?' ]
}

@test "make install puts the tutor where it works" {
	local p=$BATS_TEST_TMPDIR/p t=/cgi-bin/tutor f

	install_to PREFIX="$p"
	for f in man3/web_main.3 man7/tutor.7 man8/tutor-grade.8; do
		[ -f "$p/share/man/$f" ]
	done
	run_installed "$p"
	cd /
	"$p/bin/tutor" check demo
	"$p/bin/tutor" new-course mine
	"$p/bin/tutor" user create teacher <<<'a long enough word'
	for f in web.css tutor.css tutor.js; do
		request GET "/$f"
		assert_status 200
	done
	visit $t/login
	submit $t/login user=teacher password='a long enough word'
	assert_status 303
	visit $t/c/mine/p/first/
	submit $t/c/mine/q/first/bits do=submit a-bits=8
	visit $t/c/mine/q/first/bits
	assert_body_contains Right
	visit $t/c/demo/p/programs/
	submit $t/c/demo/q/programs/upper do=submit \
	    'a-upper=int main(void) { return 0; }'
	[ -s "$p/var/lib/preforkd/data/tutor/c/demo/u/teacher.log" ]
	wait_until grep -q why "$p/var/lib/preforkd/data/tutor/grader"
	grep -q '"why":""' "$p/var/lib/preforkd/data/tutor/grader" ||
	    skip "no sandbox here"
	wait_until grep -q '"k":"grade"' \
	    "$p/var/lib/preforkd/data/tutor/c/demo/u/teacher.log"
}

# stub NAME TEXT: a program of that name in $stubs that does this.
stub() {
	printf '#!/bin/sh\n%s\n' "$2" >"$stubs/$1"
	chmod 755 "$stubs/$1"
}

@test "the command tutor of root runs as who owns the data, by POSIX tools" {
	local p=$BATS_TEST_TMPDIR/p stubs=$BATS_TEST_TMPDIR/stubs

	install_to PREFIX="$p"
	mkdir "$stubs"
	ln -s "$(command -v awk)" "$(command -v sh)" "$stubs/"
	# What stands in stubs is expanded there.
	# shellcheck disable=SC2016
	local words='for word; do printf "<%s>" "$word"; done'
	stub id 'echo 0'
	stub ls 'echo "drwx------ 2 www www 4096 Jan 1 00:00 data"'
	stub su "$words"
	run env PATH="$stubs" "$p/bin/tutor" user invite 'a b'
	[ "$status" -eq 0 ]
	# shellcheck disable=SC2016
	[ "$output" = '<-m><www><-c><exec "$0" "$@">'"<$p/bin/tutor><user><invite><a b>" ]
	stub runuser "$words"
	run env PATH="$stubs" "$p/bin/tutor" check
	[ "$output" = "<-u><www><--><$p/bin/tutor><check>" ]
	stub id 'echo 7'
	run env PATH="$stubs" "$p/bin/tutor" check demo
	[[ $output == 'demo: '*' no mistakes' ]]
}

@test "a course and its teacher, before any server ran" {
	mkdir -p "$BATS_TEST_TMPDIR/clone/courses"
	cd "$BATS_TEST_TMPDIR/clone"
	export TUTOR_COURSES=courses
	unset DATA_DIR
	umask 022
	"$root/cgi-bin/tutor" new-course mine
	"$root/cgi-bin/tutor" check mine
	"$root/cgi-bin/tutor" user create teacher <<<'a long enough word'
	[ -s var/data/tutor/users.log ]
	# The server may be another user.
	[ "$(stat -c %a courses/mine)" = 755 ]
	[ "$(stat -c %a courses/mine/course)" = 644 ]
}

@test "every command of the tutor is in tutor.7" {
	local missing='' rest word words

	words=$("$root/cgi-bin/tutor" help)
	while read -r _ word rest; do
		grep -Eq "^\.It Ic (tutor )?$word( |$)" \
		    "$root/apps/tutor/tutor.7" || missing+=" $word"
	done <<<"$words"
	[ -z "$missing" ] || _complain "not in tutor.7:$missing"
	for word in $(grep -oE '[a-z]+(\|[a-z]+)+' <<<"$words" | tr '|' ' '); do
		grep -Eq "^\.It Ic user $word " "$root/apps/tutor/tutor.7" ||
		    _complain "not in tutor.7: user $word" || return 1
	done
}

@test "make install leaves a configuration and a site alone" {
	local p=$BATS_TEST_TMPDIR/p
	mkdir -p "$p/etc/preforkd" "$p/srv/preforkd/www"
	echo '# mine' >"$p/etc/preforkd/server.conf"
	install_to PREFIX="$p"
	[ "$(<"$p/etc/preforkd/server.conf")" = '# mine' ]
	[ -z "$(ls -A "$p/srv/preforkd/www")" ]
	[ -f "$p/share/doc/preforkd/server.conf" ]
	install_to PREFIX="$p"
	[ "$(<"$p/etc/preforkd/server.conf")" = '# mine' ]
}

@test "make install DESTDIR=... uses the places of a system" {
	local d=$BATS_TEST_TMPDIR/d f
	install_to DESTDIR="$d" PREFIX=/usr
	for f in usr/bin/preforkd usr/share/man/man8/preforkd.8 \
	    usr/share/man/man5/preforkd.conf.5 etc/preforkd/server.conf \
	    usr/lib/systemd/system/preforkd.service etc/logrotate.d/preforkd \
	    srv/preforkd/cgi-bin/hello srv/preforkd/www/index.html; do
		[ -f "$d/$f" ]
	done
	grep -q '^user *www-data' "$d/etc/preforkd/server.conf"
	grep -A1 '^service grader' "$d/etc/preforkd/server.conf" |
	    grep -q 'user *root$'
	grep -q '^ExecStart=/usr/bin/preforkd -c /etc/preforkd/server.conf$' \
	    "$d/usr/lib/systemd/system/preforkd.service"
	run grep -rlF "$d" "$d/etc" "$d/usr/lib"
	[ -z "$output" ]
}

@test "the sample for haproxy is valid" {
	need haproxy
	haproxy -q -c -f "$root/etc/haproxy.cfg"
}

@test "the sample for nginx is valid" {
	need nginx
	local d=$BATS_TEST_TMPDIR
	sed 's/listen 80;/listen 127.0.0.1:18080;/' \
	    "$root/etc/nginx-proxy.conf" >"$d/site.conf"
	cat >"$d/nginx.conf" <<-EOT
		error_log $d/error.log;
		pid $d/nginx.pid;
		events { }
		http { access_log off; include $d/site.conf; }
	EOT
	nginx -t -p "$d" -c "$d/nginx.conf"
}

@test "the rules for logrotate move logs and send USR1" {
	need logrotate
	local d=$BATS_TEST_TMPDIR

	make_site
	site_server
	request GET /hello.txt
	assert_access_count 1
	sed -e "s|/var/log/preforkd|${SERVER_DIR:?}/log|" \
	    -e "s|/run/preforkd|$SERVER_DIR/run|g" \
	    "$root/etc/preforkd.logrotate" >"$d/rules"
	chmod 644 "$d/rules"
	logrotate -f -s "$d/state" "$d/rules"
	[ -s "$SERVER_ACCESS_LOG.1" ]
	wait_until test -e "$SERVER_ACCESS_LOG"
	request GET /hello.txt
	assert_access_count 1
}

@test "the manuals of the framework have all of its functions" {
	local name missing=

	for name in $(grep -ohE '\b[a-z0-9_]+\(' "$root"/include/web/*.h |
	    tr -d '(' | grep -vx '__attribute__' | sort -u); do
		grep -qw -e "$name" "$root"/apps/lib/*.3 || missing+=" $name"
	done
	[ -z "$missing" ] || {
		echo "in no page of section 3:$missing"
		false
	}
}

# The blocks of that language in apps/README.md, each ended by a form feed.
app_blocks() {
	awk -v fence="\`\`\`$1" '
		$0 == fence { inside = 1; next }
		inside && /^```/ { inside = 0; printf "\f"; next }
		inside { print }' "$root/apps/README.md"
}

# The two tables of routes, and everything else, go to their places.
write_notes() {
	local c html

	mapfile -d $'\f' -t c < <(app_blocks c)
	mapfile -d $'\f' -t html < <(app_blocks html)
	awk -v routes="${c[0]}${c[3]}" -v body="${c[1]}"$'\n'"${c[2]}" '
		/web_route routes/ { print body }
		/name:word/ { printf "%s", routes }
		{ print }' apps/notes/notes.c >notes.c
	mv notes.c apps/notes/notes.c
	printf %s "${html[0]}" >apps/notes/view/double.html
	printf %s "${html[1]}" >apps/notes/view/person.html
	app_blocks bash | tr '\f' '\n' >>tests/notes.bats
}

@test "the application of apps/README.md works as it is written" {
	need make
	# A copy with its times, so that nothing is made but what is new.
	mkdir "$BATS_TEST_TMPDIR/copy"
	cd "$root"
	cp -Rp Makefile apps include server tests "$BATS_TEST_TMPDIR/copy"
	cd "$BATS_TEST_TMPDIR/copy"
	mkdir cgi-bin
	rm -rf apps/notes tests/notes.bats	# somebody may have made them
	make new-app NAME=notes
	write_notes
	make B="${RAWHTTP%/tool/*}" cgi-bin/notes 3>&-
	rm -rf "${RAWHTTP%/tool/*}/apps/notes" "${RAWHTTP%/tool/*}/app/apps/notes"
	mkdir -p var/data
	cgi-bin/notes --check
	[ "$(cgi-bin/notes --routes | wc -l)" = 5 ]
	# Nothing of the bats that runs this: its folders are not those of the other.
	env -i PATH="${PATH//"$BATS_LIBEXEC":/}" PREFORKD="$PREFORKD" RAWHTTP="$RAWHTTP" \
	    bats tests/notes.bats
}
