#!/usr/bin/env bats
# guestbook: a form, checked; entries that survive a crash; pages.

load helpers

book=/cgi-bin/guestbook

# Tests are clients of different addresses, since each may sign five times only.
setup_file() {
	start_server -c "$BATS_TEST_DIRNAME/../etc/server.conf" \
	    'trusted_proxy 127.0.0.1'
}

teardown_file() {
	stop_server
}

# from ADDRESS: what makes a request come from there.
from() {
	printf 'X-Forwarded-For: 10.1.%s' "$1"
}

# sign NAME MESSAGE ADDRESS
sign() {
	[[ -n ${token-} ]] || visit $book
	submit $book/ "name=$1" "message=$2" -H "$(from "$3")"
}

@test "an entry is in the book, and thanked for once" {
	visit $book
	assert_status 200
	assert_body_contains '<h1>Guestbook</h1>'
	sign 'Ann' 'I was here.' 1.1
	assert_status 303
	assert_header Location /cgi-bin/guestbook/
	visit "$(header Location)"
	assert_status 200
	assert_body_contains '<p class="flash" role="status">'
	assert_body_contains 'Thank you, Ann!'
	assert_body_contains '<p class="said">I was here.</p>'
	visit $book/
	refute_body_contains 'Thank you'
	assert_body_contains '<p class="said">I was here.</p>'
}

@test "what people write is made harmless, line by line" {
	visit $book
	sign '<b>"&' $'one\n<script>alert(1)</script>\n{{title}}' 1.2
	assert_status 303
	visit $book/
	assert_body_contains '<strong>&lt;b&gt;&quot;&amp;</strong>'
	assert_body_contains $'one\n&lt;script&gt;alert(1)&lt;/script&gt;\n{{title}}</p>'
	refute_body_contains '<script>'
}

@test "a form with mistakes comes back with what was typed" {
	local long

	visit $book
	sign '' 'A message, "so far" <i>' 1.3
	assert_status 422
	assert_body_contains 'Your name must not be empty.'
	assert_body_contains 'A message, &quot;so far&quot; &lt;i&gt;</textarea>'
	assert_body_contains 'aria-describedby="name-wrong"'
	long=$(printf 'x%.0s' {1..61})
	submit $book/ "name=$long" message= -H "$(from 1.3)"
	assert_status 422
	assert_body_contains "value=\"$long\""
	assert_body_contains 'Your message must not be empty.'
	assert_body_contains 'id="name-wrong"'
}

