#!/bin/sh
# lint.sh - what a compiler does not see: who includes whom, what pure code
# may use, the form of the text, manual pages and scripts.
#
# Prints "file:line: what is wrong"; exits with 1 when there was anything.

LONG_MAX=0	# functions of more than 60 lines: the list must not grow

cd "$(dirname "$0")/.." || exit 1
: "${CC:=cc}"
failures=0

# report TITLE TEXT: text is what was found, none is good.
report() {
	if [ -z "$2" ]; then
		echo "ok - $1"
		return
	fi
	echo "not ok - $1"
	printf '%s\n' "$2"
	failures=$((failures + 1))
}

skip() {
	echo "ok - $1 # skip $2"
}

c_files() {
	find server apps include tests -name '*.[ch]' | sort
}

script_files() {
	echo .ci/run
	find tests cgi-bin apps etc -name '*.sh' -o -name '*.bash' \
	    -o -name '*.bats' | sort
}

text_files() {
	c_files
	script_files
	find server apps etc \( -name '*.[1-9]' -o -name '*.conf' \
	    -o -name '*.html' -o -name '*.css' \) | sort
	for name in Makefile README.md CONTRIBUTING.md; do
		[ ! -f "$name" ] || echo "$name"
	done
}

lint_code() {
	# shellcheck disable=SC2046  # no name of ours has a blank
	found=$(awk -f tests/lint.awk $(c_files))
	report "layers, pure code, banned functions, form" \
	    "$(printf '%s\n' "$found" | grep -v ' LONG ')"
	long=$(printf '%s\n' "$found" | grep ' LONG ')
	count=$(printf '%s' "$long" | grep -c .)
	[ "$count" -gt "$LONG_MAX" ] || long=
	report "no more than $LONG_MAX functions of over 60 lines" "$long"
}

# A tab reaches to the next multiple of eight columns.  The tests in bats are
# left alone: a request in one string reads better than in pieces.
lint_width() {
	found=$({
		c_files
		script_files | grep -v '\.bats$'
		echo Makefile
	} | while read -r name; do
		expand "$name" | awk -v name="$name" 'length($0) > 80 {
			print name ":" NR ": " length($0) " columns"
		}'
	done)
	report "lines of at most 80 columns" "$found"
}

lint_blanks() {
	found=$(text_files | while read -r name; do
		grep -nE '[[:blank:]]+$' "$name" |
		    sed "s|^\([0-9]*\):.*|$name:\1: blanks at the end|"
		[ -z "$(tail -c 1 "$name")" ] ||
		    echo "$name: no newline at the end"
	done)
	report "no blanks at the end of a line" "$found"
}

lint_headers() {
	found=$(find server apps include tests -name '*.h' | sort |
	    while read -r name; do
		printf '#include "%s"\n#include "%s"\n' "$name" "$name" |
		    "$CC" -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra \
			-Werror -Wno-unused-function -Iserver -Iinclude \
			-Itests/unit -I. \
			-fsyntax-only -x c - 2>&1
	    done)
	report "headers stand alone, and twice" "$found"
}

lint_manual() {
	title="manual pages"
	pages=$(find server apps -name '*.[1-9]' | sort)
	if ! command -v mandoc >/dev/null; then
		skip "$title" "mandoc is not installed"
	elif [ -n "$pages" ]; then
		# shellcheck disable=SC2086  # no name of ours has a blank
		report "$title" "$(mandoc -Tlint -Wwarning $pages)"
	fi
}

lint_scripts() {
	title="scripts"
	if ! command -v shellcheck >/dev/null; then
		skip "$title" "shellcheck is not installed"
		return
	fi
	# In bats, configurations and programs stand in single quotes on purpose
	# (2016), and variables come from what is loaded (2153, 2154).
	# shellcheck disable=SC2046  # no name of ours has a blank
	report "$title" "$(
		shellcheck -x -f gcc $(script_files | grep -v '\.bats$') 2>&1
		shellcheck -e SC2016,SC2153,SC2154 -f gcc \
		    $(script_files | grep '\.bats$') 2>&1
	)"
}

lint_code
lint_width
lint_blanks
lint_headers
lint_manual
lint_scripts
[ "$failures" -eq 0 ]
