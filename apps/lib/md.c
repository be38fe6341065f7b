#include "web/md.h"

#include <stdint.h>
#include <string.h>

#include "apps/lib/md_block.h"
#include "apps/lib/md_line.h"
#include "apps/lib/md_render.h"
#include "base/utf8.h"
#include "web/mem.h"

enum { EXPAND_MIN = 100000 };

/* How much of it is as it should be: UTF-8 without NUL. */
static size_t
clean_bytes(struct slice s)
{
	size_t at = 0, n;

	while (at < s.n && s.p[at] != '\0') {
		n = utf8_len(slice_skip(s, at));
		if (n == 0)
			break;
		at += n;
	}
	return at;
}

/* The text with U+FFFD for NUL and for what is no UTF-8. */
static struct slice
clean(struct mem *mem, struct slice s)
{
	struct text t;
	size_t n = clean_bytes(s);

	if (n == s.n)
		return s;
	text_init(&t, mem);
	for (;;) {
		text_add(&t, s.p, n);
		s = slice_skip(s, n);
		if (s.n == 0)
			return slice_of(t.p, t.n);
		text_adds(&t, "\357\277\275");
		s = slice_skip(s, 1);
		n = clean_bytes(s);
	}
}

/* Ends with LF, CR or both. */
static struct slice
next_line(struct slice *s)
{
	struct slice line = *s;
	size_t n = 0;

	while (n < s->n && s->p[n] != '\n' && s->p[n] != '\r')
		n++;
	line.n = n;
	if (n + 1 < s->n && s->p[n] == '\r' && s->p[n + 1] == '\n')
		n++;
	*s = slice_skip(*s, n + 1);
	return line;
}

static void
convert(struct md_doc *d, struct slice s)
{
	struct md_line line;
	unsigned number = 0;

	if (slice_starts(s, SLICE("\357\273\277")))
		s = slice_skip(s, 3);
	md_block_init(d);
	while (s.n > 0) {
		md_line_init(&line, next_line(&s), ++number);
		md_block_line(d, &line);
	}
	md_block_end(d);
	md_render(d);
}

void
md_html(struct text *t, const char *p, size_t n, unsigned flags)
{
	md_html_fences(t, p, n, flags, NULL, NULL);
}

void
md_html_fences(struct text *t, const char *p, size_t n, unsigned flags,
    md_fence_fn *fence, void *arg)
{
	struct md_doc *d = mem_alloc(t->mem, sizeof(*d));

	d->mem = t->mem;
	d->out = t;
	d->begin = t->n;
	d->flags = flags;
	d->fence = fence;
	d->arg = arg;
	d->cells_left = n;
	d->expand_left = n > EXPAND_MIN ? n : EXPAND_MIN;
	text_init(&d->content, d->mem);
	text_init(&d->scratch, d->mem);
	convert(d, clean(d->mem, slice_of(p, n)));
}
