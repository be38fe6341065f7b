#!/usr/bin/env bats
# `service`: programs that the master keeps running.

# shellcheck disable=SC2154  # set by the helpers
load site

setup() { make_site; }
teardown() {
	local code=0

	stop_server || code=$?
	[[ -z ${public-} ]] || rm -rf "$public"
	return $code
}

# service NAME SCRIPT [DIRECTIVES]: a block that runs `act`.
service() {
	printf 'service %s {\n\tcommand "%s/cgi-bin/act"\n' "$1" "$SITE"
	printf '\tsetenv ACT "%s"\n\tsetenv MARKS "%s/marks"\n' "$2" "$SITE"
	printf '%s\n}\n' "${3-}"
}

# service_server [CONF...]: a server, and the time to start its services.
service_server() {
	site_server "$@"
	service_conf=("$@")
}

# Others, while it runs.  There may then be more descriptors than before.
reload() {
	local others folders

	write_config "$site_conf" "$@"
	server_signal HUP
	read -r others folders <"$SERVER_DIR/fds" || return 0
	echo "$((others + 20)) $folders" >"$SERVER_DIR/fds"
}

# pid_of NAME: the process that was started last.
pid_of() {
	sed -n "s/.*service $1\[\([0-9]*\)\] starts\$/\1/p" \
	    "$SERVER_ERROR_LOG" | tail -n 1
}

started() {
	local n

	n=$(grep -c "service $1\[[0-9]*\] starts$" "$SERVER_ERROR_LOG") || n=0
	((n >= $2))
}

runs() {
	[[ -n $(pid_of "$1") ]] && ! _ended "$(pid_of "$1")"
}

some_run() { [[ $(running) == "$1" ]]; }

# said NAME: all lines of the service, without what the log adds.
said() {
	sed -n "s/.* warn .* service $1\[[0-9]*\]: //p" "$SERVER_ERROR_LOG"
}

is_linux() { grep -aq epoll_wait "$PREFORKD"; }

preforkd() {
	timeout 10 "$PREFORKD" "$@" </dev/null 3>&- 4>&-
}

# errors CONF REGEX...: -t ends with 2 and tells each of them.
errors() {
	local want file=$BATS_TEST_TMPDIR/a.conf

	printf 'document_root %s/www\n%s\n' "$SITE" "$1" >"$file"
	shift
	run preforkd -t -c "$file"
	[ "$status" = 2 ] || _complain "status $status" "$output"
	for want; do
		grep -Eq "a\\.conf:$want" <<<"$output" ||
		    _complain "no line like $want:" "$output"
	done
}

@test "it runs, and what it writes is in the error log by line" {
	service_server "$(service grader \
	    'out=one%0Atwo%0A&err=three%0A&echo&out=end%0A&forever')"
	wait_until runs grader
	assert_log ' warn [0-9]+ service grader\[[0-9]+\]: end$'
	diff -u - <(said grader) <<-'EOT'
		one
		two
		three
		end
	EOT
	assert_log "service grader\\[$(pid_of grader)\\]: two\$"
	request GET /hello.txt
	assert_body hello
}

@test "a shell script, too, with its arguments, in its folder" {
	program where.sh <<-'EOT'
		#!/bin/sh
		printf '%s|' "$@" "${0##*/}"
		pwd
		exec sleep 100
	EOT
	service_server "service s {
		command $SITE/cgi-bin/where.sh -n 'two' \"two words\"
	}"
	assert_log 'service s\[[0-9]+\]: .*where.sh'
	[ "$(said s)" = "-n|'two'|two words|where.sh|$SITE/cgi-bin" ]
}

@test "its environment is that of the configuration" {
	service_server 'setenv INHERITED yes' \
	    "service x {
		command $SITE/cgi-bin/act
		setenv ACT environ&forever
		setenv A \"b c\"
		pass_env NOT_THERE
	    }"
	wait_until runs x
	assert_log 'service x.*SERVER_SOFTWARE'
	diff -u - <(said x | sed '/SOFT/s/[0-9.]*$//' | sort) <<-EOT
		A=b c
		ACT=environ&forever
		DATA_DIR=$SERVER_DIR/data
		PATH=/usr/local/bin:/usr/bin:/bin
		SERVER_SOFTWARE=preforkd/
	EOT
}

