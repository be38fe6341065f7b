#!/bin/sh
# views.sh FILE.html... - views as C: a table of name, text and size.
#
# Of two files with one name the first counts.

echo '#include "web/app.h"'
echo
n=0
for file; do
	echo "static const char view_${n}[] = {"
	od -An -v -tx1 "$file" | sed "s/ *\([0-9a-f][0-9a-f]\)/ '\\\\\\x\1',/g"
	echo '0 };'
	n=$((n + 1))
done
echo
echo 'const struct web_view app_views[] = {'
n=0
for file; do
	name=$(basename "$file" .html)
	echo "	{ \"$name\", view_$n, sizeof(view_$n) - 1 },"
	n=$((n + 1))
done
echo '	{ 0 }'
echo '};'
