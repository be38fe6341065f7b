#!/bin/bash
# bench.sh - how fast is preforkd, beside what this machine can do at all and
# beside other servers?  All in one run, since only such numbers compare.
#
# usage: bench.sh [rate | hold | big | busy | app | all]
#	rate	programs and files a second (the default)
#	hold	10,000 half-sent requests: latency beside them, memory for them
#	big	1 GB from a program and to one: rate, growth of the workers
#	busy	more programs that compute than processors: total time
#	app	a page of the framework beside a bare program that prints it
#
# Variables: SERVERS ROUNDS SECONDS_EACH LOADS CONNECTIONS COUNT HOLD_SERVER
# BIG_BYTES BUSY_REQUESTS APP_RUNS PREFORKD; QUICK=1 takes small ones for all.
# It needs wrk, curl and a compiler; servers that are not installed are left
# out.

set -u
here=$(cd "$(dirname "$0")" && pwd) || exit 1
# shellcheck source=tests/bench/servers.bash
. "$here/servers.bash"

preforkd=$(realpath "${PREFORKD:-$here/../../preforkd}")
if [ -n "${QUICK:-}" ]; then
	: "${ROUNDS:=1}" "${SECONDS_EACH:=1}" "${CONNECTIONS:=1 16}"
	: "${COUNT:=1000}" "${BIG_BYTES:=67108864}" "${BUSY_REQUESTS:=24}"
fi
: "${SERVERS:=preforkd lighttpd apache nginx}"
: "${ROUNDS:=3}" "${SECONDS_EACH:=3}"
: "${HOLD_SERVER:=preforkd}"
: "${LOADS:=static dynamic sh file}" "${CONNECTIONS:=1 16 64 256}"
: "${COUNT:=10000}" "${BIG_BYTES:=1073741824}" "${BUSY_REQUESTS:=96}"
: "${APP_RUNS:=5000}"

declare -A url=(
	[static]=/cgi-bin/hello-static [dynamic]=/cgi-bin/hello-dynamic
	[sh]=/cgi-bin/hello.sh [file]=/1k.html
)

prepare() {
	local static=musl-gcc

	for tool in wrk curl "${CC:=cc}"; do
		command -v "$tool" >/dev/null || die "$tool is not installed"
	done
	work=$(mktemp -d "${TMPDIR:-/tmp}/bench.XXXXXX") || exit 1
	trap finish EXIT
	trap 'exit 130' INT TERM
	# Apache drops root's rights and must still get there.
	chmod 755 "$work"
	mkdir "$work/www" "$work/cgi-bin" "$work/stream" "$work/spool"
	command -v "$static" >/dev/null || static=$CC
	build "$CC" rawlimit "$here/rawlimit.c"
	build "$CC" hold "$here/hold.c"
	build "$static" cgi-bin/hello-static "$here/prog/hello.c" -static
	build "$CC" cgi-bin/hello-dynamic "$here/prog/hello.c"
	build "$static" cgi-bin/big "$here/prog/big.c" -static
	build "$static" cgi-bin/busy "$here/prog/busy.c" -static
	cp "$here/prog/hello.sh" "$work/cgi-bin/"
	cp "$work/cgi-bin/big" "$work/stream/"
	head -c 1024 /dev/zero | tr '\0' x >"$work/www/1k.html"
	ulimit -n "$(ulimit -Hn)"
}

# build COMPILER OUTPUT SOURCE [FLAG]
build() {
	"$1" -std=c11 -D_POSIX_C_SOURCE=200809L -O2 ${4:+"$4"} \
		-o "$work/$2" "$3" || die "cannot build $3"
}

finish() {
	[ -z "${hold_in:-}" ] || exec {hold_in}>&-
	servers_stop
	rm -rf "$work"
}

