/*
 * answer_error.c - errors: a page for people, JSON for programs, a line for
 * the log.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "apps/lib/request.h"
#include "http/field.h"
#include "http/status.h"
#include "web/answer.h"
#include "web/ask.h"
#include "web/json.h"
#include "web/val.h"

/* What a visitor can do about it; the rest has its reason phrase. */
static const struct {
	int		 status;
	const char	*words;
} sentences[] = {
	{ 400, "The request could not be understood." },
	{ 403, "This is not allowed." },
	{ 404, "There is no such page." },
	{ 405, "This page cannot be used that way." },
	{ 412, "It has changed in the meantime." },
	{ 413, "That is too large." },
	{ 415, "This kind of content is not taken here." },
	{ 416, "There is no such part of the file." },
	{ 422, "Something in the form is not right." },
	{ 429, "That was too often; please wait a while." },
	{ 500, "Something went wrong here. It has been written down." },
	{ 507, "There is no room left: it was NOT saved." }
};

static const char *
sentence(int status)
{
	for (size_t i = 0; i < sizeof(sentences) / sizeof(sentences[0]); i++)
		if (sentences[i].status == status)
			return sentences[i].words;
	return status_reason(status);
}

/* One line, whatever a stranger wrote into it. */
static void
log_line(struct web *w, const char *what)
{
	char *line = mem_printf(&w->mem, "%s: %s %s: %s", w->app->name,
	    web_method(w), web_path(w), what);

	for (char *p = line; *p != '\0'; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			*p = '?';
	fprintf(stderr, "%s\n", line);
}

void
web_note(struct web *w, const char *what)
{
	if (w->broken == NULL)
		w->broken = what;
	log_line(w, what);
}

int
web_broken(struct web *w, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	web_note(w, mem_vprintf(&w->mem, fmt, ap));
	va_end(ap);
	return web_fail(w, 500, NULL);
}

/* Fields that are still true of an error; the rest spoke of another body. */
static void
keep_fields(struct web *w)
{
	static const char *const names[] = {
		"Set-Cookie", "Allow", "Retry-After", "Content-Range"
	};
	size_t kept = 0;

	for (size_t i = 0; i < w->nfields; i++)
		for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++)
			if (strcasecmp(w->fields[i].name, names[k]) == 0)
				w->fields[kept++] = w->fields[i];
	w->nfields = kept;
}

static void
drop_answer(struct web *w)
{
	text_clear(&w->out);
	keep_fields(w);
	if (w->send_fd != -1)
		(void)close(w->send_fd);	/* was only read */
	w->send_fd = -1;
}

/* Is JSON what the client names, and HTML not? */
static bool
wants_json(const struct web *w)
{
	const char *accept = web_header(w, "Accept");
	struct slice list, element;
	bool json = false;

	if (accept == NULL)
		return false;
	list = slice_str(accept);
	while (field_next(&list, &element)) {
		element = slice_trim(slice_of(element.p,
		    slice_find(element, ';')));
		if (slice_caseeqs(element, "text/html"))
			return false;
		if (slice_caseeqs(element, "application/json") ||
		    slice_caseeqs(element, "application/problem+json"))
			json = true;
	}
	return json;
}

static void
problem(struct web *w, int status, const char *what)
{
	struct val *v = val_object(&w->mem), *fields;

	web_type(w, "application/problem+json");
	val_seti(v, "status", status);
	val_set(v, "title", status_reason(status));
	val_set(v, "detail", what);
	if (w->errors.n > 0) {
		fields = val_setobject(v, "errors");
		for (size_t i = 0; i < w->errors.n; i++)
			val_set(fields, w->errors.pairs[i].name,
			    w->errors.pairs[i].value);
	}
	json_write(&w->out, v);
}

static void
plain_page(struct web *w, int status, const char *what)
{
	web_html(w, "<!doctype html>\n<html lang=\"en\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
	    "content=\"width=device-width, initial-scale=1\">\n"
	    "<title>%d %s</title>\n"
	    "<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n"
	    "<body>\n<main>\n<h1>%s</h1>\n<p>%s</p>\n",
	    status, status_reason(status), status_reason(status), what);
	for (size_t i = 0; i < w->errors.n; i++)
		web_html(w, "<p>%s %s.</p>\n", w->errors.pairs[i].name,
		    w->errors.pairs[i].value);
	web_html(w, "<p><a href=\"%s\">%s</a></p>\n",
	    web_url(w, "/"), w->app->title);
	if (web_debug_allowed(w) && (status == 404 || status >= 500))
		web_debug_page(w, &w->out);
	web_html(w, "</main>\n</body>\n</html>\n");
}

int
web_fail(struct web *w, int status, const char *fmt, ...)
{
	const char *what = sentence(status);
	va_list ap;

	if (fmt != NULL) {
		va_start(ap, fmt);
		what = mem_vprintf(&w->mem, fmt, ap);
		va_end(ap);
	}
	if (status >= 500 && w->broken == NULL)
		web_note(w, what);
	if (w->streaming != 0)
		return w->streaming;
	drop_answer(w);
	if (wants_json(w))
		problem(w, status, what);
	else
		plain_page(w, status, what);
	return status;
}
