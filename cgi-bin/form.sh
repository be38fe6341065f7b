#!/bin/sh
# A form that answers itself: the fields are decoded by sed and printf alone.

# The value of field $1 in the encoded form $2, decoded.
field() {
	encoded=$(printf '%s' "$2" | tr '&' '\n' | sed -n "s/^$1=//p" |
	    head -n 1 | tr '+' ' ')
	# Each %XX becomes an octal escape of printf; what else could be one
	# is doubled first, and an escape that is not valid stays as it was.
	printf '%b' "$(printf '%s' "$encoded" | sed 's/\\/\\\\/g' | awk '
	BEGIN {
		for (i = 0; i < 16; i++)
			hex[substr("0123456789abcdef", i + 1, 1)] = i
	}
	{
		out = ""
		while (match($0, /%[0-9A-Fa-f][0-9A-Fa-f]/)) {
			pair = tolower(substr($0, RSTART + 1, 2))
			n = hex[substr(pair, 1, 1)] * 16 + \
			    hex[substr(pair, 2, 1)]
			out = out substr($0, 1, RSTART - 1) \
			    (n == 0 ? "" : sprintf("\\0%03o", n))
			$0 = substr($0, RSTART + 3)
		}
		print out $0
	}')"
}

escape() {
	printf '%s' "$1" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g;
	    s/"/\&quot;/g; s/'\''/\&#39;/g'
}

form=$QUERY_STRING
if [ "$REQUEST_METHOD" = POST ]; then
	# A greeting is short; nobody sends this program a gigabyte.
	form=$(head -c 4096)
fi
name=$(field name "$form")

printf 'Content-Type: text/html; charset=utf-8\r\n'
printf 'Cache-Control: no-store\r\n\r\n'
cat <<PAGE
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A form</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<main>
<h1>A form</h1>
<p role="status">${name:+Good day, $(escape "$name").}</p>
<form method="post">
<p><label for="name">Your name</label>
<input id="name" name="name" autocomplete="name" maxlength="80" required
value="$(escape "$name")"></p>
<p><button>Greet me</button></p>
</form>
<p><a href="/">Back to the start page</a></p>
</main>
</body>
</html>
PAGE
