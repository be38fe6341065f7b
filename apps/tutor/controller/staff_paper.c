/*
 * staff_paper.c - what a grader sees of an answer.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "apps/tutor/controller/staff_grade.h"
#include "apps/tutor/model/given.h"
#include "apps/tutor/model/group.h"
#include "apps/tutor/model/mark.h"
#include "apps/tutor/model/variant.h"
#include "web/json.h"
#include "web/store.h"

static void
add_file(struct val *model, const struct paper *p)
{
	const struct val *record = p->at->record;
	struct val *file = val_setobject(model, "file");
	size_t n;

	val_set(file, "name", val_getstr(record, "name"));
	val_set(file, "size", text_count(p->t->mem,
	    val_getint(record, "size"), "byte", NULL));
	val_set(file, "path", mem_printf(p->t->mem, "/file/%s/%s/%s/%lld",
	    p->page->name, p->q->name, p->seat, p->at->seq));
	if (p->lined.bytes == NULL)
		val_set(model, "text", lined_file(p->t, val_getstr(record,
		    "blob"), &n));
}

/* The log that the answer is in. */
static const char *
log_of(const struct paper *p)
{
	return group_log(&p->t->staff, p->member->user, p->page->name);
}

/* The form as it was, for types that are more than a text. */
static void
add_form(struct val *model, const struct paper *p, const struct val *answer)
{
	struct variant_key key = { p->t->key, log_of(p), p->page->name,
	    p->q->name, p->at->variant };
	struct variant v;
	struct text html;
	struct input in = { .question = p->q, .variant = &v,
	    .answer = answer, .field = "shown", .locked = true };

	variant_make(&v, p->t->mem, p->q, &key, p->page->file, NULL);
	text_init(&html, p->t->mem);
	mark_input(&html, p->t->mem, &in);
	val_set(model, "html", html.p);
}

void
paper_lines(struct paper *p)
{
	lined_read(&p->lined, p->t, p->q, p->at);
}

void
paper_answer(struct val *model, const struct paper *p)
{
	const struct val *answer;

	if (p->lined.bytes != NULL)
		lined_model(val_setobject(model, "lined"), &p->lined,
		    p->t->mem, &p->notes);
	if (strcmp(val_getstr(p->at->record, "as"), "file") == 0) {
		add_file(model, p);
		return;
	}
	if (p->lined.bytes != NULL)
		return;
	answer = given_load(&p->t->data, p->t->mem, p->at->record);
	if (answer == NULL)
		val_setb(model, "lost", true);
	else if (p->q->type == Q_ESSAY || p->q->type == Q_CODE ||
	    p->q->type == Q_TEXT || p->q->type == Q_NUMBER)
		val_set(model, "text", val_tostr(answer));
	else
		add_form(model, p, answer);
}

/* The newest by its number: states keep no records of grades. */
const struct val *
paper_before(const struct paper *p)
{
	long long seq = p->at->kept_by != 0 ? p->at->kept_by :
	    p->at->manual ? p->at->graded_by : 0;
	const struct val *found = NULL;
	struct store_rec rec;
	struct store *store;
	int more = 1;

	if (seq == 0)
		return NULL;
	store = store_open(p->t->data.users, mem_printf(p->t->mem, "%s.log",
	    log_of(p)), STORE_READ, 0);
	while (store != NULL && found == NULL && more != 0 && more != -2) {
		more = store_next(store, &rec);
		if (more == 1 && rec.seq == seq)
			found = json_parse(p->t->mem, rec.json, rec.n, NULL);
	}
	store_close(store);
	return found;
}

/* In the form that was sent. */
static bool
is_checked(struct web *w, size_t i)
{
	const char *box;

	for (size_t k = 0; (box = web_nth(w, "rubric", k)) != NULL; k++)
		if (strtoull(box, NULL, 10) == i)
			return true;
	return false;
}

static bool
was_checked(const struct val *rubric, size_t i)
{
	for (size_t k = 0; k < val_size(rubric); k++)
		if (val_toint(val_at(rubric, k)) == (long long)i)
			return true;
	return false;
}

void
paper_rubric(struct val *model, const struct paper *p,
    const struct val *before)
{
	const struct val *rubric = val_get(before, "rubric");
	struct val *list = val_setlist(model, "rubric"), *row;
	const struct answer_line *line;

	for (size_t i = 0; i < p->q->nanswers; i++) {
		line = &p->q->answers[i];
		if (line->kind != '#')
			continue;
		row = val_pushobject(list);
		val_setf(row, "index", "%zu", i);
		val_set(row, "worth", tutor_points(p->t->mem, line->credit));
		val_set(row, "criterion", tutor_markdown(p->t->mem,
		    line->text));
		val_setb(row, "checked", p->again ?
		    is_checked(p->t->web, i) : was_checked(rubric, i));
	}
}
