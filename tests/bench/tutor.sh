#!/bin/bash
# tutor.sh - how fast is the tutor?  Each figure stands beside what it is to be
# measured against, taken in the same run.
#
# usage: tutor.sh [view | send | book]...
#	view	a page seen by who has RECORDS records, and by who has none
#	send	answers a second of STUDENTS at once, and records a second that
#		as many processes, and one, put on the disk
#	book	the gradebook of USERS users and QUESTIONS questions, when
#		nothing was read before, and again
#
# Variables: RECORDS STUDENTS ANSWERS USERS QUESTIONS B.  It needs curl and a
# compiler, and what `make all tools` builds.

set -u
here=$(cd "$(dirname "$0")" && pwd) || exit 1
root=$(cd "$here/../.." && pwd) || exit 1
tutor=$root/cgi-bin/tutor
: "${RECORDS:=1000}" "${STUDENTS:=32}" "${ANSWERS:=30}"
: "${USERS:=500}" "${QUESTIONS:=200}"

# shellcheck source=tests/helpers.bash
. "$root/tests/helpers.bash"

work=$(mktemp -d "${TMPDIR:-/tmp}/bench.XXXXXX") || exit 1
finish() {
	stop_server TERM
	rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM
export TMPDIR=$work TUTOR_COURSES=$work/courses DATA_DIR=$work/data

# course NAME QUESTIONS: one page of them.
course() {
	local i at=$TUTOR_COURSES/$1

	mkdir -p "$at" "$DATA_DIR"
	printf 'title: %s\nstaff: teacher\n' "$1" >"$at/course"
	echo user,name,email,role,section,extra >"$at/roster.csv"
	for ((i = 1; i <= $2; i++)); do
		printf '\n::: text q%d\nWhat?\n= this\n:::\n' "$i"
	done | sed '1i title: Page' >"$at/10.page.md"
}

# roster COURSE N
roster() {
	seq "$2" | sed 's/.*/s&,Student &,,student,,/' \
		>>"$TUTOR_COURSES/$1/roster.csv"
}

# Every call is a program of its own, as behind the server.
answer() {
	"$tutor" POST "/c/$1/q/page/$2" -u "$3" do=submit "nonce=$5" \
		"a-$2=$4" >/dev/null || exit 1
}

# milliseconds COUNT COMMAND...: the median of its runs.
milliseconds() {
	local count=$1 i begin

	shift
	for ((i = 0; i < count; i++)); do
		begin=${EPOCHREALTIME/./}
		"$@" >/dev/null || exit 1
		echo $((${EPOCHREALTIME/./} - begin))
	done | sort -n | awk '{ v[NR] = $1 }
		END { printf "%.2f\n", v[int((NR + 1) / 2)] / 1000 }'
}

over() {
	awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'
}

# A log of so many answers; who knows how often one may answer in a minute?
fill_log() {
	local i

	for ((i = 0; i < $3; i++)); do
		[ $((i % 35)) -ne 0 ] || rm -f "$DATA_DIR/tutor/throttle"
		answer "$1" "q$((i % $4 + 1))" "$2" "text $i" \
			"$(printf '%06x' "$i")"
	done
}

mode_view() {
	local none many page=/c/view/p/page/

	course view 10
	roster view 2
	answer view q1 s1 first 00
	fill_log view s2 "$RECORDS" 10
	milliseconds 20 "$tutor" GET "$page" -u s2 >/dev/null
	none=$(milliseconds 300 "$tutor" GET "$page" -u s1)
	many=$(milliseconds 300 "$tutor" GET "$page" -u s2)
	printf 'a page beside %d records: %s ms, beside one: %s ms: ' \
		"$RECORDS" "$many" "$none"
	printf '%s times (wanted: 2 at most)\n' "$(over "$many" "$none")"
}

accounts() {
	# shellcheck disable=SC2016  # that shell's own
	seq "$STUDENTS" | xargs -P 4 -I @ sh -c \
		'echo "password $2" | "$1" user create "s$2"' - "$tutor" @ \
		>/dev/null
}

# Adds to `one` and `disk`: before and after, since others use the disk, too.
disk_rates() {
	one+=" $("$work/fsyncs" 1 1 "$work")"
	disk+=" $("$work/fsyncs" "$STUDENTS" 1 "$work")"
}

mean() {
	awk '{ for (i = 1; i <= NF; i++) n += $i / NF; printf "%.0f", n }' \
		<<<"$1"
}

mode_send() {
	local disk='' one='' rate said

	${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -O2 \
		-o "$work/fsyncs" "$here/fsyncs.c" || exit 1
	course send 1
	roster send "$STUDENTS"
	accounts
	start_server "data_dir \"$DATA_DIR\"" \
		"location /cgi-bin/tutor {
			cgi \"$tutor\"
			setenv TUTOR_COURSES \"$TUTOR_COURSES\"
		}"
	disk_rates
	said=$("${RAWHTTP%/*}/students" -o -n "$STUDENTS" -a "$ANSWERS" \
		"$SERVER_PORT" send page q1)
	disk_rates
	rate=$(awk '$1 == "ack" { n++ }
		$1 == "took" { printf "%.0f", n / $2 }' <<<"$said")
	printf '%s answers a second of %d students at once; the disk: ' \
		"$rate" "$STUDENTS"
	printf '%s for one, %s for as many: %s and %s (wanted: 0.7)\n' \
		"$(mean "$one")" "$(mean "$disk")" \
		"$(over "$rate" "$(mean "$one")")" \
		"$(over "$rate" "$(mean "$disk")")"
	stop_server
}

# Neither caches of ours, nor (where dd can do that) of the system.
forget() {
	rm -rf "$DATA_DIR/tutor/c/book/idx"
	find "$DATA_DIR" "$TUTOR_COURSES" -type f -exec \
		dd if={} iflag=nocache count=0 status=none \; 2>/dev/null
}

mode_book() {
	local i cold warm logs=$DATA_DIR/tutor/c/book/u
	local get=("$tutor" GET /c/book/staff/gradebook -u teacher)

	course book "$QUESTIONS"
	roster book "$USERS"
	fill_log book s1 "$QUESTIONS" "$QUESTIONS"
	for ((i = 2; i <= USERS; i++)); do
		cp "$logs/s1.log" "$logs/s$i.log"
	done
	sync
	forget
	cold=$(milliseconds 1 "${get[@]}")
	warm=$(milliseconds 15 "${get[@]}")
	printf 'gradebook of %d users and %d questions: %s ms at first ' \
		"$USERS" "$QUESTIONS" "$cold"
	printf '(wanted: 1000), then %s ms (wanted: 100)\n' "$warm"
}

[ $# -gt 0 ] || set -- view send book
for mode; do
	case $mode in
	view | send | book)	"mode_$mode" ;;
	*)	sed -n '5,11s/^# \{0,1\}//p' "$0" >&2
		exit 2 ;;
	esac
done
