#!/usr/bin/env bats
# tutor: help in class, and remarks on wrong answers, by the shell.

tutor=$BATS_TEST_DIRNAME/../cgi-bin/tutor

setup() {
	export DATA_DIR=$BATS_TEST_TMPDIR/data
	export TUTOR_COURSES=$BATS_TEST_TMPDIR/courses
	mkdir -p "$DATA_DIR" "$TUTOR_COURSES/small"
	facts 'help: on'
	printf 'user,name,email,role,section,extra\n%s\n' ann,Ann,,student,, \
	    >"$TUTOR_COURSES/small/roster.csv"
	printf 'bob,Bob,,student,,\n' >>"$TUTOR_COURSES/small/roster.csv"
	printf 't%d,T,,assistant,,\n' 1 2 3 4 5 6 7 8 \
	    >>"$TUTOR_COURSES/small/roster.csv"
	printf 'title: One\n\n::: number n\nHow many?\n= 8\n:::\n' \
	    >"$TUTOR_COURSES/small/10.one.md"
}

facts() {
	printf 'title: Small\nzone: UTC\nstaff: teacher\n%s\n' "$1" \
	    >"$TUTOR_COURSES/small/course"
}

# as USER METHOD PATH [NAME=VALUE]...: 0 unless the answer is an error.
as() {
	local user=$1 method=$2 path=$3

	shift 3
	"$tutor" "$method" "/c/small$path" -u "$user" "$@"
}

@test "check knows help:" {
	run "$tutor" check small
	[ "$status" -eq 0 ]
	facts 'help: off'
	run "$tutor" check small
	[ "$status" -eq 0 ]
	facts 'help: maybe'
	run "$tutor" check small
	[ "$status" -eq 1 ]
	[[ $output == *'small/course:4:'*'on off'* ]]
	facts 'hlep: on'
	run "$tutor" check small
	[ "$status" -eq 1 ]
	[[ $output == *'help'* ]]
}

@test "of the staff that takes somebody at once one has him" {
	local i pids=() took=0

	as ann POST /help/one/n do=ask text=here
	for i in {1..8}; do
		as "t$i" POST /staff/help do=take of=1 >/dev/null 2>&1 3>&- &
		pids+=($!)
	done
	for i in "${pids[@]}"; do
		if wait "$i"; then
			took=$((took + 1))
		fi
	done
	[ "$took" -eq 1 ]
	[ "$(grep -c '"k":"take"' "$DATA_DIR/tutor/c/small/help.log")" -eq 1 ]
	run as ann GET /help
	[[ $output == *'<strong>T</strong> comes to you'* ]]
}

@test "who asks at once from two windows has one place" {
	local i pids=()

	for i in {1..6}; do
		as ann POST /help do=ask text="$i" >/dev/null 2>&1 3>&- &
		pids+=($!)
	done
	for i in "${pids[@]}"; do
		wait "$i"
	done
	[ "$(grep -c '"k":"ask"' "$DATA_DIR/tutor/c/small/help.log")" -eq 1 ]
}

@test "students see nothing of the staff's queue, nor change it" {
	as ann POST /help do=ask
	run as bob GET /staff/help
	[ "$status" -eq 1 ]
	[[ $output != *Ann* ]]
	for how in take back "done"; do
		run as bob POST /staff/help do="$how" of=1
		[ "$status" -eq 1 ]
	done
	run as bob POST /help do=leave
	[ "$(wc -l <"$DATA_DIR/tutor/c/small/help.log")" -eq 1 ]
	run as bob POST /staff/stats/one/n answer=7 text=No
	[ "$status" -eq 1 ]
	[ ! -e "$DATA_DIR/tutor/c/small/staff.log" ]
}

@test "what is typed into the queue is text" {
	as ann POST /help/one do=ask text='<script>alert(1)</script>"'\'
	run as t1 GET /staff/help
	[[ $output == *'&lt;script&gt;alert(1)'* ]]
	[[ $output != *'<script>alert'* ]]
	run as ann GET /help
	[[ $output == *'&lt;script&gt;alert(1)'* ]]
	[[ $output != *'<script>alert'* ]]
}

@test "a torn record of the queue is set aside, and verify reads it" {
	local log=$DATA_DIR/tutor/c/small/help.log

	as ann POST /help do=ask
	run "$tutor" verify small
	[ "$status" -eq 0 ]
	printf 'W1 2 17' >>"$log"
	as bob POST /help do=ask
	[ -s "$log.torn" ]
	[ "$(grep -c . "$log")" -eq 2 ]
	sed -i 's/"by":"ann"/"by":"eve"/' "$log"
	run "$tutor" verify small
	[ "$status" -eq 1 ]
	[[ $output == *help.log* ]]
}

@test "a remark is told to who gave the answer, and taken back" {
	local where=/staff/stats/one/n before

	as ann POST /q/one/n do=submit a-n=7 nonce=aa >/dev/null
	as bob POST /q/one/n do=submit a-n=8 nonce=aa >/dev/null
	before=$("$tutor" grades small)
	as teacher POST $where answer=7 text='One **short** <script>x</script>'
	run as ann GET /p/one/
	[[ $output == *'From the staff'*'<strong>short</strong>'* ]]
	[[ $output != *'<script>x'* ]]
	run as bob GET /p/one/
	[[ $output != *'From the staff'* ]]
	[ "$("$tutor" grades small)" = "$before" ]
	as teacher POST $where answer=7 off=1
	run as ann GET /p/one/
	[[ $output != *'From the staff'* ]]
	[ "$(grep -c '"k":"remark"' "$DATA_DIR/tutor/c/small/staff.log")" -eq 2 ]
}

@test "the line that a remark offers can be pasted" {
	local line

	as ann POST /q/one/n do=submit a-n=7 nonce=aa >/dev/null
	as teacher POST /staff/stats/one/n answer=7 text='One : short' \
	    >/dev/null
	line=$(as teacher GET /staff/stats/one/n |
	    sed -n 's/.*<code>\(~ 7 : .*\)<\/code>.*/\1/p')
	[ "$line" = "~ 7 : One \: short" ]
	printf '%s\n' "$line" >"$BATS_TEST_TMPDIR/line"
	sed -i "/^= 8\$/r $BATS_TEST_TMPDIR/line" \
	    "$TUTOR_COURSES/small/10.one.md"
	run "$tutor" check small
	[ "$status" -eq 0 ]
	as bob POST /q/one/n do=submit a-n=7 nonce=aa >/dev/null
	run as bob GET /q/one/n
	[[ $output == *'One : short'* ]]
}

@test "a remark that is refused says why" {
	as bob POST /q/one/n do=submit a-n=4
	run as teacher POST /staff/stats/one/n answer=4 text=$'a\001b'
	[ "$status" -ne 0 ]
	[[ $output == *'The text must not hold control characters.'* ]]
	run as teacher POST /staff/stats/one/n answer=4 \
	    text="$(printf '%02001d' 7)"
	[ "$status" -ne 0 ]
	[[ $output == *'The text '*2000*'.'* ]]
	[ ! -e "$DATA_DIR/tutor/c/small/staff.log" ]
}
