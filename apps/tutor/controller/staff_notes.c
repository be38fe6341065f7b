#include "apps/tutor/controller/staff_notes.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS_FREE = 2, USED_MAX = 500, OFFERED = 20 };

const struct web_field *
notes_fields(struct mem *m, const struct web_field *fields)
{
	struct web_field *all;
	size_t n = 0;

	while (fields[n].name != NULL)
		n++;
	all = mem_array(m, n + 2 * NOTES_MAX + 1, sizeof(*all));
	memcpy(all, fields, n * sizeof(*all));
	for (size_t i = 1; i <= NOTES_MAX; i++) {
		all[n++] = (struct web_field){ mem_printf(m, "line-%zu", i),
		    F_INT, .min = 1, .max = NOTES_LINES_MAX };
		all[n++] = (struct web_field){ mem_printf(m, "note-%zu", i),
		    F_LINE, .min = 0, .max = NOTES_TEXT_MAX };
	}
	return all;
}

/* What is wrong with a line that was typed, or NULL. */
static const char *
check_line(const struct paper *p, long long line)
{
	if (p->lined.bytes == NULL)
		return "cannot be said: this answer has no lines";
	if (line == 0)
		return "is missing";
	if ((size_t)line > p->lined.lines)
		return mem_printf(p->t->mem, "must be at most %zu, the last",
		    p->lined.lines);
	return NULL;
}

size_t
notes_typed(struct notes *notes, const struct paper *p)
{
	struct web *w = p->t->web;
	const char *name, *text, *wrong;
	size_t mistakes = 0;
	long long line;

	notes_init(notes, p->t->mem);
	for (size_t i = 1; i <= NOTES_MAX; i++) {
		name = mem_printf(p->t->mem, "line-%zu", i);
		text = web_str(w, mem_printf(p->t->mem, "note-%zu", i), "");
		line = web_int(w, name, 0);
		if (*text == '\0')
			continue;
		wrong = check_line(p, line);
		if (wrong == NULL)
			notes_add(notes, (size_t)line, text);
		else
			web_reject(w, name, "%s", wrong);
		mistakes += wrong != NULL;
	}
	return mistakes;
}

static struct val *
add_row(struct val *list, size_t i, const char *line, const char *note)
{
	struct val *row = val_pushobject(list);

	val_setf(row, "i", "%zu", i);
	val_set(row, "line", line);
	val_set(row, "note", note);
	return row;
}

static void
add_mistakes(struct val *row, const struct paper *p, size_t i)
{
	struct mem *m = p->t->mem;

	val_set(row, "line_wrong", web_error(p->t->web,
	    mem_printf(m, "line-%zu", i)));
	val_set(row, "note_wrong", web_error(p->t->web,
	    mem_printf(m, "note-%zu", i)));
}

/* The line whose number was clicked where there are no scripts, or 0. */
static long
picked_line(struct web *w)
{
	const char *doing = web_str(w, "do", "");

	return strncmp(doing, "line-", 5) == 0 ?
	    strtol(doing + 5, NULL, 10) : 0;
}

/* The rows as they were sent; one that is free takes what was picked. */
static void
add_typed(struct val *list, const struct paper *p)
{
	struct web *w = p->t->web;
	const struct val *value = val_get(web_form_model(w), "value");
	struct mem *m = p->t->mem;
	const char *line, *note, *key;
	long pick = picked_line(w);
	struct val *row;

	for (size_t i = 1; i <= NOTES_MAX; i++) {
		key = mem_printf(m, "line-%zu", i);
		line = val_getstr(value, key);
		note = val_getstr(value, mem_printf(m, "note-%zu", i));
		if (val_get(value, key) == NULL && pick == 0)
			break;
		row = add_row(list, i, line, note);
		if (!p->asked_more)
			add_mistakes(row, p, i);
		if (pick != 0 && *line == '\0' && *note == '\0') {
			val_setf(row, "line", "%ld", pick);
			val_setb(row, "focus", true);
			pick = 0;
		}
	}
}

void
notes_rows(struct val *model, const struct paper *p)
{
	struct val *list = val_setlist(model, "rows");
	const struct notes *notes = &p->notes;
	size_t more = ROWS_FREE, n;

	if (p->again) {
		add_typed(list, p);
		more = strcmp(web_str(p->t->web, "do", ""), "more") == 0;
	} else
		for (size_t i = 0; i < notes->n; i++)
			add_row(list, i + 1, mem_printf(p->t->mem, "%zu",
			    notes->list[i].n), notes->list[i].text);
	for (; more > 0 && val_size(list) < NOTES_MAX; more--) {
		n = val_size(list);
		val_setb(add_row(list, n + 1, "", ""), "focus",
		    p->asked_more);
	}
	val_setb(model, "full", val_size(list) == NOTES_MAX);
	val_setf(model, "last", "%zu", p->lined.lines);
}

static void
count_notes(struct val *used, const struct val *lines)
{
	struct notes notes;
	const char *text;

	if (lines == NULL)
		return;
	notes_read(&notes, val_mem(used), lines);
	for (size_t i = 0; i < notes.n; i++) {
		text = notes.list[i].text;
		if (val_get(used, text) != NULL || val_size(used) < USED_MAX)
			val_seti(used, text, val_getint(used, text) + 1);
	}
}

void
notes_use(struct val *used, const struct question_state *qs)
{
	const struct attempt *at;

	for (size_t i = 0; i < qs->nattempts; i++) {
		at = &qs->attempts[i];
		count_notes(used, at->lines);
		if (at->kept_lines != at->lines)
			count_notes(used, at->kept_lines);
	}
}

/* One of `used`: its text and how often. */
struct use {
	const char	*text;
	long long	 times;
};

static int
by_times(const void *a, const void *b)
{
	const struct use *x = a, *y = b;

	if (x->times != y->times)
		return x->times < y->times ? 1 : -1;
	return strcmp(x->text, y->text);
}

void
notes_offer(struct val *model, const struct val *used)
{
	struct val *list = val_setlist(model, "used");
	size_t n = val_size(used);
	struct use *all = mem_array(val_mem(model), n, sizeof(*all));

	for (size_t i = 0; i < n; i++)
		all[i] = (struct use){ val_key(used, i, NULL),
		    val_toint(val_at(used, i)) };
	if (n > 0)
		qsort(all, n, sizeof(*all), by_times);
	for (size_t i = 0; i < n && i < OFFERED; i++)
		val_set(val_pushobject(list), "text", all[i].text);
}