@test "a form with mistakes can be sent again from its own page" {
	visit $book
	sign '' 'second try' 1.4
	assert_status 422
	token=$(sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' <<<"$body")
	sign 'Ben' 'second try' 1.4
	assert_status 303
}

@test "a form may hold nothing but its fields, in UTF-8" {
	visit $book
	submit $book/ name=a message=b more=c -H "$(from 1.5)"
	assert_status 400
	submit $book/ $'name=\xff' message=b -H "$(from 1.5)"
	[[ $status == 303 || $status == 422 ]]
	request POST $book/ -d '{}' -H "Cookie: $cookie" \
	    -H 'Content-Type: application/json' -H "X-CSRF-Token: $token"
	assert_status 415
}

@test "a form without the token or the cookie is refused, as is another's" {
	local good

	visit $book
	good=$token
	token=''
	submit $book/ name=a message=b
	assert_status 403
	token=${good//[0-9]/a}
	submit $book/ name=a message=b
	assert_status 403
	assert_body_contains 'no longer valid'
	token=$good cookie=''
	submit $book/ name=a message=b
	assert_status 403
	assert_body_contains 'needs a cookie'
	visit $book
	[ "$token" != "$good" ]
	token=$good
	submit $book/ name=a message=b
	assert_status 403
}

@test "a form of another site is refused, though it has everything" {
	local field

	visit $book
	for field in 'Origin: http://elsewhere.example' 'Origin: null' \
	    'Sec-Fetch-Site: cross-site' 'Sec-Fetch-Site: same-site'; do
		submit $book/ name=a message=b -H "$field"
		assert_status 403
	done
	submit $book/ name=a message=b -H "$(from 1.6)" \
	    -H 'Sec-Fetch-Site: same-origin' -H "Origin: $SERVER_URL"
	assert_status 303
}

@test "who signs too often is asked to wait, others are not" {
	local i

	visit $book
	for i in 1 2 3 4 5; do
		sign 'Eve' "number $i" 2.1
		assert_status 303
	done
	sign 'Eve' 'number 6' 2.1
	assert_status 429
	assert_header Retry-After =~ ^[0-9]+$
	assert_body_contains 'That was too often.'
	sign 'Ann' 'from elsewhere' 2.2
	assert_status 303
	visit $book/
	refute_body_contains 'number 6'
}

# entries: the messages of all pages, as JSON has them.
entries() {
	local page

	for ((page = 1; page < 100; page++)); do
		request GET "$book/entries.json?page=$page" || return 1
		[[ $body != '[]' ]] || return 0
		grep -o '"message":"[^"]*"' <<<"$body" | cut -d '"' -f 4
	done
}

# writer NAME N: sign so often, one by one, in the background.
writer() {
	local name=$1 n=$2 i form pieces=()

	for ((i = 1; i <= n; i++)); do
		form="csrf=$token&name=x&message=$name-$i."
		pieces+=("POST $book/ HTTP/1.1\r\nHost: h\r\nCookie: $cookie\r\n$(
		    )X-Forwarded-For: 10.$name.0.$i\r\n$(
		    )Content-Type: application/x-www-form-urlencoded\r\n$(
		    )Content-Length: ${#form}\r\n\r\n$form")
	done
	raw_background "$name" -t 40 -n "$n" -e "${pieces[@]}"
}

@test "entries are shown by twenties, the newest first" {
	local i

	rm -f "${SERVER_DIR:?}/data/guestbook/entries"
	visit $book
	assert_body_contains 'Nobody yet.'
	writer 3 45
	raw_join 3
	[ "${statuses//303 /}" = 303 ]
	visit $book
	assert_body_contains '<h2>45 so far</h2>'
	[ "$(grep -c '<p class="said">' <<<"$body")" = 20 ]
	[ "$(grep -m 1 -o 'said">3-[0-9]*\.' <<<"$body")" = 'said">3-45.' ]
	assert_body_contains "$book/?page=2\">Older entries"
	refute_body_contains 'Newer entries'
	visit "$book/?page=3"
	[ "$(grep -c '<p class="said">' <<<"$body")" = 5 ]
	assert_body_contains '>3-1.'
	assert_body_contains "$book/?page=2\">Newer entries"
	refute_body_contains 'Older entries'
	visit "$book/?page=4"
	assert_status 200
	for i in 0 -1 x 99999999999999999999; do
		request GET "$book/?page=$i"
		assert_status 404
	done
	[ "$(entries)" = "$(seq 45 -1 1 | sed 's/.*/3-&./')" ]
}

@test "programs get JSON" {
	sign 'Béa' $'"two"\nlines' 1.7
	request GET $book/entries.json
	assert_status 200
	assert_header Content-Type application/json
	assert_body_matches '^\[\{"name":"Béa","message":"\\"two\\"\\nlines","number":[0-9]+,"datetime":"20[0-9T:Z-]*"'
	request GET "$book/entries.json?page=0" -H 'Accept: application/json'
	assert_status 404
	assert_header Content-Type application/problem+json
}

# killer SECONDS: end whatever program runs, again and again.
killer() {
	timeout "$1" bash -c '
		for (( ; ; )); do
			for worker in $1; do
				read -r programs \
				    <"/proc/$worker/task/$worker/children"
				[[ -z $programs ]] || kill -9 $programs
			done
			sleep 0.0$((RANDOM % 3))
		done' - "$(server_workers)" >/dev/null 2>&1 3>&- 4>&- &
	killer_pid=$!
}

# confirmed NAME: the messages that the writer was told are in the book.
confirmed() {
	raw_join "$1"
	tr ' ' '\n' <<<"$statuses" | awk -v name="$1" '
		$1 == 303 { print name "-" NR "." }'
}

@test "no entry that was confirmed is lost when programs are killed" {
	local name said

	[[ -r /proc/$$/task/$$/children ]] || skip 'no /proc/PID/children'
	rm -f "${SERVER_DIR:?}/data/guestbook/entries"
	visit $book
	killer 60
	for name in 11 12 13; do
		writer "$name" 60
	done
	for name in 11 12 13; do
		confirmed "$name"
	done >"$BATS_TEST_TMPDIR/confirmed"
	kill "$killer_pid"
	wait "$killer_pid" || true
	visit $book
	assert_status 200
	sign Ann the-last. 4.1
	assert_status 303
	entries | sort >"$BATS_TEST_TMPDIR/kept"
	said=$(wc -l <"$BATS_TEST_TMPDIR/confirmed")
	echo "# $said of 180 were confirmed" >&2
	((said > 0 && said < 180))
	grep -q the-last. "$BATS_TEST_TMPDIR/kept"
	[ -z "$(uniq -d "$BATS_TEST_TMPDIR/kept")" ]
	[ -z "$(sort "$BATS_TEST_TMPDIR/confirmed" |
	    comm -23 - "$BATS_TEST_TMPDIR/kept")" ]
}