@test "pass_env gives what the server was started with" {
	export ACT='environ&forever'
	service_server 'setenv INHERITED yes' "service y {
		command $SITE/cgi-bin/act
		setenv off
		pass_env ACT PATH
	}"
	unset ACT
	assert_log 'service y.*SERVER_SOFTWARE'
	diff -u - <(said y | grep -v SOFTWARE | sort) <<-EOT
		ACT=environ&forever
		DATA_DIR=$SERVER_DIR/data
		PATH=$PATH
	EOT
}

@test "it has 0, 1 and 2 only, a session and a group of its own" {
	service_server "$(service x 'facts&forever')"
	assert_log 'service x.*: uid'
	diff -u - <(said x | grep -v '^nofile') <<-EOT
		fd 0 device blocking
		fd 1 pipe blocking
		fd 2 pipe blocking
		cwd $SITE/cgi-bin
		umask 022
		group own
		session own
		terminal none
		uid $(id -u)
	EOT
	[ "$(said x | sed -n 's/^nofile //p')" = "$(ulimit -S -n)" ]
}

@test "one that ends is started again, later each time" {
	service_server "$(service x 'out=on%0A&exit=3')"
	assert_log ' err .*service x\[[0-9]+\]: exited 3$'
	assert_log 'service x: is started again in 0\.5 s$'
	assert_log 'service x: is started again in 1\.0 s$'
	wait_until started x 3
	assert_log 'service x: is started again in 2\.0 s$'
	[ "$(said x)" = $'on\non\non' ]
	request GET /hello.txt
	assert_body hello
}

@test "one that is killed is started again, and the log says by what" {
	service_server "$(service x 'forever')"
	wait_until runs x
	local pid
	pid=$(pid_of x)
	kill -9 "$pid"
	assert_log " err .*service x\\[$pid\\]: killed by signal 9 \\(SIGKILL"
	wait_until started x 2
	wait_until runs x
	[ "$(pid_of x)" != "$pid" ]
	wait_until some_run 1
}

@test "a good end is told, too" {
	service_server "$(service x 'exit=0')"
	assert_log ' err .*service x\[[0-9]+\]: exited 0$'
	wait_until started x 2
}

@test "what it leaves behind is killed with it" {
	service_server "$(service x 'spawn&out=on%0A&kill=SEGV')"
	assert_log ' err .*service x\[[0-9]+\]: killed by signal 11'
	assert_log 'service x\[[0-9]+\]: left processes behind, killed'
	none_but_new() { (($(running) <= 2)); }
	wait_until started x 2
	wait_until none_but_new
}

@test "a reload leaves alone what has not changed" {
	service_server "$(service x forever)" "$(service y forever)"
	wait_until runs x
	wait_until runs y
	local x y
	x=$(pid_of x)
	y=$(pid_of y)
	reload 'timeout 5m' "$(service y forever)" "$(service x forever '# new')"
	assert_log 'generation 1 has ended'
	[ "$(pid_of x)" = "$x" ]
	[ "$(pid_of y)" = "$y" ]
	runs x
	runs y
	kill -9 "$x"			# by the new one, which is the same
	wait_until started x 2
}

@test "a reload starts one anew whose block has changed" {
	service_server "$(service x 'out=old%0A&forever')" \
	    "$(service y forever)"
	wait_until runs x
	local x y
	x=$(pid_of x)
	y=$(pid_of y)
	reload "$(service x 'out=new%0A&forever')" "$(service y forever)"
	wait_until started x 2
	assert_log 'service x\[[0-9]+\]: new'
	_ended "$x"
	[ "$(pid_of y)" = "$y" ]
	refute_log ' err '
	sed -n '/service x/s/.*\] //p' "$SERVER_ERROR_LOG" | grep -v : |
	    diff -u - <(printf '%s\n' starts 'has ended' starts)
}

