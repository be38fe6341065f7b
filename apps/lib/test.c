#include "web/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "apps/lib/memport.h"
#include "apps/lib/test_client.h"
#include "base/slice.h"
#include "web/user.h"

enum { MEMORY_MAX = 1 << 30 };		/* bytes, of a client and an answer */

#define BEGINNING_MS	1767603600000LL		/* 2026-01-05T09:00:00Z */

struct web_test *
test_new(const struct web_app *app)
{
	struct web_test *t;
	struct mem m;

	mem_init(&m, MEMORY_MAX);
	t = mem_alloc(&m, sizeof(*t));
	t->mem = m;
	t->app = app;
	t->jar.mem = &t->mem;
	t->jar.now_ms = BEGINNING_MS;
	t->folder = test_make_folder(&t->mem);
	for (size_t i = 0; i < 2; i++) {
		mem_init(&t->answers[i].mem, MEMORY_MAX);
		t->answers[i].head = t->answers[i].body = "";
		t->answers[i].path = "/";
	}
	return t;
}

void
test_free(struct web_test *t)
{
	struct mem m;

	if (t == NULL)
		return;
	test_remove_folder(t->folder);
	mem_release(&t->answers[0].mem);
	mem_release(&t->answers[1].mem);
	m = t->mem;
	mem_release(&m);
}

/* Room is made anew for each: there are few. */
static void
add_pair(struct web_test *t, struct form *form, const char *name,
    const char *value)
{
	struct form_pair *pairs = mem_array(&t->mem, form->n + 1,
	    sizeof(*pairs));

	if (form->n > 0)
		memcpy(pairs, form->pairs, form->n * sizeof(*pairs));
	pairs[form->n] = (struct form_pair){
		mem_str(&t->mem, name), mem_str(&t->mem, value),
		strlen(name), strlen(value)
	};
	form->pairs = pairs;
	form->n++;
}

void
test_with(struct web_test *t, const char *header, const char *value)
{
	add_pair(t, &t->with, header, value);
}

void
test_fill(struct web_test *t, const char *name, const char *value)
{
	add_pair(t, &t->fills, name, value);
}

static int
take_answer(void *arg, const char *bytes, size_t n)
{
	struct test_answer *a = arg;

	text_add(&a->bytes, bytes, n);
	return 0;
}

static void
set_variables(struct web_test *t, struct memport *p)
{
	const char *scheme = form_get(&t->with, ":scheme"), *cookies;
	bool secure = scheme != NULL && strcmp(scheme, "https") == 0;
	const char *script = form_get(&t->with, ":script");

	memport_set(p, "DATA_DIR", t->folder);
	memport_set(p, "SCRIPT_NAME", script == NULL ? "" : script);
	memport_set(p, "HTTP_HOST", "localhost");
	memport_set(p, "SERVER_NAME", "localhost");
	memport_set(p, "SERVER_PORT", secure ? "443" : "80");
	memport_set(p, "SERVER_PROTOCOL", "HTTP/1.1");
	memport_set(p, "REMOTE_ADDR", "127.0.0.1");
	memport_set(p, "HTTPS", secure ? "on" : "");
	cookies = jar_field(&t->jar, secure);
	if (cookies != NULL)
		memport_set(p, "HTTP_COOKIE", cookies);
	for (size_t i = 0; i < t->with.n; i++)
		if (t->with.pairs[i].name[0] != ':')
			memport_header(p, t->with.pairs[i].name,
			    t->with.pairs[i].value);
		else if (t->with.pairs[i].name[1] < 'a')
			memport_set(p, t->with.pairs[i].name + 1,
			    t->with.pairs[i].value);
	p->port.now_ms = t->jar.now_ms;
}

/* Each line of the head: false at its end. */
static bool
next_line(struct slice *head, struct slice *name, struct slice *value)
{
	struct slice line;

	if (!slice_cut(head, '\n', &line))
		return false;
	if (slice_ends(line, SLICE("\r")))
		line.n--;
	*name = slice_of(line.p, slice_find(line, ':'));
	*value = slice_trim(slice_skip(line, name->n + 1));
	return line.n > 0;
}

static void
read_head(struct web_test *t, struct test_answer *a)
{
	struct slice head = slice_str(a->head), name, value;

	while (next_line(&head, &name, &value))
		if (slice_caseeqs(name, "Set-Cookie"))
			jar_take(&t->jar, mem_dup(&t->mem, value.p, value.n));
		else if (slice_caseeqs(name, "Status"))
			a->status = (int)strtol(mem_dup(&a->mem, value.p,
			    value.n), NULL, 10);
}

