#!/usr/bin/env bats
# tutor_load: a class sends in everything twice and at once, while workers,
# programs, the grader and the master are killed.  SCALE=full has 200 students,
# SCALE=small 10.

load helpers

tutor=$BATS_TEST_DIRNAME/../cgi-bin/tutor
students=${RAWHTTP%/*}/students
given=5				# answers to each question, of which 3 count
case ${SCALE-} in
full)	class=200 kills=200 patience=400 pause=2000 ;;
small)	class=10 kills=16 patience=120 pause=300 ;;
*)	class=40 kills=40 patience=120 pause=600 ;;
esac

setup_file() {
	export BATS_TEST_TIMEOUT=900
}

setup() {
	port='' killed=0
	make_course "$BATS_TEST_TMPDIR/courses"
	make_conf "$BATS_TEST_TMPDIR/server.conf"
	start_server -c "$BATS_TEST_TMPDIR/server.conf"
	export DATA_DIR=$SERVER_DIR/data
	make_accounts
}

teardown() {
	[[ -z ${class_pid-} ]] || kill "$class_pid" 2>/dev/null || true
	stop_server
}

make_course() {
	export TUTOR_COURSES=$1
	cp -R "$BATS_TEST_DIRNAME/../apps/tutor/courses" "$1"
	cat >"$1/demo/90.rush.md" <<-'EOT'
		title: Rush

		::: text word tries=3
		Say something.
		= echo 1
		:::

		::: code program lang=sh tries=3
		Print 2.
		--- test two
		in:
		out: 2
		:::
	EOT
}

make_conf() {
	sed -e "s|^base_dir .*|base_dir $BATS_TEST_DIRNAME/..|" \
	    -e "s|TUTOR_COURSES .*|TUTOR_COURSES \"$TUTOR_COURSES\"|" \
	    "$BATS_TEST_DIRNAME/../etc/server.conf" >"$1"
}

make_accounts() {
	seq "$class" | sed 's/.*/s&,Student &,,student,,/' \
	    >>"$TUTOR_COURSES/demo/roster.csv"
	# shellcheck disable=SC2016  # that shell's own
	seq "$class" | xargs -P 4 -I @ sh -c \
	    'echo "password $2" | "$1" user create "s$2"' - "$tutor" @ \
	    >/dev/null
}

# One of the words, by chance.
any_of() {
	(($# == 0)) || eval "echo \${$((RANDOM % $# + 1))}"
}

grader() {
	sed -n 's/.*service grader\[\([0-9]*\)\] starts$/\1/p' \
	    "$SERVER_ERROR_LOG" | tail -n 1
}

# A program runs for some milliseconds: look often, and be quick.
# shellcheck disable=SC2016  # for another shell, which bats does not trace
hunt='for ((i = 0; i < 300; i++)); do
	for worker; do
		read -r pid rest <"/proc/$worker/task/$worker/children"
		[[ -z $pid ]] || ! kill -9 "$pid" || exit 0
	done 2>/dev/null
	((i % 10 != 0)) || sleep 0.001
done
exit 1'

kill_program() {
	# shellcheck disable=SC2046  # one word a pid
	if bash -c "$hunt" - $(server_workers); then
		killed=$((killed + 1))
	fi
}

# None of them can do anything about it.
kill_one() {
	local pids

	case $1 in
	worker)		pids=$(server_workers) ;;
	grader)		pids=$(grader) ;;
	esac
	# shellcheck disable=SC2086  # one word a pid
	pids=$(any_of $pids)
	if [[ -n $pids ]] && kill -9 "$pids" 2>/dev/null; then
		killed=$((killed + 1))
	fi
}

# What the master leaves behind ends by itself, and another one takes over.
kill_master() {
	local tree pid

	port=$SERVER_PORT
	tree=$(_tree "$SERVER_PID")
	kill -9 "$SERVER_PID"
	wait "$SERVER_PID" 2>/dev/null || true
	# Without the means of Linux a service outlives a master that is killed.
	for pid in $tree; do
		wait_until -t 3 _ended "$pid" || kill -9 "$pid" || true
	done
	sed -i.old "s/127\.0\.0\.1:0/127.0.0.1:$port/" \
	    "$SERVER_DIR/preforkd.conf"
	launch_server
	killed=$((killed + 1))
}

kill_at_random() {
	local i

	for ((i = 1; i <= kills; i++)); do
		_ended "$class_pid" && break
		case $((i % 8)) in
		2)	kill_one worker ;;
		5)	kill_one grader ;;
		*)	kill_program ;;
		esac
		((i != kills / 2)) || kill_master
		sleep "0.0$((RANDOM % 9))"
	done
}

logs() {
	printf '%s\n' "$DATA_DIR"/tutor/c/demo/u/s*.log
}

# All records, the name of the user in front.
records() {
	local log

	for log in $(logs); do
		sed "s/^/$(basename "$log" .log) /" "$log"
	done
}

# "USER QUESTION NONCE" of all that is recorded.
recorded() {
	records | sed -n 's/^\([^ ]*\) .*{"k":"submit".*"q":"\([a-z]*\)".*'\
'"nonce":"\([0-9a-f]*\)".*/\1 \2 \3/p'
}

# "USER SEQ" of the programs that were sent in, and of those with a grade.
programs_sent() {
	records | sed -n 's/^\([^ ]*\) W1 \([0-9]*\) .*{"k":"submit".*'\
'"q":"program".*/\1 \2/p' | sort
}

programs_graded() {
	records | sed -n 's/^\([^ ]*\) W1 .*{"k":"grade","of":\([0-9]*\),.*'\
'/\1 \2/p' | sort
}

all_graded() {
	[[ $(programs_sent) == "$(programs_graded | uniq)" ]]
}

said() {
	sed -n "s/^$1 //p" "$BATS_TEST_TMPDIR/said"
}

@test "a class at once, and everything killed: nothing is lost or counts twice" {
	"$students" -n "$class" -a "$given" -p "$pause" -s "$patience" \
	    "$SERVER_PORT" demo rush word program >"$BATS_TEST_TMPDIR/said" 3>&- &
	class_pid=$!
	wait_until -t "$patience" grep -q ready "$BATS_TEST_TMPDIR/said"
	kill_at_random
	wait "$class_pid"
	class_pid=

	# Everybody got an answer to everything in the end.
	[ "$killed" -gt 0 ]
	[ -z "$(said out)" ]
	[ -z "$(said lost)" ]
	[ "$(wc -l <"$BATS_TEST_TMPDIR/said")" -eq \
	    $((class * given * 2 + 2)) ]

	# What was taken is there; three of each, and no form twice.
	[ -z "$(comm -23 <(said ack | sort -u) <(recorded | sort))" ]
	[ "$(said ack | wc -l)" -eq $((class * 3 * 2)) ]
	[ "$(recorded | wc -l)" -eq $((class * 3 * 2)) ]
	[ -z "$(recorded | sort | uniq -d)" ]
	[ -z "$(recorded | cut -d ' ' -f 1,2 | sort | uniq -c |
	    awk '$1 != 3')" ]

	# Whole lines, and no gap between them.
	[ -z "$(records | awk '$1 != user { n = 0 }
	    { user = $1 } $2 != "W1" || $3 != ++n')" ]

	"$tutor" verify demo

	! grep -q 'code answers wait' "$SERVER_ERROR_LOG" ||
	    skip 'there is no box here'
	wait_until -t "$patience" all_graded
	sleep 1
	[ "$(programs_sent)" = "$(programs_graded)" ]
}
