/*
 * md_rows.h - rows of Markdown and the HTML they should become.
 */
#ifndef UNIT_WEB_MD_ROWS_H
#define UNIT_WEB_MD_ROWS_H

#include "tests/unit/tap.h"
#include "web/md.h"
#include "web/mem.h"
#include "web/text.h"

struct md_row {
	const char	*name;
	const char	*in;
	const char	*want;
};

/* What is read stands at a guard page. */
static inline void
md_row_check(const char *name, struct slice in, const char *want,
    unsigned flags)
{
	struct slice at_guard = guard_copy(in);
	struct mem mem;
	struct text out;

	mem_init(&mem, 0);
	text_init(&out, &mem);
	md_html(&out, at_guard.p, at_guard.n, flags);
	tap_is(slice_of(out.p, out.n), slice_str(want), "%s", name);
	mem_release(&mem);
	guard_free(at_guard);
}

static inline void
md_rows_check(const struct md_row *rows, size_t n, unsigned flags)
{
	for (size_t i = 0; i < n; i++)
		md_row_check(rows[i].name, slice_str(rows[i].in), rows[i].want,
		    flags);
}

#define MD_ROWS_CHECK(rows, flags) \
	md_rows_check(rows, sizeof(rows) / sizeof((rows)[0]), flags)

#endif
