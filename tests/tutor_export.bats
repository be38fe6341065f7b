#!/usr/bin/env bats
# tutor export, tutor import: a course as one archive of tar(1).

load helpers

tutor=$BATS_TEST_DIRNAME/../cgi-bin/tutor

# A course with answers, an upload, a decision of the staff and parameters.
setup() {
	export BATS_TEST_TIMEOUT=120
	export DATA_DIR=$BATS_TEST_TMPDIR/data
	export TUTOR_COURSES=$BATS_TEST_TMPDIR/courses
	data=$DATA_DIR/tutor/c
	mkdir -p "$TUTOR_COURSES/small/20.two"
	cd "$TUTOR_COURSES/small" || return
	printf 'title: Small\nregister: open\nstaff: teacher\n' >course
	printf 'user,name,email,role,section,extra\nann,Ann,,student,,\nbob,"Bob, B.",,student,,\n' \
	    >roster.csv
	printf 'title: One\n\n::: number n\nHow many?\n= 8\n:::\n\n::: number p\nlet a = 2..99\nTwice {a}?\n= {2*a}\n:::\n' \
	    >10.one.md
	printf 'title: Two\n\n::: essay e\nTell.\n:::\n' >20.two/page.md
	echo beside >20.two/figure.txt
	cd "$BATS_TEST_TMPDIR" || return
	answer ann one/n a-n=8
	answer bob one/n a-n=7
	answer ann two/e a-e="$(head -c 6000 /dev/zero | tr '\0' x)"
}

answer() {
	"$tutor" POST "/c/small/q/$2" -u "$1" do=submit "$3" \
	    nonce="$(printf %s "$*" | cksum | tr -d ' ')" >/dev/null
}

# The archive again, with something else in its folder.
pack() {
	tar -cf "$1" -C tree small
}

unpack() {
	mkdir tree
	"$tutor" export small | tar -xf - -C tree
}

# What is in place of a course and of its data.
nothing_left() {
	[ "$(ls -A "$TUTOR_COURSES")" = small ]
	[ "$(ls -A "$data")" = small ]
}

@test "what is exported and imported has the same gradebook" {
	"$tutor" export small >small.tar
	run "$tutor" import small.tar again
	[ "$status" -eq 0 ]
	run "$tutor" verify again
	[ "$status" -eq 0 ]
	[[ $output == 'again: 2 logs, 3 records, 0 wrong' ]]
	run "$tutor" check again
	[ "$status" -eq 0 ]
	for how in --spreadsheet --long; do
		diff <("$tutor" grades small "$how") \
		    <("$tutor" grades again "$how")
	done
	"$tutor" grades small | grep '^ann,Ann,,1,'
	diff -r "$TUTOR_COURSES/small" "$TUTOR_COURSES/again"
	diff -r -x idx -x key -x q "$data/small" "$data/again"
	run "$tutor" GET /c/again/p/two/figure.txt -u ann
	[[ $output == *beside* ]]
}

@test "tar reads what is exported, and what tar wrote is imported" {
	"$tutor" export small >small.tar
	run tar -tf small.tar
	[ "$status" -eq 0 ]
	[[ $output == *small/files/20.two/page.md* ]]
	[[ $output == *small/data/u/ann.log* ]]
	mkdir tree
	tar -xf small.tar -C tree
	(cd tree/small && sha256sum --strict -c SHA256SUMS)
	cmp tree/small/data/u/ann.log "$data/small/u/ann.log"
	for format in gnu pax ustar; do
		tar --format="$format" -cf "$format.tar" -C tree ./small
		run "$tutor" import "$format.tar" "$format"
		[ "$status" -eq 0 ]
		"$tutor" verify "$format"
	done
}

@test "names that are too long for a header go there and back" {
	name=$(printf 'n%.0s' {1..200}).txt
	echo long >"$TUTOR_COURSES/small/20.two/$name"
	unpack
	cmp "tree/small/files/20.two/$name" \
	    "$TUTOR_COURSES/small/20.two/$name"
	tar --format=gnu -cf gnu.tar -C tree small
	"$tutor" import gnu.tar gnu
	cmp "$TUTOR_COURSES/gnu/20.two/$name" \
	    "$TUTOR_COURSES/small/20.two/$name"
}

