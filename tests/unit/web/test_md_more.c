/*
 * What goes beyond CommonMark: tables, formulas, names of headings, fences
 * that somebody else writes.
 */
#include <string.h>

#include "md_rows.h"

#define TABLE(head)	"<table>\n<thead>\n<tr>\n" head "</tr>\n</thead>\n"
#define BODY(rows)	"<tbody>\n" rows "</tbody>\n"
#define ROW(cells)	"<tr>\n" cells "</tr>\n"
#define AB		"<th>a</th>\n<th>b</th>\n"
#define END		"</table>\n"

static const struct md_row tables[] = {
	{ "a table", "| a | b |\n|---|---|\n| 1 | *2* |\n",
	    TABLE(AB) BODY(ROW("<td>1</td>\n<td><em>2</em></td>\n")) END },
	{ "no bars at the ends", "a|b\n-|-\n1|2",
	    TABLE(AB) BODY(ROW("<td>1</td>\n<td>2</td>\n")) END },
	{ "no rows", "a|b\n-|-\n\nc", TABLE(AB) END "<p>c</p>\n" },
	{ "alignment", "a|b|c\n:-|-:|:-:",
	    TABLE("<th align=\"left\">a</th>\n<th align=\"right\">b</th>\n"
	    "<th align=\"center\">c</th>\n") END },
	{ "one column", "a\n|-|\nb",
	    TABLE("<th>a</th>\n") BODY(ROW("<td>b</td>\n")) END },
	{ "a dash and a bar are no item", "a|b\n- | -",
	    TABLE(AB) END },
	{ "too few cells, too many", "a|b\n-|-\n1\n1|2|3",
	    TABLE(AB) BODY(ROW("<td>1</td>\n<td></td>\n")
	    ROW("<td>1</td>\n<td>2</td>\n")) END },
	{ "escaped bars", "a|b\n-|-\n`\\|`\\||\\\\",
	    TABLE(AB) BODY(ROW("<td><code>|</code>|</td>\n<td>\\</td>\n"))
	    END },
	{ "a bar alone is no row", "a|b\n-|-\n|", TABLE(AB) END "<p>|</p>\n" },
	{ "other counts are no table", "a|b\n-|-|-", "<p>a|b\n-|-|-</p>\n" },
	{ "an underline is no table", "a\n---", "<h2>a</h2>\n" },
	{ "a paragraph before it", "x\ny\na|b\n-|-",
	    "<p>x\ny</p>\n" TABLE(AB) END },
	{ "other blocks end it", "a|b\n-|-\n> c",
	    TABLE(AB) END "<blockquote>\n<p>c</p>\n</blockquote>\n" },
	{ "in a tight list", "- a|b\n  -|-\n- c",
	    "<ul>\n<li>\n" TABLE(AB) END "</li>\n<li>c</li>\n</ul>\n" },
	{ "no lazy row", "> a|b\n> -|-\nc",
	    "<blockquote>\n" TABLE(AB) END "</blockquote>\n<p>c</p>\n" },
	{ "no lazy delimiter", "> a|b\n-|-",
	    "<blockquote>\n<p>a|b\n-|-</p>\n</blockquote>\n" }
};

static const struct md_row plain_rows[] = {
	{ "no tables unless asked for", "a|b\n-|-", "<p>a|b\n-|-</p>\n" },
	{ "nor formulas", "$a$", "<p>$a$</p>\n" },
	{ "nor blocks of them", "$$\na\n$$", "<p>$$\na\n$$</p>\n" }
};

static const struct md_row no_math[] = {
	{ "money", "from $5 to $10", "<p>from $5 to $10</p>\n" },
	{ "a blank behind the first", "$ a$", "<p>$ a$</p>\n" },
	{ "a blank before the last", "$a $", "<p>$a $</p>\n" },
	{ "a digit behind the last", "$a$1", "<p>$a$1</p>\n" },
	{ "escaped", "\\$a$ $b\\$", "<p>$a$ $b$</p>\n" },
	{ "code wins", "$a`b$`", "<p>$a<code>b$</code></p>\n" },
	{ "nothing between", "a $$ $$", "<p>a $$ $$</p>\n" },
	{ "three", "$$$a$$$", "<p>$$$a$$$</p>\n" },
	{ "not closed", "$a $$b", "<p>$a $$b</p>\n" },
	{ "a block that is not closed", "$$\n*a*\n\nb",
	    "<p>$$\n<em>a</em></p>\n<p>b</p>\n" },
	{ "in an image", "![$a$](b)", "<p><img src=\"b\" alt=\"a\" /></p>\n" }
};

