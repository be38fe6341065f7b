#!/usr/bin/env bats
# tutor: comments on single lines of an answer, and what students report.

load helpers

tutor=$BATS_TEST_DIRNAME/../cgi-bin/tutor
grading=/c/small/staff/grading/one/n
inbox=/c/small/staff/reports

setup() {
	export DATA_DIR=$BATS_TEST_TMPDIR/data
	export TUTOR_COURSES=$BATS_TEST_TMPDIR/courses
	mkdir -p "$DATA_DIR" "$TUTOR_COURSES/small"
	printf 'title: Small\nzone: UTC\nstaff: teacher\n' \
	    >"$TUTOR_COURSES/small/course"
	printf '%s\n' user,name,email,role,section,extra \
	    helper,Helper,,assistant,two, ann,Ann,,student,one, \
	    bob,Bob,,student,two, >"$TUTOR_COURSES/small/roster.csv"
	printf 'title: One\n\n::: essay n points=4\nSay it.\n:::\n' \
	    >"$TUTOR_COURSES/small/10.one.md"
}

# as USER METHOD PATH [NAME=VALUE]...
as() {
	local user=$1 method=$2 path=$3

	shift 3
	run "$tutor" "$method" "$path" -u "$user" "$@"
}

# The value of a hidden field of what was printed last.
field() {
	sed -n "s/.*name=\"$1\" value=\"\([^\"]*\)\".*/\1/p" <<<"$output" |
	    head -n 1
}

# grade NAME=VALUE...: the paper that was shown last.
grade() {
	as teacher POST "$grading" who="$(field who)" of="$(field of)" \
	    seen="$(field seen)" "$@"
}

answered() {
	as ann POST /c/small/q/one/n do=submit "a-n=$1"
	[ "$status" -eq 0 ]
}

reported() {
	as "${2-ann}" POST /c/small/q/one/n/report "text=$1"
	[ "$status" -eq 0 ]
}

has() {
	[[ $output == *"$1"* ]] || _complain "no $1 in:" "$output"
}

has_no() {
	[[ $output != *"$1"* ]] || _complain "$1 in:" "$output"
}

@test "a comment stands at its line, once it is published" {
	answered $'first\nsecond <b>'
	as teacher GET "$grading"
	has '<code>second &lt;b&gt;</code>'
	grade points=3 line-1=2 'note-1=Not *so* <script>x</script>'
	[ "$status" -eq 0 ]
	grep -q '"lines":\[{"n":2,"text":"Not \*so\* ' \
	    "$DATA_DIR/tutor/c/small/u/ann.log"
	for path in /c/small/p/one/ /c/small/q/one/n /c/small/json/one; do
		as ann GET "$path"
		has_no 'Not '
	done
	as teacher POST /c/small/staff/publish page=one q=n
	as ann GET /c/small/q/one/n
	has '<em>so</em>'
	has_no '<script>x'
	as ann GET /c/small/json/one
	has '"lines":[{"n":2,"text":"Not *so*'
}

@test "a comment at a line that is not there is refused, and kept" {
	answered $'first\nsecond'
	as teacher GET "$grading"
	grade points=3 line-1=3 'note-1=far away'
	[ "$status" -ne 0 ]
	has 'must be at most 2'
	has 'value="far away"'
	grade 'do=more' line-1=3 'note-1=far away' line-2= 'note-2=no line'
	[ "$status" -eq 0 ]
	has 'value="far away"'
	has 'value="no line"'
	has 'name="note-3"'
	grep -q '"k":"manual"' "$DATA_DIR/tutor/c/small/u/ann.log" &&
	    return 1
	[ "$(wc -l <"$DATA_DIR/tutor/c/small/u/ann.log")" -ge 1 ]
}

@test "signs that turn the order of others round can be seen" {
	answered $'if (a) /*\u202e } \u2066begin*/\n\u05d0\u200e \u2010'
	as teacher GET "$grading"
	has '/*⟨U+202E⟩ } ⟨U+2066⟩begin*/</code>'
	has_no $'\u202e'
	has $'<code>\u05d0\u200e \u2010</code>'
}

@test "who clicks twice has graded once, and is not told of others" {
	local who of

	answered 'all of it'
	as teacher GET "$grading"
	who=$(field who) of=$(field of)
	for _ in 1 2; do
		as teacher POST "$grading" who="$who" of="$of" seen=0 \
		    points=2.6 comment='So *so*' line-1=1 note-1=Hm
		[ "$status" -eq 0 ]
		has_no Meanwhile
	done
	[ "$(grep -c '"k":"manual"' "$DATA_DIR/tutor/c/small/u/ann.log")" \
	    -eq 1 ]
	as teacher POST "$grading" who="$who" of="$of" seen=0 points=1
	[ "$status" -ne 0 ]
	has Meanwhile
	as helper POST "$grading" who="$who" of="$of" seen=0 points=2.6 \
	    comment='So *so*' line-1=1 note-1=Hm
	[ "$status" -ne 0 ]
	has Meanwhile
}

