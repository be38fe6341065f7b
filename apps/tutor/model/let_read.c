/*
 * let_read.c - the values that a question draws: "let a = 2..9".
 */
#include "apps/tutor/model/question_read.h"

#include <string.h>

#include "apps/tutor/model/grow.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/page_read.h"
#include "web/mem.h"

/* "2-9", which nobody writes for -7, and "2 to 9". */
static bool
is_range(const char *s)
{
	static const char digits[] = "0123456789";
	size_t n = strspn(s, digits);

	if (n == 0)
		return false;
	s += n;
	s += strspn(s, " ");
	if (strncmp(s, "to ", 3) == 0)
		s += 3;
	else if (*s++ != '-')
		return false;
	s += strspn(s, " ");
	n = strspn(s, digits);
	return n > 0 && s[n] == '\0';
}

void
let_read(struct question_reader *qr, struct line rest)
{
	struct mem *m = qr->page->mem;
	struct question *q = qr->q;
	struct let let = { .line = rest.no };
	struct line name;

	(void)line_word(&rest, &name);
	let.name = line_str(m, name);
	let.values = line_str(m, line_trim(line_from(rest, 1)));
	if (strspn(let.name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUV"
	    "WXYZ") != name.n || name.n > 16)
		question_error(qr, let.line, "\"%.40s\" is no name for a "
		    "value: letters only, at most 16", let.name);
	if (let.values[0] == '\0')
		question_error(qr, let.line,
		    "let %s has no values: let %s = 2..9", let.name, let.name);
	if (is_range(let.values)) {
		question_error(qr, let.line, "let %s = %s: a range is written "
		    "2..9", let.name, let.values);
		let.values = "2..9";	/* one mistake is told once */
	}
	for (size_t i = 0; i < q->nlets; i++)
		if (strcmp(qr->lets[i].name, let.name) == 0)
			question_error(qr, let.line, "let %s is there twice",
			    let.name);
	if (q->nlets == LETS_MAX) {
		question_error(qr, let.line, "more than %d lets", LETS_MAX);
		return;
	}
	qr->lets = grow_list(m, qr->lets, q->nlets, sizeof(*qr->lets));
	qr->lets[q->nlets++] = let;
}
