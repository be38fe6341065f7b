#!/bin/sh
# new-app.sh NAME - make apps/NAME, an application to start from, and its tests.
#
# A copy of apps/hello under another name; `make new-app NAME=x` runs it.

cd "$(dirname "$0")/../.." || exit 1
name=$1

fail() {
	echo "new-app: $1" >&2
	exit 2
}

case $name in
'')	fail 'which name? make new-app NAME=x' ;;
[!a-z]* | *[!a-z0-9-]*)
	fail "\"$name\": a letter, then small letters, digits and \"-\"" ;;
lib | common | www)
	fail "\"$name\" is a folder of the framework's" ;;
esac
for file in "apps/$name" "tests/$name.bats" "cgi-bin/$name"; do
	[ ! -e "$file" ] || fail "$file is there already"
done

c_name=$(echo "$name" | tr - _)
mkdir -p "apps/$name/view" &&
sed -e "s/hello\.c - the smallest .*/$name.c - its routes, and who answers./" \
    -e "/^ \* \`make new-app/d; /^ \*\$/d" \
    -e "s/\"Hello\"/\"$name\"/; s/\"hello\"/\"$name\"/g" \
    -e "s/get_hello/get_$c_name/g" \
    apps/hello/hello.c >"apps/$name/$name.c" &&
sed -e "s/hello\.c/$name.c/g; s/hello\.html/$name.html/g" \
    -e "s|apps/hello|apps/$name|g" \
    apps/hello/view/hello.html >"apps/$name/view/$name.html" &&
cat >"tests/$name.bats" <<END &&
#!/usr/bin/env bats
# $name: what it answers.

load helpers

setup_file() {
	start_server 'location /cgi-bin/ { cgi_bin ../cgi-bin }'
}

teardown_file() {
	stop_server
}

@test "$name greets" {
	request GET /cgi-bin/$name
	assert_status 200
	assert_header Content-Type =~ ^text/html
	assert_body_contains 'Hello, world!'
}

@test "$name makes names harmless" {
	request GET '/cgi-bin/$name/%3Cb%3E'
	assert_status 200
	assert_body_contains 'Hello, &lt;b&gt;!'
}
END
echo "/cgi-bin/$name" >>.gitignore || exit 1

printf '%-32s%s\n' "apps/$name/$name.c" 'its routes and handlers' \
    "apps/$name/view/$name.html" 'its page' "tests/$name.bats" 'its tests'
cat <<END

Next: make all tools; ./preforkd -c etc/server.conf; look at
http://127.0.0.1:8080/cgi-bin/$name; bats tests/$name.bats
END
