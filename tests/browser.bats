#!/usr/bin/env bats
# In a real browser: the first ten minutes of a student and of a teacher.
#
# Needs node, its package playwright-core (below build/node, or where NODE_PATH
# says) and Chromium; skipped where one of them is missing.

load helpers

setup_file() {
	export NODE_PATH=${NODE_PATH:-$BATS_TEST_DIRNAME/../build/node/node_modules}
	export CHROMIUM=${CHROMIUM:-$(command -v chromium)}
	export BATS_TEST_TIMEOUT=150
	if [ -z "$CHROMIUM" ] ||
	    ! node -e 'require("playwright-core")' 2>/dev/null; then
		export BROWSER_MISSING=1
	fi
}

setup() {
	[ -z "${BROWSER_MISSING-}" ] ||
	    skip "node, playwright-core or Chromium is not installed"
	start_server -c "$BATS_TEST_DIRNAME/../etc/server.conf"
	url=${SERVER_URL:?}/cgi-bin/tutor
}

teardown() {
	stop_server
}

# journey NAME [USER PASSWORD]...
journey() {
	node "$BATS_TEST_DIRNAME/browser/$1.cjs" "$url" 3>&- 4>&-
}

# facts LINE...: the server anew, with more lines in the file course.
facts() {
	local courses=$BATS_TEST_TMPDIR/courses
	local root=$BATS_TEST_DIRNAME/..

	stop_server
	cp -R "$root/apps/tutor/courses" "$courses"
	printf '%s\n' "$@" >>"$courses/demo/course"
	sed -e "s|^base_dir .*|base_dir $root|" \
	    -e "s|TUTOR_COURSES .*|TUTOR_COURSES \"$courses\"|" \
	    "$root/etc/server.conf" >"$BATS_TEST_TMPDIR/server.conf"
	start_server -c "$BATS_TEST_TMPDIR/server.conf"
	url=${SERVER_URL:?}/cgi-bin/tutor
}

# account NAME: with the password of the journeys.
account() {
	printf 'a long enough word\n%.0s' 1 2 |
	    DATA_DIR=${SERVER_DIR:?}/data \
	    "$BATS_TEST_DIRNAME/../cgi-bin/tutor" user create "$1"
}

@test "a student registers, answers, sees why, and comes back" {
	journey student
}

@test "a student does the same without scripts" {
	SCRIPTS=off journey student
}

@test "what is typed when the login has ended is not lost" {
	account amy
	journey ended
	SCRIPTS=off journey ended
}

@test "a teacher looks, extends, grades, and sees what a student sees" {
	account teacher
	account amy
	journey teacher
}

@test "who asks for help sees the teacher come, and is told what was wrong" {
	facts 'help: on'
	account teacher
	account amy
	journey class
}
