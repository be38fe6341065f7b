/*
 * grader_work.c - the process of one job: look, run, write.
 */
#include "apps/tutor/model/grader_part.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/model/box.h"
#include "apps/tutor/model/code_grade.h"
#include "apps/tutor/model/course.h"
#include "apps/tutor/model/given.h"
#include "apps/tutor/model/grade.h"
#include "apps/tutor/model/jobs.h"
#include "apps/tutor/model/log.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/problem.h"
#include "web/mem.h"
#include "web/store.h"
#include "web/val.h"

enum { MEMORY_MAX = 256 << 20 };

struct work {
	const struct grader *grader;
	const struct slot *slot;
	struct mem	*mem;
	struct course_data data;
	struct jobs_course at;
	const struct question *question;
	long long	 batch;
};

static enum work_end
failed(const struct work *w, const char *what)
{
	grader_say("%s, %s, record %lld: %s: %s", w->slot->course,
	    w->slot->user, w->slot->seq, what, strerror(errno));
	return WORK_FAILED;
}

static bool
open_all(struct work *w)
{
	struct problems problems;

	problems_init(&problems, w->mem);
	if (grader_data(w->grader, &w->data, w->slot->course) == -1)
		return false;
	w->at.data = &w->data;
	w->at.staff = staff_read(&w->data, w->mem);
	w->at.course = course_open(w->mem, w->grader->config->courses_fd,
	    w->slot->course, &problems);
	return w->at.staff != NULL && w->at.course != NULL;
}

/* What is to be graded; false: nothing (any more). */
static bool
look(struct work *w, struct user_state *state, const struct attempt **at)
{
	const struct question_state *qs;

	*at = state_attempt(state, w->slot->seq, &qs);
	if (*at == NULL)
		return false;
	if (w->question == NULL)
		w->question = job_question(&w->at, w->mem, *at,
		    !isnan((*at)->score));
	if (w->question == NULL)
		return false;
	w->batch = job_wanted(&w->at, qs, *at, w->question);
	return w->batch != -1;
}

/* The grade, unless somebody was faster. */
static enum work_end
append(struct work *w, struct val *record)
{
	const struct attempt *at;
	struct user_state state;
	struct store *store;
	long long seq = 0;

	if (grader_become_owner(w->grader) == -1)
		return failed(w, "cannot become who owns the data");
	state_init(&state, w->mem, w->slot->user);
	store = log_open(&w->data, &state);
	if (store == NULL)
		return failed(w, "cannot open the log");
	if (look(w, &state, &at)) {
		if (w->batch > 0)
			val_seti(record, "batch", w->batch);
		seq = log_add(store, &state, grader_now(), record);
	}
	if (seq < 0)
		(void)failed(w, "cannot write the grade");
	log_close(store);
	return seq < 0 ? WORK_FAILED : WORK_DONE;
}

static enum work_end
run(struct work *w, const struct attempt *at, struct val *record)
{
	const struct val *answer = given_load(&w->data, w->mem, at->record);
	struct code_work code = { .question = w->question,
	    .course = w->at.course, .data = &w->data };
	const char *why;
	enum code_end end;

	if (val_type(answer) != VAL_STRING)
		return failed(w, "the answer is lost");
	code.answer = val_tostr(answer);
	code.n = val_size(answer);
	code.page = val_getstr(at->record, "page");
	code.slot = (int)(w->slot - w->grader->slot);
	end = code_grade(record, &code, &why);
	if (end == CODE_GRADED)
		return WORK_DONE;
	grader_say("%s/%s, question %s: %s", w->slot->course, code.page,
	    w->question->name, why);
	return end == CODE_WAITS ? WORK_WAITS : WORK_UNSOUND;
}

static enum work_end
work(struct work *w)
{
	const struct attempt *at;
	struct user_state state;
	struct val *record = val_object(w->mem);
	enum work_end end;

	if (!open_all(w))
		return failed(w, "cannot open the course");
	state_init(&state, w->mem, w->slot->user);
	if (log_fold(&w->data, &state) == -1)
		return failed(w, "cannot read the log");
	if (!look(w, &state, &at))
		return WORK_DONE;
	val_set(record, "k", "grade");
	val_seti(record, "of", at->seq);
	end = run(w, at, record);
	return end == WORK_DONE ? append(w, record) : end;
}

void
grader_work(const struct grader *g, const struct slot *slot)
{
	struct work w = { .grader = g, .slot = slot };
	sigset_t none;
	struct mem mem;

	box_end_with_parent();
	(void)signal(SIGTERM, SIG_DFL);
	(void)signal(SIGINT, SIG_DFL);
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	mem_init(&mem, MEMORY_MAX);
	w.mem = &mem;
	_exit((int)work(&w));
}
