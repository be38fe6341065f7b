#!/usr/bin/env bats
# chat: events to browsers as they happen, from a CGI program.

load helpers

room=/cgi-bin/chat

setup() {
	start_server -c "$BATS_TEST_DIRNAME/../etc/server.conf" \
	    'trusted_proxy 127.0.0.1'
}

teardown() {
	stop_server
}

# say NAME LINE [request options]: as somebody whom nobody has heard before.
say() {
	local name=$1 line=$2

	shift 2
	[[ -n ${token-} ]] || visit $room
	speaker=$((${speaker-0} + 1))
	submit $room/ "name=$name" "line=$line" \
	    -H "X-Forwarded-For: 10.2.$((speaker / 250)).$((speaker % 250))" "$@"
	assert_status 303
}

# listen NAME [FIELD]...: a reader of the events, in the background.
listen() {
	local name=$1 field fields=''

	shift
	for field; do
		fields+="$field\r\n"
	done
	raw_background "$name" -t 40 -n 0 \
	    "GET $room/events HTTP/1.1\r\nHost: h\r\n$fields\r\n"
	wait_until raw_has "$name" 'text/event-stream'
}

# hears NAME TEXT: the reader gets that soon.
hears() {
	got() {
		raw_output "$1" | grep -aqF -e "$2"
	}
	wait_until got "$1" "$2"
}

# How many programs the server's workers run.
programs() {
	local worker list all=''

	for worker in $(server_workers); do
		read -r list <"/proc/$worker/task/$worker/children" || true
		all+=" $list"
	done
	wc -w <<<"$all"
}

runs() {
	(($(programs) == $1))
}

need_proc() {
	[[ -r /proc/$$/task/$$/children ]] || skip 'no /proc/PID/children'
}

@test "without a script, the page says what was said, harmless" {
	visit $room
	assert_status 200
	assert_body_contains '<h1>Chat</h1>'
	say '<b>Ann' 'hello & <i>you'
	assert_header Location '/cgi-bin/chat/#say'
	visit $room/
	assert_body_contains '<strong>&lt;b&gt;Ann</strong> <span>hello &amp; &lt;i&gt;you</span>'
	refute_body_contains '<i>you'
	assert_body_contains 'value="&lt;b&gt;Ann"'
}

@test "a line with mistakes comes back as it was typed" {
	visit $room
	submit $room/ name= "line=what I \"say\""
	assert_status 422
	assert_body_contains 'Your name must not be empty.'
	assert_body_contains 'value="what I &quot;say&quot;"'
	submit $room/ name=Ann "line=$(printf 'x%.0s' {1..501})"
	assert_status 422
	assert_body_contains 'What you say must be at most 500'
}

@test "a line without the token or from another site is not said" {
	visit $room
	token=${token//[0-9]/a}
	submit $room/ name=Ann line=hello
	assert_status 403
	visit $room
	submit $room/ name=Ann line=hello -H 'Origin: http://elsewhere.example'
	assert_status 403
	visit $room
	refute_body_contains '<span>hello</span>'
}

@test "who says too much is asked to wait" {
	local i

	visit $room
	for ((i = 1; i <= 30; i++)); do
		submit $room/ name=Eve "line=$i"
		assert_status 303
	done
	# Time leaves room for another one, so the first that is refused may be
	# any behind them.
	for ((; i <= 150; i++)); do
		submit $room/ name=Eve "line=$i"
		[[ $status = 303 ]] || break
	done
	assert_status 429
	assert_header Retry-After =~ ^[0-9]+$
}

@test "events arrive as they are said, to everybody" {
	listen first
	listen second
	say Ann 'one'
	hears first '"line":"one"'
	hears second '"line":"one"'
	say Ben '"two" \ ü <b>'
	hears first '"line":"\"two\" \\ ü \u003cb\u003e"'
	say Ann 'three'
	hears second '"name":"Ann","line":"three","number":3,"time":"'
	hears first '"line":"three"'
	[ "$(raw_output first | grep -c '^id: ')" = 3 ]
	[ "$(raw_output first | grep -c '^id: 2')" = 1 ]
	raw_kill first
	raw_kill second
}

@test "who comes back gets what was missed, once" {
	say Ann 'old'
	say Ann 'missed one'
	say Ann 'missed two'
	listen back 'Last-Event-ID: 1'
	wait_until raw_has back 'missed two'
	say Ann 'new'
	wait_until raw_has back '"new"'
	run raw_output back
	[[ $output != *'"old"'* ]]
	[ "$(grep -c '^data: ' <<<"$output")" = 3 ]
	raw_kill back
}

@test "the page's own reader goes on behind the page's last line" {
	local path

	say Ann 'on the page'
	visit $room/
	path=$(sed -n 's/.*data-events="\([^"]*\)".*/\1/p' <<<"$body")
	[ "$path" = "$room/events?after=1" ]
	say Ann 'after the page'
	raw_background reader -t 20 -n 0 \
	    "GET $path HTTP/1.1\r\nHost: h\r\n\r\n"
	wait_until raw_has reader 'after the page'
	run raw_output reader
	[[ $output != *'on the page'* ]]
	raw_kill reader
}

@test "an odd Last-Event-ID harms nobody" {
	local id

	say Ann 'here'
	for id in x 99999999999999999999 -5 ''; do
		raw -n 0 -b 400 -t 3 "GET $room/events HTTP/1.1\r\nHost: h\r\nLast-Event-ID: $id\r\n\r\n"
		[[ $output == 'HTTP/1.1 200 '* || $output == 'HTTP/1.1 400 '* ]]
	done
}

@test "events are marked as such, and kept by nobody" {
	listen reader
	run raw_output reader
	raw_kill reader
	[[ $output == 'HTTP/1.1 200 '* ]]
	[[ $output == *$'\nContent-Type: text/event-stream\r'* ]]
	[[ $output == *$'\nCache-Control: no-store\r'* ]]
	[[ $output != *Content-Length* ]]
}

@test "40 readers keep no writer waiting, and all of them hear" {
	local since

	need_proc
	raw_background readers -t 40 -n 0 -j 40 \
	    "GET $room/events HTTP/1.1\r\nHost: h\r\n\r\n"
	wait_until runs 40
	since=$SECONDS
	say Ann 'to all of you'
	visit $room/
	assert_body_contains 'to all of you'
	((SECONDS - since < 15))
	all_heard() {
		(($(raw_output readers | grep -c 'to all of you') == 40))
	}
	wait_until all_heard
	raw_kill readers
	wait_until runs 0
}

@test "a reader who leaves takes the program along" {
	need_proc
	listen reader
	wait_until runs 1
	raw_kill reader
	wait_until -t 5 runs 0
}

@test "a silent room gives signs of life" {
	listen reader
	signs() {
		(($(raw_output reader | grep -c '^:') >= 2))
	}
	wait_until -t 25 signs
	run raw_output reader
	[[ $output != *$'\ndata:'* ]]
	raw_kill reader
}

@test "the end of the server hangs up on readers" {
	listen reader
	say Ann 'before'
	wait_until raw_has reader before
	server_signal TERM
	wait_server
	[ "$SERVER_EXIT" = 0 ]
	raw_join reader
	[[ $result != timeout ]]
}
