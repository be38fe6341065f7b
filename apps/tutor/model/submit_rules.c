#include "apps/tutor/model/submit_rules.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "apps/tutor/model/course.h"
#include "apps/tutor/model/mark.h"
#include "apps/tutor/model/merged.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/results.h"
#include "apps/tutor/model/staff.h"
#include "apps/tutor/model/users.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

/* Of one student in one course, all files together. */
enum { FILES_MAX = 256 << 20 };

/* The staff tries its own pages whenever it likes. */
static bool
is_staff(const struct submit *in)
{
	return in->member->role >= ROLE_ASSISTANT;
}

enum submit_result
rule_released(struct sending *x)
{
	const struct due *d = &x->out->due;

	if (is_staff(x->in) || d->release == 0 || x->out->ms >= d->release)
		return SUBMIT_SAVED;
	return SUBMIT_CLOSED;
}

/* A page that begins with a password, or a clock, was entered by its view. */
static bool
was_entered(const struct sending *x)
{
	const struct page *page = x->in->page;

	if (page_head(page, "password") == NULL && x->in->dates->timed_ms == 0)
		return true;
	return state_first_view(&x->out->state, page->name) != 0;
}

enum submit_result
rule_open(struct sending *x)
{
	const struct due *d = &x->out->due;

	if (x->qs->locked || x->qs->solution_shown)
		return SUBMIT_CLOSED;
	if (is_staff(x->in))
		return SUBMIT_SAVED;
	if (!was_entered(x) || (d->lock != 0 && x->out->ms > d->lock))
		return SUBMIT_CLOSED;
	return rule_released(x);
}

/* Each log has numbers, and a draft, of its own. */
enum submit_result
rule_variant_of_form(struct sending *x)
{
	long long group = x->log[0] == '+' ? strtoll(x->log + 1, NULL, 10) : 0;

	if (x->in->group != -1 && x->in->group != group)
		return SUBMIT_OLD;
	return x->in->variant == -1 || x->in->variant == x->qs->variant ?
	    SUBMIT_SAVED : SUBMIT_OLD;
}

enum submit_result
rule_tries(struct sending *x)
{
	return state_tries_left(x->qs, x->in->question) == 0 ?
	    SUBMIT_NO_TRIES : SUBMIT_SAVED;
}

enum submit_result
rule_may_check(struct sending *x)
{
	if (question_attr(x->in->question, "check") == NULL ||
	    !submit_feedback(x->in->page, &x->out->due, x->out->ms))
		return SUBMIT_NOT_YET;
	return SUBMIT_SAVED;
}

enum submit_result
rule_may_draft(struct sending *x)
{
	return x->in->given.fd == -1 ? SUBMIT_SAVED : SUBMIT_NOT_YET;
}

/* Tries that were made with this variant. */
static int
tries_made(const struct question_state *qs)
{
	int n = 0;

	for (size_t i = 0; i < qs->nattempts; i++)
		n += qs->attempts[i].variant == qs->variant;
	return n;
}

enum submit_result
rule_hint(struct sending *x)
{
	const struct question *q = x->in->question;
	size_t next = (size_t)x->qs->hints;

	if (next < q->nhints && q->hints[next].after <= tries_made(x->qs))
		return SUBMIT_SAVED;
	return SUBMIT_NOT_YET;
}

enum submit_result
rule_solution(struct sending *x)
{
	if (x->qs->solution_shown)
		return SUBMIT_AGAIN;
	return submit_may_show(x->in, x->qs, &x->out->due) ? SUBMIT_SAVED :
	    SUBMIT_NOT_YET;
}

enum submit_result
rule_new_variant(struct sending *x)
{
	return x->qs->variant < question_number(x->in->question, "variants",
	    0) ? SUBMIT_SAVED : SUBMIT_NOT_YET;
}

/* Days spent on other pages, with partners too: *spent.  0, or -1. */
static int
days_spent(const struct sending *x, int *spent)
{
	const struct submit *in = x->in;
	struct late_query q = { in->course, in->staff, in->member,
	    in->page->name };
	struct merge merge = { .data = in->data, .staff = in->staff,
	    .held = &x->out->state };
	struct user_state all;

	if (in->staff->groups.n == 0) {
		*spent = late_spent(&q, &x->out->state);
		return 0;
	}
	state_init(&all, x->mem, in->member->user);
	if (merged_fold(&merge, &all) == -1)
		return -1;
	*spent = late_spent(&q, &all);
	return 0;
}

