/*
 * Code spans, autolinks, HTML and formulas.
 */
#include <string.h>

#include "apps/lib/md_block.h"
#include "apps/lib/md_inline.h"
#include "web/mem.h"

enum {
	SCHEME_MIN = 2, SCHEME_MAX = 32,
	LABEL_MAX = 63			/* of a host's name */
};

static size_t
run_length(const struct md_scan *in, size_t at)
{
	size_t n = 0;

	while (at + n < in->s.n && in->s.p[at + n] == in->s.p[at])
		n++;
	return n;
}

/* The longest run of backticks, and when `last` is given, where each ends. */
static size_t
survey(const struct md_scan *in, size_t *last)
{
	size_t at = 0, n, longest = 0;

	for (;;) {
		at += slice_find(slice_skip(in->s, at), '`');
		if (at >= in->s.n)
			return longest;
		n = run_length(in, at);
		if (last != NULL)
			last[n] = at;
		if (n > longest)
			longest = n;
		at += n;
	}
}

/* Whether n backticks here are closed somewhere. */
static bool
is_closed(struct md_inline *in, size_t at, size_t n)
{
	if (in->ticks == NULL) {
		in->ticks_max = survey(&in->in, NULL);
		in->ticks = mem_array(in->doc->mem, in->ticks_max + 1,
		    sizeof(*in->ticks));
		(void)survey(&in->in, in->ticks);
	}
	return n <= in->ticks_max && in->ticks[n] > at;
}

void
md_span_code(struct md_inline *in)
{
	size_t n = run_length(&in->in, in->in.at), at = in->in.at + n, more;

	if (!is_closed(in, in->in.at, n)) {
		md_inline_text(in, n);
		return;
	}
	for (;;) {
		at += slice_find(slice_skip(in->in.s, at), '`');
		more = run_length(&in->in, at);
		if (more == n)
			break;
		at += more;
	}
	in->in.at += n;
	(void)md_inline_add(in, MD_CODE_SPAN, at - in->in.at);
	in->in.at += n;
}

static bool
is_scheme(char c)
{
	return ascii_alpha(c) || ascii_digit(c) || c == '+' || c == '.' ||
	    c == '-';
}

/* What stands between < and >. */
static bool
read_uri(struct md_scan *in)
{
	size_t from = in->at;

	if (!ascii_alpha(md_scan_peek(in)))
		return false;
	while (is_scheme(md_scan_peek(in)) && in->at - from <= SCHEME_MAX)
		in->at++;
	if (in->at - from < SCHEME_MIN || in->at - from > SCHEME_MAX ||
	    !md_scan_take(in, ':'))
		return false;
	for (; in->at < in->s.n; in->at++) {
		unsigned char c = (unsigned char)in->s.p[in->at];

		if (c <= ' ' || c == 0x7f || c == '<' || c == '>')
			break;
	}
	return md_scan_peek(in) == '>';
}

static bool
is_mailbox(char c)
{
	return ascii_alpha(c) || ascii_digit(c) ||
	    (c != '\0' && strchr(".!#$%&'*+/=?^_`{|}~-", c) != NULL);
}

/* Letters, digits and hyphens, but no hyphen at the ends. */
static bool
read_label(struct md_scan *in)
{
	size_t from = in->at;
	char c = md_scan_peek(in), last = '-';

	if (c == '-')
		return false;
	for (; ascii_alpha(c) || ascii_digit(c) || c == '-';
	    c = md_scan_peek(in)) {
		last = c;
		in->at++;
	}
	return last != '-' && in->at - from <= LABEL_MAX;
}

static bool
read_mail(struct md_scan *in)
{
	size_t from = in->at;

	while (is_mailbox(md_scan_peek(in)))
		in->at++;
	if (in->at == from || !md_scan_take(in, '@'))
		return false;
	do
		if (!read_label(in))
			return false;
	while (md_scan_take(in, '.'));
	return md_scan_peek(in) == '>';
}

static bool
autolink(struct md_inline *in, bool (*reads)(struct md_scan *),
    enum md_node_kind kind)
{
	struct md_scan ahead = in->in;

	ahead.at++;
	if (!md_inline_found(in, reads(&ahead), &ahead))
		return false;
	in->in.at++;
	(void)md_inline_add(in, kind, ahead.at - in->in.at);
	in->in.at++;
	return true;
}

static bool
html(struct md_inline *in, bool found, const struct md_scan *ahead)
{
	if (!md_inline_found(in, found, ahead))
		return false;
	(void)md_inline_add(in, MD_TAG, ahead->at - in->in.at);
	return true;
}

void
md_span_angle(struct md_inline *in)
{
	struct md_scan tag = in->in, other = in->in;

	if (autolink(in, read_uri, MD_AUTOLINK) ||
	    autolink(in, read_mail, MD_MAIL) ||
	    html(in, md_html_tag(&tag), &tag) ||
	    html(in, md_html_other(&other, in->missing), &other))
		return;
	md_inline_text(in, 1);
}

/*
 * Where the next dollar is that no backslash escapes, or s.n: what is looked
 * for with n = 2 is two of them.  A code span on the way wins.
 */
static size_t
find_dollar(struct md_inline *in, size_t at, size_t n)
{
	struct slice s = in->in.s;
	size_t ticks;

	for (; at < s.n; at++) {
		if (s.p[at] == '$' && (n == 1 || run_length(&in->in, at) > 1))
			return at;
		if (s.p[at] == '\\')
			at++;
		else if (s.p[at] == '`') {
			ticks = run_length(&in->in, at);
			if (is_closed(in, at, ticks))
				return s.n;
			at += ticks - 1;
		}
	}
	return s.n;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static bool
may_be_inline(struct slice s, size_t from, size_t end)
{
	return end < s.n && end > from && !is_blank(s.p[from]) &&
	    !is_blank(s.p[end - 1]) &&
	    (end + 1 == s.n || !ascii_digit(s.p[end + 1]));
}

static bool
is_all_blank(struct slice s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_blank(s.p[i]))
			return false;
	return true;
}

void
md_span_math(struct md_inline *in)
{
	struct slice s = in->in.s;
	size_t n = run_length(&in->in, in->in.at), from = in->in.at + n, end;

	if ((in->doc->flags & MD_MATH) == 0 || n > 2) {
		md_inline_text(in, n);
		return;
	}
	end = find_dollar(in, from, n);
	if (n == 1 ? !may_be_inline(s, from, end) : end == s.n ||
	    is_all_blank(slice_of(s.p + from, end - from))) {
		md_inline_text(in, n);
		return;
	}
	in->in.at = from;
	(void)md_inline_add(in, n == 1 ? MD_INLINE_MATH : MD_DISPLAY_MATH,
	    end - from);
	in->in.at += n;
}
