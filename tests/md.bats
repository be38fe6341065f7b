#!/usr/bin/env bats
# Markdown by way of tool/md, which is md_html() and nothing else.

# shellcheck disable=SC2154  # set by the helpers
load site

# md [OPTION...] TEXT: its HTML is in $output.
md() {
	local options=("${@:1:$#-1}")

	run "${RAWHTTP%/*}/md" "${options[@]}" <<<"${*: -1}"
	[ "$status" -eq 0 ] || _complain "md ended with status $status"
}

@test "Markdown becomes HTML" {
	md $'# A title\n\nSome *text*:\n\n- one\n- `two`\n'
	[ "$output" = '<h1>A title</h1>
<p>Some <em>text</em>:</p>
<ul>
<li>one</li>
<li><code>two</code></li>
</ul>' ]
}

@test "HTML of strangers is text, and their scripts lead nowhere" {
	md $'<script>alert(1)</script>\n\n[a](javascript:alert(1)) <b>b</b>'
	[ "$output" = '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>
<p><a href="">a</a> &lt;b&gt;b&lt;/b&gt;</p>' ]
}

@test "HTML stays HTML for those who ask for it" {
	md -r '<b>*c*</b>'
	[ "$output" = '<p><b><em>c</em></b></p>' ]
}

@test "tables, formulas and names of headings are options" {
	local text=$'# T\n\na|b\n-|-\n1|$x$'

	md "$text"
	[[ $output != *table* && $output != *math* && $output != *id=* ]]
	md -t -m -i "$text"
	[[ $output == *'<h1 id="t">T</h1>'* ]]
	[[ $output == *'<th>a</th>'*'<td>1</td>'*'<td><math '* ]]
}

@test "a wrong option of md is told" {
	run "${RAWHTTP%/*}/md" -x </dev/null
	[ "$status" -eq 2 ]
	[[ $output == *usage:* ]]
}

@test "a megabyte that was made to be hard takes less than two seconds" {
	local piece

	for piece in '[' '*a **a ' '> ' '- ' 'a<!--' '[a](<b' '`a``b' '$a `'; do
		timeout 2 "${RAWHTTP%/*}/md" -tmi \
		    < <(yes "$piece" | tr -d '\n' | head -c 1000000) >/dev/null
	done
}
