#!/usr/bin/env bats
# tutor: what the staff does in the shell.

tutor=$BATS_TEST_DIRNAME/../cgi-bin/tutor

setup() {
	export DATA_DIR=$BATS_TEST_TMPDIR/data
	export TUTOR_COURSES=$BATS_TEST_TMPDIR/courses
	mkdir -p "$DATA_DIR" "$TUTOR_COURSES/small"
	printf 'title: Small\nzone: UTC\nstaff: teacher\n' \
	    >"$TUTOR_COURSES/small/course"
	printf 'user,name,email,role,section,extra\nann,"=Ann, A",,student,,\n' \
	    >"$TUTOR_COURSES/small/roster.csv"
	question '= 8'
	answer 7
}

# question LINES: the only one of the course.
question() {
	printf 'title: One\n\n::: number n points=4\nHow many?\n%s\n:::\n' \
	    "$1" >"$TUTOR_COURSES/small/10.one.md"
}

answer() {
	"$tutor" POST /c/small/q/one/n -u ann do=submit a-n="$1" >/dev/null
}

@test "grades are printed as CSV" {
	run "$tutor" grades small
	[ "$status" -eq 0 ]
	[[ ${lines[1]} == 'ann,"=Ann, A",,0,'* ]]
	run "$tutor" grades small --spreadsheet
	[[ ${lines[1]} == "ann,\"'=Ann, A\","* ]]
	run "$tutor" grades small --long
	[ "${#lines[@]}" -eq 2 ]
	[[ ${lines[1]} == *',one,n,'*',7'* ]]
	run "$tutor" grades
	[ "$status" -eq 2 ]
	run "$tutor" grades none
	[ "$status" -eq 1 ]
}

@test "a dry run of regrade says what regrade does" {
	local log=$DATA_DIR/tutor/c/small/u/ann.log before dry

	question $'= 8\n= 7 50%'
	before=$(sha256sum <"$log")
	dry=$("$tutor" regrade small one n -n)
	[[ $dry == *'ann one n: 0 -> 2 of 4'* ]]
	[ "$(sha256sum <"$log")" = "$before" ]
	[ "$("$tutor" regrade small one n)" = "$dry" ]
	run "$tutor" grades small
	[[ ${lines[1]} == *',2,'* ]]
	run "$tutor" regrade small
	[[ $output == *'scores that change: 0' ]]
	grep -q '"k":"regrade"' "$DATA_DIR/tutor/c/small/staff.log"
	run "$tutor" regrade small one none
	[ "$status" -eq 1 ]
}
