/*
 * staff_remark.c - the staff tells something to all who gave an answer.
 */
#include "apps/tutor/controller/staff_remark.h"

#include <string.h>

#include "apps/tutor/controller/staff.h"
#include "apps/tutor/controller/staff_page.h"
#include "apps/tutor/model/answer_words.h"
#include "apps/tutor/model/fold.h"
#include "apps/tutor/model/remark.h"
#include "apps/tutor/model/stats.h"

enum { ANSWER_MAX = 8000, TEXT_MAX = 2000 };

const struct val *
staff_remark_sample(struct tutor *t, const struct question *q,
    const struct val *answer)
{
	if (!answer_whole(q, answer))
		return NULL;
	/* No line of the file takes a list, so that its values are no use. */
	if (val_type(answer) == VAL_LIST)
		return val_list(t->mem);
	return val_string(t->mem, val_tostr(answer), val_size(answer));
}

void
staff_remark_row(struct val *row, struct tutor *t,
    const struct staff_remarks *about, const struct tally_entry *e)
{
	if (remark_find(t->staff.remarks, about->page->name,
	    about->question->name, e->text) != NULL)
		val_setb(row, "remarked", true);
	else
		val_setb(row, "can_remark", e->about != NULL &&
		    strlen(e->text) <= ANSWER_MAX && t->role >= ROLE_STAFF);
}

static const struct tally_entry *
find_entry(const struct tally *tally, const char *text)
{
	for (size_t i = 0; i < tally->n; i++)
		if (strcmp(tally->list[i].text, text) == 0)
			return &tally->list[i];
	return NULL;
}

/* The same in the course's file, as one student wrote it. */
static void
add_line(struct val *row, struct tutor *t, const struct question *q,
    const struct val *sample)
{
	struct text text;
	struct remark_line line = { .text = &text };

	text_init(&text, t->mem);
	if (!remark_line(&line, q, sample, val_getstr(row, "words")))
		return;
	val_set(row, "line", text.p);
	val_setb(row, "replaces", line.replaces);
}

static void
add_remark(struct val *list, struct tutor *t,
    const struct staff_remarks *about, const struct val *record)
{
	const char *answer = val_getstr(record, "answer");
	const struct tally_entry *e = find_entry(about->wrong, answer);
	struct val *row = val_pushobject(list);

	val_seti(row, "number", (long long)val_size(list));
	val_set(row, "answer", answer);
	val_set(row, "words", val_getstr(record, "text"));
	val_set(row, "html", tutor_markdown(t->mem,
	    val_getstr(record, "text")));
	val_set(row, "by", val_getstr(record, "by"));
	tutor_time(t, row, "when", val_getint(record, "ms"));
	val_set(row, "students", text_count(t->mem,
	    e == NULL ? 0 : (long long)e->n, "student", NULL));
	val_setb(row, "changed", strcmp(val_getstr(record, "ver"),
	    about->question->version) != 0);
	add_line(row, t, about->question, e != NULL && e->about != NULL ?
	    e->about : val_str(t->mem, answer));
}

void
staff_remarks(struct val *model, struct tutor *t,
    const struct staff_remarks *about)
{
	const struct val *all = remark_list(t->staff.remarks,
	    about->page->name, about->question->name);
	struct val *list = val_setlist(val_setobject(model, "may_remark"),
	    "remarks");

	for (size_t i = 0; i < val_size(all); i++)
		add_remark(list, t, about, val_at(all, i));
}

/* What is written down; a remark without text is taken back. */
static int
keep(struct tutor *t, const struct staff_remarks *about)
{
	struct val *record = val_object(t->mem);
	const char *answer = web_str(t->web, "answer", "");
	const char *text = web_str(t->web, "text", "");
	bool off = web_has(t->web, "off");

	text = fold_text(t->mem, text, strlen(text), 0);
	if (!off && *text == '\0')
		return web_fail(t->web, 422, "A remark needs a text.");
	val_set(record, "k", "remark");
	val_set(record, "page", about->page->name);
	val_set(record, "q", about->question->name);
	val_set(record, "ver", about->question->version);
	val_set(record, "answer", fold_text(t->mem, answer, strlen(answer),
	    FOLD_CASE | FOLD_SPACE));
	if (off)
		val_setb(record, "off", true);
	else
		val_set(record, "text", text);
	return staff_write(t, record);
}

/* What is wrong with a form, in a sentence without its end. */
static const char *
refused(struct web *w)
{
	return web_error(w, "text") != NULL ? mem_printf(web_mem(w),
	    "The text %s", web_error(w, "text")) :
	    "This is no form for a remark";
}

static int
remark(struct tutor *t)
{
	static const struct web_field fields[] = {
		{ "answer", F_TEXT, .max = ANSWER_MAX, .required = 1 },
		{ "text", F_TEXT, .max = TEXT_MAX },
		{ "off", F_BOOL, .max = 1 },
		{ 0 }
	};
	struct staff_remarks about = { .page = NULL };
	int status = staff_page(t, &about.page, &about.question);

	if (status != 0)
		return status;
	if (!remark_may(about.question))
		return web_fail(t->web, 409, "There are no remarks on answers "
		    "to this question: it has parameters, or a person or a "
		    "program marks it.");
	status = web_form(t->web, fields);
	if (status == 422)
		return web_fail(t->web, status, "%s. Go back: what you typed "
		    "is still there.", refused(t->web));
	if (status != 0)
		return web_fail(t->web, status, NULL);
	status = keep(t, &about);
	if (status != 0)
		return status;
	web_flash(t->web, web_has(t->web, "off") ? "Nobody is told that any "
	    "more." : "Who gave this answer is told that from now on.");
	return web_see(t->web, "/c/%s/staff/stats/%s/%s#remarks",
	    t->course->name, about.page->name, about.question->name);
}

int
post_staff_remark(struct web *w)
{
	return tutor_run(w, ROLE_STAFF, remark);
}
