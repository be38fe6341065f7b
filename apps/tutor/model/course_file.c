#include "apps/tutor/model/course_file.h"

#include <fnmatch.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "apps/tutor/model/course.h"
#include "apps/tutor/model/page_known.h"
#include "apps/tutor/model/page_read.h"
#include "apps/tutor/model/problem.h"
#include "apps/tutor/model/when.h"
#include "web/mem.h"

static const char course_name[] = "course";

/* What the readers of single values share. */
struct value_reader {
	struct course	*course;
	struct problems	*problems;
	size_t		 line;
};

typedef void value_fn(struct value_reader *, const char *value);

static void
title_read(struct value_reader *r, const char *value)
{
	r->course->title = value;
}

static void
zone_read(struct value_reader *r, const char *value)
{
	if (when_zone_ok(value))
		r->course->zone = value;
	else
		problem_error(r->problems, course_name, r->line, "there is no "
		    "zone \"%.40s\": UTC, or one such as America/New_York",
		    value);
}

/* The piece before the next comma, trimmed; false: there is none. */
static bool
piece(struct line *rest, struct line *one)
{
	const char *comma;

	if (rest->p == NULL)
		return false;
	*one = *rest;
	comma = rest->n == 0 ? NULL : memchr(rest->p, ',', rest->n);
	if (comma == NULL) {
		rest->p = NULL;
	} else {
		one->n = (size_t)(comma - rest->p);
		*rest = line_from(*rest, one->n + 1);
	}
	*one = line_trim(*one);
	return true;
}

static struct line
line_of(const char *s)
{
	return (struct line){ s, strlen(s), 0 };
}

static void
staff_read(struct value_reader *r, const char *value)
{
	struct course *c = r->course;
	struct line rest = line_of(value), one;
	const char *name;

	while (piece(&rest, &one)) {
		name = line_str(c->mem, one);
		if (name[0] == '\0' ||
		    name[strcspn(name, " \t\"<>/;:")] != '\0')
			problem_error(r->problems, course_name, r->line,
			    "\"%.40s\" is no name of a user, as "
			    "in staff: ann, bob", name);
		else if (c->nstaff == STAFF_MAX) {
			problem_error(r->problems, course_name, r->line,
			    "more than %d staff: give the others the role in "
			    "roster.csv", STAFF_MAX);
			return;
		} else
			c->staff[c->nstaff++] = name;
	}
}

static void
register_read(struct value_reader *r, const char *value)
{
	r->course->open = strcmp(value, "open") == 0;
}

static void
help_read(struct value_reader *r, const char *value)
{
	r->course->help = strcmp(value, "on") == 0;
}

static void
grace_read(struct value_reader *r, const char *value)
{
	(void)when_duration(value, &r->course->grace_ms);
}

static void
late_days_read(struct value_reader *r, const char *value)
{
	(void)when_duration(value, &r->course->late_budget_ms);
}

static bool
late_step_read(struct course *c, struct line l, struct late_step *step)
{
	struct line share, time;

	return line_word(&l, &share) && line_word(&l, &time) && l.n == 0 &&
	    known_share(line_str(c->mem, share), &step->credit) == 0 &&
	    when_duration(line_str(c->mem, time), &step->within_ms) == 0;
}

static void
late_read(struct value_reader *r, const char *value)
{
	struct course *c = r->course;
	struct line rest = line_of(value), one;
	struct late_step step;

	while (piece(&rest, &one)) {
		if (!late_step_read(c, one, &step) ||
		    c->nlate == LATE_STEPS_MAX) {
			problem_error(r->problems, course_name, r->line,
			    "late: \"%.*s\" is no step, or one of more than %d:"
			    " 80%% 24h, 50%% 3d", (int)(one.n < 40 ? one.n :
			    40), one.p, LATE_STEPS_MAX);
			return;
		}
		if (c->nlate > 0 &&
		    (step.within_ms <= c->late[c->nlate - 1].within_ms ||
		    step.credit > c->late[c->nlate - 1].credit))
			problem_error(r->problems, course_name, r->line,
			    "late: each step is later and gives less than the "
			    "one before");
		c->late[c->nlate++] = step;
	}
}

static struct weight *
weight_of(struct course *c, const char *pattern)
{
	for (size_t i = 0; i < c->nweights; i++)
		if (strcmp(c->weights[i].pattern, pattern) == 0)
			return &c->weights[i];
	return NULL;
}

