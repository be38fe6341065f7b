#include "apps/lib/md_inline.h"

#include <string.h>

#include "apps/lib/md_block.h"
#include "apps/lib/md_escape.h"
#include "web/mem.h"

enum { FUEL_PER_BYTE = 64, FUEL_MIN = 4096 };

static struct md_node *
node_new(struct md_inline *in, enum md_node_kind kind)
{
	struct md_node *node = in->unused;

	if (node == NULL)
		node = mem_alloc(in->doc->mem, sizeof(*node));
	else
		in->unused = node->next;
	*node = (struct md_node){ .kind = kind };
	return node;
}

struct md_node *
md_inline_insert(struct md_inline *in, enum md_node_kind kind,
    struct md_node *before)
{
	struct md_node *node = node_new(in, kind);

	node->prev = before;
	node->next = before == NULL ? in->first : before->next;
	if (node->prev == NULL)
		in->first = node;
	else
		node->prev->next = node;
	if (node->next == NULL)
		in->last = node;
	else
		node->next->prev = node;
	return node;
}

struct md_node *
md_inline_add(struct md_inline *in, enum md_node_kind kind, size_t n)
{
	struct md_node *node = md_inline_insert(in, kind, in->last);

	node->s = slice_of(in->in.s.p + in->in.at, n);
	in->in.at += n;
	return node;
}

/* Neighbours become one, unless the first is a run or a bracket. */
void
md_inline_text(struct md_inline *in, size_t n)
{
	struct md_node *last = in->last;

	if (last != NULL && last->kind == MD_TEXT && last->length == 0 &&
	    last->s.p + last->s.n == in->in.s.p + in->in.at) {
		last->s.n += n;
		in->in.at += n;
	} else {
		(void)md_inline_add(in, MD_TEXT, n);
	}
}

bool
md_inline_found(struct md_inline *in, bool found, const struct md_scan *ahead)
{
	size_t cost = ahead->at - in->in.at;

	if (!found)
		in->fuel -= cost < in->fuel ? cost : in->fuel;
	return found;
}

static void
literal(struct md_inline *in, size_t n, struct slice s)
{
	struct md_node *node = md_inline_add(in, MD_LITERAL, n);

	node->s = s;
}

static void
escape(struct md_inline *in)
{
	struct slice rest = slice_skip(in->in.s, in->in.at + 1);

	if (rest.n > 0 && rest.p[0] == '\n') {
		(void)md_inline_add(in, MD_BREAK, 2);
	} else if (rest.n > 0 && md_ascii_punct(rest.p[0])) {
		in->in.at++;
		md_inline_text(in, 1);
	} else {
		md_inline_text(in, 1);
	}
}

static void
reference(struct md_inline *in)
{
	struct text *t = &in->doc->scratch;
	size_t n;

	text_clear(t);
	n = md_escape_reference(t, slice_skip(in->in.s, in->in.at));
	if (n == 0)
		md_inline_text(in, 1);
	else
		literal(in, n, slice_of(mem_dup(in->doc->mem, t->p, t->n),
		    t->n));
}

/* Blanks before it are no text, and two of them are a break. */
static void
line_end(struct md_inline *in)
{
	struct md_node *last = in->last;
	size_t blanks = 0;

	if (last != NULL && last->kind == MD_TEXT && last->length == 0 &&
	    last->s.p + last->s.n == in->in.s.p + in->in.at) {
		while (last->s.n > 0 && last->s.p[last->s.n - 1] == ' ') {
			last->s.n--;
			blanks++;
		}
	}
	(void)md_inline_add(in, blanks > 1 ? MD_BREAK : MD_SOFT_BREAK, 1);
}

static size_t
plain_bytes(const struct md_inline *in)
{
	struct slice rest = slice_skip(in->in.s, in->in.at);
	size_t n = 1;

	while (n < rest.n && (rest.p[n] == '\0' ||
	    strchr("\n\\`*_[]!<&$", rest.p[n]) == NULL))
		n++;
	return n;
}

static void
step(struct md_inline *in)
{
	switch (md_scan_peek(&in->in)) {
	case '\n':
		line_end(in);
		return;
	case '\\':
		escape(in);
		return;
	case '`':
		md_span_code(in);
		return;
	case '*':
	case '_':
		md_emphasis_run(in);
		return;
	case '[':
		md_bracket_open(in, 1);
		return;
	case '!':
		if (slice_starts(slice_skip(in->in.s, in->in.at), SLICE("![")))
			md_bracket_open(in, 2);
		else
			md_inline_text(in, 1);
		return;
	case ']':
		md_bracket_close(in);
		return;
	case '<':
		md_span_angle(in);
		return;
	case '&':
		reference(in);
		return;
	case '$':
		md_span_math(in);
		return;
	default:
		md_inline_text(in, plain_bytes(in));
	}
}

/* Nodes of the text before are used again. */
static void
start(struct md_inline *in, struct md_doc *d, struct slice s)
{
	struct md_node *unused = in->first;

	if (unused == NULL)
		unused = in->unused;
	else
		in->last->next = in->unused;
	memset(in, 0, sizeof(*in));
	in->unused = unused;
	in->doc = d;
	in->in.s = s;
	in->links_end = s.p;
	in->fuel = s.n * FUEL_PER_BYTE + FUEL_MIN;
}

void
md_inline_parse(struct md_inline *in, struct md_doc *d, struct slice s)
{
	start(in, d, s);
	while (in->in.at < s.n && in->fuel > 0)
		step(in);
	if (in->in.at < s.n)
		md_inline_text(in, s.n - in->in.at);
	md_emphasis_end(in, NULL);
}
