#include "web/answer.h"

#include <string.h>
#include <strings.h>

#include "apps/lib/finish.h"
#include "apps/lib/request.h"
#include "http/field.h"
#include "http/head.h"
#include "web/form.h"
#include "web/json.h"
#include "web/user.h"
#include "web/val.h"

/* The place of a field in the head: that of its name, or a new one. */
static struct web_head_field *
field_place(struct web *w, const char *name, bool again)
{
	for (size_t i = 0; i < w->nfields && !again; i++)
		if (strcasecmp(w->fields[i].name, name) == 0)
			return &w->fields[i];
	return w->nfields == FIELDS_MAX ? NULL : &w->fields[w->nfields];
}

/* A bad one is a bug of the application, or an attack that it let through. */
static void
put_field(struct web *w, const char *name, const char *value, bool again)
{
	struct web_head_field *field = field_place(w, name, again);

	if (field == NULL || !is_token(slice_str(name)) ||
	    !field_value_ok(slice_str(value))) {
		web_note(w, mem_printf(&w->mem,
		    "the field \"%s\" cannot be sent", name));
		return;
	}
	field->name = mem_str(&w->mem, name);
	field->value = value;
	if (field == &w->fields[w->nfields])
		w->nfields++;
}

void
web_set(struct web *w, const char *name, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put_field(w, name, mem_vprintf(&w->mem, fmt, ap), false);
	va_end(ap);
}

void
web_add(struct web *w, const char *name, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put_field(w, name, mem_vprintf(&w->mem, fmt, ap), true);
	va_end(ap);
}

void
web_type(struct web *w, const char *type)
{
	web_set(w, "Content-Type", "%s", type);
}

void
web_html(struct web *w, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	text_vhtmlf(&w->out, fmt, ap);
	va_end(ap);
}

void
web_raw(struct web *w, const char *bytes, size_t n)
{
	text_add(&w->out, bytes, n);
}

void
web_rawf(struct web *w, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	text_vaddf(&w->out, fmt, ap);
	va_end(ap);
}

struct text *
web_out(struct web *w)
{
	return &w->out;
}

int
web_json(struct web *w, const struct val *v)
{
	web_type(w, "application/json");
	json_write(&w->out, v);
	return 200;
}

int
web_see(struct web *w, const char *fmt, ...)
{
	struct text place;
	va_list ap;

	text_init(&place, &w->mem);
	va_start(ap, fmt);
	text_vaddf(&place, fmt, ap);
	va_end(ap);
	web_set(w, "Location", "%s", web_url(w, "%s", place.p));
	web_html(w, "<a href=\"%s\">Go on</a>\n", web_url(w, "%s", place.p));
	return 303;
}

/*
 * "/x" but not "//x" nor "/\x" (browsers read both as another host), and
 * nothing that a browser drops from the middle of a URL, as it does TAB and LF.
 */
const char *
web_local(struct web *w, const char *path, const char *dflt)
{
	(void)w;	/* every question to a request begins with it */
	if (path == NULL || path[0] != '/' || path[1] == '/' ||
	    path[1] == '\\')
		return dflt;
	for (const char *p = path; *p != '\0'; p++)
		if ((unsigned char)*p <= 0x20 || *p == 0x7f || *p == '\\')
			return dflt;
	return path;
}

int
web_stream(struct web *w, int status)
{
	if (w->streaming != 0)
		return w->gone ? -1 : 0;
	if (finish_head(w, status) == -1)
		return -1;
	/* A stream may have no end: who asks for its head wants no more. */
	w->gone = strcmp(web_method(w), "HEAD") == 0;
	return w->gone ? -1 : 0;
}

int
web_flush(struct web *w)
{
	return finish_flush(w);
}

static void
event_field(struct text *out, const char *name, const char *value)
{
	if (value == NULL)
		return;
	text_addf(out, "%s: ", name);
	text_add(out, value, strcspn(value, "\r\n"));
	text_addc(out, '\n');
}

/* A line of data for each of its lines; CR and CRLF end lines, too. */
static void
event_data(struct text *out, const char *data)
{
	size_t n;

	for (;;) {
		n = strcspn(data, "\r\n");
		text_adds(out, "data: ");
		text_add(out, data, n);
		text_addc(out, '\n');
		data += n;
		if (*data == '\0')
			return;
		data += data[0] == '\r' && data[1] == '\n' ? 2 : 1;
	}
}

int
web_event(struct web *w, const char *name, const char *id, const char *data)
{
	if (w->streaming == 0) {
		web_type(w, "text/event-stream");
		web_set(w, "Cache-Control", "no-store");
		if (web_stream(w, 200) == -1)
			return -1;
	}
	if (data == NULL)
		text_adds(&w->out, ":\n\n");
	else {
		event_field(&w->out, "event", name);
		event_field(&w->out, "id", id);
		event_data(&w->out, data);
		text_addc(&w->out, '\n');
	}
	return web_flush(w);
}
