#include "md_rows.h"

static const struct md_row leaves[] = {
	{ "nothing", "", "" },
	{ "blank lines", "\n \n\t\n", "" },
	{ "a paragraph", "one\ntwo\n", "<p>one\ntwo</p>\n" },
	{ "its lines lose their indent", "  one\n      two",
	    "<p>one\ntwo</p>\n" },
	{ "two paragraphs", "one\n\n\ntwo", "<p>one</p>\n<p>two</p>\n" },
	{ "carriage returns", "one\rtwo\r\n\r\nthree\r",
	    "<p>one\ntwo</p>\n<p>three</p>\n" },
	{ "a byte order mark", "\357\273\277# x", "<h1>x</h1>\n" },
	{ "bytes that are no UTF-8", "a\377b\303",
	    "<p>a\357\277\275b\357\277\275</p>\n" },

	{ "a heading", "### three", "<h3>three</h3>\n" },
	{ "seven are none", "####### x", "<p>####### x</p>\n" },
	{ "a blank has to follow", "#x", "<p>#x</p>\n" },
	{ "a closing sequence", "# x # ##  ", "<h1>x #</h1>\n" },
	{ "one that is part of a word", "# c#", "<h1>c#</h1>\n" },
	{ "an empty heading", "##", "<h2></h2>\n" },
	{ "a heading ends a paragraph", "x\n# y\nz",
	    "<p>x</p>\n<h1>y</h1>\n<p>z</p>\n" },
	{ "an underlined heading", "a\nb\n===", "<h1>a\nb</h1>\n" },
	{ "with hyphens", "a\n-", "<h2>a</h2>\n" },
	{ "an underline has no gaps", "a\n= =", "<p>a\n= =</p>\n" },
	{ "nothing to underline", "===", "<p>===</p>\n" },

	{ "rules", "***\n- - -\n_____", "<hr />\n<hr />\n<hr />\n" },
	{ "two are none", "**", "<p>**</p>\n" },
	{ "mixed are none", "*-*-*", "<p><em>-</em>-*</p>\n" },

	{ "indented code", "    x\n\n      y\n\n",
	    "<pre><code>x\n\n  y\n</code></pre>\n" },
	{ "code of a tab", "\tx\ty", "<pre><code>x\ty\n</code></pre>\n" },
	{ "no code in a paragraph", "x\n    y", "<p>x\ny</p>\n" },
	{ "a fence", "```\n<x>\n\n```\ny",
	    "<pre><code>&lt;x&gt;\n\n</code></pre>\n<p>y</p>\n" },
	{ "its language", "~~~ c++ x`y\nz\n~~~",
	    "<pre><code class=\"language-c++\">z\n</code></pre>\n" },
	{ "escapes in it", "``` a\\*&amp;\"\n```",
	    "<pre><code class=\"language-a*&amp;&quot;\"></code></pre>\n" },
	{ "a shorter one does not close", "````\n```\n`````",
	    "<pre><code>```\n</code></pre>\n" },
	{ "another one does not close", "```\n~~~\n```",
	    "<pre><code>~~~\n</code></pre>\n" },
	{ "a fence with a word does not close", "```\n``` x\n",
	    "<pre><code>``` x\n</code></pre>\n" },
	{ "an indented fence", "  ```\n   x\n y\n  ```",
	    "<pre><code> x\ny\n</code></pre>\n" },
	{ "ticks behind ticks are no fence", "``` x` y\n",
	    "<p>``` x` y</p>\n" },
	{ "the end closes a fence", "> ```\n> x\ny",
	    "<blockquote>\n<pre><code>x\n</code></pre>\n</blockquote>\n"
	    "<p>y</p>\n" }
};

