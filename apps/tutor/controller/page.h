/*
 * page.h - show a page, also by way of an answer that asks for more.
 */
#ifndef TUTOR_CONTROLLER_PAGE_H
#define TUTOR_CONTROLLER_PAGE_H

#include "apps/tutor/controller/question.h"

/* The page with its questions, answered with that status. */
int	page_show(struct asked *, int status);

/* Its text and its questions: "parts". */
void	page_add_parts(struct val *model, const struct asked *);

/* Most pages begin with their heading; then the view needs none. */
bool	page_has_heading(const struct page *);

/* Release, due and lock as people read them. */
void	page_add_dates(struct val *model, const struct tutor *,
	    const struct due *);

#endif