static const struct md_row headings[] = {
	{ "a name", "# The *First* one, `x_y`!",
	    "<h1 id=\"the-first-one-x_y\">The <em>First</em> one, "
	    "<code>x_y</code>!</h1>\n" },
	{ "names once each", "# a\n# a\n# a-1\n# a",
	    "<h1 id=\"a\">a</h1>\n<h1 id=\"a-1\">a</h1>\n"
	    "<h1 id=\"a-1-1\">a-1</h1>\n<h1 id=\"a-2\">a</h1>\n" },
	{ "no letters", "# ?\n#", "<h1 id=\"section\">?</h1>\n"
	    "<h1 id=\"section-1\"></h1>\n" },
	{ "other letters", "\303\204 - b\n=",
	    "<h1 id=\"\303\244-b\">\303\204 - b</h1>\n" },
	{ "nothing that needs escapes", "# \"<a b='c'>&amp;",
	    "<h1 id=\"section\">&quot;&lt;a b='c'&gt;&amp;</h1>\n" }
};

/* The text behind the <math> element of a formula, and how it begins. */
static void
check_formula(const char *name, const char *in, const char *begin,
    const char *end)
{
	struct mem mem;
	struct text out;
	struct slice s;

	mem_init(&mem, 0);
	text_init(&out, &mem);
	md_html(&out, in, strlen(in), MD_MATH);
	s = slice_of(out.p, out.n);
	tap_ok(slice_starts(s, slice_str(begin)) &&
	    slice_ends(s, slice_str(end)), "%s", name);
	if (!slice_starts(s, slice_str(begin)) ||
	    !slice_ends(s, slice_str(end)))
		tap_note("%s", out.p);
	mem_release(&mem);
}

static void
check_formulas(void)
{
	check_formula("inline", "a $b_1$ c", "<p>a <math alttext=\"b_1\">",
	    "</math> c</p>\n");
	check_formula("with a full stop", "a $b$.) c",
	    "<p>a <span class=\"math-with\"><math alttext=\"b\">",
	    "</math>.)</span> c</p>\n");
	check_formula("a picture's text", "![a $b$.](c)",
	    "<p><img src=\"c\" alt=\"a ", ".\" /></p>\n");
	check_formula("no markup in it", "$a*b*c_1$",
	    "<p><math alttext=\"a*b*c_1\">", "</math></p>\n");
	check_formula("escapes in it", "$a\\$b\\_$",
	    "<p><math alttext=\"a\\$b\\_\">", "</math></p>\n");
	check_formula("two of them", "$a$$b$", "<p><math alttext=\"a\">",
	    "</math></p>\n");
	check_formula("over lines", "$a\nb$", "<p><math alttext=\"a\nb\">",
	    "</math></p>\n");
	check_formula("display", "a $$b$$ c",
	    "<p>a <math display=\"block\" alttext=\"b\">",
	    "</math> c</p>\n");
	check_formula("a block", "$$\na\n= b\n- c\n$$\nd",
	    "<math display=\"block\" alttext=\"a\n= b\n- c\">",
	    "</math>\n<p>d</p>\n");
	check_formula("one that begins in its line", "$$ a\n- b $$\n",
	    "<math display=\"block\" alttext=\"a\n- b\">", "</math>\n");
	check_formula("one in a paragraph", "a\n$$\n- b\n$$\nc",
	    "<p>a</p>\n<math display=\"block\" alttext=\"- b\">",
	    "</math>\n<p>c</p>\n");
	check_formula("the end of one in a paragraph", "a $$\nb\n$$\nc",
	    "<p>a <math display=\"block\" alttext=\"b\">",
	    "</math>\nc</p>\n");
	check_formula("in a quote", "> $$\n> a\n> $$",
	    "<blockquote>\n<math display=\"block\" alttext=\"a\">",
	    "</math>\n</blockquote>\n");
}

static int
write_chart(void *arg, struct text *out, const char *info,
    const char *content, size_t n)
{
	if (strcmp(info, "chart a&b") != 0)
		return 0;
	text_htmlf(out, "<figure>%s: %.*s</figure>", (const char *)arg, (int)n,
	    content);
	return 1;
}

static void
check_fences(void)
{
	static const char in[] = "x\n``` chart a&amp;b\n1 < 2\n```\n"
	    "~~~ other\ny\n~~~\n    z\n";
	char title[] = "Fig";
	struct mem mem;
	struct text out;

	mem_init(&mem, 0);
	text_init(&out, &mem);
	text_adds(&out, "before");
	md_html_fences(&out, in, sizeof(in) - 1, 0, write_chart, title);
	tap_is(slice_of(out.p, out.n), SLICE("before<p>x</p>\n"
	    "<figure>Fig: 1 &lt; 2\n</figure>\n"
	    "<pre><code class=\"language-other\">y\n</code></pre>\n"
	    "<pre><code>z\n</code></pre>\n"), "fences by others");
	mem_release(&mem);
}

int
main(void)
{
	MD_ROWS_CHECK(tables, MD_TABLES);
	MD_ROWS_CHECK(plain_rows, 0);
	MD_ROWS_CHECK(no_math, MD_MATH);
	MD_ROWS_CHECK(headings, MD_HEADING_IDS);
	check_formulas();
	check_fences();
	return tap_done();
}