@test "a form that is shown again does not hide what came meanwhile" {
	local who of

	answered first
	as teacher GET "$grading"
	who=$(field who) of=$(field of)
	as helper POST "$grading" who="$who" of="$of" seen=0 points=1
	[ "$status" -eq 0 ]
	as teacher POST "$grading" who="$who" of="$of" seen=0 points=2 do=more
	has Meanwhile
	as teacher POST "$grading" who="$who" of="$of" seen=0 points=2000
	has Meanwhile
	answered second
	as teacher POST "$grading" who="$who" of="$of" seen=0 points=2 \
	    do=line-1
	has Meanwhile
	as teacher POST "$grading" who="$(field who)" of="$(field of)" \
	    seen="$(field seen)" points=2 do=more
	has_no Meanwhile
}

@test "students see no page of the staff" {
	reported amiss
	for user in ann bob; do
		as "$user" GET "$inbox"
		[ "$status" -ne 0 ]
		has_no amiss
		as "$user" POST "$inbox" of=1 seen=1 text=x do=close
		[ "$status" -ne 0 ]
	done
	grep -q '"k":"reply"' "$DATA_DIR/tutor/c/small/staff.log" && return 1
	as bob GET /c/small/q/one/n
	has_no amiss
	as bob GET /c/small/reports
	has_no amiss
}

@test "an assistant sees the reports of a section" {
	reported 'of one' ann
	reported 'of two' bob
	as helper GET "$inbox"
	has 'of one'
	has 'of two'
	as helper GET "$inbox?section=two"
	has 'of two'
	has_no 'of one'
	as helper POST "$inbox?section=two" of=2 seen=2 text=Thanks do=close
	[ "$status" -eq 0 ]
	as bob GET /c/small
	has 'has answered'
	as bob GET /c/small/reports
	has Thanks
	as bob GET /c/small
	has_no 'has answered'
}

@test "a double click answers once, and reports once" {
	for _ in 1 2; do
		as ann POST /c/small/q/one/n/report 'text=Why?'
		[ "$status" -eq 0 ]
	done
	[ "$(grep -c '"k":"report"' "$DATA_DIR/tutor/c/small/staff.log")" \
	    -eq 1 ]
	for _ in 1 2; do
		as teacher POST "$inbox" of=1 seen=1 text=So. do=close
		[ "$status" -eq 0 ]
		has_no Meanwhile
	done
	[ "$(grep -c '"k":"reply"' "$DATA_DIR/tutor/c/small/staff.log")" \
	    -eq 1 ]
	as helper POST "$inbox" of=1 seen=1 text=So. do=close
	has Meanwhile
	as ann POST /c/small/q/one/n/report 'text=Why?'
	[ "$(grep -c '"k":"report"' "$DATA_DIR/tutor/c/small/staff.log")" \
	    -eq 2 ]
}

@test "nobody has more reports open than people can read" {
	local log=$DATA_DIR/tutor/c/small/staff.log i

	for i in {1..24}; do
		[ $((i % 6)) -ne 0 ] || rm -f "$DATA_DIR/tutor/throttle"
		as ann POST /c/small/q/one/n/report "text=no. $i"
	done
	[ "$status" -ne 0 ]
	has 'still open'
	[ "$(grep -c '"k":"report"' "$log")" -eq 20 ]
	as bob POST /c/small/q/one/n/report 'text=mine'
	[ "$status" -eq 0 ]
	as teacher POST "$inbox" of=1 seen=1 text=So. do=close
	as ann POST /c/small/q/one/n/report 'text=one more'
	[ "$status" -eq 0 ]
}

@test "of many answers at the same moment one is taken" {
	local i pids=()

	reported wrong
	for i in 1 2 3 4 5 6; do
		"$tutor" POST "$inbox" -u teacher of=1 seen=1 text="no. $i" \
		    do=close >"$BATS_TEST_TMPDIR/out.$i" 2>&1 3>&- &
		pids+=($!)
	done
	wait "${pids[@]}" || true	# five of them are refused
	[ "$(grep -c '"k":"reply"' "$DATA_DIR/tutor/c/small/staff.log")" -eq 1 ]
	[ "$(grep -l Meanwhile "$BATS_TEST_TMPDIR"/out.* | wc -l)" -eq 5 ]
	for i in 1 2 3 4 5 6; do
		grep -q "no. $i" "$BATS_TEST_TMPDIR/out.$i" ||
		    grep -q '"text":"no. '"$i" \
			"$DATA_DIR/tutor/c/small/staff.log"
	done
	run "$tutor" verify small
	[ "$status" -eq 0 ]
}

@test "what is reported and answered runs no script" {
	answered '<script>alert(1)</script>'
	reported '<script>alert(2)</script>'
	as teacher GET "$inbox"
	has '&lt;script&gt;alert(2)'
	has '&lt;script&gt;alert(1)'
	has_no '<script>alert'
	as teacher POST "$inbox" of=1 seen=1 do=open \
	    'text=<script>alert(3)</script> [x](javascript:alert(4))'
	[ "$status" -eq 0 ]
	as ann GET /c/small/q/one/n
	has '&lt;script&gt;alert(3)'
	has_no '<script>alert'
	has_no 'href="javascript:'
	as teacher GET /c/small/staff/log
	has_no '<script>alert'
}