static const struct md_row html[] = {
	{ "until a blank line", "<div>\n*x*\n\n*y*",
	    "<div>\n*x*\n<p><em>y</em></p>\n" },
	{ "a block of any tag", "<x-y z='1'>\n*a*",
	    "<x-y z='1'>\n*a*\n" },
	{ "not behind text", "a\n<x-y>\n*b*",
	    "<p>a\n<x-y>\n<em>b</em></p>\n" },
	{ "but one of a known element", "a\n<p>", "<p>a</p>\n<p>\n" },
	{ "a tag and text are none", "<x-y> a", "<p><x-y> a</p>\n" },
	{ "until the end tag", "<pre>\n\n*x*\n</PRE> y\n*z*",
	    "<pre>\n\n*x*\n</PRE> y\n<p><em>z</em></p>\n" },
	{ "a comment", "<!-- a\n\nb --> c\nd",
	    "<!-- a\n\nb --> c\n<p>d</p>\n" },
	{ "the shortest comment", "<!-->\nx", "<!-->\n<p>x</p>\n" },
	{ "an instruction", "<?a\n\n?>\nb", "<?a\n\n?>\n<p>b</p>\n" },
	{ "a declaration", "<!A\n\n>\nb", "<!A\n\n>\n<p>b</p>\n" },
	{ "character data", "<![CDATA[\n\n]]>\nb",
	    "<![CDATA[\n\n]]>\n<p>b</p>\n" },
	{ "the name has to end", "<divx\n", "<p>&lt;divx</p>\n" }
};

static const struct md_row quotes[] = {
	{ "a quote", "> a\n>b", "<blockquote>\n<p>a\nb</p>\n</blockquote>\n" },
	{ "a lazy line", "> a\nb",
	    "<blockquote>\n<p>a\nb</p>\n</blockquote>\n" },
	{ "no lazy code", ">     a\n    b",
	    "<blockquote>\n<pre><code>a\n</code></pre>\n</blockquote>\n"
	    "<pre><code>b\n</code></pre>\n" },
	{ "no lazy underline", "> a\n---",
	    "<blockquote>\n<p>a</p>\n</blockquote>\n<hr />\n" },
	{ "a quote in a quote", "> > a\nb",
	    "<blockquote>\n<blockquote>\n<p>a\nb</p>\n</blockquote>\n"
	    "</blockquote>\n" },
	{ "two quotes", "> a\n\n> b",
	    "<blockquote>\n<p>a</p>\n</blockquote>\n"
	    "<blockquote>\n<p>b</p>\n</blockquote>\n" },
	{ "a tab behind the mark", ">\t\tx",
	    "<blockquote>\n<pre><code>  x\n</code></pre>\n</blockquote>\n" },
	{ "an empty quote", ">\n", "<blockquote>\n</blockquote>\n" }
};

static const struct md_row lists[] = {
	{ "a list", "- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n" },
	{ "a loose one", "- a\n\n- b",
	    "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n" },
	{ "loose by two blocks", "- a\n\n  b\n- c",
	    "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n"
	    "<li>\n<p>c</p>\n</li>\n</ul>\n" },
	{ "tight though loose inside", "- a\n  - b\n\n  - c\n- d",
	    "<ul>\n<li>a\n<ul>\n<li>\n<p>b</p>\n</li>\n<li>\n<p>c</p>\n</li>\n"
	    "</ul>\n</li>\n<li>d</li>\n</ul>\n" },
	{ "tight with a blank line in code", "- ```\n\n  ```\n- a",
	    "<ul>\n<li>\n<pre><code>\n</code></pre>\n</li>\n<li>a</li>\n"
	    "</ul>\n" },
	{ "tight with a quote that ends blank", "- a\n  > b\n  >\n- c",
	    "<ul>\n<li>a\n<blockquote>\n<p>b</p>\n</blockquote>\n</li>\n"
	    "<li>c</li>\n</ul>\n" },
	{ "blank lines behind it", "- a\n\n\nb",
	    "<ul>\n<li>a</li>\n</ul>\n<p>b</p>\n" },
	{ "numbers", "7. a\n1. b",
	    "<ol start=\"7\">\n<li>a</li>\n<li>b</li>\n</ol>\n" },
	{ "nine digits", "123456789. a\n",
	    "<ol start=\"123456789\">\n<li>a</li>\n</ol>\n" },
	{ "ten digits", "1234567890. a\n", "<p>1234567890. a</p>\n" },
	{ "another mark is another list", "- a\n+ b\n1. c\n2) d",
	    "<ul>\n<li>a</li>\n</ul>\n<ul>\n<li>b</li>\n</ul>\n"
	    "<ol>\n<li>c</li>\n</ol>\n<ol start=\"2\">\n<li>d</li>\n</ol>\n" },
	{ "a list in a paragraph", "a\n- b",
	    "<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n" },
	{ "only from one on", "a\n2. b\n1. c",
	    "<p>a\n2. b</p>\n<ol>\n<li>c</li>\n</ol>\n" },
	{ "no empty item in a paragraph", "a\n*\nb", "<p>a\n*\nb</p>\n" },
	{ "an empty item", "-\n- a", "<ul>\n<li></li>\n<li>a</li>\n</ul>\n" },
	{ "one that begins blank", "-\n  a", "<ul>\n<li>a</li>\n</ul>\n" },
	{ "one that goes on blank", "-\n\n  a",
	    "<ul>\n<li></li>\n</ul>\n<p>a</p>\n" },
	{ "blanks are a blank line, too", "-\n   \n  a",
	    "<ul>\n<li></li>\n</ul>\n<p>a</p>\n" },
	{ "code in an item", "-     a\n",
	    "<ul>\n<li>\n<pre><code>a\n</code></pre>\n</li>\n</ul>\n" },
	{ "how far it is indented", "10.  a\n\n     b\n\n    c",
	    "<ol start=\"10\">\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ol>\n"
	    "<pre><code>c\n</code></pre>\n" },
	{ "tabs", "-\ta\n\n\t\tb",
	    "<ul>\n<li>\n<p>a</p>\n<pre><code>b\n</code></pre>\n</li>\n"
	    "</ul>\n" },
	{ "lists in lists", "- 1. + a\n",
	    "<ul>\n<li>\n<ol>\n<li>\n<ul>\n<li>a</li>\n</ul>\n</li>\n</ol>\n"
	    "</li>\n</ul>\n" },
	{ "a lazy line", "- a\nb", "<ul>\n<li>a\nb</li>\n</ul>\n" },
	{ "a rule, not an item", "- a\n- - -\n",
	    "<ul>\n<li>a</li>\n</ul>\n<hr />\n" },
	{ "a heading in an item", "- # a\n  b",
	    "<ul>\n<li>\n<h1>a</h1>\nb</li>\n</ul>\n" }
};

