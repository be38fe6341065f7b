/*
 * Forms.  Whatever comes in, names and values are UTF-8, no longer than they
 * can be, and the same after they were written and read again.
 */
#undef NDEBUG
#include <assert.h>
#include <string.h>

#include "base/slice.h"
#include "base/utf8.h"
#include "web/field.h"
#include "web/form.h"
#include "web/mem.h"
#include "web/text.h"

enum { PAIRS = 64 };

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check_utf8(struct slice s)
{
	size_t n;

	assert(s.p[s.n] == '\0');
	for (; s.n > 0; s = slice_skip(s, n)) {
		n = utf8_len(s);
		assert(n > 0);
	}
}

static struct slice
pair_name(const struct form_pair *p)
{
	return slice_of(p->name, p->name_size);
}

static struct slice
pair_value(const struct form_pair *p)
{
	return slice_of(p->value, p->value_size);
}

static void
check_same(const struct form *a, const struct form *b)
{
	assert(a->n == b->n);
	for (size_t i = 0; i < a->n; i++) {
		assert(slice_eq(pair_name(&a->pairs[i]),
		    pair_name(&b->pairs[i])));
		assert(slice_eq(pair_value(&a->pairs[i]),
		    pair_value(&b->pairs[i])));
	}
}

static void
check_written(const struct form *f, struct mem *m)
{
	struct form again;
	struct text t, twice;

	text_init(&t, m);
	form_write(&t, f);
	for (size_t i = 0; i < t.n; i++)
		assert(ascii_alpha(t.p[i]) || ascii_digit(t.p[i]) ||
		    strchr("&=%+*-._", t.p[i]) != NULL);
	assert(form_parse(&again, m, t.p, t.n, PAIRS) == 0);
	check_same(f, &again);
	text_init(&twice, m);
	form_write(&twice, &again);
	assert(slice_eq(slice_of(t.p, t.n), slice_of(twice.p, twice.n)));
}

/* What passes is shown as it is, and passes again unchanged. */
static void
check_field(struct mem *m, enum web_kind kind, struct slice value)
{
	const struct web_field f = { "f", kind, 0, 0, "a|b c|", 0, 0 };
	const char *clean, *again;
	size_t n;

	if (field_check(m, &f, value.p, value.n, &clean) != NULL)
		return;
	n = strlen(clean);
	check_utf8(slice_of(clean, n));
	for (size_t i = 0; i < n; i++)
		assert((unsigned char)clean[i] >= ' ' || (kind == F_TEXT &&
		    (clean[i] == '\n' || clean[i] == '\t')));
	assert(field_check(m, &f, clean, n, &again) == NULL);
	assert(strcmp(clean, again) == 0);
}

static void
check_form(const struct form *f, struct mem *m)
{

	assert(f->n <= PAIRS);
	for (size_t i = 0; i < f->n; i++) {
		check_utf8(pair_name(&f->pairs[i]));
		check_utf8(pair_value(&f->pairs[i]));
		for (int kind = 0; kind < F_FILE; kind++)
			check_field(m, (enum web_kind)kind,
			    pair_value(&f->pairs[i]));
	}
	check_written(f, m);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *in = (const char *)data;
	struct mem m;
	struct form f;
	struct text t;
	int error;

	mem_init(&m, 0);
	text_init(&t, &m);
	form_utf8(&t, in, size);
	assert(t.n <= 3 * size);
	check_utf8(slice_of(t.p, t.n));
	error = form_parse(&f, &m, in, size, PAIRS);
	assert(error == 0 || error == -413);
	if (error == 0)
		check_form(&f, &m);
	for (int kind = 0; kind < F_FILE; kind++)
		check_field(&m, (enum web_kind)kind, slice_of(in, size));
	mem_release(&m);
	return 0;
}
