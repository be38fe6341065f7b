/*
 * Without MD_RAW_HTML: what strangers write is text, and their links lead
 * nowhere they should not.
 */
#include "md_rows.h"

static const struct md_row html[] = {
	{ "a tag", "a <b onclick=\"c()\">d</b>",
	    "<p>a &lt;b onclick=&quot;c()&quot;&gt;d&lt;/b&gt;</p>\n" },
	{ "a script", "<script>\n\nalert(1)</script>\n*b*",
	    "<p>&lt;script&gt;\n\nalert(1)&lt;/script&gt;</p>\n"
	    "<p><em>b</em></p>\n" },
	{ "a comment", "<!--\n--> <i>", "<p>&lt;!--\n--&gt; &lt;i&gt;</p>\n" },
	{ "a tag in a heading", "# <script>", "<h1>&lt;script&gt;</h1>\n" },
	{ "an image's text", "![\"><script>](a)",
	    "<p><img src=\"a\" alt=\"&quot;&gt;&lt;script&gt;\" /></p>\n" },
	{ "a title", "[a](b '\"><i>')",
	    "<p><a href=\"b\" title=\"&quot;&gt;&lt;i&gt;\">a</a></p>\n" },
	{ "a destination", "[a](\"><i>) [a](<\">)",
	    "<p><a href=\"%22%3E%3Ci%3E\">a</a> <a href=\"%22\">a</a></p>\n" },
	{ "a language", "``` \"><i>\n```",
	    "<pre><code class=\"language-&quot;&gt;&lt;i&gt;\"></code>"
	    "</pre>\n" }
};

#define NOWHERE	"<p><a href=\"\">a</a></p>\n"

static const struct md_row links[] = {
	{ "javascript", "[a](javascript:b)", NOWHERE },
	{ "vbscript", "[a](vbscript:b)", NOWHERE },
	{ "file", "[a](file:///etc/passwd)", NOWHERE },
	{ "data", "[a](data:text/html,b)", NOWHERE },
	{ "a picture to go to", "[a](data:image/png;base64,b)", NOWHERE },
	{ "letters of both cases", "[a](JaVaScRiPt:b)", NOWHERE },
	{ "a reference for a letter", "[a](&#106;avascript:b)", NOWHERE },
	{ "a reference for the colon", "[a](javascript&colon;b)", NOWHERE },
	{ "a line end in it", "[a](java&NewLine;script:b)", NOWHERE },
	{ "a tab in it", "[a](<java\tscript:b>)", NOWHERE },
	{ "a control in front", "[a](&#1;javascript:b)", NOWHERE },
	{ "a blank in front", "[a](< javascript:b>)", NOWHERE },
	{ "percents", "[a](java%73cript%3ab)", NOWHERE },
	{ "a backslash", "[a](javascript\\:b)", NOWHERE },
	{ "a reference", "[a]\n\n[a]: javascript:b", NOWHERE },
	{ "an autolink", "<javascript:b>",
	    "<p><a href=\"\">javascript:b</a></p>\n" },
	{ "an image", "![a](javascript:b)",
	    "<p><img src=\"\" alt=\"a\" /></p>\n" },
	{ "an image of another kind", "![a](data:image/svg+xml,b)",
	    "<p><img src=\"\" alt=\"a\" /></p>\n" },
	{ "an image of a kind that is known", "![a](data:image/png;base64,b)",
	    "<p><img src=\"data:image/png;base64,b\" alt=\"a\" /></p>\n" },
	{ "what may stay",
	    "[a](https://b/javascript:c?d#e) [a](#data:) [a](x:y)",
	    "<p><a href=\"https://b/javascript:c?d#e\">a</a> "
	    "<a href=\"#data:\">a</a> <a href=\"x:y\">a</a></p>\n" }
};

static const struct md_row trusted[] = {
	{ "with raw HTML all links stay", "[a](javascript:b)",
	    "<p><a href=\"javascript:b\">a</a></p>\n" }
};

int
main(void)
{
	MD_ROWS_CHECK(html, 0);
	MD_ROWS_CHECK(links, 0);
	MD_ROWS_CHECK(trusted, MD_RAW_HTML);
	return tap_done();
}
