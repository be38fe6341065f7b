/*
 * Links and images (the specification's appendix, "look for link or image").
 */
#include "apps/lib/md_block.h"
#include "apps/lib/md_inline.h"
#include "apps/lib/md_ref.h"
#include "web/mem.h"

void
md_bracket_open(struct md_inline *in, size_t n)
{
	struct md_node *node = md_inline_add(in, MD_TEXT, n);

	node->length = n;
	node->image = n == 2;
	node->below = in->brackets;
	node->runs = in->runs;
	if (in->brackets != NULL)
		in->brackets->bracket_behind = true;
	in->brackets = node;
}

static const struct md_target *
inline_target(struct md_inline *in)
{
	struct md_scan ahead = in->in;
	struct md_target to, *copy;

	if (!md_inline_found(in, md_link_inline(&ahead, &to), &ahead))
		return NULL;
	in->in = ahead;
	copy = mem_alloc(in->doc->mem, sizeof(*copy));
	*copy = to;
	return copy;
}

static bool
is_blank(struct slice s)
{
	struct md_scan in = { s, 0 };

	(void)md_scan_space(&in);
	return in.at == s.n;
}

/* The text between the brackets as a label. */
static bool
own_label(const struct md_inline *in, const struct md_node *open,
    struct slice *label)
{
	struct md_scan self = in->in;

	self.at = (size_t)(open->s.p - self.s.p) + open->length - 1;
	return !open->bracket_behind && md_link_label(&self, label) &&
	    self.at == in->in.at;
}

/* [label], [] or nothing may follow, and then the text is the label. */
static const struct md_target *
reference_target(struct md_inline *in, const struct md_node *open)
{
	struct md_scan ahead = in->in;
	const struct md_target *to;
	struct slice label = { NULL, 0 };
	bool found;

	found = md_inline_found(in, md_link_label(&ahead, &label), &ahead);
	if (!found || (label.n > 0 && is_blank(label)))
		ahead = in->in;
	if ((!found || is_blank(label)) && !own_label(in, open, &label))
		return NULL;
	to = md_ref_find(in->doc, label);
	if (to != NULL)
		in->in = ahead;
	return to;
}

static void
make_link(struct md_inline *in, struct md_node *open,
    const struct md_target *to)
{
	struct md_node *end = md_inline_insert(in,
	    open->image ? MD_IMAGE_END : MD_LINK_END, in->last);

	open->kind = open->image ? MD_IMAGE : MD_LINK;
	open->target = end->target = to;
	md_emphasis_end(in, open->runs);
	if (!open->image)
		in->links_end = open->s.p;
}

void
md_bracket_close(struct md_inline *in)
{
	struct md_node *open = in->brackets;
	const struct md_target *to = NULL;
	size_t at = in->in.at++;

	if (open != NULL) {
		in->brackets = open->below;
		if (open->image || open->s.p >= in->links_end) {
			to = inline_target(in);
			if (to == NULL)
				to = reference_target(in, open);
		}
	}
	if (to != NULL) {
		make_link(in, open, to);
		return;
	}
	in->in.at = at;
	md_inline_text(in, 1);
}
