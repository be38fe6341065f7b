/*
 * question_head.c - the first line of a question: type, name, attributes.
 */
#include "apps/tutor/model/question_read.h"

#include <stdlib.h>

#include "apps/tutor/model/page.h"
#include "apps/tutor/model/page_known.h"
#include "apps/tutor/model/page_read.h"
#include "apps/tutor/model/problem.h"
#include "web/mem.h"

static void
settings_read(struct question *q, const struct attributes *as)
{
	const char *s;

	q->points = 1;
	s = attribute_value(as, "points");
	if (s != NULL)
		(void)known_number(s, &q->points);
	s = attribute_value(as, "tries");
	if (s != NULL)
		q->tries = (int)strtol(s, NULL, 10);
	s = attribute_value(as, "penalty");
	if (s != NULL)
		(void)known_share(s, &q->penalty);
	s = attribute_value(as, "policy");
	if (s != NULL)
		q->policy = *s == 'l' ? POLICY_LAST : *s == 'f' ?
		    POLICY_FIRST : POLICY_BEST;
	q->attributes = as->list;
	q->nattributes = as->n;
}

struct question *
question_head(struct page_reader *r, struct line rest)
{
	struct attributes as = { .line = rest.no };
	struct question *q = mem_alloc(r->mem, sizeof(*q));
	struct line word;
	int type;

	(void)line_word(&rest, &word);
	type = question_type_find(line_str(r->mem, word));
	if (type == -1) {
		question_type_unknown(r, line_str(r->mem, word));
		return NULL;
	}
	q->type = (enum question_type)type;
	q->file = r->file;
	q->line = rest.no;
	(void)line_word(&rest, &word);
	q->name = line_str(r->mem, word);
	if (!name_ok(q->name)) {
		problem_error(r->problems, r->file, q->line, "a name such as "
		    "\"q1\" goes behind %s, of a-z 0-9 _ - and at most 64, not "
		    "\"%.40s\"", question_type_name(q->type), q->name);
		return NULL;
	}
	as.at = 1u << type;
	as.what = mem_printf(r->mem, "an attribute of %s",
	    question_type_name(q->type));
	attributes_read(r, &as, rest);
	settings_read(q, &as);
	return q;
}
