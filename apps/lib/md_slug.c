#include "apps/lib/md_slug.h"

#include "apps/lib/md_block.h"
#include "apps/lib/md_unicode.h"
#include "base/utf8.h"
#include "web/mem.h"

struct id {
	unsigned	 last;		/* number of those like it */
};

static void
add_hyphen(struct text *t)
{
	if (t->n > 0 && t->p[t->n - 1] != '-')
		text_addc(t, '-');
}

static void
add_words(struct text *t, struct slice s)
{
	while (s.n > 0) {
		size_t n = utf8_len(s);
		unsigned c = md_unicode_first(s);

		if (md_unicode_space(c) || c == '-')
			add_hyphen(t);
		else if (c == '_' || (c > ' ' && c != 0x7f &&
		    !md_unicode_punct(c)))
			md_unicode_fold(t, slice_of(s.p, n));
		s = slice_skip(s, n);
	}
}

static bool
is_new(struct md_doc *d, struct slice slug)
{
	void **place = md_map_at(&d->ids, d->mem, slug);

	if (*place != NULL)
		return false;
	*place = mem_alloc(d->mem, sizeof(struct id));
	return true;
}

struct slice
md_slug_make(struct md_doc *d, struct slice heading)
{
	struct text t;
	struct id *id;
	size_t n;

	text_init(&t, d->mem);
	add_words(&t, heading);
	if (t.n > 0 && t.p[t.n - 1] == '-')
		text_cut(&t, t.n - 1);
	if (t.n == 0)
		text_adds(&t, "section");
	n = t.n;
	if (is_new(d, slice_of(t.p, t.n)))
		return slice_of(t.p, t.n);
	id = md_map_get(&d->ids, slice_of(t.p, t.n));
	do {
		text_cut(&t, n);
		text_addf(&t, "-%u", ++id->last);
	} while (!is_new(d, slice_of(t.p, t.n)));
	return slice_of(t.p, t.n);
}
