#include "md_rows.h"

static const struct md_row small[] = {
	{ "escapes", "\\*a\\* \\a \\\\", "<p>*a* \\a \\</p>\n" },
	{ "quotes stay quotes", "\"a\" 'b' <",
	    "<p>&quot;a&quot; 'b' &lt;</p>\n" },
	{ "references", "&lt;&copy;&#65;&#x42;&#X43;",
	    "<p>&lt;\302\251ABC</p>\n" },
	{ "what is none", "&copy &nope; &#; &#x; &#12345678; &#x1234567;",
	    "<p>&amp;copy &amp;nope; &amp;#; &amp;#x; &amp;#12345678; "
	    "&amp;#x1234567;</p>\n" },
	{ "two characters", "&NotEqualTilde;",
	    "<p>\342\211\202\314\270</p>\n" },
	{ "no character", "&#0; &#xd800; &#1114112;",
	    "<p>\357\277\275 \357\277\275 \357\277\275</p>\n" },
	{ "a reference is no markup", "&#42;a&#42;", "<p>*a*</p>\n" },
	{ "breaks", "a  \nb\\\nc\nd \ne",
	    "<p>a<br />\nb<br />\nc\nd\ne</p>\n" },
	{ "no break at the end", "a\\\n\nb  \n", "<p>a\\</p>\n<p>b</p>\n" },

	{ "code", "`a` ``b`c`` ` d `", "<p><code>a</code> <code>b`c</code> "
	    "<code>d</code></p>\n" },
	{ "nothing but blanks", "`  `", "<p><code>  </code></p>\n" },
	{ "lines of code", "`a\nb`", "<p><code>a b</code></p>\n" },
	{ "no escapes in code", "`\\`&amp;`",
	    "<p><code>\\</code>&amp;`</p>\n" },
	{ "code that is not closed", "``a`", "<p>``a`</p>\n" },
	{ "code wins", "*a `*`", "<p>*a <code>*</code></p>\n" },
	{ "an escaped tick", "\\`a`b`", "<p>`a<code>b</code></p>\n" },

	{ "autolinks", "<http://a.b?c=\\[> <a+b.c@d.e>",
	    "<p><a href=\"http://a.b?c=%5C%5B\">http://a.b?c=\\[</a> "
	    "<a href=\"mailto:a+b.c@d.e\">a+b.c@d.e</a></p>\n" },
	{ "what is none", "<a:> <http://a b> <a@-b> <a\\@b>",
	    "<p>&lt;a:&gt; &lt;http://a b&gt; &lt;a@-b&gt; &lt;a@b&gt;</p>\n" },
	{ "tags", "a <b c=d e='f' g=\"h\" i/> </j >",
	    "<p>a <b c=d e='f' g=\"h\" i/> </j ></p>\n" },
	{ "no tags", "a <1> <b c=> </b c> <b\"c\"> < b>",
	    "<p>a &lt;1&gt; &lt;b c=&gt; &lt;/b c&gt; &lt;b&quot;c&quot;&gt; "
	    "&lt; b&gt;</p>\n" },
	{ "comments", "a <!-- b - c --> <!--> <!---> <!-- d",
	    "<p>a <!-- b - c --> <!--> <!---> &lt;!-- d</p>\n" },
	{ "others", "a <?b?> <!C d> <![CDATA[e]]]>",
	    "<p>a <?b?> <!C d> <![CDATA[e]]]></p>\n" }
};

static const struct md_row emphasis[] = {
	{ "both", "*a* _b_ **c** __d__", "<p><em>a</em> <em>b</em> "
	    "<strong>c</strong> <strong>d</strong></p>\n" },
	{ "blanks inside", "* a * _ b_", "<ul>\n<li>a * _ b_</li>\n</ul>\n" },
	{ "in a word", "a*b*c d_e_f", "<p>a<em>b</em>c d_e_f</p>\n" },
	{ "beside punctuation", "a*\"b\"*c \"_d_\"", "<p>a*&quot;b&quot;*c "
	    "&quot;<em>d</em>&quot;</p>\n" },
	{ "beside a currency", "a*\342\202\254*b",
	    "<p>a*\342\202\254*b</p>\n" },
	{ "beside a wide blank", "a*\302\240b*", "<p>a*\302\240b*</p>\n" },
	{ "three", "***a***", "<p><em><strong>a</strong></em></p>\n" },
	{ "three, then two", "***a** b*",
	    "<p><em><strong>a</strong> b</em></p>\n" },
	{ "three, then one", "***a* b**",
	    "<p><strong><em>a</em> b</strong></p>\n" },
	{ "inside", "*a **b** c*",
	    "<p><em>a <strong>b</strong> c</em></p>\n" },
	{ "sums of three", "*a**b*", "<p><em>a**b</em></p>\n" },
	{ "sums of three, all threes", "a***b***c",
	    "<p>a<em><strong>b</strong></em>c</p>\n" },
	{ "across", "*a _b* c_", "<p><em>a _b</em> c_</p>\n" },
	{ "left over", "**a*", "<p>*<em>a</em></p>\n" },
	{ "not closed", "**a", "<p>**a</p>\n" },
	{ "nothing in between", "** __ ****", "<p>** __ ****</p>\n" }
};

