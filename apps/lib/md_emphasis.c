/*
 * Emphasis: a run of * or _ that can close is matched with the nearest one
 * that can open it (the specification's appendix, "process emphasis").
 */
#include "apps/lib/md_inline.h"
#include "apps/lib/md_unicode.h"

enum { BOTTOMS = 12 };

static void
flank(const struct md_inline *in, struct md_node *run)
{
	unsigned before = md_unicode_last(slice_of(in->in.s.p,
	    (size_t)(run->s.p - in->in.s.p)));
	unsigned after = md_unicode_first(slice_skip(in->in.s, in->in.at));
	bool space_before = md_unicode_space(before);
	bool space_after = md_unicode_space(after);
	bool punct_before = md_unicode_punct(before);
	bool punct_after = md_unicode_punct(after);
	bool left = !space_after &&
	    (!punct_after || space_before || punct_before);
	bool right = !space_before &&
	    (!punct_before || space_after || punct_after);

	run->can_open = left;
	run->can_close = right;
	if (run->s.p[0] == '_') {
		run->can_open = left && (!right || punct_before);
		run->can_close = right && (!left || punct_after);
	}
}

void
md_emphasis_run(struct md_inline *in)
{
	char c = md_scan_peek(&in->in);
	struct md_node *run;
	size_t n = 1;

	while (in->in.at + n < in->in.s.n && in->in.s.p[in->in.at + n] == c)
		n++;
	run = md_inline_add(in, MD_TEXT, n);
	run->length = n;
	flank(in, run);
	if (!run->can_open && !run->can_close)
		return;
	run->below = in->runs;
	if (in->runs != NULL)
		in->runs->above = run;
	in->runs = run;
}

static void
drop(struct md_inline *in, struct md_node *run)
{
	if (run->above == NULL)
		in->runs = run->below;
	else
		run->above->below = run->below;
	if (run->below != NULL)
		run->below->above = run->above;
}

static bool
fit(const struct md_node *opener, const struct md_node *closer)
{
	if (!opener->can_open || opener->s.p[0] != closer->s.p[0])
		return false;
	return (!closer->can_open && !opener->can_close) ||
	    closer->length % 3 == 0 ||
	    (opener->length + closer->length) % 3 != 0;
}

/*
 * Closers that look alike to fit() have a bottom in common, below which there
 * is no opener for them.
 */
static size_t
bottom_of(const struct md_node *closer)
{
	return closer->length % 3 + (closer->can_open ? 3 : 0) +
	    (closer->s.p[0] == '_' ? 6 : 0);
}

static struct md_node *
find_opener(const struct md_node *closer, const struct md_node *stop,
    const char *bottom)
{
	struct md_node *run = closer->below;

	while (run != stop && run->s.p >= bottom) {
		if (fit(run, closer))
			return run;
		run = run->below;
	}
	return NULL;
}

/* Returns the run to go on with. */
static struct md_node *
match(struct md_inline *in, struct md_node *opener, struct md_node *closer)
{
	bool strong = opener->s.n > 1 && closer->s.n > 1;
	struct md_node *above = closer->above;

	opener->above = closer;
	closer->below = opener;
	(void)md_inline_insert(in, strong ? MD_STRONG : MD_EM, opener);
	(void)md_inline_insert(in, strong ? MD_STRONG_END : MD_EM_END,
	    closer->prev);
	opener->s.n -= strong ? 2 : 1;
	closer->s.n -= strong ? 2 : 1;
	if (opener->s.n == 0)
		drop(in, opener);
	if (closer->s.n > 0)
		return closer;
	drop(in, closer);
	return above;
}

static struct md_node *
lowest_above(const struct md_inline *in, const struct md_node *bottom)
{
	struct md_node *run = in->runs;

	if (run == bottom)
		return NULL;
	while (run->below != bottom)
		run = run->below;
	return run;
}

void
md_emphasis_end(struct md_inline *in, const struct md_node *bottom)
{
	const char *bottoms[BOTTOMS];
	struct md_node *closer = lowest_above(in, bottom), *opener, *above;

	for (size_t i = 0; i < BOTTOMS; i++)
		bottoms[i] = in->in.s.p;
	while (closer != NULL) {
		above = closer->above;
		opener = !closer->can_close ? NULL : find_opener(closer, bottom,
		    bottoms[bottom_of(closer)]);
		if (opener != NULL) {
			closer = match(in, opener, closer);
			continue;
		}
		if (closer->can_close) {
			bottoms[bottom_of(closer)] = closer->s.p;
			if (!closer->can_open)
				drop(in, closer);
		}
		closer = above;
	}
	while (in->runs != bottom)
		drop(in, in->runs);
}