/* "1 of week*" */
static bool
drop_read(struct course *c, struct line l)
{
	struct line count, of, pattern;
	struct weight *w;
	const char *s;

	if (!line_word(&l, &count) || !line_word(&l, &of) ||
	    !line_is(of, "of") || !line_word(&l, &pattern) || l.n != 0)
		return false;
	w = weight_of(c, line_str(c->mem, pattern));
	s = line_str(c->mem, count);
	if (w == NULL || count.n > 3 || s[strspn(s, "0123456789")] != '\0')
		return false;
	w->drop = (int)strtol(s, NULL, 10);
	return true;
}

static bool
weight_read(struct course *c, struct line l)
{
	struct weight w = { 0 };
	struct line word, share;

	if (!line_word(&l, &word))
		return false;
	if (line_is(word, "drop"))
		return drop_read(c, l);
	w.pattern = line_str(c->mem, word);
	if (!line_word(&l, &share) || l.n != 0 || c->nweights == WEIGHTS_MAX ||
	    weight_of(c, w.pattern) != NULL ||
	    known_share(line_str(c->mem, share), &w.share) == -1)
		return false;
	c->weights[c->nweights++] = w;
	return true;
}

static void
weights_read(struct value_reader *r, const char *value)
{
	struct line rest = line_of(value), one;
	double sum = 0;

	while (piece(&rest, &one))
		if (!weight_read(r->course, one)) {
			problem_error(r->problems, course_name, r->line,
			    "\"%.*s\" is no weight: week* 60%%, exam* 40%%, "
			    "drop 1 of week*", (int)(one.n < 40 ? one.n : 40),
			    one.p);
			return;
		}
	for (size_t i = 0; i < r->course->nweights; i++)
		sum += r->course->weights[i].share;
	if (fabs(sum - 1) > 1e-6)
		problem_error(r->problems, course_name, r->line,
		    "the weights are %g%%, not 100%%", sum * 100);
}

static const struct {
	const char	*key;
	value_fn	*read;
} readers[] = {
	{ "title", title_read },
	{ "zone", zone_read },
	{ "staff", staff_read },
	{ "register", register_read },
	{ "help", help_read },
	{ "grace", grace_read },
	{ "late", late_read },
	{ "late-days", late_days_read },
	{ "weights", weights_read },
};

static void
values_read(struct value_reader *r, const struct attributes *as)
{
	for (size_t i = 0; i < as->n; i++)
		for (size_t k = 0; k < sizeof(readers) / sizeof(readers[0]);
		    k++)
			if (strcmp(as->list[i].key, readers[k].key) == 0) {
				r->line = as->list[i].line;
				readers[k].read(r, as->list[i].value);
			}
}

void
course_file_read(struct course *c, const char *text, size_t n,
    struct problems *ps)
{
	struct page_reader r = { .mem = c->mem, .problems = ps,
	    .file = course_name };
	struct attributes as = { .at = AT_COURSE,
	    .what = "a line of the file course" };
	struct value_reader values = { .course = c, .problems = ps };
	struct line key, value;

	lines_init(&r.lines, c->mem, text, n);
	lines_check(&r.lines, course_name, ps);
	while (lines_next(&r.lines)) {
		as.line = r.lines.no;
		if (line_blank(r.lines.line) || line_begins(r.lines.line, "#"))
			continue;
		if (head_cut(r.lines.line, &key, &value))
			attribute_add(&r, &as, line_str(c->mem, key),
			    line_str(c->mem, value));
		else
			head_wrong(&r, &as, r.lines.line, "a line is "
			    "\"key: value\", as in \"title: Demo\"");
	}
	values_read(&values, &as);
}

const struct weight *
course_weight(const struct course *c, const char *page)
{
	for (size_t i = 0; i < c->nweights; i++)
		if (fnmatch(c->weights[i].pattern, page, 0) == 0)
			return &c->weights[i];
	return NULL;
}

void
course_weights_check(const struct course *c, struct problems *ps)
{
	bool used;

	if (c->nweights == 0)
		return;
	for (size_t i = 0; i < c->nweights; i++) {
		used = false;
		for (size_t k = 0; k < c->npages; k++)
			used = used || course_weight(c, c->pages[k].name) ==
			    &c->weights[i];
		if (!used)
			problem_warn(ps, course_name, 0,
			    "the weight of \"%s\" is that of no page",
			    c->weights[i].pattern);
	}
	for (size_t k = 0; k < c->npages; k++)
		if (course_weight(c, c->pages[k].name) == NULL)
			problem_warn(ps, c->pages[k].file, 0,
			    "no weight in the file course takes this page: "
			    "its points do not count");
}
