#include "apps/lib/md_ref.h"

#include "apps/lib/md_block.h"
#include "apps/lib/md_link.h"
#include "apps/lib/md_unicode.h"
#include "web/mem.h"

/* The label as it is compared, in the scratch text. */
static struct slice
normalize(struct md_doc *d, struct slice label)
{
	struct md_scan in = { label, 0 };
	struct slice word;
	size_t from;

	text_clear(&d->scratch);
	for (;;) {
		(void)md_scan_space(&in);
		from = in.at;
		while (in.at < label.n && md_scan_peek(&in) != ' ' &&
		    md_scan_peek(&in) != '\t' && md_scan_peek(&in) != '\n')
			in.at++;
		word = md_scan_since(&in, from);
		if (word.n == 0)
			return slice_of(d->scratch.p, d->scratch.n);
		if (d->scratch.n > 0)
			text_addc(&d->scratch, ' ');
		md_unicode_fold(&d->scratch, word);
	}
}

static bool
ends_line(struct md_scan *in)
{
	(void)md_scan_blanks(in);
	return in->at == in->s.n || md_scan_take(in, '\n');
}

/* A title that does not end its line is none, and may begin the next block. */
static bool
read_definition(struct md_scan *in, struct slice *label, struct md_target *to)
{
	struct md_scan title;

	if (!md_link_label(in, label) || !md_scan_take(in, ':'))
		return false;
	(void)md_scan_space(in);
	if (!md_link_destination(in, &to->destination))
		return false;
	title = *in;
	if (md_scan_space(&title) > 0 && md_link_title(&title, &to->title) &&
	    ends_line(&title)) {
		*in = title;
		return true;
	}
	to->title = slice_of(NULL, 0);
	return ends_line(in);
}

size_t
md_ref_take(struct md_doc *d, struct slice text)
{
	struct md_scan in = { text, 0 };
	struct md_target to, *copy;
	struct slice label;
	size_t taken = 0;
	void **place;

	while (md_scan_peek(&in) == '[' && read_definition(&in, &label, &to)) {
		label = normalize(d, label);
		if (label.n == 0)
			break;
		taken = in.at;
		place = md_map_at(&d->references, d->mem, label);
		if (*place != NULL)
			continue;
		copy = mem_alloc(d->mem, sizeof(*copy));
		*copy = to;
		*place = copy;
	}
	return taken;
}

const struct md_target *
md_ref_find(struct md_doc *d, struct slice label)
{
	const struct md_target *to;

	if (d->references.root == NULL)
		return NULL;
	to = md_map_get(&d->references, normalize(d, label));
	if (to == NULL ||
	    to->destination.n + to->title.n > d->expand_left)
		return NULL;
	d->expand_left -= to->destination.n + to->title.n;
	return to;
}
