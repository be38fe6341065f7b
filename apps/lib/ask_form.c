/*
 * ask_form.c - a form: read as it came, then checked by the handler's table.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "apps/lib/body.h"
#include "apps/lib/mask.h"
#include "apps/lib/request.h"
#include "web/ask.h"
#include "web/json.h"
#include "web/val.h"

static int
load_urlencoded(struct web *w)
{
	struct text body;
	int status;

	text_init(&body, &w->mem);
	status = body_load(w, &body);
	if (status != 0)
		return status;
	w->reading = true;
	status = form_parse(&w->sent, &w->mem, body.p, body.n, 0);
	w->reading = false;
	return abs(status);
}

/*
 * A POST without a body and without a type is an empty form.  Whether there is
 * one that did not say its length, only its end tells.
 */
static int
load_nothing(struct web *w)
{
	char byte;
	ssize_t n = web_read(w, &byte, 1);

	if (n == -1)
		return 400;
	return n == 0 ? 0 : 415;
}

static int
load_form(struct web *w)
{
	const char *type = body_type(w);

	if (strcmp(type, "multipart/form-data") == 0)
		return body_multipart(w);
	if (strcmp(type, "application/x-www-form-urlencoded") == 0)
		return load_urlencoded(w);
	return *type == '\0' ? load_nothing(w) : 415;
}

int
web_form_load(struct web *w)
{
	if (!w->sent_read) {
		w->sent_read = true;
		w->sent_status = load_form(w);
	}
	return w->sent_status;
}

static void
set_pair(struct web *w, struct form *form, const char *name,
    const char *value)
{
	struct text t;

	text_init(&t, &w->mem);
	text_adds(&t, value);
	body_pair(w, form, name, &t);
}

void
web_reject(struct web *w, const char *name, const char *fmt, ...)
{
	va_list ap;

	if (web_error(w, name) != NULL)
		return;
	va_start(ap, fmt);
	set_pair(w, &w->errors, name, mem_vprintf(&w->mem, fmt, ap));
	va_end(ap);
}

const char *
web_error(struct web *w, const char *name)
{
	return form_get(&w->errors, name);
}

static void
check_value(struct web *w, const struct web_field *row,
    const struct form_pair *pair)
{
	const char *clean, *wrong;

	wrong = field_check(&w->mem, row, pair->value, pair->value_size,
	    &clean);
	if (wrong != NULL)
		web_reject(w, row->name, "%s", wrong);
	else if (!row->many && form_get(&w->form, row->name) != NULL)
		web_reject(w, row->name, "is there twice");
	else
		set_pair(w, &w->form, row->name, clean);
}

/* A file field without a chosen file comes as one without name and bytes. */
static void
drop_empty_files(struct web *w)
{
	size_t kept = 0;

	for (size_t i = 0; i < w->nfiles; i++)
		if (w->files[i].size > 0 ||
		    strcmp(w->files[i].name, "file") != 0)
			w->files[kept++] = w->files[i];
		else
			(void)close(w->files[i].fd);	/* it is empty */
	w->nfiles = kept;
}

static void
check_file(struct web *w, const struct web_field *row,
    const struct web_file *file)
{
	long long max = row->max == 0 ? FIELD_FILE_MAX : row->max;

	if (file->size > max)
		web_reject(w, row->name, "must be at most %s",
		    text_count(&w->mem, max, "byte", NULL));
	else if (file->size < row->min)
		web_reject(w, row->name, "must be at least %s",
		    text_count(&w->mem, row->min, "byte", NULL));
	else if (!row->many && web_upload(w, row->name) != file)
		web_reject(w, row->name, "is there twice");
}

/* The row of a name, which may hold NUL bytes; no row has one. */
static const struct web_field *
row_of(const struct web_field *table, const struct form_pair *pair)
{
	return strlen(pair->name) == pair->name_size ?
	    field_find(table, pair->name) : NULL;
}

/* 400 when a name is not in the table. */
static int
check_pairs(struct web *w, const struct web_field *table,
    const struct form *pairs, bool strict)
{
	const struct web_field *row;

	for (size_t i = 0; i < pairs->n; i++) {
		if (strcmp(pairs->pairs[i].name, "csrf") == 0)
			continue;
		row = row_of(table, &pairs->pairs[i]);
		if (row != NULL && row->kind != F_FILE)
			check_value(w, row, &pairs->pairs[i]);
		else if (strict)
			return 400;
	}
	return 0;
}

static int
check_files(struct web *w, const struct web_field *table)
{
	const struct web_field *row;

	drop_empty_files(w);
	for (size_t i = 0; i < w->nfiles; i++) {
		row = field_find(table, w->files[i].field);
		if (row == NULL || row->kind != F_FILE)
			return 400;
		check_file(w, row, &w->files[i]);
	}
	return 0;
}

