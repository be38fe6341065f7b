/*
 * Two texts, parted by a NUL, as programs and as essays: pairs and lines are
 * within their bounds, and a text is like itself.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "apps/tutor/model/similar.h"
#include "web/mem.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static size_t
lines_of(const struct similar_text *t)
{
	size_t n = 1;

	for (size_t i = 0; i < t->n; i++)
		n += t->p[i] == '\n';
	return n;
}

static void
compare(const struct similar *s)
{
	struct similar_pair *pairs;
	size_t n = similar_find(s, &pairs, 10), lines;

	assert(n <= 1);
	if (n == 1)
		assert(pairs[0].a == 0 && pairs[0].b == 1 &&
		    pairs[0].shared > 0 && pairs[0].share > 0 &&
		    pairs[0].share <= 1);
	if (n == 1 && s->texts[0].p == s->texts[1].p)
		assert(pairs[0].share >= 1);
	(void)similar_lines(s, 0, 1, &lines);
	assert(lines == lines_of(&s->texts[0]));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *p = size == 0 ? "" : (const char *)data;
	const char *nul = size == 0 ? NULL : memchr(p, '\0', size);
	size_t first = nul == NULL ? size : (size_t)(nul - p);
	struct similar_text texts[2] = { { p, first },
	    { p + first, size - first } };
	struct mem m;
	struct similar s = { .mem = &m, .texts = texts, .n = 2 };

	for (int code = 0; code < 2; code++) {
		mem_init(&m, 0);
		s.code = code == 1;
		texts[1] = (struct similar_text){ p + first, size - first };
		compare(&s);
		texts[1] = texts[0];
		compare(&s);
		mem_release(&m);
	}
	return 0;
}