static const struct md_row links[] = {
	{ "a link", "[a](/b \"c\")",
	    "<p><a href=\"/b\" title=\"c\">a</a></p>\n" },
	{ "nothing in it", "[]()", "<p><a href=\"\"></a></p>\n" },
	{ "titles", "[a](b 'c') [a](b (d\\))) [a](b\n\"e\" )",
	    "<p><a href=\"b\" title=\"c\">a</a> <a href=\"b\" title=\"d)\">"
	    "a</a> "
	    "<a href=\"b\" title=\"e\">a</a></p>\n" },
	{ "brackets", "[a](<b (c>)", "<p><a href=\"b%20(c\">a</a></p>\n" },
	{ "parentheses", "[a](b(c(d))e) [a](b\\()",
	    "<p><a href=\"b(c(d))e\">a</a> <a href=\"b(\">a</a></p>\n" },
	{ "no link", "[a] (b) [a](b c) [a](<1\n2>) [a](<b>c)",
	    "<p>[a] (b) [a](b c) [a](&lt;1\n2&gt;) [a](<b>c)</p>\n" },
	{ "escapes", "[a](b\\*&auml;?c%20d&e)",
	    "<p><a href=\"b*%C3%A4?c%20d&amp;e\">a</a></p>\n" },
	{ "an apostrophe in a URL", "[a](b'c)",
	    "<p><a href=\"b&#39;c\">a</a></p>\n" },
	{ "text in it", "[*a* `]` ![b](c)](d)",
	    "<p><a href=\"d\"><em>a</em> <code>]</code> "
	    "<img src=\"c\" alt=\"b\" /></a></p>\n" },
	{ "brackets in it", "[a [b] c](d)",
	    "<p><a href=\"d\">a [b] c</a></p>\n" },
	{ "a link in a link", "[a [b](c) d](e)",
	    "<p>[a <a href=\"c\">b</a> d](e)</p>\n" },
	{ "a link in an image in a link", "[![[a](b)](c)](d)",
	    "<p>[<img src=\"c\" alt=\"a\" />](d)</p>\n" },
	{ "it binds tighter", "*[a*](b)", "<p>*<a href=\"b\">a*</a></p>\n" },
	{ "but not than tags", "[a<b c=\"](d)\">",
	    "<p>[a<b c=\"](d)\"></p>\n" },
	{ "an image", "![a *b* [c](d)](e 'f')",
	    "<p><img src=\"e\" alt=\"a b c\" title=\"f\" /></p>\n" },
	{ "images in an image", "![a ![b](c)](d)",
	    "<p><img src=\"d\" alt=\"a b\" /></p>\n" },
	{ "HTML in an image", "![<b>\n`c`](d)",
	    "<p><img src=\"d\" alt=\"&lt;b&gt; c\" /></p>\n" },
	{ "an escaped bracket", "!\\[a](b) \\![a](b)",
	    "<p>![a](b) !<a href=\"b\">a</a></p>\n" },

	{ "references", "[x]: y\n\n[x] [x][] [a][x] ![x] [x](z) [x] []",
	    "<p><a href=\"y\">x</a> <a href=\"y\">x</a> <a href=\"y\">a</a> "
	    "<img src=\"y\" alt=\"x\" /> <a href=\"z\">x</a> "
	    "<a href=\"y\">x</a> []</p>\n" },
	{ "one that is not known", "[x]: y\n\n[x][a] [a][x][x] [x][ ]",
	    "<p>[x][a] <a href=\"y\">a</a>"
	    "<a href=\"y\">x</a> <a href=\"y\">x</a>[ ]</p>\n" },
	{ "a label with brackets", "[x]: y\n\n[[x]] [a[x]b]",
	    "<p>[<a href=\"y\">x</a>] [a<a href=\"y\">x</a>b]</p>\n" },
	{ "a label with code", "[a`]: y\n\n[a`]`] b",
	    "<p>[a<code>]</code>] b</p>\n" }
};

int
main(void)
{
	MD_ROWS_CHECK(small, MD_RAW_HTML);
	MD_ROWS_CHECK(emphasis, MD_RAW_HTML);
	MD_ROWS_CHECK(links, MD_RAW_HTML);
	return tap_done();
}
