#!/usr/bin/env bats
# tutor: its words of the shell, and a student's way through the sample course.

load helpers

tutor=$BATS_TEST_DIRNAME/../cgi-bin/tutor

setup_file() {
	export BATS_TEST_TIMEOUT=120
	start_server -c "$BATS_TEST_DIRNAME/../etc/server.conf"
}

teardown_file() {
	stop_server
}

setup() {
	cookie='' token=''
	export DATA_DIR=$BATS_TEST_TMPDIR/data
	export TUTOR_COURSES=$BATS_TEST_TMPDIR/courses
	mkdir "$TUTOR_COURSES"
}

# A course of one page with one question: attributes, and its lines.
course() {
	mkdir -p "$TUTOR_COURSES/small"
	printf 'title: Small\nzone: UTC\nregister: open\nstaff: teacher\n' \
	    >"$TUTOR_COURSES/small/course"
	printf 'user,name,email,role,section,extra\nann,Ann,,student,,\n' \
	    >"$TUTOR_COURSES/small/roster.csv"
	printf 'title: One\n\n::: number n %s\nHow many?\n= 8\n%s\n:::\n' \
	    "$1" "${2-}" >"$TUTOR_COURSES/small/10.one.md"
}

answer() {
	"$tutor" POST /c/small/q/one/n -u ann do=submit "$@"
}

# newcomer NAME: with an account, in the sample course.
newcomer() {
	visit /cgi-bin/tutor/register
	assert_status 200
	submit /cgi-bin/tutor/register user="$1" name="Some $1" email= code= \
	    password=hunter22x password_again=hunter22x
	assert_status 303
	visit /cgi-bin/tutor/c/demo
	submit /cgi-bin/tutor/c/demo/join
	assert_status 303
}

# The text of one question of the last page.
question() {
	sed -n "/id=\"q-$1\"/,/<\/section>/p" <<<"$body"
}

nonce() {
	question "$1" | sed -n 's/.*name="nonce" value="\([^"]*\)".*/\1/p'
}

@test "the sample course has no mistakes" {
	TUTOR_COURSES=$BATS_TEST_DIRNAME/../apps/tutor/courses \
	    run "$tutor" check demo
	[ "$status" -eq 0 ]
	[[ $output == *'no mistakes'* ]]
}

@test "the shell and the views of the tutor are sound" {
	run "$tutor" --check
	[ "$status" -eq 0 ]
	run "$tutor" help
	[ "$status" -eq 0 ]
	[[ $output == *'tutor check COURSE'* ]]
	run "$tutor" dance
	[ "$status" -eq 2 ]
}

@test "a new course can be read at once" {
	run "$tutor" new-course mine
	[ "$status" -eq 0 ]
	run "$tutor" check mine
	[ "$status" -eq 0 ]
	run "$tutor" GET /c/mine/p/first/ -u teacher
	[ "$status" -eq 0 ]
	[[ $output == *'How many bits are in a byte?'* ]]
	run "$tutor" new-course mine
	[ "$status" -eq 1 ]
	run "$tutor" new-course ../up
	[ "$status" -eq 2 ]
}

@test "check tells file and line of each mistake" {
	course 'points=two' 'hnt: no'
	printf 'title: Two\nduee: x\n\nText\n' \
	    >"$TUTOR_COURSES/small/20.two.md"
	run "$tutor" check small
	[ "$status" -eq 1 ]
	[[ $output == *'small/10.one.md:3:'* ]]
	[[ $output == *'small/20.two.md:2:'* ]]
}

@test "a question that is gone is told of when it has answers" {
	course tries=3
	answer nonce=aa a-n=8
	sed -i 's/number n/number m/' "$TUTOR_COURSES/small/10.one.md"
	run "$tutor" check small
	[ "$status" -eq 0 ]
	[[ $output == *'the question n is gone'* ]]
}

@test "accounts are made and closed from the shell" {
	course tries=3
	run "$tutor" user create dora <<<short
	[ "$status" -eq 1 ]
	run "$tutor" user create dora <<<'long enough'
	[ "$status" -eq 0 ]
	run "$tutor" user create dora <<<'long enough'
	[ "$status" -eq 1 ]
	run "$tutor" POST /login user=dora password='long enough'
	[ "$status" -eq 0 ]
	run "$tutor" user disable dora
	[ "$status" -eq 0 ]
	run "$tutor" POST /login user=dora password='long enough'
	[ "$status" -eq 1 ]
	run "$tutor" user create 'Not A Name' <<<'long enough'
	[ "$status" -eq 1 ]
	run "$tutor" user dance dora
	[ "$status" -eq 2 ]
}

