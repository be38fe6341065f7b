#include "apps/lib/memport.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/slice.h"

enum { FIRST_ROOM = 32 };

/* The value behind "NAME=", or NULL. */
static const char *
value_of(const char *var, const char *name)
{
	size_t n = strlen(name);

	return strncmp(var, name, n) == 0 && var[n] == '=' ? var + n + 1 :
	    NULL;
}

static const char *
memport_env(void *arg, const char *name)
{
	const struct memport *p = arg;
	const char *value;

	for (size_t i = 0; i < p->nvars; i++) {
		value = value_of(p->vars[i], name);
		if (value != NULL)
			return value;
	}
	if (p->outside && (strcmp(name, "DATA_DIR") == 0 ||
	    strncmp(name, "WEB_", 4) == 0))
		return getenv(name);
	return NULL;
}

static ssize_t
memport_read(void *arg, void *to, size_t n)
{
	struct memport *p = arg;

	if (n > p->size - p->at)
		n = p->size - p->at;
	if (n > 0)
		memcpy(to, p->body + p->at, n);
	p->at += n;
	return (ssize_t)n;
}

static int
memport_write(void *arg, const char *bytes, size_t n)
{
	const struct memport *p = arg;

	return p->take(p->arg, bytes, n);
}

void
memport_init(struct memport *p, struct mem *m, memport_fn *take, void *arg)
{
	memset(p, 0, sizeof(*p));
	p->mem = m;
	p->take = take;
	p->arg = arg;
	p->room = FIRST_ROOM;
	p->vars = mem_array(m, p->room, sizeof(*p->vars));
	p->port.env = memport_env;
	p->port.read = memport_read;
	p->port.write = memport_write;
	p->port.arg = p;
	p->port.all = p->vars;
}

static const char **
place_of(struct memport *p, const char *name)
{
	const char **larger;

	for (size_t i = 0; i < p->nvars; i++)
		if (value_of(p->vars[i], name) != NULL)
			return &p->vars[i];
	if (p->nvars + 1 == p->room) {
		larger = mem_array(p->mem, 2 * p->room, sizeof(*larger));
		memcpy(larger, p->vars, p->nvars * sizeof(*larger));
		p->room *= 2;
		p->vars = larger;
		p->port.all = larger;
	}
	return &p->vars[p->nvars++];
}

void
memport_set(struct memport *p, const char *name, const char *value)
{
	*place_of(p, name) = mem_printf(p->mem, "%s=%s", name, value);
}

void
memport_header(struct memport *p, const char *name, const char *value)
{
	bool plain = strcasecmp(name, "Content-Type") == 0 ||
	    strcasecmp(name, "Content-Length") == 0;
	char *var = mem_printf(p->mem, "%s%s", plain ? "" : "HTTP_", name);

	for (char *c = var; *c != '\0'; c++)
		*c = *c == '-' ? '_' : (char)(ascii_alpha(*c) ?
		    ascii_lower(*c) - 'a' + 'A' : *c);
	memport_set(p, var, value);
}

/* A percent sign without two digits stands for itself. */
static const char *
decode(struct mem *m, struct slice s)
{
	struct text out;

	text_init(&out, m);
	while (s.n > 0) {
		if (s.p[0] == '%' && s.n >= 3 && ascii_hex(s.p[1]) != -1 &&
		    ascii_hex(s.p[2]) != -1) {
			text_addc(&out, (char)(ascii_hex(s.p[1]) * 16 +
			    ascii_hex(s.p[2])));
			s = slice_skip(s, 3);
		} else {
			text_addc(&out, s.p[0]);
			s = slice_skip(s, 1);
		}
	}
	return out.p;
}

void
memport_target(struct memport *p, const char *method, const char *path)
{
	struct slice whole = slice_str(path);
	size_t n;

	whole.n = slice_find(whole, '#');
	n = slice_find(whole, '?');
	memport_set(p, "REQUEST_METHOD", method);
	memport_set(p, "PATH_INFO", decode(p->mem, slice_of(path, n)));
	memport_set(p, "QUERY_STRING", mem_dup(p->mem,
	    slice_skip(whole, n + 1).p, slice_skip(whole, n + 1).n));
}

void
memport_body(struct memport *p, const char *type, const char *body, size_t n)
{
	p->body = body;
	p->size = n;
	p->at = 0;
	if (type != NULL)
		memport_set(p, "CONTENT_TYPE", type);
	memport_set(p, "CONTENT_LENGTH", mem_printf(p->mem, "%zu", n));
}
