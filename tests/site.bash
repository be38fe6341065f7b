# site.bash - what our own tests share: a small site with programs to order.
#
# shellcheck shell=bash

load helpers
bats_require_minimum_version 1.5.0

ACT=${RAWHTTP%/*}/act

# make_site: $SITE with www/, cgi-bin/act (see tool/act.c), and marks/.
make_site() {
	SITE=${BATS_TEST_TMPDIR:-$BATS_FILE_TMPDIR}/site
	export SITE
	mkdir -p "$SITE"/{www,cgi-bin,marks}
	cp "$ACT" "$SITE/cgi-bin/act"
	printf 'front page\n' >"$SITE/www/index.html"
	printf 'hello\n' >"$SITE/www/hello.txt"
}

# program NAME [MODE]: a program from standard input.
program() {
	mkdir -p "$(dirname "$SITE/cgi-bin/$1")"
	cat >"$SITE/cgi-bin/$1"
	chmod "${2:-755}" "$SITE/cgi-bin/$1"
}

# site_server [-l LIMITS] [CONF...]: serves $SITE; LIMITS are lines for the
# location /cgi-bin/.
site_server() {
	local limits='' more=()

	while (($# > 0)); do
		if [[ $1 == -l ]]; then
			limits=$2
			shift
		else
			more+=("$1")
		fi
		shift
	done
	site_conf=$(
		printf 'document_root "%s/www"\n' "$SITE"
		printf 'location /cgi-bin/ {\n\tcgi_bin "%s/cgi-bin"\n' "$SITE"
		printf '\tsetenv MARKS "%s/marks"\n%s\n}\n' "$SITE" "$limits"
	)
	start_server "$site_conf" ${more[@]+"${more[@]}"}
}

# act SCRIPT [request options]: run the program that does as it is told.
act() {
	local script=${1// /%20}

	shift
	request GET "/cgi-bin/act?$script" "$@"
}

# get PATH [FIELD...]: the bytes of a request for `raw`.
get() {
	local path=$1 fields=''

	shift
	while (($# > 0)); do
		fields+="$1\\r\\n"
		shift
	done
	printf '%s' "GET $path HTTP/1.1\\r\\nHost: h\\r\\n$fields\\r\\n"
}

mark() {
	: >"$SITE/marks/$1"
}

marked() {
	[[ -e $SITE/marks/$1 ]]
}

wait_mark() {
	wait_until marked "$1"
}

# running: how many copies of act run for this test (seen on Linux only).
running() {
	# shellcheck disable=SC2010  # one process for all the links
	ls -l /proc/[0-9]*/exe 2>/dev/null | grep -cF -e "-> $SITE/cgi-bin/"
	return 0
}

none_running() {
	[[ $(running) == 0 ]]
}

# now_ms: milliseconds of some clock.
now_ms() {
	local t=${EPOCHREALTIME-}

	if [[ -n $t ]]; then
		echo $((10#${t/[.,]/} / 1000))
	else
		echo $((SECONDS * 1000))
	fi
}