@test "a name on a roster is had only with its code" {
	course tries=3
	run "$tutor" POST /register user=ann name=Ann password=hunter22x \
	    password_again=hunter22x
	[ "$status" -eq 1 ]
	run "$tutor" user invite ann
	[ "$status" -eq 0 ]
	code=$output
	run "$tutor" POST /register user=ann name=Ann code="$code" \
	    password=hunter22x password_again=hunter22x
	[ "$status" -eq 0 ]
}

@test "of many answers at once no more than the tries count" {
	local i pids=()

	course tries=3
	for i in {1..16}; do
		answer nonce="a$i" a-n="$i" >/dev/null 2>&1 3>&- &
		pids+=($!)
	done
	wait "${pids[@]}" || true
	[ "$(grep -c '"k":"submit"' "$DATA_DIR/tutor/c/small/u/ann.log")" \
	    -eq 3 ]
}

@test "the same form sent many times at once counts once" {
	local i pids=()

	course tries=3
	for i in {1..8}; do
		answer nonce=abc a-n=7 >/dev/null 2>&1 3>&- &
		pids+=($!)
	done
	wait "${pids[@]}"
	[ "$(grep -c '"k":"submit"' "$DATA_DIR/tutor/c/small/u/ann.log")" \
	    -eq 1 ]
}

@test "an answer that does not fit on the disk comes back, NOT saved" {
	local i log=$DATA_DIR/tutor/c/small/u/ann.log before text

	course tries=3
	printf 'title: One\n\n::: essay n\nSay it.\n:::\n' \
	    >"$TUTOR_COURSES/small/10.one.md"
	text=$(printf '%04000d' 0)
	for i in {1..20}; do
		answer nonce="a$i" a-n="$i$text"
	done
	before=$(sha256sum <"$log")
	# Files stay at less than the log has; all others are smaller.
	[ "$(wc -c <"$log")" -gt 80000 ]
	run bash -c "ulimit -f 78; '$tutor' POST /c/small/q/one/n -u ann \
	    do=submit nonce=ff a-n='all that I wrote'"
	[ "$status" -eq 1 ]
	[[ $output == *'NOT saved'* ]]
	[[ $output == *'all that I wrote'* ]]
	[[ $output == *'Send it again'* ]]
	[ "$(sha256sum <"$log")" = "$before" ]
}

@test "verify finds what was changed or lost" {
	local log=$DATA_DIR/tutor/c/small/u/ann.log receipt

	course tries=9
	run "$tutor" verify small
	[ "$status" -eq 1 ]
	answer nonce=a1 a-n=7
	answer nonce=a2 a-n=8
	run "$tutor" verify small
	[ "$status" -eq 0 ]
	[[ $output == *' 0 wrong' ]]
	receipt=$("$tutor" GET /c/small/q/one/n -u ann | grep -o 'R1 [^<]*' |
	    tail -n 1)
	run "$tutor" verify small "$receipt"
	[ "$status" -eq 0 ]
	[[ $output == *'ann handed in an answer to n'* ]]
	run "$tutor" verify small "${receipt/ann/bob}"
	[ "$status" -eq 1 ]
	[[ $output == *'no receipt'* ]]
	sed -i 's/"answer":"7"/"answer":"8"/' "$log"
	run "$tutor" verify small
	[ "$status" -eq 1 ]
	[[ $output == *'u/ann.log'* ]]
	sed -i 1d "$log"
	run "$tutor" verify small "$receipt"
	[ "$status" -eq 1 ]
	[[ $output == *'does NOT have it'* ]]
}

@test "who is not logged in is sent to log in, and comes back" {
	request GET /cgi-bin/tutor/
	assert_status 200
	assert_body_contains 'From bytes to programs'
	request GET /cgi-bin/tutor/c/demo/p/bytes/
	assert_status 303
	assert_header Location \
	    /cgi-bin/tutor/login?to=%2Fc%2Fdemo%2Fp%2Fbytes%2F
}

