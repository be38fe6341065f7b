#!/usr/bin/env bats
# Questions that are drawn from a bank: what the words of the shell know of them.

load helpers

tutor=$BATS_TEST_DIRNAME/../cgi-bin/tutor

setup() {
	export BATS_TEST_TIMEOUT=60
	export DATA_DIR=$BATS_TEST_TMPDIR/data
	export TUTOR_COURSES=$BATS_TEST_TMPDIR/courses
	mkdir -p "$TUTOR_COURSES/small"
	cd "$TUTOR_COURSES/small" || return
	printf 'title: Small\nstaff: teacher\n' >course
	printf 'user,name,email,role,section,extra\nann,,,student,,\n' \
	    >roster.csv
	for page in 10.one 20.two; do
		printf 'title: %s\n\n::: draw w from=words count=2\n:::\n' \
		    "$page" >"$page.md"
	done
	for name in a b c; do
		printf '\n::: text %s\nASK-%s\n= yes\n:::\n' "$name" "$name"
	done >bank.words.md
}

# The questions that ann has on a page.
drawn() {
	"$tutor" GET "/c/$1/p/one/" -u ann | grep -o 'ASK-[a-c]'
}

answer() {
	"$tutor" POST "/c/small/q/one/w.$1" -u ann do=submit nonce="a$1" \
	    "a-w.$1=$2" >/dev/null
}

@test "check finds no mistake in a bank, or tells it once" {
	run "$tutor" check small
	[ "$status" -eq 0 ]
	[[ $output == 'small: 2 pages, no mistakes' ]]
	printf '\n::: number d\nHow many?\n= many\n:::\n' >>bank.words.md
	run "$tutor" check small
	[ "$status" -eq 1 ]
	[ "$(grep -c '^small/bank.words.md:' <<<"$output")" -eq 1 ]
}

@test "a drawn question is answered, and no other" {
	for name in a b c; do
		if drawn small | grep -q "ASK-$name"; then
			answer "$name" yes
		else
			run answer "$name" yes
			[ "$status" -ne 0 ]
			wrong=$name
		fi
	done
	run "$tutor" POST "/c/small/q/one/w.$wrong" -u ann do=submit nonce=aa \
	    "a-w.$wrong=yes"
	[[ $output == *'still there when you go back'* ]]
	run "$tutor" grades small
	[[ $output == *'ann,ann,,2,,'* ]]
}

@test "a drawn question is marked again" {
	name=$(drawn small | sed -n '1s/ASK-//p')
	answer "$name" no
	sed -i 's/^= yes/= no/' bank.words.md
	run "$tutor" regrade small one "w.$name"
	[ "$status" -eq 0 ]
	[[ $output == *"ann one w.$name: 0 -> 1 of 1"* ]]
	run "$tutor" verify small
	[ "$status" -eq 0 ]
}

@test "what was drawn before a bank grew counts for all who look" {
	for name in $(drawn small | sed 's/ASK-//'); do
		answer "$name" yes
	done
	for name in {d..z}; do
		printf '\n::: text %s\nASK-%s\n= yes\n:::\n' "$name" "$name"
	done >>bank.words.md
	run "$tutor" grades small
	[[ $output == *'ann,ann,,2,,100,'* ]]
	run "$tutor" GET /c/small/scores -u ann
	[[ $output == *'So far: <strong>100 %'* ]]
	[[ $output == *'Drawn before'* ]]
	[[ $output == *'>Question 2<'* ]]
	[[ $output != *'>Question 3<'* ]]
	run "$tutor" GET /c/small -u ann
	[[ $output == *'So far you have <strong>100 %'* ]]
	[[ $output == *'of 2 answered'* ]]
}

@test "a question that is gone from a bank is told when it has answers" {
	name=$(drawn small | sed -n '1s/ASK-//p')
	answer "$name" yes
	sed -i "s/^::: text $name/::: text z/" bank.words.md
	run "$tutor" check small
	[ "$status" -eq 0 ]
	[[ $output == *"the question w.$name is gone"* ]]
}

@test "banks are exported, and drawn alike with the key" {
	"$tutor" grades small >/dev/null
	"$tutor" export small --with-key 2>/dev/null >small.tar
	run tar -tf small.tar
	[[ $output == *files/bank.words.md* ]]
	"$tutor" import small.tar again
	[ "$(drawn small)" = "$(drawn again)" ]
}

@test "a solution in a bank is tested" {
	rm 20.two.md
	cat >bank.words.md <<-'EOF'
	::: code a lang=sh
	Say hi.
	--- solution
	echo hi
	--- test t
	out: hi
	:::
	::: code b lang=sh
	Say ho.
	--- solution
	echo ho
	--- test t
	out: ho
	:::
	EOF
	run "$tutor" test small
	[[ $output == *'small/bank.words.md:1: w.a:'* ]]
	[[ $output == *'small/bank.words.md:8: w.b:'* ]]
}