static const struct md_row references[] = {
	{ "a definition", "[a]: /b\n\n[a] [A][] [x][a]",
	    "<p><a href=\"/b\">a</a> <a href=\"/b\">A</a> "
	    "<a href=\"/b\">x</a></p>\n" },
	{ "behind its use", "[a]\n\n[a]: <b c> 'd'",
	    "<p><a href=\"b%20c\" title=\"d\">a</a></p>\n" },
	{ "over lines", "[a\nb]:\n/c\n\"d\ne\"\n[A B]",
	    "<p><a href=\"/c\" title=\"d\ne\">A B</a></p>\n" },
	{ "the first counts", "[a]: b\n[a]: c\n\n[a]",
	    "<p><a href=\"b\">a</a></p>\n" },
	{ "what is no title", "[a]: b\n\"c\" d\n\n[a]",
	    "<p>&quot;c&quot; d</p>\n<p><a href=\"b\">a</a></p>\n" },
	{ "no definition", "[a]: b c\n\n[ ]: b\n\n[]: b",
	    "<p>[a]: b c</p>\n<p>[ ]: b</p>\n<p>[]: b</p>\n" },
	{ "not in a paragraph", "x\n[a]: b", "<p>x\n[a]: b</p>\n" },
	{ "before an underline", "[a]: b\nc\n===", "<h1>c</h1>\n" },
	{ "nothing to underline", "[a]: b\n===\n", "<p>===</p>\n" },
	{ "a rule instead", "[a]: b\n---\n", "<hr />\n" },
	{ "in a quote", "[a]\n> [a]: b",
	    "<p><a href=\"b\">a</a></p>\n<blockquote>\n</blockquote>\n" },
	{ "a fold of letters", "[Stra\303\237e \316\243]: b\n\n"
	    "[STRASSE \317\203]",
	    "<p><a href=\"b\">STRASSE \317\203</a></p>\n" },
	{ "escapes are part of a label", "[a\\]]: b\n\n[a\\]] [a]",
	    "<p><a href=\"b\">a]</a> [a]</p>\n" }
};

int
main(void)
{
	MD_ROWS_CHECK(leaves, MD_RAW_HTML);
	MD_ROWS_CHECK(html, MD_RAW_HTML);
	MD_ROWS_CHECK(quotes, MD_RAW_HTML);
	MD_ROWS_CHECK(lists, MD_RAW_HTML);
	MD_ROWS_CHECK(references, MD_RAW_HTML);
	md_row_check("NUL", slice_of("a\0b", 3), "<p>a\357\277\275b</p>\n", 0);
	return tap_done();
}
