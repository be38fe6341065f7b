/*
 * fuzz_mathml.c - whatever a formula holds, what is made of it is well-formed
 * XML of a bounded size and depth, without controls, and it ends as it should.
 *
 * The input: one byte whose lowest bit is `display`, then the formula.
 */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "web/mathml.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/xml.h"

enum { GROWTH = 160, BASE = 400 };

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char before[] = "<p>", end[] = "</math>";
	struct mem mem;
	struct text t;
	struct xml x;
	const char *tex = (const char *)data + 1;
	int result;

	if (size == 0)
		return 0;
	mem_init(&mem, 0);
	text_init(&t, &mem);
	text_adds(&t, before);
	result = mathml_write(&t, tex, size - 1, data[0] & 1);
	assert(result == 0 || result == -1);
	assert(t.n <= BASE + GROWTH * size);
	assert(strlen(t.p) == t.n);
	assert(memcmp(t.p, "<p><math", 8) == 0);
	assert(memcmp(t.p + t.n - strlen(end), end, strlen(end)) == 0);
	assert((result == -1) == (strstr(t.p, "<merror>") != NULL));
	assert(xml_check(&x, t.p + strlen(before), t.n - strlen(before)));
	assert(x.deepest < 512);	/* where browsers stop */
	mem_release(&mem);
	return 0;
}
