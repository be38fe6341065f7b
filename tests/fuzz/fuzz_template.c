/*
 * Templates, and what they call: pieces of the input between NULs are the
 * templates "a", "b", "c" and so on; "a" is shown.  What is shown has an end;
 * a mistake leaves nothing, is in a line that there is, and is the same when
 * it is looked for.
 */
#undef NDEBUG
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/slice.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/template.h"
#include "web/text.h"
#include "web/val.h"

enum { MAX_INPUT = 2048 };

static const char MODEL[] =
    "{\"a\": \"<b>\", \"n\": 1.5, \"t\": true, \"f\": false, \"z\": null, "
    "\"l\": [{\"a\": \"x\"}, {\"l\": []}, 3], \"w\": [\"b\", \"c\"], "
    "\"o\": {\"a\": \"b\", \"o\": {\"n\": 0}}, \"e\": \"\"}";

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const char *
find(void *arg, const char *name, size_t *n)
{
	struct slice in = *(const struct slice *)arg, piece;

	if (name[0] < 'a' || name[0] > 'h' || name[1] != '\0')
		return NULL;
	for (char c = 'a'; c <= name[0]; c++) {
		if (in.n == 0)
			return NULL;
		(void)slice_cut(&in, '\0', &piece);
	}
	*n = piece.n;
	return piece.p;
}

static void
check_error(const struct template_error *e, struct slice in)
{
	size_t lines = 1, n;
	const char *p = find(&in, e->name, &n);

	assert(e->what != NULL && e->what[0] != '\0');
	for (size_t i = 0; p != NULL && i < n; i++)
		lines += p[i] == '\n';
	assert(e->line >= 1 && e->line <= lines);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice in = slice_of((const char *)data, size);
	struct template_source source = { find, &in };
	struct template_error e = { NULL, 0, NULL }, check = e;
	struct mem mem;
	struct text t;
	const char *p;
	size_t n = 0;
	int result;

	if (size == 0 || size > MAX_INPUT)
		return 0;
	mem_init(&mem, (size_t)256 << 20);
	text_init(&t, &mem);
	text_adds(&t, "before");
	result = template_render(&t, "a",
	    json_parse(&mem, MODEL, sizeof(MODEL) - 1, NULL), &source, &e);
	p = find(&in, "a", &n);
	if (result == -1) {
		check_error(&e, in);
		assert(t.n == 6);
	}
	assert(t.n <= TEMPLATE_OUT_MAX + 64);
	assert(memcmp(t.p, "before", 6) == 0 && t.p[t.n] == '\0');
	if (template_check(&mem, "a", p, n, &check) == -1) {
		assert(result == -1 && strcmp(e.what, check.what) == 0);
		assert(e.line == check.line);
	}
	mem_release(&mem);
	return 0;
}
