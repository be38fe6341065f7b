/*
 * refuse.h - a form that is refused before its handler runs.
 */
#ifndef APPS_LIB_REFUSE_H
#define APPS_LIB_REFUSE_H

#include <stdbool.h>

#include "apps/lib/request.h"

/* What browsers say by themselves, and no script can change. */
enum origin {
	ORIGIN_UNTOLD,		/* nothing */
	ORIGIN_OURS,
	ORIGIN_OTHER		/* a page of another site */
};
enum origin refuse_origin(struct web *);

/*
 * 403 with that sentence, or what the application's `refused` makes of it.
 * That is asked only for a form of a page of ours, by the browser's word: what
 * another site made somebody send is not shown as if it were typed here.
 */
int	web_refuse(struct web *, enum web_refusal, const char *what);

#endif
