#include "apps/lib/compose.h"

#include <assert.h>
#include <string.h>

#include "web/form.h"
#include "web/hash.h"
#include "web/mem.h"
#include "web/secret.h"

enum { BOUNDARY_BYTES = 16 };

/* Random: what is in the body cannot end a part. */
void
compose_init(struct compose *c, struct mem *m, bool multipart)
{
	unsigned char random[BOUNDARY_BYTES];
	char hex[2 * BOUNDARY_BYTES + 1];

	text_init(&c->out, m);
	c->boundary = NULL;
	c->type = "application/x-www-form-urlencoded";
	if (!multipart)
		return;
	secret_random(random, sizeof(random));
	hex_write(hex, random, sizeof(random));
	c->boundary = mem_printf(m, "----form%s", hex);
	c->type = mem_printf(m, "multipart/form-data; boundary=%s",
	    c->boundary);
}

static void
add_quoted(struct text *t, const char *what, const char *name)
{
	text_addf(t, "; %s=\"", what);
	for (; *name != '\0'; name++)
		if (*name == '"' || *name == '\r' || *name == '\n')
			text_addf(t, "%%%02X", (unsigned int)*name);
		else
			text_addc(t, *name);
	text_addc(t, '"');
}

static void
begin_part(struct compose *c, const char *name, const char *filename)
{
	text_addf(&c->out, "--%s\r\nContent-Disposition: form-data",
	    c->boundary);
	add_quoted(&c->out, "name", name);
	if (filename != NULL) {
		add_quoted(&c->out, "filename", filename);
		text_adds(&c->out,
		    "\r\nContent-Type: application/octet-stream");
	}
	text_adds(&c->out, "\r\n\r\n");
}

void
compose_field(struct compose *c, const char *name, const char *value)
{
	if (c->boundary == NULL) {
		form_write_pair(&c->out, name, value);
		return;
	}
	begin_part(c, name, NULL);
	text_adds(&c->out, value);
	text_adds(&c->out, "\r\n");
}

void
compose_file(struct compose *c, const struct compose_file *file)
{
	assert(c->boundary != NULL);
	begin_part(c, file->field, file->name);
	text_add(&c->out, file->bytes, file->n);
	text_adds(&c->out, "\r\n");
}

void
compose_end(struct compose *c)
{
	if (c->boundary != NULL)
		text_addf(&c->out, "--%s--\r\n", c->boundary);
}
