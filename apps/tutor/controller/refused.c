/*
 * refused.c - a form that came too late: who sent it is no longer logged in,
 * or is so anew.  What was typed is given back, to be copied.
 */
#include <string.h>

#include "apps/tutor/controller/pages.h"
#include "web/web.h"

enum { ANSWER_MAX = 1 << 20 };		/* bytes */

/* What a person did not type. */
static bool
is_hidden(const char *name)
{
	static const char *const names[] = { "do", "nonce", "variant",
	    "agreed", "to", "of", "who" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

static void
add_text(struct val *list, const char *value)
{
	struct val *row;

	if (*value == '\0')
		return;
	row = val_pushobject(list);
	val_seti(row, "number", (long long)val_size(list));
	val_set(row, "value", value);
}

/*
 * An answer is no secret, though web_typed() takes it for one where its
 * question is called "tokens".  All others of its form are in `sent`.
 */
static void
add_answer(struct web *w, struct val *list, const char *field,
    const struct val *sent)
{
	size_t n = val_size(sent);
	struct web_field *fields = mem_array(web_mem(w), n + 2,
	    sizeof(*fields));
	const char *value;

	for (size_t i = 0; i <= n; i++)
		fields[i] = (struct web_field){ i == n ? field :
		    val_getstr(val_at(sent, i), "name"), F_TEXT,
		    .max = ANSWER_MAX, .many = 1 };
	fields[n + 1] = (struct web_field){ 0 };
	if (web_form(w, fields) != 0)
		return;
	for (size_t i = 0; (value = web_nth(w, field, i)) != NULL; i++)
		add_text(list, value);
}

static void
add_typed(struct web *w, struct val *model)
{
	const struct val *sent = web_typed(w), *one;
	const char *name, *field = mem_printf(web_mem(w), "a-%s",
	    web_arg(w, "question"));
	struct val *list = val_setlist(model, "typed");
	bool answered = false;

	for (size_t i = 0; i < val_size(sent); i++) {
		one = val_at(sent, i);
		name = val_getstr(one, "name");
		answered = answered || strcmp(name, field) == 0;
		if (val_get(one, "file") != NULL)
			val_setb(model, "file", true);
		else if (!is_hidden(name))
			add_text(list, val_getstr(one, "value"));
	}
	if (!answered && *web_arg(w, "question") != '\0')
		add_answer(w, list, field, sent);
	val_setb(model, "some", val_size(list) > 0);
	val_setb(model, "many", val_size(list) > 1);
}

/* The page that the form stood on, as far as its address tells. */
static const char *
place_of(struct web *w)
{
	struct text place;

	text_init(&place, web_mem(w));
	text_adds(&place, "/");
	if (*web_arg(w, "course") == '\0')
		return place.p;
	text_adds(&place, "c/");
	text_urls(&place, web_arg(w, "course"));
	if (strstr(web_path(w), "/staff/") != NULL) {
		text_adds(&place, "/staff");
	} else if (*web_arg(w, "page") != '\0') {
		text_adds(&place, "/p/");
		text_urls(&place, web_arg(w, "page"));
		text_adds(&place, "/#q-");
		text_urls(&place, web_arg(w, "question"));
	}
	return place.p;
}

int
tutor_refused(struct web *w, enum web_refusal why)
{
	const char *accept = web_header(w, "Accept"), *place = place_of(w);
	struct val *model = val_object(web_mem(w));
	struct text to;

	if (accept != NULL && strcmp(accept, "application/json") == 0)
		return -1;
	text_init(&to, web_mem(w));
	text_urls(&to, place);
	val_set(model, "title", "Not saved");
	val_setb(model, "login", why == WEB_NO_LOGIN);
	val_setb(model, "cookie", why == WEB_NO_COOKIE);
	val_setb(model, "old", why == WEB_OLD_FORM);
	val_set(model, "place", web_url(w, "%s", place));
	val_set(model, "login_url", web_url(w, "/login?to=%s", to.p));
	add_typed(w, model);
	return web_render(w, "refused", model) == 200 ? 403 : 500;
}
