#include "apps/lib/md_link.h"

enum {
	LABEL_MAX = 999,	/* characters */
	PARENS_MAX = 32		/* nested in a destination */
};

/* Skip a byte, or two when the first is a backslash that escapes. */
static void
skip_one(struct md_scan *in)
{
	if (md_scan_take(in, '\\')) {
		if (md_ascii_punct(md_scan_peek(in)))
			in->at++;
		return;
	}
	in->at++;
}

static bool
is_continuation(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

bool
md_link_label(struct md_scan *in, struct slice *label)
{
	size_t from, characters = 0;

	if (!md_scan_take(in, '['))
		return false;
	for (from = in->at; md_scan_peek(in) != ']'; skip_one(in)) {
		if (in->at >= in->s.n || md_scan_peek(in) == '[')
			return false;
		characters += !is_continuation(md_scan_peek(in));
		characters += md_scan_peek(in) == '\\' &&
		    in->at + 1 < in->s.n && md_ascii_punct(in->s.p[in->at + 1]);
		if (characters > LABEL_MAX)
			return false;
	}
	*label = md_scan_since(in, from);
	in->at++;
	return true;
}

static bool
bracketed(struct md_scan *in, struct slice *destination)
{
	size_t from = in->at;

	while (md_scan_peek(in) != '>') {
		if (in->at >= in->s.n || md_scan_peek(in) == '\n' ||
		    md_scan_peek(in) == '<')
			return false;
		skip_one(in);
	}
	*destination = md_scan_since(in, from);
	in->at++;
	return true;
}

bool
md_link_destination(struct md_scan *in, struct slice *destination)
{
	size_t from = in->at, parens = 0;
	unsigned char c;

	if (md_scan_take(in, '<'))
		return bracketed(in, destination);
	for (; in->at < in->s.n; skip_one(in)) {
		c = (unsigned char)md_scan_peek(in);
		if (c <= ' ' || c == 0x7f || (c == ')' && parens == 0))
			break;
		if (c == '(' && ++parens > PARENS_MAX)
			return false;
		if (c == ')')
			parens--;
	}
	*destination = md_scan_since(in, from);
	return parens == 0 && in->at > from;
}

bool
md_link_title(struct md_scan *in, struct slice *title)
{
	char open = md_scan_peek(in), close = open == '(' ? ')' : open;
	size_t from;

	if (open != '"' && open != '\'' && open != '(')
		return false;
	in->at++;
	for (from = in->at; md_scan_peek(in) != close; skip_one(in))
		if (in->at >= in->s.n ||
		    (open == '(' && md_scan_peek(in) == '('))
			return false;
	*title = md_scan_since(in, from);
	in->at++;
	return true;
}

bool
md_link_inline(struct md_scan *in, struct md_target *to)
{
	*to = (struct md_target){ { NULL, 0 }, { NULL, 0 } };
	if (!md_scan_take(in, '('))
		return false;
	(void)md_scan_space(in);
	if (md_scan_take(in, ')'))
		return true;
	if (!md_link_destination(in, &to->destination))
		return false;
	if (md_scan_space(in) > 0 && md_scan_peek(in) != ')') {
		if (!md_link_title(in, &to->title))
			return false;
		(void)md_scan_space(in);
	}
	return md_scan_take(in, ')');
}