@test "an archive is listed without being imported" {
	"$tutor" export small >small.tar
	run "$tutor" import - --list <small.tar
	[ "$status" -eq 0 ]
	[[ $output == *' files/10.one.md'* ]]
	[[ $output == *'all as they should be'* ]]
	nothing_left
	head -c 5000 small.tar >cut.tar
	run "$tutor" import cut.tar --list
	[ "$status" -eq 1 ]
}

@test "a log is cut at its last whole record" {
	printf 'W1 2 17' >>"$data/small/u/ann.log"
	"$tutor" export small >small.tar
	"$tutor" import small.tar again
	run "$tutor" verify again
	[ "$status" -eq 0 ]
	[ "$(tail -c 1 "$data/again/u/ann.log" | od -An -c | tr -d ' ')" = \
	    '\n' ]
	grep -q 'W1 2 17$' "$data/small/u/ann.log"
}

@test "what is exported while answers come in is whole" {
	local answers i

	for i in {1..30}; do
		answer ann one/n "a-n=$i"
	done 3>&- &
	answers=$!
	for i in {1..8}; do
		"$tutor" export small >"during$i.tar"
	done
	wait "$answers"
	for i in {1..8}; do
		"$tutor" import "during$i.tar" "during$i"
		"$tutor" verify "during$i"
	done
}

@test "the key goes with a course only when it is said" {
	cp "$data/small/key" key
	"$tutor" export small >without.tar
	run tar -tf without.tar
	[[ $output != *data/key* ]]
	run "$tutor" import without.tar without
	[[ $output == *'without its key'* ]]
	"$tutor" GET /c/without/p/one/ -u ann >/dev/null
	run cmp key "$data/without/key"
	[ "$status" -eq 1 ]
	"$tutor" export small --with-key 2>said >with.tar
	grep -q 'can make receipts' said
	run "$tutor" import with.tar with
	[[ $output != *'without its key'* ]]
	cmp key "$data/with/key"
	diff <("$tutor" GET /c/small/p/one/ -u ann | grep Twice) \
	    <("$tutor" GET /c/with/p/one/ -u ann | grep Twice)
}

