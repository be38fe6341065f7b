#!/bin/sh
# run.sh [unit] [bats] [FILE.bats...] - run the tests, JOBS files at a time.
#
# The last line says how many passed and failed; the exit status is 0 when
# none failed.  $B names the build folder, $PREFORKD another server binary.

cd "$(dirname "$0")/.." || exit 1
: "${B:=build/linux}" "${JOBS:=3}"
case $B in /*) ;; *) B=$PWD/$B ;; esac
: "${PREFORKD:=$B/preforkd}" "${RAWHTTP:=$B/tool/rawhttp}"
export B PREFORKD RAWHTTP
# bats needs pkill to end a test that hangs
if command -v pkill >/dev/null; then
	export BATS_TEST_TIMEOUT="${BATS_TEST_TIMEOUT:-60}"
fi
unset QUERY_STRING ACT

out=$(mktemp -d "${TMPDIR:-/tmp}/tests.XXXXXX") || exit 1
trap 'rm -rf "$out"' EXIT
trap 'exit 1' HUP INT TERM

# What is to be run, one name a line: binaries and .bats files.
list() {
	[ $# -gt 0 ] || set -- unit bats
	for what; do
		case $what in
		unit)	for f in "$B"/unit/*/test_*; do
				[ -x "$f" ] && echo "$f"
			done ;;
		bats)	ls tests/*.bats ;;
		*)	echo "$what" ;;
		esac
	done
}

# One file: its output is kept apart and shown when it is done.
one() {
	name=$(echo "$1" | tr / _)
	case $1 in
	*.bats)	bats --tap --timing "$1" >"$out/$name.tap" 2>&1 ;;
	*)	"$1" >"$out/$name.tap" 2>&1 ;;
	esac
	status=$?
	grep -aq '^not ok' "$out/$name.tap" || [ $status -eq 0 ] ||
	    echo "not ok - $1 ended with status $status" >>"$out/$name.tap"
	{
		echo "# ${1#"$B"/}"
		case $1 in
		*.bats)	cat "$out/$name.tap" ;;
		*)	grep -av '^ok' "$out/$name.tap" ;;
		esac
	} >"$out/$name.show"
	cat "$out/$name.show"
}

if [ "$1" = --one ]; then
	out=$2
	trap - EXIT
	one "$3"
	exit 0
fi

list "$@" >"$out/list"
xargs -P "$JOBS" -I '{}' sh "tests/run.sh" --one "$out" '{}' <"$out/list"

cat "$out"/*.tap /dev/null >"$out/all"
passed=$(grep -a '^ok' "$out/all" | grep -avc '# skip')
skipped=$(grep -ac '^ok.*# skip' "$out/all")
failed=$(grep -ac '^not ok' "$out/all")
if [ "$failed" -gt 0 ]; then
	echo "# failed:"
	(cd "$out" && grep -a '^not ok' /dev/null ./*.tap) |
	    sed "s/^\.\/$(echo "$B" | tr / _)_//; s/^/# /"
fi
[ "$skipped" -eq 0 ] && skipped= || skipped=", $skipped skipped"
echo "$passed passed, $failed failed$skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
