#include "apps/tutor/controller/help_model.h"

#include <string.h>

#include "apps/tutor/controller/context.h"
#include "apps/tutor/controller/staff_page.h"
#include "apps/tutor/model/help.h"

enum { MINUTE_MS = 60000 };

void
help_pages_init(struct help_pages *p, struct tutor *t)
{
	p->t = t;
	p->n = 0;
}

/* NULL: there is none any more. */
static struct page *
page_of(struct help_pages *p, const char *name)
{
	struct page *page;

	for (size_t i = 0; i < p->n; i++)
		if (strcmp(p->list[i]->name, name) == 0)
			return p->list[i];
	page = *name == '\0' || p->n == HELP_PAGES ? NULL :
	    course_page(p->t->course, name, &p->t->problems);
	if (page != NULL)
		p->list[p->n++] = page;
	return page;
}

const char *
help_question(struct mem *m, const struct page *page,
    const struct question *q)
{
	const char *title = question_attr(q, "title");
	size_t i = 0;

	/* Where questions are drawn each student counts them otherwise. */
	if (page->ndraws > 0)
		return title == NULL || *title == '\0' ?
		    mem_printf(m, "Question %s", q->name) : title;
	while (i < page->nquestions && page->questions[i] != q)
		i++;
	return title == NULL || *title == '\0' ?
	    mem_printf(m, "Question %zu", i + 1) :
	    mem_printf(m, "Question %zu: %s", i + 1, title);
}

const char *
help_name(struct tutor *t, const char *user)
{
	const struct member *member = member_find(&t->members, user);

	return member == NULL ? user : staff_name(member);
}

void
help_ask_model(struct val *v, struct help_pages *p, const struct help_ask *ask)
{
	const struct page *page = page_of(p, ask->page);
	const struct question *q = page == NULL ? NULL :
	    page_question(page, ask->question);
	long long minutes = (web_now(p->t->web) - ask->ms) / MINUTE_MS;

	val_set(v, "page", ask->page);
	val_set(v, "page_title", page == NULL ? ask->page : page->title);
	val_set(v, "q", ask->question);
	val_set(v, "q_title", q == NULL ? ask->question :
	    help_question(p->t->mem, page, q));
	val_set(v, "text", ask->text);
	tutor_time(p->t, v, "since", ask->ms);
	val_set(v, "minutes", text_count(p->t->mem, minutes < 0 ? 0 : minutes,
	    "minute", NULL));
}