@test "a course goes without people" {
	"$tutor" export small --without-people >small.tar
	run tar -tf small.tar
	[[ $output == *files/10.one.md* ]]
	[[ $output != *roster* && $output != *data/* ]]
	[ "$(tar -xOf small.tar | grep -c ann)" -eq 0 ]
	"$tutor" import small.tar alone
	[ "$("$tutor" grades alone | wc -l)" -eq 1 ]
	run "$tutor" export small --without-people --with-key
	[ "$status" -eq 2 ]
}

@test "accounts go by their names, never with a password" {
	"$tutor" user create ann <<<'long enough'
	"$tutor" user create eve <<<'long enough'
	"$tutor" export small >small.tar
	run tar -xOf small.tar small/manifest.json
	[[ $output == *'"accounts":["ann"]'* ]]
	[ "$(tar -xOf small.tar | grep -cF '$2')" -eq 0 ]
	run "$tutor" import small.tar here
	[[ $output == *'were here before'*ann* ]]
	DATA_DIR=$BATS_TEST_TMPDIR/other TUTOR_COURSES=$BATS_TEST_TMPDIR/new
	mkdir "$TUTOR_COURSES"
	run "$tutor" import small.tar
	[ "$status" -eq 0 ]
	[[ $output == *'1 that the course had elsewhere'* ]]
	[ -f "$TUTOR_COURSES/small/course" ]
}

@test "nobody takes a name that came with work" {
	printf 'user,name,email,role,section,extra\n' \
	    >"$TUTOR_COURSES/small/roster.csv"
	run "$tutor" POST /register user=ann name=Ann \
	    password=hunter22x password_again=hunter22x
	[[ $output == *'not the one for this name'* ]]
	run "$tutor" POST /register user=zoe name=Zoe \
	    password=hunter22x password_again=hunter22x
	[ "$status" -eq 0 ]
	run "$tutor" POST /register user=ann name=Ann \
	    code="$("$tutor" user invite ann)" \
	    password=hunter22x password_again=hunter22x
	[ "$status" -eq 0 ]
}

@test "nobody takes a name that came as one who had joined" {
	"$tutor" user create zoe <<<'long enough'
	"$tutor" POST /c/small/join -u zoe
	"$tutor" export small >small.tar
	DATA_DIR=$BATS_TEST_TMPDIR/other TUTOR_COURSES=$BATS_TEST_TMPDIR/new
	mkdir "$TUTOR_COURSES"
	"$tutor" import small.tar
	run "$tutor" POST /register user=zoe name=Zoe \
	    password=hunter22x password_again=hunter22x
	[[ $output == *'not the one for this name'* ]]
	run "$tutor" POST /register user=zoe name=Zoe \
	    code="$("$tutor" user invite zoe)" \
	    password=hunter22x password_again=hunter22x
	[ "$status" -eq 0 ]
	run "$tutor" POST /register user=zoe name=Zoe \
	    password=hunter22x password_again=hunter22x
	[[ $output == *'is taken'* ]]
}

@test "a course that is there is not imported over" {
	"$tutor" export small >small.tar
	run "$tutor" import small.tar
	[ "$status" -eq 1 ]
	[[ $output == *'there is a course small already'* ]]
	mkdir "$data/left"
	run "$tutor" import small.tar left
	[ "$status" -eq 1 ]
	[[ $output == *'there is data of a course left already'* ]]
	run "$tutor" import small.tar ../up
	[ "$status" -eq 1 ]
	rmdir "$data/left"
	nothing_left
}

@test "a broken import leaves nothing" {
	"$tutor" export small >small.tar
	size=$(stat -c %s small.tar)
	for ((n = 0; n < size - 1024; n += 3 * 512)); do
		head -c "$n" small.tar >cut.tar
		run "$tutor" import cut.tar again
		[ "$status" -eq 1 ]
		nothing_left
	done
	echo 'no archive at all' >text
	run "$tutor" import text again
	[ "$status" -eq 1 ]
	[[ $output == *'no archive of tar'* ]]
	run "$tutor" import not-there again
	[ "$status" -eq 1 ]
	nothing_left
}

@test "what an import left that was killed is no hindrance" {
	"$tutor" export small >small.tar
	mkfifo pipe
	"$tutor" import pipe again 3>&- &
	pid=$!
	exec 9>pipe
	head -c 4096 small.tar >&9
	wait_until test -e "$data/.import"
	run "$tutor" import small.tar other
	[ "$status" -eq 1 ]
	[[ $output == *'another import'* ]]
	kill -9 "$pid"
	wait "$pid" || true
	exec 9>&-
	[ -e "$TUTOR_COURSES/.import" ]
	run "$tutor" import small.tar again
	[ "$status" -eq 0 ]
	[ ! -e "$TUTOR_COURSES/.import" ]
	[ ! -e "$data/.import" ]
}

@test "a full disk leaves nothing" {
	"$tutor" export small >small.tar
	run bash -c 'ulimit -f 2; trap "" XFSZ; "$@"' - \
	    "$tutor" import small.tar again
	[ "$status" -eq 1 ]
	[[ $output == *'too large'* ]]
	nothing_left
}

@test "links and other kinds of files are not imported" {
	unpack
	ln -s /etc/passwd tree/small/files/passwd
	pack bad.tar
	run "$tutor" import bad.tar again
	[ "$status" -eq 1 ]
	[[ $output == *'small/files/passwd: is a link'* ]]
	rm tree/small/files/passwd
	mkfifo tree/small/files/pipe
	pack bad.tar
	run "$tutor" import bad.tar again
	[ "$status" -eq 1 ]
	[[ $output == *'neither a file nor a folder'* ]]
	nothing_left
}

@test "paths that lead out are not followed" {
	unpack
	echo out >"$BATS_TEST_TMPDIR/out"
	for to in /tmp/out ../out small/files/../../../out; do
		tar -P --transform "s,^out\$,$to," -cf bad.tar \
		    -C tree small -C "$BATS_TEST_TMPDIR" out
		run "$tutor" import bad.tar again
		[ "$status" -eq 1 ]
		[[ $output == *"$to: is no path"* ]]
		nothing_left
	done
}

@test "a file that was changed, added or lost is told" {
	unpack
	echo more >>tree/small/files/course
	pack bad.tar
	run "$tutor" import bad.tar again
	[ "$status" -eq 1 ]
	[[ $output == *'files/course: is missing, was changed'* ]]
	cp "$TUTOR_COURSES/small/course" tree/small/files/course
	rm tree/small/files/10.one.md
	pack bad.tar
	run "$tutor" import bad.tar again
	[ "$status" -eq 1 ]
	[[ $output == *'files/10.one.md: is missing'* ]]
	cp "$TUTOR_COURSES/small/10.one.md" tree/small/files
	echo x >tree/small/files/30.new.md
	pack bad.tar
	run "$tutor" import bad.tar again
	[ "$status" -eq 1 ]
	[[ $output == *'files/30.new.md: is missing'* ]]
	nothing_left
}

# The list of the sums again, after something was added.
sums() {
	rm tree/small/SHA256SUMS
	(cd tree/small && find . -type f | sed 's,^\./,,' |
	    xargs -d '\n' sha256sum) >sums
	mv sums tree/small/SHA256SUMS
}

@test "an archive gives no orders to a terminal" {
	unpack
	sed -i 's/"made":"/&\\u001b[31m\\u009b1m/' tree/small/manifest.json
	echo x >tree/small/files/$'c1\u009b2J'
	sums
	pack bad.tar
	run "$tutor" import bad.tar --list
	[ "$status" -eq 0 ]
	[[ $output == *' files/c1?2J'* ]]
	[[ $output == *'small, of ?[31m?1m20'* ]]
	echo x >tree/small/files/$'esc\e[2J'
	pack bad.tar
	run "$tutor" import bad.tar --list
	[ "$status" -eq 1 ]
	[[ $output == *'small/files/esc?[2J: is no path'* ]]
}

@test "a list tells what an import would stumble over" {
	unpack
	mkdir -p other/small/files
	mkdir other/small/files/10.one.md
	echo y >other/small/files/10.one.md/y
	mv tree/small/SHA256SUMS .
	(cd other/small && sha256sum files/10.one.md/y) >>SHA256SUMS
	mv SHA256SUMS other/small
	tar -cf bad.tar -C tree small -C ../other small/files/10.one.md/y \
	    small/SHA256SUMS
	run "$tutor" import bad.tar --list
	[ "$status" -eq 1 ]
	[[ $output == *'files/10.one.md: is a file and a folder'* ]]
}

@test "links in a course's folder are left out of an archive" {
	ln -s course "$TUTOR_COURSES/small/linked"
	mkdir "$TUTOR_COURSES/small/.git"
	echo x >"$TUTOR_COURSES/small/.git/config"
	"$tutor" export small 2>said | tar -tf - >list
	grep -q 'left out files/linked' said
	[ "$(grep -c 'git\|linked' list)" -eq 0 ]
}

@test "export and import say how they are used" {
	run "$tutor" export
	[ "$status" -eq 2 ]
	run "$tutor" import
	[ "$status" -eq 2 ]
	run "$tutor" export nowhere
	[ "$status" -eq 1 ]
	run "$tutor" help
	[[ $output == *'tutor import FILE'* ]]
	run bash -c '"$0" export small >/dev/full' "$tutor"
	[ "$status" -eq 1 ]
	[[ $output == *'No space left'* ]]
}
