/*
 * submit_log.c - the log that something goes to: one's own, or the group's.
 */
#include "apps/tutor/model/sending.h"

#include <errno.h>
#include <string.h>

#include "apps/tutor/model/group.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/staff.h"
#include "apps/tutor/model/users.h"
#include "web/store.h"

enum { MOVES_MAX = 3 };	/* from group to group, while it is opened */

/*
 * Who is whose partner may have changed since the staff's log was read.  Who
 * leaves a group holds its log, so what is read under that lock stays so.
 */
static const char *
log_now(const struct sending *x, const struct staff *known)
{
	const struct submit *in = x->in;
	const struct val *records;
	struct staff staff;

	if (in->kind == SUBMIT_VIEW || in->member->role > ROLE_STUDENT)
		return in->member->user;
	if (x->store == NULL || (group_most(in->page) == 0 &&
	    strcmp(x->log, in->member->user) == 0))
		return group_log(known, in->member->user, in->page->name);
	records = staff_read_for(in->data, x->mem, in->page->name);
	if (records == NULL)
		return NULL;
	staff_fold(&staff, x->mem, records);
	group_pages(&staff, in->course);
	return group_log(&staff, in->member->user, in->page->name);
}

/* The views of a student are in his own log. */
static int
find_views(struct sending *x)
{
	struct user_state own, *state = &x->out->state;

	if (strcmp(x->log, x->in->member->user) == 0)
		return 0;
	state_init(&own, x->mem, x->in->member->user);
	if (log_glance(x->in->data, &own) == -1)
		return -1;
	state->views = own.views;
	state->nviews = own.nviews;
	return 0;
}

int
submit_log(struct sending *x)
{
	const char *log = log_now(x, x->in->staff);

	for (int i = 0; log != NULL && i < MOVES_MAX; i++) {
		x->log = log;
		state_init(&x->out->state, x->mem, log);
		x->store = log_open(x->in->data, &x->out->state);
		if (x->store == NULL)
			return -1;
		log = log_now(x, x->in->staff);
		if (log != NULL && strcmp(log, x->log) == 0)
			return find_views(x);
		log_close(x->store);
		x->store = NULL;
	}
	if (log != NULL)
		errno = EAGAIN;
	return -1;
}
