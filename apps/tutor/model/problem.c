#include "apps/tutor/model/problem.h"

#include <string.h>

#include "apps/tutor/model/grow.h"
#include "apps/tutor/model/page_line.h"
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

/* What a teacher's file holds stands in messages, and is cut anywhere. */
static char *
cleaned(char *s)
{
	size_t size;

	for (char *c = s; *c != '\0'; c += size) {
		size = line_character(c, strnlen(c, 4));
		if (size == 0 || (unsigned char)*c < ' ' || *c == 0x7f) {
			*c = '?';
			size = 1;
		}
	}
	return s;
}

void
problem_verror(struct problems *ps, const char *file, size_t line,
    const char *fmt, va_list ap)
{
	struct problem *p = problem_new(ps, file, line);

	ps->errors++;
	if (p != NULL)
		p->what = cleaned(mem_vprintf(ps->mem, fmt, ap));
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
	p->what = cleaned(mem_vprintf(ps->mem, fmt, ap));
	va_end(ap);
}
