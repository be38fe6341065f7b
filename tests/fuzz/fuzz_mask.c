/*
 * Masking leaves no secret in a form, and changes nothing that was masked.
 */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "apps/lib/mask.h"
#include "web/form.h"
#include "web/mem.h"
#include "web/text.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const char *const types[] = {
	"application/x-www-form-urlencoded", "application/json",
	"multipart/form-data; boundary=B", "multipart/form-data"
};

static void
check_urlencoded(struct mem *m, const struct text *out)
{
	struct form form;

	if (form_parse(&form, m, out->p, out->n, 0) != 0)
		return;
	for (size_t i = 0; i < form.n; i++)
		assert(!mask_name(form.pairs[i].name,
		    form.pairs[i].name_size) ||
		    form.pairs[i].value_size == 0 ||
		    strcmp(form.pairs[i].value, MASK) == 0);
}

/* Masking what is masked changes nothing. */
static void
check_again(struct mem *m, const char *type, const struct text *out)
{
	struct text again;

	text_init(&again, m);
	mask_body(&again, type, out->p, out->n);
	assert(again.n == out->n && memcmp(again.p, out->p, out->n) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const char *type;
	struct text out;
	struct mem m;

	if (n == 0)
		return 0;
	type = types[data[0] % 4];
	mem_init(&m, 0);
	text_init(&out, &m);
	mask_body(&out, type, (const char *)data + 1, n - 1);
	/* A mask and its line end stand for a line at least, or a value. */
	assert(out.n <= 8 * n + 8);
	if (type == types[0])
		check_urlencoded(&m, &out);
	check_again(&m, type, &out);
	mem_release(&m);
	return 0;
}