@test "what a block inherits counts as its own" {
	service_server "data_dir $SITE/one" "service x {
		command $SITE/cgi-bin/act
		pass_env ACT
	}" 'setenv ACT out=old%0A&forever'
	wait_until runs x
	reload "data_dir $SITE/one" "service x {
		command $SITE/cgi-bin/act
		pass_env ACT
	}" 'setenv ACT out=new%0A&forever'
	assert_log 'service x.*: new'
	reload "data_dir $SITE/two" "service x {
		command $SITE/cgi-bin/act
		pass_env ACT
	}" 'setenv ACT out=new%0A&forever'
	wait_until started x 3
	wait_until runs x
}

@test "a reload ends what is no longer there, and starts what is new" {
	service_server "$(service x forever)"
	wait_until runs x
	reload "$(service y forever)"
	wait_until runs y
	wait_until _ended "$(pid_of x)"
	wait_until some_run 1
	reload "$(service x forever)" "$(service y forever)"
	wait_until some_run 2
	reload
	wait_until none_running
	refute_log ' err '
}

@test "a reload that fails changes nothing" {
	service_server "$(service x forever)"
	wait_until runs x
	reload "$(service x 'exit=1')" nonsense
	assert_log 'the configuration in force stays'
	runs x
	kill -9 "$(pid_of x)"
	wait_until started x 2
	refute_log 'exited 1'
}

