# helpers.bash - test HTTP endpoints with bats and a preforkd of your own.
#
#	load path/to/tests/helpers
#	setup()    { start_server 'location /cgi-bin/ { cgi_bin ../cgi-bin }'; }
#	teardown() { stop_server; }
#	@test "hello greets" {
#		request GET /cgi-bin/hello
#		assert_status 200
#		assert_body_contains Hello
#	}
#
# start_server    a server on a free port of the loopback, see below
# stop_server     end it, and fail when it left anything behind
# request         send one well-formed request      -> $status $headers $body
# raw             send exactly these bytes          -> the same, and $output
# visit, submit   a page with a form, and the form  -> the same, $cookie $token
# assert_*        about the last answer, or about the server's logs
# wait_until      poll until a command succeeds
#
# Like bats' own `run`, `request` and `raw` set $status (here the status of
# the answer, "" when none came): the last of them to be called wins.
# The assertions do not look at $status but at what the last request or raw
# got, so a `run` in between does them no harm.  Do not write `run request`:
# it would set the variables in a shell that is gone afterwards.
#
# Needs bats-core, and preforkd and rawhttp as `make all tools` builds them:
# $PREFORKD names the server (default: preforkd beside the tests folder),
# $RAWHTTP the client (default: tool/rawhttp beside the server, or below its
# build folder).  $PREFORKD_WRAP may hold a command to run the server under.
#
# shellcheck shell=bash
# shellcheck disable=SC2034  # the variables set here are for the tests

_helpers_dir=${BASH_SOURCE[0]%/*}
_helpers_dir=$(cd "$_helpers_dir" && pwd)

: "${SERVER_WAIT:=10}"		# seconds that anything here is waited for

# The first of the names that is a program.
_first_program() {
	local at

	for at; do
		if [[ -x $at && ! -d $at ]]; then
			printf '%s' "$at"
			return
		fi
	done
}

_find_tools() {
	[[ -n ${PREFORKD-} ]] ||
	    PREFORKD=$(_first_program ${B:+"$B/preforkd"} \
		"$_helpers_dir/../preforkd")
	[[ -n ${RAWHTTP-} ]] ||
	    RAWHTTP=$(_first_program "${PREFORKD%/*}/tool/rawhttp" \
		${B:+"$B/tool/rawhttp"} \
		"$_helpers_dir"/../build/*/tool/rawhttp \
		"$_helpers_dir/tool/rawhttp")
	export PREFORKD RAWHTTP
}
_find_tools

# --- small things ----------------------------------------------------------

_complain() {
	printf '%s\n' "$@" >&2
	return 1
}

# wait_until [-t SECONDS] COMMAND...: poll until it succeeds.
wait_until() {
	local limit=$SERVER_WAIT deadline

	if [[ $1 == -t ]]; then
		limit=$2
		shift 2
	fi
	deadline=$((SECONDS + limit))
	until "$@" >/dev/null 2>&1; do
		if ((SECONDS > deadline)); then
			_complain "after $limit s still not true: $*"
			return 1
		fi
		sleep 0.02
	done
}

