#!/bin/sh
# Five lines, one a second: each leaves the server as it is written.
printf 'Content-Type: text/plain; charset=utf-8\r\n'
printf 'Cache-Control: no-store\r\n\r\n'

n=1
while [ "$n" -le 5 ]; do
	[ "$n" -eq 1 ] || sleep 1
	printf 'line %d of 5, written at %s\n' "$n" "$(date +%H:%M:%S)"
	n=$((n + 1))
done
