/*
 * Any two outputs: each is like itself (but for NaN), what is right one way is
 * right the other way where the kind has no sides, a place is inside its text,
 * and what is shown is short, and UTF-8 without control characters.
 */
#undef NDEBUG
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "apps/tutor/model/compare.h"
#include "apps/tutor/model/difference.h"
#include "base/utf8.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

enum {
	LARGEST = 4096,
	SHOWN_MAX = 2 * ((SHOWN_BEFORE + SHOWN_BEHIND + 9) * 10 + 60)
};

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check_place(const struct place *place, struct piece text)
{
	assert(place->number >= 1 && place->number <= text.n + 1);
	if (place->line.p == NULL)
		return;
	assert(place->line.p >= text.p);
	assert(place->line.p + place->line.n <= text.p + text.n);
	assert(place->column <= place->line.n);
	assert(place->ended ==
	    (place->line.p + place->line.n < text.p + text.n));
	assert(place->line.n == 0 ||
	    memchr(place->line.p, '\n', place->line.n) == NULL);
}

static void
check_shown(struct mem *mem, const struct difference *where)
{
	struct val *v = val_object(mem);
	struct text t;

	text_init(&t, mem);
	difference_val(v, where);
	difference_text(&t, v);
	assert(t.n <= SHOWN_MAX);
	for (size_t i = 0, size; i < t.n; i += size) {
		size = utf8_len((struct slice){ t.p + i, t.n - i });
		assert(size > 0);
		assert(t.p[i] == '\n' || (unsigned char)t.p[i] >= ' ');
	}
	text_clear(&t);
	difference_html(&t, v);
	assert(strstr(t.p, "<script") == NULL);
}

static void
check_kind(const struct compare *how, struct piece a, struct piece b)
{
	struct difference where;
	bool right = compare_output(how, a, b, &where);

	if (!right) {
		check_place(&where.want, a);
		check_place(&where.got, b);
		check_shown(how->mem, &where);
	}
	if (how->kind == COMPARE_REGEX || how->kind == COMPARE_FLOAT)
		return;
	assert(compare_output(how, b, a, &where) == right);
	assert(compare_output(how, a, a, &where));
	if (right && how->kind == COMPARE_EXACT)
		assert(a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct compare how = { COMPARE_EXACT, COMPARE_TOLERANCE, NULL };
	struct piece a, b;
	const uint8_t *middle;
	struct mem mem;

	if (size < 1 || size > LARGEST)
		return 0;
	middle = memchr(data, '\1', size);
	if (middle == NULL)
		return 0;
	mem_init(&mem, 0);
	how.mem = &mem;
	a.p = (const char *)data;
	a.n = (size_t)(middle - data);
	b.p = (const char *)middle + 1;
	b.n = size - a.n - 1;
	for (int kind = 0; kind < COMPARE_KINDS; kind++) {
		how.kind = (enum compare_kind)kind;
		if (how.kind != COMPARE_REGEX || a.n < 40)
			check_kind(&how, a, b);
	}
	mem_release(&mem);
	return 0;
}