@test "a student registers, reads, answers and finds the history" {
	newcomer dora
	visit /cgi-bin/tutor/c/demo/p/bytes/
	assert_status 200
	[[ $(question bits) == *'3 tries left'* ]]
	submit /cgi-bin/tutor/c/demo/q/bytes/bits do=submit \
	    nonce="$(nonce bits)" variant=0 a-bits=4
	assert_status 303
	assert_header Location '/cgi-bin/tutor/c/demo/p/bytes/#q-bits'
	visit /cgi-bin/tutor/c/demo/p/bytes/
	[[ $(question bits) == *'Not right.'* ]]
	[[ $(question bits) == *nibble* ]]
	[[ $(question bits) == *'2 tries left'* ]]
	submit /cgi-bin/tutor/c/demo/q/bytes/bits do=submit \
	    nonce="$(nonce bits)" variant=0 a-bits=eight
	assert_status 422
	[[ $(question bits) == *'It has cost no try'* ]]
	submit /cgi-bin/tutor/c/demo/q/bytes/bits do=submit \
	    nonce="$(nonce bits)" variant=0 a-bits=8
	assert_status 303
	visit /cgi-bin/tutor/c/demo/p/bytes/
	[[ $(question bits) == *'Right.'* ]]
	[[ $(question bits) == *'R1 demo dora bytes bits '* ]]
	visit /cgi-bin/tutor/c/demo/q/bytes/bits
	assert_status 200
	assert_body_contains 'Answer 2'
	assert_body_contains 'this one counts'
	visit /cgi-bin/tutor/c/demo/scores
	assert_body_contains '1 of 1'
}

@test "every page of the sample course can be seen" {
	local page

	newcomer emil
	for page in bytes numbers text programs project; do
		visit "/cgi-bin/tutor/c/demo/p/$page/"
		assert_status 200
		assert_body_contains 'value="submit"'
	done
	visit /cgi-bin/tutor/c/demo/p/quiz/
	assert_status 200
	assert_body_contains '15 minutes'
	submit /cgi-bin/tutor/c/demo/begin/quiz
	assert_status 303
	visit /cgi-bin/tutor/c/demo/p/quiz/
	assert_body_contains 'value="submit"'
}

@test "a program that nobody tests is kept, and the page looks again" {
	export TUTOR_COURSES=$BATS_TEST_DIRNAME/../apps/tutor/courses

	"$tutor" POST /c/demo/q/programs/upper -u ann do=submit nonce=aa \
	    'a-upper=int main(void) { }'
	run "$tutor" GET /c/demo/p/programs/ -u ann
	[[ $output == *'Programs cannot be tested at the moment'* ]]
	[[ $output == *'waits to be tested'* ]]
	[[ $output != *'For the staff'* ]]
	run "$tutor" GET /c/demo/p/programs/ -u teacher
	[[ $output == *'For the staff'* ]]
	run "$tutor" GET /c/demo/q/programs/upper -u ann
	[[ $output == *'http-equiv="refresh" content="2;url=?wait=4"'* ]]
	[[ $output == *'int main(void) { }'* ]]
	run "$tutor" GET '/c/demo/q/programs/upper?wait=16' -u ann
	[[ $output == *'content="16;url=?wait=30"'* ]]
	run "$tutor" GET /c/demo/q/programs/upper/progress -u ann
	[ "$output" = '{"waiting":true,"before":0}' ]
}

@test "a dry run of regrade tells which programs it did not run" {
	export TUTOR_COURSES=$BATS_TEST_DIRNAME/../apps/tutor/courses

	"$tutor" POST /c/demo/q/programs/upper -u ann do=submit nonce=bb \
	    'a-upper=int main(void) { return 0; }'
	run "$tutor" regrade demo programs -n
	[[ $output == *'not run here: programs upper, '[1-9]*' program'* ]]
	run "$tutor" GET '/c/demo/staff/regrade?place=programs' -u teacher
	[[ $output == *'Not run here: '[1-9]*' program'* ]]
	[[ $output == *'<li>programs: '*' program'* ]]
}

# graded: the newest answer has its result.
graded() {
	visit /cgi-bin/tutor/c/demo/q/programs/upper/progress
	[[ $body == *'"waiting":false'* ]]
}

@test "a program is tested, and hidden tests tell nothing of themselves" {
	newcomer fritz
	visit /cgi-bin/tutor/c/demo/p/programs/
	[[ $body != *'Programs cannot be tested'* ]] ||
	    skip 'there is no box here'
	submit /cgi-bin/tutor/c/demo/q/programs/upper do=submit \
	    nonce="$(nonce upper)" variant=0 'a-upper=int main(void) { }'
	assert_status 303
	wait_until -t 60 graded
	visit /cgi-bin/tutor/c/demo/q/programs/upper
	assert_body_contains 'Partly right.'
	assert_body_contains 'Line 1, expected'
	assert_body_contains 'did not pass'
	[[ $body != *'BYTE IS SMALL'* ]]
}

@test "answers of others are not to be seen" {
	newcomer gerd
	visit /cgi-bin/tutor/c/demo/staff
	[ "$status" != 200 ]
	request POST /cgi-bin/tutor/c/demo/q/bytes/bits -d do=submit \
	    -H 'Content-Type: application/x-www-form-urlencoded' \
	    -H "Cookie: $cookie"
	assert_status 403
}
