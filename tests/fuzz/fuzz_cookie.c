/*
 * Cookies.  Reading gives trimmed slices of the field, without end or overlap;
 * what is written is one line of the grammar, and is read again as it was.
 */
#undef NDEBUG
#include <assert.h>
#include <string.h>

#include "base/slice.h"
#include "web/cookie.h"
#include "web/mem.h"
#include "web/text.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static void
check_piece(const char *p, size_t n, const char *from, const char *to)
{
	assert(p >= from && p + n <= to);
	assert(memchr(p, ';', n) == NULL);
	assert(n == 0 || (!is_blank(p[0]) && !is_blank(p[n - 1])));
}

static void
check_line(struct slice line)
{
	size_t semicolons = 0;

	for (size_t i = 0; i < line.n; i++) {
		assert(line.p[i] >= ' ' && line.p[i] < 0x7f);
		semicolons += line.p[i] == ';';
	}
	assert(semicolons == 3);	/* Path, HttpOnly, SameSite */
}

/* What was read is written, with the value as path, too, if it can be one. */
static void
check_written(struct mem *m, const struct cookie_pair *p)
{
	struct cookie c = { .name = mem_dup(m, p->name, p->name_size) };
	struct text t;

	c.value = mem_dup(m, p->value, p->value_size);
	c.path = c.value[0] == '/' ? c.value : NULL;
	text_init(&t, m);
	if (cookie_write(&t, &c) == -1) {
		assert(t.n == 0);
		return;
	}
	check_line(slice_of(t.p, t.n));
	assert(strcmp(cookie_get(m, t.p, c.name), c.value) == 0);
}

static void
check_field(struct mem *m, const char *field)
{
	const char *s = field, *end = field + strlen(field), *from;
	struct cookie_pair p;
	char *name;

	for (;;) {
		from = s;
		if (!cookie_next(&s, &p))
			return;
		assert(s > from && s <= end);
		assert(p.name_size > 0 && p.name + p.name_size < p.value);
		check_piece(p.name, p.name_size, from, s);
		check_piece(p.value, p.value_size, from, s);
		name = mem_dup(m, p.name, p.name_size);
		assert(cookie_get(m, field, name) != NULL);
		check_written(m, &p);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cookie whole = { .name = "a" };
	struct mem m;
	struct text t;

	if (size > 4096)
		return 0;	/* cookie_get() for each is quadratic */
	mem_init(&m, 0);
	whole.value = mem_dup(&m, (const char *)data, size);
	check_field(&m, whole.value);
	text_init(&t, &m);
	if (cookie_write(&t, &whole) == 0)
		check_line(slice_of(t.p, t.n));
	mem_release(&m);
	return 0;
}
