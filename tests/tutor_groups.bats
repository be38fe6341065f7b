#!/usr/bin/env bats
# tutor: partners, by the shell: one process for each request.

bats_require_minimum_version 1.5.0

tutor=$BATS_TEST_DIRNAME/../cgi-bin/tutor

setup() {
	local name

	export DATA_DIR=$BATS_TEST_TMPDIR/data
	export TUTOR_COURSES=$BATS_TEST_TMPDIR/courses
	mkdir -p "$DATA_DIR" "$TUTOR_COURSES/small"
	printf 'title: Small\nzone: UTC\nstaff: teacher\n' \
	    >"$TUTOR_COURSES/small/course"
	printf 'user,name,email,role,section,extra\n' \
	    >"$TUTOR_COURSES/small/roster.csv"
	for name in ann bob carl dora; do
		printf '%s,%s,,student,,\n' "$name" "${name^}" \
		    >>"$TUTOR_COURSES/small/roster.csv"
	done
	page 'groups: 2'
	logs=$DATA_DIR/tutor/c/small/u
}

# page HEAD: the only one of the course.
page() {
	printf 'title: One\n%s\n\n' "$1" >"$TUTOR_COURSES/small/10.one.md"
	printf '::: number n points=4 tries=3\nHow many?\n= 8\n:::\n\n%s\n' \
	    $'::: essay e points=2\nSay it.\n:::' \
	    >>"$TUTOR_COURSES/small/10.one.md"
}

# group USER FIELD...: what the form of the box sends.
group() {
	"$tutor" POST /c/small/group/one -u "$1" "${@:2}"
}

answer() {
	"$tutor" POST /c/small/q/one/n -u "$1" do=submit a-n="$2" "${@:3}"
}

pair() {
	group ann do=invite who=bob >/dev/null
	group bob do=accept who=ann seen=0 >/dev/null
}

# The only log of a group that there is.
group_log() {
	local found=("$logs"/+*.log)

	[ "${#found[@]}" -eq 1 ]
	printf '%s' "${found[0]}"
}

@test "of many answers of two partners at once the tries count for both" {
	local i pids=()

	pair
	for i in {1..12}; do
		answer ann "1$i" nonce="a$i" >/dev/null 3>&- &
		pids+=($!)
		answer bob "2$i" nonce="b$i" >/dev/null 3>&- &
		pids+=($!)
	done
	wait "${pids[@]}" || :
	[ "$(grep -c '"k":"submit"' "$(group_log)")" -eq 3 ]
	run -1 grep -l '"k":"submit"' "$logs"/ann.log "$logs"/bob.log
	run "$tutor" GET /c/small/p/one/ -u bob
	[[ $output == *'All tries are used'* ]]
}

@test "of two who say yes at once one has the place" {
	local i pids=()

	for i in bob carl dora; do
		group ann do=invite who="$i" >/dev/null
	done
	for i in bob carl dora; do
		group "$i" do=accept who=ann seen=0 >/dev/null 3>&- &
		pids+=($!)
	done
	wait "${pids[@]}" || :
	[ "$(grep -c '"k":"group"' "$DATA_DIR/tutor/c/small/staff.log")" -eq 1 ]
}

@test "two who say yes to each other at once do not wait for each other" {
	local i pids=()

	group ann do=invite who=bob >/dev/null
	group bob do=invite who=ann >/dev/null
	for i in 1 2 3 4; do
		group ann do=accept who=bob seen=0 >/dev/null 3>&- &
		pids+=($!)
		group bob do=accept who=ann seen=0 >/dev/null 3>&- &
		pids+=($!)
	done
	wait "${pids[@]}" || :
	[ "$(grep -c '"k":"group"' "$DATA_DIR/tutor/c/small/staff.log")" -eq 1 ]
}

@test "nobody leaves while an answer is on its way" {
	local i

	for i in 1 2 3 4 5 6; do
		rm -rf "$DATA_DIR"
		mkdir "$DATA_DIR"
		pair
		answer ann 8 >/dev/null 3>&- &
		group bob do=leave >/dev/null || :
		wait $! || :
		# Either he left before, or there is an answer and he is in it.
		if grep -q '"off":true' "$DATA_DIR/tutor/c/small/staff.log"
		then
			run "$tutor" GET /c/small/p/one/ -u bob
			[[ $output == *'you work alone'* ]]
			[[ $output != *'Handed in by'* ]]
		else
			run "$tutor" GET /c/small/p/one/ -u bob
			[[ $output == *'Handed in by Ann'* ]]
		fi
	done
}

@test "the gradebook has both partners, and the grader what is theirs once" {
	pair
	answer ann 8 >/dev/null
	run "$tutor" grades small
	[[ ${lines[1]} == 'ann,Ann,,4,'* ]]
	[[ ${lines[2]} == 'bob,Bob,,4,'* ]]
	[[ ${lines[3]} == 'carl,Carl,,,'* ]]
	run "$tutor" grades small --long
	[ "${#lines[@]}" -eq 3 ]
	page $'groups: 2\ndue: 2026-01-02'
	run "$tutor" regrade small -n
	[[ $output == 'answers: 1,'* ]]
}

@test "verify reads the logs of groups, and a receipt is the group's" {
	local page receipt

	pair
	answer ann 8 >/dev/null
	page=$("$tutor" GET /c/small/p/one/ -u bob)
	receipt=$(grep -o 'R1 small [^<]*' <<<"$page" | head -1)
	[[ $receipt == 'R1 small %2B'* ]]
	run "$tutor" verify small "$receipt"
	[ "$status" -eq 0 ]
	[[ $output == *'group g'*'The log has it'* ]]
	run "$tutor" verify small
	[ "$status" -eq 0 ]
	sed -i 's/"score":1/"score":0/' "$(group_log)"
	run "$tutor" verify small
	[ "$status" -eq 1 ]
	[[ $output == *'u/+'* ]]
}