# A process that nobody has waited for (a zombie) has ended too.
_ended() {
	local stat

	kill -0 "$1" 2>/dev/null || return 0
	{ read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
	[[ ${stat##*) } == Z* ]]
}

# Every process as "pid parent (name)", one a line.  (Loops are left to awk and
# sed here and below: bats traces every command of the shell, which is slow.)
_processes() {
	if [[ -r /proc/self/stat ]]; then
		cat /proc/[0-9]*/stat 2>/dev/null |
		    sed -n \
			's/^\([0-9]*\) \((.*)\) [^Z] \([0-9]*\) .*/\1 \3 \2/p'
	else
		ps -e -o pid= -o ppid= -o comm=
	fi
}

# The processes below a pid.
_tree() {
	_processes | awk -v root="$1" '
		{ parent[$1] = $2 }
		END {
			for (pid in parent) {
				p = pid
				while (p in parent && p != root)
					p = parent[p]
				if (p == root && pid != root)
					printf "%s ", pid
			}
		}'
}

# The workers: the master's children that are no services.
server_workers() {
	_processes | awk -v master="$SERVER_PID" '
		{
			pid = $1
			parent = $2
			$1 = $2 = ""
		}
		pid == master { name = $0 }
		parent == master { child[++n] = pid; names[n] = $0 }
		END {
			for (i = 1; i <= n; i++)
				if (names[i] == name)
					print child[i]
		}'
}

server_has_workers() {
	local pids

	pids=$(server_workers)
	# shellcheck disable=SC2086  # one word a pid
	set -- "$1" $pids
	(($# - 1 == $1))
}

# --- configuration ---------------------------------------------------------

# Read a configuration and print it without the outermost directives named in
# $1; or, with -w, only the first words of its outermost directives (that of
# `listen ADDRESS stream` is given as "stream").
_outermost() {
	awk -v drop=" $1 " '
		{
			bare = $0
			sub(/#.*/, "", bare)
			if (depth == 0) {
				split(bare, word)
				dropping = word[1] != "" &&
				    index(drop, " " word[1] " ") > 0
				if (word[1] == "listen" && word[3] == "stream")
					word[1] = "stream"
				if (drop == " -w " && word[1] != "")
					printf " %s", word[1]
			}
			depth += gsub(/\{/, "", bare) - gsub(/\}/, "", bare)
			if (drop != " -w " && !dropping)
				print
		}
		END {
			if (drop == " -w ")
				printf " "
		}'
}

# The value of an outermost directive of a text, or a default.
_value() {
	local name=$1 text=$2 first rest

	while read -r first rest; do
		if [[ $first == "$name" ]]; then
			printf '%s' "$rest"
			return
		fi
	done <<<"$text"
	printf '%s' "$3"
}

# Directives of ours that the text does not have itself.
_defaults() {
	local said name rest

	said=$(_outermost -w <<<"$1")
	while read -r name rest; do
		[[ $said == *" $name "* ]] || printf '%s %s\n' "$name" "$rest"
	done <<-EOT
		base_dir "${BATS_TEST_DIRNAME:-$PWD}"
		listen 127.0.0.1:0
		workers 2
		document_root "$SERVER_DIR/www"
		data_dir "$SERVER_DIR/data"
		spool_dir "$SERVER_DIR/spool"
		pid_file "$SERVER_DIR/run/preforkd.pid"
		access_log "$SERVER_DIR/log/access.log" combined
		error_log "$SERVER_DIR/log/error.log" info
	EOT
}

# A file as it is, but listening and logging where the tests want it.
_adapt_file() {
	local dir base

	dir=$(cd "$(dirname "$1")" && pwd)
	base=$(_value base_dir "$(<"$1")" .)
	base=${base%%[[:blank:]#]*}
	[[ $base == /* ]] || base=$dir/$base
	printf 'base_dir "%s"\n' "$base"
	_outermost "base_dir listen pid_file data_dir spool_dir access_log \
error_log user group" <"$1"
}

_cgi_location() {
	printf 'location /cgi-bin/ { cgi_bin "%s" }' "$1"
}

_config_text() {
	local OPTIND=1 OPTARG opt text='' add

	while getopts c:d: opt; do
		case $opt in
		c)	text+=$(_adapt_file "$OPTARG")$'\n' ;;
		d)	text+="document_root \"$OPTARG\""$'\n'
			[[ ! -d $OPTARG/cgi-bin ]] ||
			    text+=$(_cgi_location "$OPTARG/cgi-bin")$'\n' ;;
		*)	return 1 ;;
		esac
	done
	shift $((OPTIND - 1))
	for add in "$@"; do
		[[ $add == - ]] && add=$(cat)
		text+=$add$'\n'
	done
	_defaults "$text"
	printf '%s' "$text"
}

# write_config: as start_server, but only (re)writes the file of the running
# server, for a reload.
write_config() {
	_config_text "$@" >"$SERVER_DIR/preforkd.conf"
}

# --- the server ------------------------------------------------------------

_ready() {
	local n

	[[ -r $SERVER_ERROR_LOG ]] || return 1
	n=$(grep -c 'listening on ' "$SERVER_ERROR_LOG") || return 1
	((n >= $1))
}

_ready_or_ended() {
	_ready "$1" || _ended "$SERVER_PID"
}

# The descriptors of the workers: the most that one has, and the most that are
# folders (opened with O_PATH).
_count_fds() {
	local pid

	for pid in $(server_workers); do
		# shellcheck disable=SC2012  # it shows links and their modes
		ls -l "/proc/$pid/fd" 2>/dev/null | awk '
			/ -> / { $1 ~ /^l-----/ ? folders++ : others++ }
			END { print others + 0, folders + 0 }'
	done | awk '
		$1 > others { others = $1 }
		$2 > folders { folders = $2 }
		END { print others + 0, folders + 0 }'
}

# Remember how many there are while nothing happens.  Folders that the
# configuration names are opened when they are first asked for.
_note_fds() {
	local now before='' i named

	[[ -d /proc/self/fd ]] || return 0
	for ((i = 0; i < 100; i++)); do
		now=$(_count_fds)
		[[ $now == "$before" ]] && break
		before=$now
		sleep 0.01
	done
	named='(document_root|alias|cgi_bin|cgi|error_page)[[:blank:]]'
	named=$(grep -cE "$named" "$SERVER_DIR/preforkd.conf") || true
	echo "${now% *} $((${now#* } + named))" >"$SERVER_DIR/fds"
}

# start_server [-c FILE] [-d DIR] [TEXT | -]...
#
# Starts a server on a free port and waits until it accepts.  -c: with the
# configuration FILE, except for where it listens, logs, spools and keeps
# data; -d: serving DIR and DIR/cgi-bin; TEXT: lines of configuration, `-`
# reads them from standard input.  What they do not say has defaults: two
# workers, an empty document_root ($SERVER_DIR/www), base_dir the folder of
# the test file.  Sets SERVER_PID SERVER_DIR SERVER_PORT SERVER_ADDR
# SERVER_URL SERVER_ACCESS_LOG SERVER_ERROR_LOG, and SERVER_STREAM: the first
# address of a `listen ADDRESS stream`.  May stand in setup_file.
start_server() {
	local tmp=${BATS_TEST_TMPDIR:-${BATS_FILE_TMPDIR:-${TMPDIR:-/tmp}}}

	[[ -x $PREFORKD && -x $RAWHTTP ]] ||
	    _complain "no server (${PREFORKD:-preforkd}) or no client" \
		"(${RAWHTTP:-rawhttp}): make all tools" || return
	SERVER_DIR=$(mktemp -d "$tmp/server.XXXXXX")
	mkdir "$SERVER_DIR"/{www,run,log}
	write_config "$@" || return 1
	launch_server
}

# launch_server: start with the configuration in $SERVER_DIR as it is.
launch_server() {
	local conf=$SERVER_DIR/preforkd.conf text listeners

	text=$(<"$conf")
	SERVER_ERROR_LOG=$(_log_path error_log "$text")
	SERVER_ACCESS_LOG=$(_log_path access_log "$text")
	SERVER_EXIT=
	listeners=$(_outermost -w <<<"$text" | tr ' ' '\n' |
	    grep -cE '^(listen|stream)$') || true
	# shellcheck disable=SC2086  # a command with its arguments
	${PREFORKD_WRAP-} "$PREFORKD" -c "$conf" </dev/null \
	    >"$SERVER_DIR/stdout" 2>>"$SERVER_DIR/stderr" 3>&- 4>&- &
	SERVER_PID=$!
	wait_until _ready_or_ended "$listeners"
	if ! _ready "$listeners"; then
		_complain "the server does not start:" \
		    "$(cat "$SERVER_DIR/stderr" "$SERVER_ERROR_LOG" 2>&1)"
		kill -9 "$SERVER_PID" 2>/dev/null || true
		SERVER_PID=
		return 1
	fi
	SERVER_ADDR=$(_listening '[^u][^ ]*')
	SERVER_STREAM=$(_listening '[^u][^ ]* (stream)')
	SERVER_PORT=${SERVER_ADDR##*:}
	SERVER_URL=http://$SERVER_ADDR
	_note_fds
	export SERVER_DIR SERVER_PID SERVER_ADDR SERVER_PORT SERVER_URL \
	    SERVER_STREAM SERVER_ERROR_LOG SERVER_ACCESS_LOG
}

# The address of the first listener whose ready line ends like that.
_listening() {
	local line

	line=$(sed -n "s/.*listening on \\($1\\)\$/\\1/p" "$SERVER_ERROR_LOG")
	line=${line%%$'\n'*}
	printf %s "${line%% *}"
}

_log_path() {
	local value

	value=$(_value "$1" "$2" '')
	value=${value#\"}
	value=${value%%[\"[:blank:]]*}
	[[ $value == stderr ]] && value=$SERVER_DIR/stderr
	printf '%s' "$value"
}

server_signal() {
	kill -s "$1" "$SERVER_PID"
}

# wait_server: wait for the end of the server; sets SERVER_EXIT.
wait_server() {
	[[ -n ${SERVER_EXIT-} ]] && return
	wait_until _ended "$SERVER_PID" || return 1
	SERVER_EXIT=0
	wait "$SERVER_PID" || SERVER_EXIT=$?
}

_fds_settled() {
	local others folders now

	read -r others folders <"$SERVER_DIR/fds" || return 0
	now=$(_count_fds)
	((${now% *} <= others && ${now#* } <= folders))
}

_fd_report() {
	local pid

	echo "at the start (others, folders): $(<"$SERVER_DIR/fds")"
	for pid in $(server_workers); do
		echo "worker $pid now:"
		ls -l "/proc/$pid/fd"
	done
}

# check_server: it runs, and its workers hold no more descriptors than at the
# start (seen on Linux only).
check_server() {
	kill -0 "$SERVER_PID" 2>/dev/null ||
	    _complain "the server is gone" "$(tail "$SERVER_ERROR_LOG")" ||
	    return 1
	[[ -s $SERVER_DIR/fds ]] || return 0
	wait_until -t 4 _fds_settled 2>/dev/null ||
	    _complain "descriptors leaked" "$(_fd_report)"
}

_any_alive() {
	local pid

	for pid in $1; do
		_ended "$pid" || return 0
	done
	return 1
}

_none_alive() {
	! _any_alive "$1"
}

# Processes that run in, or from, the folders of this test, or were started
# with a file in them: programs and workers whose parents are gone.
_strays() {
	local root=${BATS_TEST_TMPDIR:-${BATS_FILE_TMPDIR:-$SERVER_DIR}} path

	# shellcheck disable=SC2010,SC2062  # one process for all the links
	{
		ls -ld /proc/[0-9]*/cwd /proc/[0-9]*/exe 2>/dev/null |
		    grep -F -e "$root/" -e "$SERVER_DIR" |
		    sed 's/.*[0-9] \//\//'
		printf '%s\n' "$SERVER_DIR/" |
		    grep -laF -f - /proc/[0-9]*/cmdline 2>/dev/null
	} | while read -r path; do
		path=${path#/proc/}
		case ${path%%/*} in
		"$$" | "${BASHPID-}" | "$PPID" | self) ;;
		*)	printf '%s %s\n' "${path%%/*}" "${path##* }" ;;
		esac
	done
	return 0
}

_no_strays() {
	[[ -z $(_strays) ]]
}

_left_behind() {
	local tree=$1 strays

	wait_until -t 4 _none_alive "$tree" 2>/dev/null || {
		echo "processes left: $tree"
		# shellcheck disable=SC2086  # one word a pid
		kill -9 $tree 2>/dev/null
	}
	wait_until -t 3 _no_strays 2>/dev/null || {
		strays=$(_strays)
		echo "processes left: $strays"
		while read -r pid _; do
			kill -9 "$pid" 2>/dev/null
		done <<<"$strays"
	}
	[[ -z $(ls -A "$SERVER_DIR/spool") ]] ||
	    echo "files left in spool_dir: $(ls -A "$SERVER_DIR/spool")"
	grep -a -h -A 40 -e 'ERROR: .*Sanitizer' -e 'runtime error:' \
	    "$SERVER_DIR/stderr" "$SERVER_ERROR_LOG" 2>/dev/null | head -n 60
	return 0
}

_show_logs() {
	local f

	for f in "$SERVER_DIR/stderr" "$SERVER_ERROR_LOG" "$SERVER_ACCESS_LOG"
	do
		[[ -s $f ]] || continue
		echo "--- last lines of ${f##*/}"
		tail -n 25 "$f"
	done
}

# stop_server [SIGNAL]
#
# Ends the server (QUIT: what runs may finish) and fails unless it exits with
# 0 and leaves no process, no descriptor and no spooled file.  After a test
# that failed it shows the end of the logs.
stop_server() {
	local signal=${1:-QUIT} tree='' problems=''

	[[ -n ${SERVER_PID-} ]] || return 0
	if [[ -z ${SERVER_EXIT-} ]]; then
		problems+=$(check_server 2>&1) || problems+=$'\n'
		tree=$(_tree "$SERVER_PID")
		kill -s "$signal" "$SERVER_PID" 2>/dev/null || true
		if ! wait_server 2>/dev/null; then
			problems+="does not end after $signal"$'\n'
			kill -9 "$SERVER_PID" || true
			wait_server 2>/dev/null || true
		fi
		((SERVER_EXIT == 0)) ||
		    problems+="exit status $SERVER_EXIT"$'\n'
	fi
	problems+=$(_left_behind "${tree-}")
	SERVER_PID=
	[[ -z $problems && -n ${BATS_TEST_COMPLETED-1} ]] || _show_logs
	[[ -z $problems ]] || _complain "$problems"
}

# --- requests --------------------------------------------------------------

_answer_dir() {
	local tmp=${BATS_TEST_TMPDIR:-${BATS_FILE_TMPDIR:-${TMPDIR:-/tmp}}}

	printf '%s/answer.%s' "$tmp" "$1"
}

_result_names=(complete cut timeout refused reset invalid)

# Read what the client wrote about the answers into the variables.
_load_answer() {
	local dir=$1 code=$2 line

	raw_status=$code
	result=${_result_names[$code]:-usage}
	output=$(tr -d '\0' <"$dir/raw" 2>/dev/null) || output=
	statuses=$(cut -d ' ' -f 1 "$dir/list")
	statuses=${statuses//$'\n'/ }
	body_file=$dir/body
	headers=$(tr -d '\r\0' <"$dir/head")
	body=$(tr -d '\0' <"$dir/body")
	line=${headers%%$'\n'*}
	read -r _ status _ <<<"$line" || status=
	_status=$status
	headers=${headers#"$line"}
	headers=${headers#$'\n'}
}

_prepare_answer() {
	rm -rf "$1"
	mkdir -p "$1"
	: >"$1/list"
	: >"$1/head"
	: >"$1/body"
}

# raw [rawhttp options] PIECE...
#
# Sends the pieces as they are (\r \n \0 \xHH are escapes) and waits for one
# answer, or for as many as -n says (-n 0: until the server closes).  Sets
# $output (all bytes received), $result (complete cut timeout refused reset
# invalid), $statuses (of all answers, in order), and of the last answer
# $status $headers $body $body_file.  Never fails itself.
raw() {
	local dir code=0 _args=() _pieces=() _addr

	dir=$(_answer_dir last)
	_prepare_answer "$dir"
	_raw_options "$@" || return 1
	"$RAWHTTP" -o "$dir" "${_args[@]}" "$_addr" "${_pieces[@]}" \
	    >"$dir/raw" 2>"$dir/error" 3>&- || code=$?
	_load_answer "$dir" "$code"
	[[ $result != usage ]] || _complain "$(<"$dir/error")"
}

# Sort the arguments of raw into _args, _addr and _pieces.
_raw_options() {
	local OPTIND=1 OPTARG='' opt

	_addr=${SERVER_ADDR-}
	_args=(-t 5)
	while getopts n:mt:d:es:wxb:f:g:k:l:c:j:pqa: opt; do
		case $opt in
		a)	_addr=$OPTARG ;;
		\?)	return 1 ;;
		*)	_args+=("-$opt")
			[[ -z ${OPTARG-} ]] || _args+=("$OPTARG") ;;
		esac
		OPTARG=
	done
	shift $((OPTIND - 1))
	(($# > 0)) || _complain "raw: nothing to send" || return 1
	_pieces=("$@")
}

# raw_background NAME [as raw]...: the same, going on beside the test.
# raw_output NAME: what came so far.  raw_join NAME: wait, then set the
# variables as raw does.  raw_kill NAME: end the client, as if it crashed.
raw_background() {
	local name=$1 dir _args=() _pieces=() _addr

	shift
	dir=$(_answer_dir "$name")
	_prepare_answer "$dir"
	_raw_options "$@" || return 1
	"$RAWHTTP" -o "$dir" "${_args[@]}" "$_addr" "${_pieces[@]}" \
	    >"$dir/raw" 2>"$dir/error" 3>&- 4>&- &
	echo $! >"$dir/pid"
}

raw_output() {
	cat "$(_answer_dir "$1")/raw"
}

raw_has() {
	grep -aq -e "$2" "$(_answer_dir "$1")/raw"
}

raw_join() {
	local dir code=0

	dir=$(_answer_dir "$1")
	wait "$(<"$dir/pid")" || code=$?
	_load_answer "$dir" "$code"
}

raw_kill() {
	local pid

	pid=$(<"$(_answer_dir "$1")/pid")
	# Waited for, or the shell would tell about its death in between.
	{
		kill -9 "$pid"
		wait "$pid"
	} 2>/dev/null || true
}

# raw_stop NAME: begin no further round of -c; then raw_join.
raw_stop() {
	kill -s TERM "$(<"$(_answer_dir "$1")/pid")"
}

# request METHOD PATH [options]
#
#	-H 'Name: value'   one more field (repeatable)
#	-d TEXT  -f FILE  -g N     a body: text, a file, N generated bytes
#	-k SIZE  send the body in chunks of SIZE instead of with its length
#	-0       as HTTP/1.0          -a ADDR  another server, or unix:PATH
#	-t SEC   wait for that long (5)
#
# Sends one request, with Host and `Connection: close` unless -H gives others.
# Sets $status $headers $body $body_file; fails when no whole answer came.
request() {
	local method=$1 path=$2 OPTIND=1 OPTARG opt
	local version=1.1 fields='' length='' chunked='' send=() dir code=0
	local addr=${SERVER_ADDR-} head

	shift 2
	dir=$(_answer_dir last)
	_prepare_answer "$dir"
	while getopts H:d:f:g:k:0a:t: opt; do
		case $opt in
		H)	fields+=${OPTARG//\\/\\\\}'\r\n' ;;
		d)	printf %s "$OPTARG" >"$dir/sent"
			send+=(-f "$dir/sent")
			length=$(($(wc -c <"$dir/sent"))) ;;
		f)	send+=(-f "$OPTARG")
			length=$(($(wc -c <"$OPTARG"))) ;;
		g)	send+=(-g "$OPTARG")
			length=$OPTARG ;;
		k)	send+=(-k "$OPTARG")
			chunked=1 ;;
		0)	version=1.0 ;;
		a)	addr=$OPTARG ;;
		t)	send+=(-t "$OPTARG") ;;
		*)	return 64 ;;
		esac
	done
	[[ $method == HEAD ]] && send+=(-m)
	_has_field Host "$fields" || fields="Host: $(_host "$addr")\r\n$fields"
	_has_field Connection "$fields" || fields+='Connection: close\r\n'
	[[ -n $chunked ]] && fields+='Transfer-Encoding: chunked\r\n'
	[[ -z $chunked && -n $length ]] && fields+="Content-Length: $length\r\n"
	head="$method ${path//\\/\\\\} HTTP/$version\r\n$fields\r\n"
	"$RAWHTTP" -o "$dir" "${send[@]+"${send[@]}"}" "$addr" "$head" \
	    >"$dir/raw" 2>"$dir/error" 3>&- || code=$?
	_load_answer "$dir" "$code"
	[[ $result == complete ]] ||
	    _complain "$method $path: $result$(sed 's/^/, /' "$dir/error")" \
		"${output:0:500}"
}

_has_field() {
	local list="\\r\\n$2"

	shopt -s nocasematch
	[[ $list == *"\\r\\n$1:"* ]]
	set -- $?
	shopt -u nocasematch
	return "$1"
}

_host() {
	[[ $1 == unix:* ]] && set -- localhost
	printf %s "$1"
}

# header NAME: the values of that field in the last answer, one a line.
header() {
	local line name=$1 found=1

	shopt -s nocasematch
	while IFS= read -r line; do
		[[ $line == "$name:"* ]] || continue
		line=${line#*:}
		line=${line#"${line%%[![:blank:]]*}"}
		printf '%s\n' "${line%"${line##*[![:blank:]]}"}"
		found=0
	done <<<"$headers"
	shopt -u nocasematch
	return $found
}

# --- forms ------------------------------------------------------------------

# Add the cookies of the last answer to $cookie: a new value takes the place of
# the old one, one that ends at once is gone.
_keep_cookies() {
	cookie=$({
		tr ';' '\n' <<<"${cookie-}"
		header Set-Cookie || true
	} | awk -F ';' '
		{
			sub(/^ +/, "")
			end = index($1, "=")
			if (end == 0)
				next
			name = substr($1, 1, end - 1)
			if (!(name in pair))
				names[++n] = name
			pair[name] = tolower($0) ~ /max-age=0/ ? "" : $1
		}
		END {
			for (i = 1; i <= n; i++) {
				if (pair[names[i]] == "")
					continue
				printf "%s%s", between, pair[names[i]]
				between = "; "
			}
		}')
}

# visit PATH [request options]
#
# GET a page as a browser does: cookies that were set before are sent, new ones
# are kept in $cookie, and $token is that of the form on the page ("" if none).
visit() {
	local path=$1

	shift
	request GET "$path" ${cookie:+-H "Cookie: $cookie"} "$@"
	_keep_cookies
	token=$(sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' <<<"$body" |
	    head -n 1)
}

# Each byte as %XX: nothing needs to be known about what may stand bare.
_urlencode() {
	printf %s "$1" | od -An -v -tx1 | tr -d '\n' | tr ' ' %
}

_form_urlencoded() {
	local pair and=''

	for pair; do
		printf '%s%s=%s' "$and" "${pair%%=*}" \
		    "$(_urlencode "${pair#*=}")"
		and='&'
	done
}

_form_multipart() {
	local pair name value

	for pair; do
		name=${pair%%=*} value=${pair#*=}
		printf -- '--form-data-boundary\r\nContent-Disposition: '
		printf 'form-data; name="%s"' "$name"
		if [[ $value == @* ]]; then
			printf '; filename="%s"\r\n\r\n' "${value##*/}"
			cat "${value#@}"
		else
			printf '\r\n\r\n%s' "$value"
		fi
		printf '\r\n'
	done
	printf -- '--form-data-boundary--\r\n'
}

# submit PATH [NAME=VALUE]... [request options]
#
# POST a form with the $token and the $cookie of the page visited last.  A
# VALUE of @FILE uploads a file.  The answer to a form is usually a 303:
# `visit "$(header Location)"` goes on.
submit() {
	local path=$1 type=application/x-www-form-urlencoded pairs=() sent

	shift
	sent=$(_answer_dir form)
	[[ -z ${token-} ]] || pairs+=("csrf=$token")
	while (($# > 0)) && [[ $1 != -* ]]; do
		pairs+=("$1")
		[[ ${1#*=} != @* ]] ||
		    type='multipart/form-data; boundary=form-data-boundary'
		shift
	done
	if [[ $type == multipart/* ]]; then
		_form_multipart ${pairs[@]+"${pairs[@]}"}
	else
		_form_urlencoded ${pairs[@]+"${pairs[@]}"}
	fi >"$sent"
	request POST "$path" -f "$sent" -H "Content-Type: $type" \
	    ${cookie:+-H "Cookie: $cookie"} "$@"
	_keep_cookies
}

# --- assertions about the last answer --------------------------------------

_answer_wrong() {
	_complain "$@" "--- the answer ($result):" "status $_status" \
	    "$headers" "" "${body:0:2000}"
}

assert_status() {
	[[ $_status == "$1" ]] ||
	    _answer_wrong "status is \"$_status\", not $1"
}

# assert_statuses '200 200 404': of all answers of the last raw.
assert_statuses() {
	[[ $statuses == "$1" ]] ||
	    _answer_wrong "statuses are \"$statuses\", not \"$1\""
}

# assert_result complete|cut|timeout|refused|reset|invalid
assert_result() {
	[[ $result == "$1" ]] || _answer_wrong "the end is \"$result\", not $1"
}

# assert_header NAME [VALUE | =~ REGEX]: exactly one such field, and so.
assert_header() {
	local value

	value=$(header "$1") ||
	    _answer_wrong "no header $1" || return 1
	case $# in
	1)	;;
	2)	[[ $value == "$2" ]] ||
		    _answer_wrong "$1 is \"$value\", not \"$2\"" ;;
	*)	[[ $value =~ $3 ]] ||
		    _answer_wrong "$1 is \"$value\", not like $3" ;;
	esac
}

refute_header() {
	! header "$1" >/dev/null ||
	    _answer_wrong "there is a header $1"
}

# assert_body TEXT: the whole body, without newlines at the end.
assert_body() {
	[[ $body == "$1" ]] || _answer_wrong "the body is not \"$1\""
}

assert_body_contains() {
	[[ $body == *"$1"* ]] || _answer_wrong "the body has no \"$1\""
}

refute_body_contains() {
	[[ $body != *"$1"* ]] || _answer_wrong "the body has \"$1\""
}

assert_body_matches() {
	[[ $body =~ $1 ]] || _answer_wrong "the body is not like $1"
}

# assert_body_line LINE: one line of the body is exactly that.
assert_body_line() {
	[[ $'\n'$body$'\n' == *$'\n'"$1"$'\n'* ]] ||
	    _answer_wrong "the body has no line \"$1\""
}

# assert_body_file FILE: byte by byte.
assert_body_file() {
	cmp "$body_file" "$1"
}

# --- assertions about the logs ---------------------------------------------

# log_lines: the error log without its ready lines.
log_lines() {
	grep -av 'listening on ' "$SERVER_ERROR_LOG" || true
}

access_lines() {
	cat "$SERVER_ACCESS_LOG"
}

# assert_log REGEX, assert_access REGEX (extended): a line like that is in the
# error log, in the access log, or comes soon.
assert_log() {
	wait_until -t 4 grep -aEq -e "$1" "$SERVER_ERROR_LOG" 2>/dev/null ||
	    _complain "no line like \"$1\" in the error log:" \
		"$(tail -n 30 "$SERVER_ERROR_LOG")"
}

refute_log() {
	! grep -aE -e "$1" "$SERVER_ERROR_LOG" >&2
}

assert_access() {
	wait_until -t 4 grep -aEq -e "$1" "$SERVER_ACCESS_LOG" 2>/dev/null ||
	    _complain "no line like \"$1\" in the access log:" \
		"$(tail -n 30 "$SERVER_ACCESS_LOG")"
}

_access_count_is() {
	(($(wc -l <"$SERVER_ACCESS_LOG") == $1))
}

# assert_access_count N: the access log has N lines, now or soon.
assert_access_count() {
	wait_until -t 4 _access_count_is "$1" 2>/dev/null ||
	    _complain "not $1 lines in the access log:" "$(access_lines)"
}
