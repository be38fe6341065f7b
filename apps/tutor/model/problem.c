#include "apps/tutor/model/problem.h"

#include "apps/tutor/model/grow.h"
#include "web/mem.h"

void
problems_init(struct problems *ps, struct mem *m)
{
	*ps = (struct problems){ .mem = m };
}

/* A new one in the list; NULL when it has as many as it may have. */
static struct problem *
problem_new(struct problems *ps, const char *file, size_t line)
{
	struct problem *p;

	if (ps->n >= PROBLEMS_MAX)
		return NULL;
	ps->list = grow_list(ps->mem, ps->list, ps->n, sizeof(*ps->list));
	p = &ps->list[ps->n++];
	p->file = file == NULL ? "" : mem_str(ps->mem, file);
	p->line = line;
	p->what = "too many mistakes: the others are not told";
	return ps->n == PROBLEMS_MAX ? NULL : p;
}

void
problem_verror(struct problems *ps, const char *file, size_t line,
    const char *fmt, va_list ap)
{
	struct problem *p = problem_new(ps, file, line);

	ps->errors++;
	if (p != NULL)
		p->what = mem_vprintf(ps->mem, fmt, ap);
}

void
problem_error(struct problems *ps, const char *file, size_t line,
    const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	problem_verror(ps, file, line, fmt, ap);
	va_end(ap);
}

void
problem_warn(struct problems *ps, const char *file, size_t line,
    const char *fmt, ...)
{
	struct problem *p;
	va_list ap;

	p = problem_new(ps, file, line);
	if (p == NULL)
		return;
	p->warning = true;
	va_start(ap, fmt);
	p->what = mem_vprintf(ps->mem, fmt, ap);
	va_end(ap);
}