@test "TERM, INT and QUIT end it" {
	local signal
	for signal in TERM INT QUIT; do
		rm -f "$SITE/marks"/*
		program heeds.sh <<-'EOT'
			#!/bin/sh
			trap 'echo bye; exit 0' TERM
			echo ready
			while :; do sleep 0.05; done
		EOT
		service_server "service x { command $SITE/cgi-bin/heeds.sh }" \
		    "$(service y forever)"
		assert_log 'service x.*: ready'
		server_signal $signal
		wait_server
		[ "$SERVER_EXIT" = 0 ]
		assert_log 'service x\[[0-9]+\]: bye'
		assert_log 'service x\[[0-9]+\] has ended'
		refute_log ' err '
		none_running
		stop_server
	done
}

@test "with what it has started" {
	service_server "$(service x 'spawn&out=on%0A&forever')"
	assert_log 'service x.*: on'
	server_signal TERM
	wait_server
	none_running
}

@test "one that ignores TERM is killed" {
	service_server "$(service x 'ignore=TERM&out=on%0A&forever')"
	assert_log 'service x.*: on'
	server_signal TERM
	wait_server
	[ "$SERVER_EXIT" = 0 ]
	assert_log ' warn .*service x\[[0-9]+\]: ignored TERM, killed'
	none_running
}

@test "one that is stopped holds nobody up, and hears TERM" {
	service_server "$(service x 'forever')"
	wait_until runs x
	kill -STOP "$(pid_of x)"
	reload 'timeout 5m' "$(service x 'forever')"
	assert_log 'generation 2 serves'
	server_signal TERM
	wait_server
	refute_log 'ignored TERM'
	none_running
}

@test "QUIT ends it once all requests are finished" {
	service_server "$(service x forever)"
	wait_until runs x
	raw_background c -t 15 \
	    "$(get '/cgi-bin/act?mark=on&wait=go&head&out=finished')"
	wait_mark on
	server_signal QUIT
	assert_log 'worker [0-9]+ has ended'
	runs x
	kill -9 "$(pid_of x)"		# it is still kept running
	wait_until started x 2
	mark go
	raw_join c
	assert_body finished
	wait_server
	[ "$SERVER_EXIT" = 0 ]
	assert_log 'service x\[[0-9]+\] has ended'
}

@test "it is ended with the master, however that dies" {
	is_linux || skip 'POSIX has no way to do that'
	service_server "$(service x 'ignore=TERM&out=on%0A&forever')"
	assert_log 'service x.*: on'
	kill -9 "$SERVER_PID"
	wait_server
	wait_until none_running
}

@test "so is one of another user" {
	is_linux || skip 'POSIX has no way to do that'
	[ "$(id -u)" = 0 ] || skip 'needs root'
	public=$(mktemp -d /tmp/preforkd.XXXXXX)
	chmod 755 "$public"
	cp "$ACT" "$public/act"
	service_server "service x { command $public/act; user nobody
		setenv ACT out=on%0A&forever }"
	assert_log 'service x.*: on'
	local pid
	pid=$(pid_of x)
	kill -9 "$SERVER_PID"
	wait_server
	wait_until _ended "$pid"
}

@test "one that cannot be started is explained, and tried again" {
	program broken <<-'EOT'
		#!/no/such/interpreter
	EOT
	service_server "service x { command $SITE/cgi-bin/broken }"
	assert_log ' err .*service x\[[0-9]+\]: cannot exec: the interpreter /no/such/interpreter named in its first line does not exist$'
	assert_log 'service x: is started again in 0\.5 s$'
	rm "$SITE/cgi-bin/broken"
	assert_log ' err .*service x\[0\]: cannot open: No such file'
	program broken <<-'EOT'
		#!/bin/sh
		echo mended
		exec sleep 100
	EOT
	assert_log 'service x.*: mended'
}

@test "a reload tries at once" {
	program broken <<-'EOT'
		exit 1
	EOT
	local conf="service x { command $SITE/cgi-bin/broken }"
	service_server "$conf"
	assert_log 'service x: is started again in 2\.0 s$'
	printf '#!/bin/sh\necho mended\nexec sleep 100\n' \
	    >"$SITE/cgi-bin/broken"
	local t
	t=$(now_ms)
	reload "$conf"
	assert_log 'service x.*: mended'
	(($(now_ms) - t < 1500))
}

@test "two services do not mind each other" {
	service_server "$(service x 'out=x%0A&forever')" \
	    "$(service y 'exit=1')"
	wait_until runs x
	assert_log 'service x.*: x'
	local pid
	pid=$(pid_of x)
	wait_until started y 3
	[ "$(pid_of x)" = "$pid" ]
	[ "$(said x)" = x ]
}

@test "the flood of one is bounded, and the server goes on" {
	service_server "$(service x 'errn=100000&out=done%0A&forever')"
	assert_log 'service x\[[0-9]+\]: [0-9]+ more lines dropped$'
	request GET /hello.txt
	assert_body hello
	(($(said x | wc -l) < 300))
}

@test "its bytes have no power over the log" {
	service_server "$(service x 'out=a%1B[0mb%0D%0A&forever')"
	assert_log 'service x.*: a\\x1b\[0mb\\x0d$'
}

@test "it may close its output and go on" {
	service_server "$(service x 'close=1&close=2&mark=on&forever')"
	wait_mark on
	runs x
	started x 2 && false
	request GET /hello.txt
	assert_body hello
}

@test "a worker has nothing of it" {
	service_server "$(service x 'forever')" 'workers 1'
	wait_until runs x
	local worker
	worker=$(server_workers)
	kill -9 "$worker"
	assert_log "worker $worker was killed"
	served() { request GET /hello.txt; }
	wait_until served
	runs x				# and check_server counts
}

@test "it does not count as a program of requests" {
	service_server "$(service x 'forever')" -l 'max_running 1; max_queue 0'
	wait_until runs x
	act 'head&out=fine'
	assert_body fine
}

@test "user makes it another one's" {
	[ "$(id -u)" = 0 ] || skip 'needs root'
	id nobody >/dev/null || skip 'needs the user nobody'
	local BATS_TEST_TMPDIR nobody
	nobody=$(id -u nobody)
	public=$(mktemp -d /tmp/preforkd.XXXXXX)
	BATS_TEST_TMPDIR=$public
	chmod 755 "$BATS_TEST_TMPDIR"
	make_site
	SERVER_DIR=
	service_server 'user nobody' "$(service x 'facts&forever')" \
	    "$(service y 'facts&forever' 'user root')"
	assert_log "service x\\[[0-9]+\\]: uid $nobody"
	assert_log 'service y\[[0-9]+\]: uid 0'
	grep -Eq "^Groups:	$(id -g nobody) *\$" \
	    "/proc/$(pid_of x)/status"
	stop_server
	SERVER_DIR=
	service_server "$(service x 'facts&forever' 'user nobody')" \
	    "$(service y 'facts&forever' "user nobody
		group $(id -gn)")"
	assert_log "service x\\[[0-9]+\\]: uid $nobody"
	assert_log "service y\\[[0-9]+\\]: uid $nobody"
	grep -Eq "^Gid:	$(id -g)	$(id -g)	" "/proc/$(pid_of y)/status"
	stop_server
}

@test "what root runs is nobody else's to change" {
	[ "$(id -u)" = 0 ] || skip 'needs root'
	id nobody >/dev/null || skip 'needs the user nobody'
	chown nobody "$SITE/cgi-bin/act"
	errors "user nobody
		service x { user root; command $SITE/cgi-bin/act }" \
	    '3: command: .*act runs as root and can be written by .*nobody'
	chown root "$SITE/cgi-bin/act"
	chmod 777 "$SITE/cgi-bin"
	errors "user nobody
		service x { user root; command $SITE/cgi-bin/act }" \
	    '3: command: the folder .*cgi-bin/ can be written by .*nobody'
}

@test "root does not run it for the world without being told to" {
	[ "$(id -u)" = 0 ] || skip 'needs root'
	local file=$BATS_TEST_TMPDIR/a.conf
	echo "listen 0.0.0.0:0
		service x { command $SITE/cgi-bin/act }" >"$file"
	run preforkd -t -c "$file"
	[ "$status" = 2 ]
	[[ $output == *'user www-data'* ]]
	echo "listen 0.0.0.0:0
		service x { user root; command $SITE/cgi-bin/act }" >"$file"
	preforkd -t -c "$file"
}

@test "-t looks for the program, and starts nothing" {
	local file=$BATS_TEST_TMPDIR/a.conf
	errors "service x { command $SITE/none }" \
	    "2: command: the program $SITE/none: No such file"
	errors "service x {
		command $SITE/www
	}" "3: command: $SITE/www is not a file: name a program"
	errors "service x { command $SITE/www/hello.txt }" \
	    "2: command: .*hello.txt is not executable: 'chmod \\+x"
	errors "service x { user no-such; command $SITE/cgi-bin/act }" \
	    "2: there is no such user or group: 'user no-such'"
	errors "service x { group no-such
		command $SITE/cgi-bin/act }" \
	    "2: there is no such user or group: .*group no-such"
	service x mark=on >"$file"
	preforkd -t -c "$file"
	run ! marked on
}

@test "only root makes it another one's" {
	[ "$(id -u)" != 0 ] || skip 'needs not to be root'
	errors "service x { user root; command $SITE/cgi-bin/act }" \
	    '2: only root can become'
}

@test "what is wrong in its block is told with the remedy" {
	errors 'service x { }' "2: .*no program: add the line 'command "
	errors 'service { command x }' '2: service takes one value'
	errors 'service x' '2: service needs a block: service grader {'
	errors 'service a/b { command x }' "2: 'a/b' is not the name of"
	errors 'service x { command a }
service x { command b }' "3: the service 'x' is given twice, first on line 2"
	errors "$(for i in {1..65}; do echo "service s$i { command x }"; done)" \
	    '66: more than 64 services'
}

@test "-T prints it" {
	local file=$BATS_TEST_TMPDIR/a.conf
	service x "out=a b" 'pass_env TZ' >"$file"
	preforkd -T -c "$file" >"$BATS_TEST_TMPDIR/one.conf"
	grep -qx 'service x {' "$BATS_TEST_TMPDIR/one.conf"
	grep -qx "	command $SITE/cgi-bin/act" "$BATS_TEST_TMPDIR/one.conf"
	preforkd -T -c "$BATS_TEST_TMPDIR/one.conf" |
	    cmp - "$BATS_TEST_TMPDIR/one.conf"
}