static void
find_token(struct web_test *t, const struct page *page)
{
	for (size_t f = 0; f < page->nforms; f++)
		for (size_t i = 0; i < page->forms[f].n; i++)
			if (strcmp(page->forms[f].fields[i].name, "csrf") == 0)
				t->token = mem_str(&t->mem,
				    page->forms[f].fields[i].value);
}

static void
read_answer(struct web_test *t, struct test_answer *a)
{
	const char *end = strstr(a->bytes.p, "\r\n\r\n"), *type;
	size_t n = end == NULL ? 0 : (size_t)(end - a->bytes.p) + 4;

	a->head = mem_dup(&a->mem, a->bytes.p, n);
	a->body = a->bytes.p + n;
	a->size = a->bytes.n - n;
	read_head(t, a);
	type = test_header(t, "Content-Type");
	if (type == NULL || strncasecmp(type, "text/html", 9) != 0)
		return;
	test_page_read(&a->page, &a->mem, a->body, a->size);
	find_token(t, &a->page);
}

static struct test_answer *
new_answer(struct web_test *t, const struct test_request *request)
{
	struct test_answer *a = &t->answers[1 - t->last], old = *a;

	memset(a, 0, sizeof(*a));
	mem_init(&a->mem, MEMORY_MAX);
	text_init(&a->bytes, &a->mem);
	a->head = a->body = "";
	a->path = mem_str(&a->mem, request->path);
	mem_release(&old.mem);
	return a;
}

int
test_send(struct web_test *t, const struct test_request *request)
{
	struct test_answer *a = new_answer(t, request);
	struct memport p;

	memport_init(&p, &a->mem, take_answer, a);
	memport_target(&p, request->method, request->path);
	if (request->body != NULL || request->type != NULL)
		memport_body(&p, request->type, request->body, request->size);
	else
		memport_body(&p, NULL, "", 0);
	set_variables(t, &p);
	t->with.n = t->fills.n = 0;
	(void)web_serve(t->app, &p.port);	/* it is in the head, too */
	t->last = 1 - t->last;
	read_answer(t, a);
	return a->status;
}

int
test_get(struct web_test *t, const char *path)
{
	return test_send(t, &(struct test_request){ .method = "GET",
	    .path = path });
}

int
test_head(struct web_test *t, const char *path)
{
	return test_send(t, &(struct test_request){ .method = "HEAD",
	    .path = path });
}

static bool
has_token(const char *form)
{
	return strncmp(form, "csrf=", 5) == 0 || strstr(form, "&csrf=") != NULL;
}

int
test_post(struct web_test *t, const char *path, const char *form)
{
	struct test_request request = { .method = "POST", .path = path,
	    .type = "application/x-www-form-urlencoded" };
	struct text body;

	text_init(&body, &t->mem);
	text_adds(&body, form == NULL ? "" : form);
	if (t->token != NULL && !has_token(body.p))
		form_write_pair(&body, "csrf", t->token);
	request.body = body.p;
	request.size = body.n;
	return test_send(t, &request);
}

int
test_status(const struct web_test *t)
{
	return test_last(t)->status;
}

const char *
test_body(const struct web_test *t)
{
	return test_last(t)->body;
}

size_t
test_size(const struct web_test *t)
{
	return test_last(t)->size;
}

const char *
test_header(const struct web_test *t, const char *which)
{
	struct slice head = slice_str(test_last(t)->head), name, value;
	struct mem *m;

	while (next_line(&head, &name, &value))
		if (slice_caseeqs(name, which)) {
			m = test_last(t)->bytes.mem;
			return mem_dup(m, value.p, value.n);
		}
	return NULL;
}

int
test_has(const struct web_test *t, const char *text)
{
	return strstr(test_last(t)->body, text) != NULL;
}

/* By the framework's own hands; its answer goes nowhere but into the jar. */
void
test_user(struct web_test *t, const char *user)
{
	struct memport p;
	struct web w;

	memport_init(&p, &t->mem, take_answer, NULL);
	set_variables(t, &p);
	web_init(&w, t->app, &p.port);
	if (user == NULL)
		web_logout(&w);
	else if (web_login(&w, user) == -1) {
		perror(t->folder);
		exit(1);
	}
	t->token = mem_str(&t->mem, web_csrf(&w));
	for (size_t i = 0; i < w.nfields; i++)
		if (strcasecmp(w.fields[i].name, "Set-Cookie") == 0)
			jar_take(&t->jar, mem_str(&t->mem, w.fields[i].value));
	web_release(&w);
}

const char *
test_cookie(const struct web_test *t, const char *name)
{
	return jar_get(&t->jar, name);
}

void
test_forget(struct web_test *t)
{
	t->jar.n = 0;
	t->token = NULL;
}

void
test_pass(struct web_test *t, long long seconds)
{
	t->jar.now_ms += seconds * 1000;
}

const char *
test_folder(const struct web_test *t)
{
	return t->folder;
}
