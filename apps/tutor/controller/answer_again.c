/*
 * answer_again.c - an answer comes back, to be sent once more.
 */
#include "apps/tutor/controller/answer_again.h"

#include <string.h>

#include "web/json.h"

/* The answer once more, for a page that cannot promise that it is kept. */
static void
add_echo(struct val *model, const struct outcome *o)
{
	const struct val *answer = o->submit->given.answer;
	struct mem *m = val_mem(model);
	struct val *list, *row;
	struct text text;

	val_setb(model, "file", o->submit->given.fd != -1);
	if (answer == NULL)
		return;
	list = val_setlist(model, "fields");
	for (size_t i = 0; i < val_size(answer); i++) {
		if (val_type(answer) != VAL_LIST)
			break;
		row = val_pushobject(list);
		val_set(row, "value", val_tostr(val_at(answer, i)));
	}
	if (val_type(answer) != VAL_LIST)
		val_set(val_pushobject(list), "value", val_tostr(answer));
	text_init(&text, m);
	if (val_type(answer) == VAL_LIST)
		json_write(&text, answer);
	else
		text_adds(&text, val_tostr(answer));
	val_set(model, "typed", text.p);
}

int
answer_again(struct asked *a, const char *view, int status)
{
	const struct outcome *o = a->outcome;
	const struct submitted *r = o->result;
	struct tutor *t = a->t;
	struct val *model = tutor_model(t, status == 409 ?
	    "Use late days?" : "Your answer may not be saved");

	add_echo(model, o);
	val_set(model, "field", question_field(t->mem, o->question));
	val_set(model, "page", a->place->page->name);
	val_set(model, "page_title", a->place->page->title);
	val_set(model, "question", o->question->name);
	val_set(model, "action", web_url(t->web, "/c/%s/q/%s/%s",
	    t->course->name, a->place->page->name, o->question->name));
	val_set(model, "nonce", o->submit->nonce);
	val_set(model, "do", web_str(t->web, "do", ""));
	if (o->submit->variant >= 0)
		val_seti(model, "variant", o->submit->variant);
	if (o->submit->group >= 0)
		val_setf(model, "of_group", "%lld", o->submit->group);
	val_seti(model, "days", r->days);
	val_set(model, "days_text", text_count(t->mem, r->days, "late day",
	    NULL));
	val_seti(model, "left", r->days_left);
	val_setf(model, "credit", "%.0f", 100 * r->credit);
	if (r->error != 0)
		val_set(model, "error", strerror(r->error));
	val_setb(model, "unconfirmed", r->result == SUBMIT_UNCONFIRMED);
	return web_render(t->web, view, model) == 200 ? status : 500;
}
