/*
 * help_model.h - somebody who asks for help, as views show it.
 */
#ifndef TUTOR_CONTROLLER_HELP_MODEL_H
#define TUTOR_CONTROLLER_HELP_MODEL_H

#include <stddef.h>

struct help_ask;
struct mem;
struct page;
struct question;
struct tutor;
struct val;

enum { HELP_PAGES = 64 };

/* Pages that were read for their titles. */
struct help_pages {
	struct tutor	*t;
	struct page	*list[HELP_PAGES];
	size_t		 n;
};

void	help_pages_init(struct help_pages *, struct tutor *);

/* page, page_title, q, q_title, text, since, minutes */
void	help_ask_model(struct val *, struct help_pages *,
	    const struct help_ask *);

/* What a question is called, and the name of a member, or else his user. */
const char *help_question(struct mem *, const struct page *,
		const struct question *);
const char *help_name(struct tutor *, const char *user);

#endif