static bool
is_empty(struct web *w, const struct web_field *row)
{
	if (row->kind == F_FILE)
		return web_upload(w, row->name) == NULL;
	return *web_str(w, row->name, "") == '\0';
}

static int
check_form(struct web *w, const struct web_field *table)
{
	int status;

	if (web_only_looks(w))
		status = check_pairs(w, table, web_query_form(w), false);
	else {
		status = web_form_load(w);
		if (status == 0)
			status = check_pairs(w, table, &w->sent, true);
		if (status == 0)
			status = check_files(w, table);
	}
	if (status != 0)
		return status;
	for (const struct web_field *row = table; row->name != NULL; row++)
		if (row->required && is_empty(w, row))
			web_reject(w, row->name, "is missing");
	return w->errors.n > 0 ? 422 : 0;
}

int
web_form(struct web *w, const struct web_field *table)
{
	if (!w->form_read) {
		w->form_read = true;
		w->form_status = check_form(w, table);
	}
	return w->form_status;
}

const char *
web_str(struct web *w, const char *name, const char *dflt)
{
	const char *value = form_get(&w->form, name);

	return value == NULL ? dflt : value;
}

long long
web_int(struct web *w, const char *name, long long dflt)
{
	const char *value = web_str(w, name, "");

	return *value == '\0' ? dflt : strtoll(value, NULL, 10);
}

double
web_real(struct web *w, const char *name, double dflt)
{
	const char *value = web_str(w, name, "");

	return *value == '\0' ? dflt : strtod(value, NULL);
}

bool
web_has(struct web *w, const char *name)
{
	return *web_str(w, name, "") != '\0';
}

const char *
web_nth(struct web *w, const char *name, size_t i)
{
	for (size_t k = 0; k < w->form.n; k++)
		if (strcmp(w->form.pairs[k].name, name) == 0 && i-- == 0)
			return w->form.pairs[k].value;
	return NULL;
}

const struct web_file *
web_upload_nth(struct web *w, const char *field, size_t i)
{
	for (size_t k = 0; k < w->nfiles; k++)
		if (strcmp(w->files[k].field, field) == 0 && i-- == 0)
			return &w->files[k];
	return NULL;
}

const struct web_file *
web_upload(struct web *w, const char *field)
{
	return web_upload_nth(w, field, 0);
}

/*
 * What was typed, also where it was wrong.  A page is kept in caches and
 * histories: no password goes back into it.
 */
struct val *
web_form_model(struct web *w)
{
	struct val *model = val_object(&w->mem), *value, *error, *list, *row;
	const struct form *typed = web_only_looks(w) ? web_query_form(w) :
	    &w->sent;
	const struct form_pair *pair = typed->pairs;

	value = val_setobject(model, "value");
	for (size_t i = 0; i < typed->n; i++, pair++)
		if (!mask_name(pair->name, pair->name_size))
			val_put(value, pair->name, val_string(&w->mem,
			    pair->value, pair->value_size));
	error = val_setobject(model, "error");
	list = val_setlist(model, "errors");
	pair = w->errors.pairs;
	for (size_t i = 0; i < w->errors.n; i++, pair++) {
		val_set(error, pair->name, pair->value);
		row = val_pushobject(list);
		val_set(row, "name", pair->name);
		val_set(row, "what", pair->value);
	}
	return model;
}

struct val *
web_typed(struct web *w)
{
	struct val *list = val_list(&w->mem), *row;
	const struct form_pair *pair = w->sent.pairs;

	for (size_t i = 0; i < w->sent.n; i++, pair++) {
		if (mask_name(pair->name, pair->name_size))
			continue;
		row = val_pushobject(list);
		val_set(row, "name", pair->name);
		val_put(row, "value", val_string(&w->mem, pair->value,
		    pair->value_size));
	}
	for (size_t i = 0; i < w->nfiles; i++) {
		row = val_pushobject(list);
		val_set(row, "name", w->files[i].field);
		val_set(row, "file", w->files[i].name);
	}
	return list;
}

static bool
is_json(const char *type)
{
	size_t n = strlen(type);

	return strcmp(type, "application/json") == 0 ||
	    (n > 5 && strcmp(type + n - 5, "+json") == 0);
}

struct val *
web_body_json(struct web *w)
{
	struct val *v = NULL;
	struct text body;

	text_init(&body, &w->mem);
	w->body_status = is_json(body_type(w)) ? body_load(w, &body) : 415;
	if (w->body_status == 0) {
		w->reading = true;
		v = json_parse(&w->mem, body.p, body.n, NULL);
		w->reading = false;
		w->body_status = v == NULL ? 400 : 0;
	}
	return v;
}

int
web_body_status(const struct web *w)
{
	return w->body_status;
}