@test "a group that was killed while it was made is there or not" {
	local n ann bob

	for n in 0 1 2 3 4 5 6 7 8 9; do
		rm -rf "$DATA_DIR"
		mkdir "$DATA_DIR"
		group ann do=invite who=bob >/dev/null
		"$tutor" POST /c/small/group/one -u bob do=accept who=ann \
		    seen=0 >/dev/null 2>&1 3>&- &
		sleep "0.00$n"
		kill -9 $! 2>/dev/null || :
		wait $! 2>/dev/null || :
		run "$tutor" GET /c/small/p/one/ -u ann
		[[ $output == *'you, Bob <'* ]] && ann=1 || ann=0
		run "$tutor" GET /c/small/p/one/ -u bob
		[[ $output == *'Ann, you <'* ]] && bob=1 || bob=0
		[ "$ann" -eq "$bob" ]
		[ "$ann" -eq 1 ] ||
		    group bob do=accept who=ann seen=0 >/dev/null
		answer ann 8 >/dev/null
		run "$tutor" grades small
		[[ ${lines[2]} == 'bob,Bob,,4,'* ]]
		run -0 "$tutor" verify small
	done
}

@test "a name that is that of a group is no user's" {
	run "$tutor" user create +1
	[ "$status" -ne 0 ]
	run -0 "$tutor" check small
	printf '+1,Evil,,student,,\n' >>"$TUTOR_COURSES/small/roster.csv"
	run -1 "$tutor" check small
	[[ $output == *'roster.csv:6'* ]]
}

@test "check says what groups cannot be" {
	page 'groups: 1'
	run -1 "$tutor" check small
	[[ $output == *'10.one.md:2: groups takes'* ]]
	page $'groups: 2\ntimed: 30m'
	run -1 "$tutor" check small
	[[ $output == *'10.one.md:2: groups: '* ]]
	page 'groups: 2'
	pair
	answer ann 8 >/dev/null
	page 'release: 2026-01-01'
	run "$tutor" check small
	[[ $output == *'has no line groups:'* ]]
	run "$tutor" grades small
	[[ ${lines[2]} == 'bob,Bob,,4,'* ]]
}

@test "partners have the same questions of a bank" {
	local dir=$TUTOR_COURSES/small n ann bob

	for n in {1..40}; do
		printf '\n::: text q%d tries=2\nASK-%d\n= yes\n:::\n' "$n" "$n"
	done >"$dir/bank.many.md"
	printf 'title: One\ngroups: 2\n\n::: draw w from=many count=6\n:::\n' \
	    >"$dir/10.one.md"
	ann=$("$tutor" GET /c/small/p/one/ -u ann | grep -o 'ASK-[0-9]*')
	bob=$("$tutor" GET /c/small/p/one/ -u bob | grep -o 'ASK-[0-9]*')
	[ "$ann" != "$bob" ]
	pair
	ann=$("$tutor" GET /c/small/p/one/ -u ann | grep -o 'ASK-[0-9]*')
	bob=$("$tutor" GET /c/small/p/one/ -u bob | grep -o 'ASK-[0-9]*')
	[ "$ann" = "$bob" ]
	[ "$(wc -l <<<"$ann")" -eq 6 ]
}

@test "a try of a drawn question is counted against a group" {
	local dir=$TUTOR_COURSES/small n

	for n in {1..40}; do
		printf '\n::: text q%d tries=2\nASK-%d\n= yes\n:::\n' "$n" "$n"
	done >"$dir/bank.many.md"
	printf 'title: One\ngroups: 2\n\n::: draw w from=many count=3\n:::\n' \
	    >"$dir/10.one.md"
	group ann do=invite who=bob >/dev/null
	n=$("$tutor" GET /c/small/p/one/ -u ann | grep -o 'ASK-[0-9]*' |
	    head -1)
	"$tutor" POST "/c/small/q/one/w.q${n#ASK-}" -u ann do=submit \
	    "a-w.q${n#ASK-}=no" >/dev/null
	run group bob do=accept who=ann seen=0
	[[ $output == *'One of you has used tries'* ]]
}

@test "an exam that is made later is no work of those whom a pattern joins" {
	"$tutor" POST /c/small/staff/groups -u teacher 'page=*' 'who=ann bob' \
	    into=new >/dev/null
	run "$tutor" GET /c/small/p/one/ -u bob
	[[ $output == *'Ann, you <'* ]]
	sed 's/^groups: 2/timed: 30m/' "$TUTOR_COURSES/small/10.one.md" \
	    >"$TUTOR_COURSES/small/20.exam.md"
	"$tutor" POST /c/small/begin/exam -u ann >/dev/null
	"$tutor" POST /c/small/q/exam/n -u ann do=submit a-n=8 >/dev/null
	grep -q '"page":"exam".*"score":1' "$logs/ann.log"
	run -1 compgen -G "$logs/+*.log"
	"$tutor" POST /c/small/begin/exam -u bob >/dev/null
	run "$tutor" GET /c/small/p/exam/ -u bob
	[[ $output == *'3 tries left'* ]]
	[[ $output != *'Handed in by'* ]]
	run "$tutor" grades small
	[[ ${lines[2]} == 'bob,Bob,,,,'* ]]
}