enum submit_result
rule_late(struct sending *x)
{
	const struct submit *in = x->in;
	struct submitted *out = x->out;
	int needed = late_days(in->course, &out->due, out->ms), spent;

	out->days = 0;
	out->credit = late_credit(in->course, &out->due, out->ms, 0);
	if (out->credit >= 1 || late_budget(in->course) == 0)
		return SUBMIT_SAVED;
	if (days_spent(x, &spent) == -1) {
		out->error = errno;
		return SUBMIT_FAILED;
	}
	spent = late_budget(in->course) - spent;
	out->days_left = spent < 0 ? 0 : spent;
	spent = late_page_days(in->course, &out->due, in->page->name,
	    &out->state);
	if (needed > out->days_left || in->agreed == 0)
		return SUBMIT_SAVED;
	out->days = needed;
	if (needed > spent && in->agreed < needed)
		return SUBMIT_LATE;
	out->credit = 1;
	return SUBMIT_SAVED;
}

static enum submit_result
invalid(struct sending *x, const char *message)
{
	x->out->verdict = (struct verdict){ .kind = MARK_INVALID,
	    .message = message };
	return SUBMIT_INVALID;
}

static long long
files_size(const struct user_state *s)
{
	const struct question_state *qs;
	long long sum = 0;

	for (size_t i = 0; i < s->nquestions; i++) {
		qs = &s->questions[i];
		for (size_t k = 0; k < qs->nattempts; k++)
			if (strcmp(val_getstr(qs->attempts[k].record, "as"),
			    "file") == 0)
				sum += val_getint(qs->attempts[k].record,
				    "size");
	}
	return sum;
}

static enum submit_result
check_file(struct sending *x)
{
	const struct submit *in = x->in;
	long long max = mark_size_max(in->question);
	const char *name = in->given.name == NULL ? "" : in->given.name;
	struct stat st;

	if (fstat(in->given.fd, &st) == -1) {
		x->out->error = errno;
		return SUBMIT_FAILED;
	}
	if (st.st_size == 0)
		return invalid(x, "The file is empty.");
	if (st.st_size > max)
		return invalid(x, mem_printf(x->mem, "The file has %s; "
		    "%lld are the most.", text_count(x->mem, st.st_size,
		    "byte", NULL), max));
	if (files_size(&x->out->state) + st.st_size > FILES_MAX)
		return invalid(x, "You have handed in so many files that "
		    "there is no room left. Ask the staff of the course.");
	if (!mark_takes_file(in->question, name))
		return invalid(x, mem_printf(x->mem, "The name of a "
		    "file ends here in one of: %s.",
		    question_attr(in->question, "accept")));
	return SUBMIT_SAVED;
}

enum submit_result
rule_given(struct sending *x)
{
	const struct submit *in = x->in;
	long long max = mark_size_max(in->question);

	/* Each file that is kept is an attempt: those are counted. */
	if (in->given.fd != -1)
		return in->kind == SUBMIT_ANSWER ? check_file(x) :
		    SUBMIT_NOT_YET;
	if (in->question->type == Q_UPLOAD)
		return invalid(x, "Choose a file.");
	if ((long long)given_size(in->given.answer) > max)
		return invalid(x, mem_printf(x->mem, "The answer has %zu "
		    "bytes; %lld are the most.", given_size(in->given.answer),
		    max));
	return SUBMIT_SAVED;
}

static bool
is_past(long long date, long long ms)
{
	return date != 0 && ms > date;
}

bool
submit_feedback(const struct page *page, const struct due *d,
    long long now_ms)
{
	const char *when = page_head(page, "feedback");

	if (when == NULL || strcmp(when, "now") == 0)
		return true;
	if (strcmp(when, "due") == 0)
		return is_past(d->told_due, now_ms);
	return strcmp(when, "lock") == 0 && is_past(d->told_lock, now_ms);
}

/* When the solution is shown, by the question or else by its page. */
static const char *
answer_when(const struct submit *in)
{
	const char *when = question_attr(in->question, "answer");

	if (when == NULL)
		when = page_head(in->page, "answer");
	return when == NULL ? "tries" : when;
}

bool
submit_may_show(const struct submit *in, const struct question_state *qs,
    const struct due *d)
{
	const char *when = answer_when(in);
	bool told = submit_feedback(in->page, d, in->arrived);

	if (is_staff(in) || strcmp(when, "always") == 0)
		return true;
	if (strcmp(when, "right") == 0)
		return told && state_right(qs);
	if (strcmp(when, "tries") == 0)
		return (told && state_right(qs)) ||
		    (told && state_tries_left(qs, in->question) == 0) ||
		    is_past(d->told_lock, in->arrived);
	if (strcmp(when, "due") == 0)
		return is_past(d->told_due, in->arrived);
	return strcmp(when, "lock") == 0 && is_past(d->told_lock, in->arrived);
}