# Starts what is wanted and installed; sets `servers` to those.
start_servers() {
	local name

	servers=()
	for name in $1; do
		server_start "$name" && servers+=("$name")
	done
	[ ${#servers[@]} -gt 0 ] || die "no server to measure"
}

# drive SERVER PATH CONNECTIONS: sets rate, p99 (ms) and errors.
drive() {
	local threads=2 out

	[ "$3" -gt 1 ] || threads=1
	out=$(wrk -t "$threads" -c "$3" -d "${SECONDS_EACH}s" --timeout 10s \
		-s "$here/report.lua" "http://127.0.0.1:${port[$1]}$2" 2>&1)
	read -r rate p99 errors < <(sed -n 's/^RESULT //p' <<<"$out")
	[ -n "${errors:-}" ] || die "wrk: $out"
}

median() {
	tr ' ' '\n' | sed '/^$/d' | sort -g |
		awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

ratio() {
	awk -v a="$1" -v b="$2" \
		'BEGIN { if (b > 0) printf "%.2f", a / b; else printf "-" }'
}

# One cell of the table: rounds in which the limit and all servers take turns.
measure() {
	local load=$1 conns=$2 round name
	local -A rates=() p99s=() bad=()

	for ((round = 0; round < ROUNDS; round++)); do
		if [ "$load" != file ]; then
			rates[limit]+=" $("$work/rawlimit" -t "$SECONDS_EACH" \
				"$work${url[$load]}")"
		fi
		for name in "${servers[@]}"; do
			drive "$name" "${url[$load]}" "$conns"
			rates[$name]+=" $rate"
			p99s[$name]+=" $p99"
			bad[$name]=$((${bad[$name]:-0} + errors))
		done
	done
	print_cell
}

print_cell() {
	local limit other name mine

	limit=$(median <<<"${rates[limit]:-}")
	other=$(median <<<"${rates[lighttpd]:-}")
	[ -z "$limit" ] || printf '%-8s %5s %-15s %9.0f\n' \
		"$load" "$conns" "(raw limit)" "$limit"
	for name in "${servers[@]}"; do
		mine=$(median <<<"${rates[$name]}")
		printf '%-8s %5s %-15s %9.0f %9s %11s %9.2f' \
			"$load" "$conns" "$name" "$mine" \
			"$(ratio "$mine" "${limit:-0}")" \
			"$(ratio "$mine" "${other:-0}")" \
			"$(median <<<"${p99s[$name]}")"
		[ "${bad[$name]}" -eq 0 ] ||
			printf '  %d errors' "${bad[$name]}"
		printf '\n'
	done
}

mode_rate() {
	local load conns

	start_servers "$SERVERS"
	printf '%-8s %5s %-15s %9s %9s %11s %9s\n' load conns server \
		per_sec of_limit of_lighttpd p99_ms
	for load in $LOADS; do
		for conns in $CONNECTIONS; do
			measure "$load" "$conns"
		done
	done
	servers_stop
}

# The resident size of a server's workers together, in bytes.
workers_rss() {
	local each

	for each in $(server_workers "$1"); do
		cat "/proc/$each/smaps_rollup"
	done | awk '/^Rss:/ { n += $2 } END { print n * 1024 }'
}

# hold_open COUNT [option...]: they stay until hold_close.
hold_open() {
	local count=$1 line

	shift
	coproc HOLD {
		exec "$work/hold" -n "$count" "$@" "${port[$HOLD_SERVER]}"
	}
	hold_in=${HOLD[1]} hold_out=${HOLD[0]} hold_pid=$!
	read -r line <&"$hold_out"
	[ "$line" = "holding $count" ] || die "hold: $line"
}

# Sets `kept` to the connections that the server had not closed.
hold_close() {
	exec {hold_in}>&-
	hold_in=
	read -r _ kept <&"$hold_out"
	wait "$hold_pid"
}

# p99 of programs and files beside what is held: sets cgi_p99 and file_p99.
latency() {
	local round cgi='' file=''

	for ((round = 0; round < ROUNDS; round++)); do
		drive "$HOLD_SERVER" "${url[static]}" 16
		cgi+=" $p99"
		drive "$HOLD_SERVER" "${url[file]}" 16
		file+=" $p99"
	done
	cgi_p99=$(median <<<"$cgi")
	file_p99=$(median <<<"$file")
}

# Bytes a connection: with COUNT held, less that with one.
memory() {
	local label=$1 one many

	shift
	hold_open 1 "$@"
	one=$(workers_rss "$HOLD_SERVER")
	hold_close
	hold_open "$COUNT" "$@"
	many=$(workers_rss "$HOLD_SERVER")
	hold_close
	printf '%-26s %6d bytes a connection, %d of %d kept\n' "$label" \
		$(((many - one) / COUNT)) "$kept" "$COUNT"
}

mode_hold() {
	local half='GET /cgi-bin/hello-static HTTP/1.1\r\nHost: local'
	local full='GET /1k.html HTTP/1.1\r\nHost: localhost\r\n\r\n'
	local cgi_free file_free

	# Memory first and on a fresh server each: pages once touched stay.
	start_servers "$HOLD_SERVER"
	memory "idle, nothing sent" -s ''
	server_stop "$HOLD_SERVER"
	start_servers "$HOLD_SERVER"
	memory "idle after an answer" -r -s "$full"
	server_stop "$HOLD_SERVER"
	start_servers "$HOLD_SERVER"
	memory "half a request" -s "$half"
	server_stop "$HOLD_SERVER"

	start_servers "$HOLD_SERVER"
	latency
	cgi_free=$cgi_p99 file_free=$file_p99
	hold_open "$COUNT" -s "$half"
	latency
	hold_close
	printf '%d half-sent requests, %d kept\n' "$COUNT" "$kept"
	set -- program "$cgi_free" "$cgi_p99" file "$file_free" "$file_p99"
	while [ $# -gt 0 ]; do
		printf '%-8s p99 %8.2f ms alone %8.2f ms beside (%s times)\n' \
			"$1" "$2" "$3" "$(ratio "$3" "$2")"
		shift 3
	done
	servers_stop
}

# The most that any worker ever held in memory, since it was last asked.
peak_reset() {
	local each

	for each in $(server_workers "$1"); do
		echo 5 >"/proc/$each/clear_refs"
	done
}

peak_total() {
	local each

	for each in $(server_workers "$1"); do
		cat "/proc/$each/status"
	done | awk '/^VmHWM:/ { n += $2 } END { print n * 1024 }'
}

# transfer SERVER LABEL PATH [curl option...]: rate and growth of one run.
transfer() {
	local name=$1 label=$2 path=$3 before after status seconds bytes
	local answer=/dev/null

	[ "$label" = download ] || answer=$work/answer
	shift 3
	peak_reset "$name"
	before=$(peak_total "$name")
	read -r status seconds bytes < <(curl -sS --max-time 600 \
		-o "$answer" -w '%{http_code} %{time_total} %{size_download}' \
		"$@" "http://127.0.0.1:${port[$name]}$path")
	after=$(peak_total "$name")
	printf '%-16s %-16s %s  %8.0f MB/s  workers grew by %d KB' \
		"$name" "$label" "$status" \
		"$(ratio "$((BIG_BYTES / 1000000))" "$seconds")" \
		$(((after - before) / 1024))
	case $label in
	upload*)
		[ "$(cat "$answer")" = "$BIG_BYTES" ] ||
			printf '  WRONG COUNT'
		;;
	download)
		[ "$bytes" = "$BIG_BYTES" ] || printf '  WRONG LENGTH'
		;;
	esac
	printf '\n'
}

mode_big() {
	local round name at

	start_servers "preforkd lighttpd lighttpd-stream"
	truncate -s "$BIG_BYTES" "$work/big-body"
	for name in "${servers[@]}"; do
		at=http://127.0.0.1:${port[$name]}/cgi-bin/big
		for ((round = 0; round < 16; round++)); do
			curl -sS -o /dev/null "$at?1024"
		done
	done
	for ((round = 0; round < ROUNDS; round++)); do
		for name in "${servers[@]}"; do
			transfer "$name" download "/cgi-bin/big?$BIG_BYTES"
		done
		for name in "${servers[@]}"; do
			transfer "$name" "upload" /cgi-bin/big \
				-T "$work/big-body" -H 'Expect:'
		done
		[ -z "${port[preforkd]:-}" ] || transfer preforkd \
			"upload, stream" /stream/big -T "$work/big-body"
	done
	servers_stop
}

# BUSY_REQUESTS runs, eight at a time: sets `took` to the seconds.
busy_run() {
	local begin=$EPOCHREALTIME bad

	bad=$(curl -sS --parallel --parallel-immediate --parallel-max 8 \
		-o /dev/null -w '%{http_code}\n' \
		"http://127.0.0.1:${port[$1]}/cgi-bin/busy?[1-$BUSY_REQUESTS]" \
		2>/dev/null | grep -vc '^200$')
	took=$(awk -v a="$begin" -v b="$EPOCHREALTIME" \
		'BEGIN { printf "%.2f", b - a }')
	[ "$bad" -eq 0 ] || note "$1: $bad requests failed"
}

mode_busy() {
	local round name
	local -A times=()

	start_servers "$SERVERS"
	for ((round = 0; round < ROUNDS; round++)); do
		for name in "${servers[@]}"; do
			busy_run "$name"
			times[$name]+=" $took"
		done
	done
	printf '%d programs of about 50 ms, 8 at a time\n' "$BUSY_REQUESTS"
	for name in "${servers[@]}"; do
		printf '%-16s %8.2f s\n' "$name" \
			"$(median <<<"${times[$name]}")"
	done
	servers_stop
}

# The answer of a program as a program in C that does nothing else.
bare_source() {
	echo '#include <stdio.h>'
	echo 'int main(void) { return fputs('
	sed 's/\\/\\\\/g; s/"/\\"/g; s/\r$/\\r/; s/.*/"&\\n"/'
	echo ', stdout) < 0; }'
}

mode_app() {
	local hello=$here/../../cgi-bin/hello static=musl-gcc
	local run=(env -i GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET
		SCRIPT_NAME=/cgi-bin/hello SERVER_PROTOCOL=HTTP/1.1
		QUERY_STRING= REMOTE_ADDR=127.0.0.1 HTTP_HOST=localhost:8080
		'HTTP_ACCEPT=text/html,*/*' HTTP_ACCEPT_ENCODING=gzip
		DOCUMENT_ROOT=/srv PATH=/usr/bin:/bin)

	command -v "$static" >/dev/null || static=$CC
	build "$CC" cpu "$here/cpu.c"
	"${run[@]}" "$hello" | bare_source >"$work/bare.c"
	build "$static" bare "$work/bare.c" -static
	cmp <("${run[@]}" "$hello") <("${run[@]}" "$work/bare") || exit 1
	echo "processor time of a start and an answer, median of $APP_RUNS runs"
	"${run[@]}" "$work/cpu" "$APP_RUNS" "$work/bare" "$hello"
}

main() {
	local mode

	case ${1:-rate} in
	rate | hold | big | busy | app)
		set -- "${1:-rate}"
		;;
	all)
		set -- rate busy hold big app
		;;
	*)
		sed -n '5,10s/^# \{0,1\}//p' "$0" >&2
		exit 2
		;;
	esac
	prepare
	for mode; do
		"mode_$mode"
	done
}

main "$@"
