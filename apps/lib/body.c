#include "apps/lib/body.h"

#include <errno.h>
#include <string.h>

#include "apps/lib/request.h"
#include "base/slice.h"

enum { BODY_DEFAULT = 1 << 20, READ_SIZE = 65536 };

const char *
body_type(struct web *w)
{
	const char *value = web_var(w, "CONTENT_TYPE");
	char *type = mem_dup(&w->mem, value, strcspn(value, "; \t"));

	for (char *p = type; *p != '\0'; p++)
		*p = ascii_lower(*p);
	return type;
}

bool
body_is_form(struct web *w)
{
	const char *type = body_type(w);

	return strcmp(type, "application/x-www-form-urlencoded") == 0 ||
	    strcmp(type, "multipart/form-data") == 0;
}

long long
body_limit(const struct web *w)
{
	return w->app->max_body == 0 ? BODY_DEFAULT : w->app->max_body;
}

ssize_t
web_read(struct web *w, void *to, size_t n)
{
	ssize_t got;

	if (w->body_left == 0)
		return 0;
	if (w->body_left > 0 && (long long)n > w->body_left)
		n = (size_t)w->body_left;
	do
		got = w->port->read(w->port->arg, to, n);
	while (got == -1 && errno == EINTR);
	if (got == 0 && w->body_left > 0) {
		errno = EPIPE;		/* the client left inside it */
		return -1;
	}
	if (got > 0 && w->body_left > 0)
		w->body_left -= got;
	return got;
}

static int
load(struct web *w, struct text *body, long long limit)
{
	ssize_t n;

	/* At once, since a text that grows leaves its smaller ones behind. */
	if (w->body_left > 0)
		(void)text_room(body, (size_t)w->body_left + READ_SIZE);
	do {
		n = web_read(w, text_room(body, READ_SIZE), READ_SIZE);
		if (n == -1)
			return 400;
		body->n += (size_t)n;
		body->p[body->n] = '\0';
		if ((long long)body->n > limit)
			return 413;
	} while (n > 0);
	return 0;
}

int
body_load(struct web *w, struct text *body)
{
	long long limit = body_limit(w);
	int status;

	if (w->body_left > limit)
		return 413;
	w->reading = true;
	status = load(w, body, limit);
	w->reading = false;
	return status;
}

/* The array doubles at 4, 8, 16... */
static struct form_pair *
next_pair(struct web *w, struct form *form)
{
	struct form_pair *more;
	size_t n = form->n;

	if (n == 0 || (n >= 4 && (n & (n - 1)) == 0)) {
		more = mem_array(&w->mem, n == 0 ? 4 : 2 * n, sizeof(*more));
		if (n > 0)
			memcpy(more, form->pairs, n * sizeof(*more));
		form->pairs = more;
	}
	return &form->pairs[form->n++];
}

void
body_pair(struct web *w, struct form *form, const char *name,
    const struct text *value)
{
	struct form_pair *pair = next_pair(w, form);

	pair->name = mem_str(&w->mem, name);
	pair->name_size = strlen(name);
	pair->value = mem_dup(&w->mem, value->p, value->n);
	pair->value_size = value->n;
}
