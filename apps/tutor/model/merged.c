#include "apps/tutor/model/merged.h"

#include <string.h>

#include "apps/tutor/model/grade.h"
#include "apps/tutor/model/group.h"
#include "apps/tutor/model/log.h"
#include "apps/tutor/model/staff.h"
#include "web/mem.h"

/* What is known of an open log, as far as a fold would tell it. */
static void
take(struct user_state *to, const struct user_state *from)
{
	const struct question_state *qs;
	struct question_state *copy, names;

	for (size_t i = 0; i < from->nquestions; i++) {
		qs = &from->questions[i];
		copy = state_question(to, qs->page, qs->question);
		names = *copy;
		*copy = *qs;
		copy->page = names.page;
		copy->question = names.question;
	}
	to->views = from->views;
	to->nviews = from->nviews;
	to->last_ms = from->last_ms;
	to->records = from->records;
	to->damages = from->damages;
	to->damage = from->damage;
}

/* One log, read unless it is held.  0, or -1 with errno. */
static int
read_log(const struct merge *m, struct user_state *s)
{
	if (m->held != NULL && strcmp(m->held->user, s->user) == 0) {
		take(s, m->held);
		return 0;
	}
	return m->glance ? log_glance(m->data, s) : log_fold(m->data, s);
}

int
merged_fold(const struct merge *m, struct user_state *s)
{
	const char *const *logs;
	struct user_state group;
	size_t n;

	if (read_log(m, s) == -1)
		return -1;
	n = group_logs(m->staff, s->user, m->page, &logs);
	if (n > 0)
		group_forget(m->staff, s, m->page);
	for (size_t i = 0; i < n; i++) {
		state_init(&group, s->mem, logs[i]);
		if (read_log(m, &group) == -1)
			return -1;
		group_put(m->staff, s, &group, m->page);
	}
	return 0;
}
