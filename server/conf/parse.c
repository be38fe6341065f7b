#include "conf/parse.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

int
parse_init(struct parse *p, struct conf *conf, const struct conf_input *in,
    struct arena *arena)
{
	*p = (struct parse){ .conf = conf, .in = in, .arena = arena };
	p->faults = arena_alloc(arena,
	    PARSE_MAX_FAULTS * sizeof(*p->faults));
	return p->faults == NULL ? -1 : 0;
}

bool
parse_stopped(const struct parse *p)
{
	return p->full || p->nfaults == PARSE_MAX_FAULTS;
}

void *
parse_alloc(struct parse *p, size_t n, size_t size)
{
	void *mem = NULL;

	if (n <= SIZE_MAX / 2 / size)
		mem = arena_alloc(p->arena, n * size);
	if (mem == NULL)
		p->full = true;
	else
		memset(mem, 0, n * size);
	return mem;
}

char *
parse_text(struct parse *p, struct slice s)
{
	char *text = arena_dup(p->arena, s);

	if (text == NULL)
		p->full = true;
	return text;
}

static void
fault(struct parse *p, struct fault f, const char *fmt, va_list ap)
{
	if (parse_stopped(p))
		return;
	(void)vsnprintf(f.text, sizeof(f.text), fmt, ap);	/* may be cut */
	p->faults[p->nfaults++] = f;
}

void
parse_fault(struct parse *p, const struct node *node, const char *fmt, ...)
{
	struct fault f = { .pos = node->pos, .order = node->order };
	va_list ap;

	va_start(ap, fmt);
	fault(p, f, fmt, ap);
	va_end(ap);
}

void
parse_fault_at(struct parse *p, struct conf_pos pos, const char *fmt, ...)
{
	struct fault f = { .pos = pos, .order = p->order };
	va_list ap;

	va_start(ap, fmt);
	fault(p, f, fmt, ap);
	va_end(ap);
}

/* By insertion, so that faults of one directive stay as they were found. */
static void
sort_faults(struct fault **v, struct parse *p)
{
	for (size_t i = 0; i < p->nfaults; i++) {
		size_t at = i;

		for (; at > 0 && v[at - 1]->order > p->faults[i].order; at--)
			v[at] = v[at - 1];
		v[at] = &p->faults[i];
	}
}

static void
tell_stopped(const struct parse *p, struct conf_pos pos)
{
	if (p->full)
		p->in->error(p->in->arg, pos, "the configuration is too large "
		    "for the memory set aside for it: make it smaller");
	else
		p->in->error(p->in->arg, pos, "too many errors: those after "
		    "this one are not shown");
}

int
parse_report(struct parse *p)
{
	struct fault *sorted[PARSE_MAX_FAULTS];
	struct conf_pos pos = { p->in->file, 1 };
	int count = (int)p->nfaults;

	sort_faults(sorted, p);
	for (size_t i = 0; i < p->nfaults; i++) {
		pos = sorted[i]->pos;
		p->in->error(p->in->arg, pos, sorted[i]->text);
	}
	if (parse_stopped(p)) {
		tell_stopped(p, pos);
		count++;
	}
	return count;
}

/* Append the segments of `path` to out[0..n), which starts with '/'. */
static size_t
add_segments(char *out, size_t n, struct slice path)
{
	struct slice seg;

	while (slice_cut(&path, '/', &seg)) {
		if (seg.n == 0 || slice_eqs(seg, "."))
			continue;
		if (slice_eqs(seg, "..")) {
			while (n > 0 && out[--n] != '/')
				continue;
			continue;
		}
		out[n++] = '/';
		memcpy(out + n, seg.p, seg.n);
		n += seg.n;
	}
	return n;
}

const char *
parse_path(struct parse *p, const char *dir, const char *path)
{
	char *out = parse_alloc(p, strlen(dir) + strlen(path) + 4, 1);
	size_t n = 0;

	if (out == NULL)
		return NULL;
	if (path[0] != '/')
		n = add_segments(out, n, slice_str(dir));
	n = add_segments(out, n, slice_str(path));
	if (n == 0)
		out[n++] = '/';
	out[n] = '\0';
	return out;
}

struct where
parse_where(const struct node *at, struct conf_pos pos)
{
	struct where w;

	if (pos.file == at->pos.file)
		(void)snprintf(w.text, sizeof(w.text), "on line %d", pos.line);
	else
		(void)snprintf(w.text, sizeof(w.text), "at %s:%d",
		    pos.file == NULL ? "built-in" : pos.file, pos.line);
	return w;
}
