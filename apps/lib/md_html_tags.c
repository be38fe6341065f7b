#include "apps/lib/md_html_tags.h"

#include <string.h>

enum { NAME_MAX_BYTES = 10 };

/* The kinds of HTML that end with a string, by their beginnings. */
static const struct {
	struct slice	 begin, end;
} forms[MD_HTML_FORMS] = {
	{ SLICE_INIT("<!--"), SLICE_INIT("-->") },
	{ SLICE_INIT("<?"), SLICE_INIT("?>") },
	{ SLICE_INIT("<!"), SLICE_INIT(">") },
	{ SLICE_INIT("<![CDATA["), SLICE_INIT("]]>") }
};
enum { COMMENT, INSTRUCTION, DECLARATION, CDATA };

/* Elements whose tags begin blocks that go on to their end tag. */
static const char literal_names[][NAME_MAX_BYTES + 1] = {
	"pre", "script", "style", "textarea"
};

static const char block_names[][NAME_MAX_BYTES + 1] = {
	"address", "article", "aside", "base", "basefont", "blockquote", "body",
	"caption", "center", "col", "colgroup", "dd", "details", "dialog",
	"dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
	"form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head",
	"header", "hr", "html", "iframe", "legend", "li", "link", "main",
	"menu", "menuitem", "nav", "noframes", "ol", "optgroup", "option", "p",
	"param", "search", "section", "summary", "table", "tbody", "td",
	"tfoot", "th", "thead", "title", "tr", "track", "ul"
};

#define NITEMS(a)	(sizeof(a) / sizeof((a)[0]))

static bool
is_name(char c)
{
	return ascii_alpha(c) || ascii_digit(c) || c == '-';
}

static bool
is_attribute(char c)
{
	return is_name(c) || c == '_' || c == ':' || c == '.';
}

static bool
is_bare_value(char c)
{
	return c != '\0' && strchr(" \t\n\"'=<>`", c) == NULL;
}

static void
skip_while(struct md_scan *in, bool (*is)(char))
{
	while (in->at < in->s.n && is(in->s.p[in->at]))
		in->at++;
}

static bool
tag_name(struct md_scan *in, struct slice *name)
{
	size_t from = in->at;

	if (!ascii_alpha(md_scan_peek(in)))
		return false;
	skip_while(in, is_name);
	*name = md_scan_since(in, from);
	return true;
}

static bool
attribute_value(struct md_scan *in)
{
	char quote = md_scan_peek(in);
	size_t from = in->at;

	if (quote != '"' && quote != '\'') {
		skip_while(in, is_bare_value);
		return in->at > from;
	}
	in->at++;
	in->at += slice_find(slice_skip(in->s, in->at), quote);
	return md_scan_take(in, quote);
}

/* An attribute and the space behind it; false when it is none. */
static bool
attribute(struct md_scan *in, bool *spaced)
{
	char c = md_scan_peek(in);

	if (!ascii_alpha(c) && c != '_' && c != ':')
		return false;
	skip_while(in, is_attribute);
	*spaced = md_scan_space(in) > 0;
	if (!md_scan_take(in, '='))
		return true;
	(void)md_scan_space(in);
	if (!attribute_value(in))
		return false;
	*spaced = md_scan_space(in) > 0;
	return true;
}

bool
md_html_tag(struct md_scan *in)
{
	struct slice name;
	bool closing, spaced;

	if (!md_scan_take(in, '<'))
		return false;
	closing = md_scan_take(in, '/');
	if (!tag_name(in, &name))
		return false;
	spaced = md_scan_space(in) > 0;
	if (closing)
		return md_scan_take(in, '>');
	while (md_scan_peek(in) != '>' && md_scan_peek(in) != '/')
		if (!spaced || !attribute(in, &spaced))
			return false;
	(void)md_scan_take(in, '/');
	return md_scan_take(in, '>');
}

/* Where a string begins, or s.n. */
static size_t
find(struct slice s, struct slice what)
{
	size_t at = 0;

	while (at < s.n) {
		at += slice_find(slice_skip(s, at), what.p[0]);
		if (slice_starts(slice_skip(s, at), what))
			return at;
		if (at < s.n)
			at++;
	}
	return s.n;
}

/* Which form begins here, or MD_HTML_FORMS. */
static size_t
form_of(struct slice s)
{
	if (slice_starts(s, forms[COMMENT].begin))
		return COMMENT;
	if (slice_starts(s, forms[INSTRUCTION].begin))
		return INSTRUCTION;
	if (slice_starts(s, forms[CDATA].begin))
		return CDATA;
	if (slice_starts(s, forms[DECLARATION].begin) && s.n > 2 &&
	    ascii_alpha(s.p[2]))
		return DECLARATION;
	return MD_HTML_FORMS;
}

bool
md_html_other(struct md_scan *in, bool missing[MD_HTML_FORMS])
{
	struct slice s = slice_skip(in->s, in->at);
	size_t form = form_of(s), n;

	if (form == MD_HTML_FORMS)
		return false;
	/* The dashes that open a comment may also close it. */
	n = form == COMMENT ? 2 : forms[form].begin.n;
	if (missing[form])
		return false;
	n += find(slice_skip(s, n), forms[form].end);
	if (n >= s.n) {
		missing[form] = true;
		return false;
	}
	in->at += n + forms[form].end.n;
	return true;
}

static bool
is_among(struct slice name, const char (*names)[NAME_MAX_BYTES + 1], size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (slice_caseeqs(name, names[i]))
			return true;
	return false;
}

static bool
ends_name(const struct md_scan *in)
{
	char c = md_scan_peek(in);

	return in->at == in->s.n || c == ' ' || c == '\t' || c == '>';
}

/* The kinds that go by the name of an element. */
static unsigned
named_start(struct md_scan in)
{
	bool closing;
	struct slice name;

	in.at++;
	closing = md_scan_take(&in, '/');
	if (!tag_name(&in, &name))
		return 0;
	if (!closing && ends_name(&in) &&
	    is_among(name, literal_names, NITEMS(literal_names)))
		return 1;
	if (is_among(name, block_names, NITEMS(block_names)) &&
	    (ends_name(&in) || (md_scan_take(&in, '/') &&
	    md_scan_peek(&in) == '>')))
		return MD_HTML_UNTIL_BLANK;
	return 0;
}

unsigned
md_html_start(struct slice text)
{
	struct md_scan in = { text, 0 };
	size_t form = form_of(text);
	unsigned kind;

	if (text.n == 0 || text.p[0] != '<')
		return 0;
	if (form != MD_HTML_FORMS)
		return 2 + (unsigned)form;
	kind = named_start(in);
	if (kind != 0 || !md_html_tag(&in))
		return kind;
	(void)md_scan_blanks(&in);
	return in.at == in.s.n ? MD_HTML_LONE_TAG : 0;
}

static bool
has_literal_end(struct slice line)
{
	struct md_scan in = { line, 0 };
	struct slice name;

	for (;;) {
		in.at += find(slice_skip(line, in.at), SLICE("</"));
		if (in.at >= line.n)
			return false;
		in.at += 2;
		if (tag_name(&in, &name) && md_scan_peek(&in) == '>' &&
		    is_among(name, literal_names, NITEMS(literal_names)))
			return true;
	}
}

bool
md_html_ends(unsigned kind, struct slice line)
{
	if (kind == 1)
		return has_literal_end(line);
	return find(line, forms[kind - 2].end) < line.n;
}
