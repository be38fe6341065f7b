/*
 * Bodies of multipart/form-data, and types: the first line is the Content-Type.
 * However the body is split, the same must be told, in the right order, and no
 * more data than came.
 */
#undef NDEBUG
#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/slice.h"
#include "base/utf8.h"
#include "web/mem.h"
#include "web/multipart.h"

enum { MAX_INPUT = 16384, MAX_TOLD = 1 << 18 };

struct told {
	char	p[MAX_TOLD];
	size_t	n;
	size_t	data;
	int	parts;
	int	result;
	bool	open;
};

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
add(struct told *t, const char *p, size_t n)
{
	assert(n <= sizeof(t->p) - t->n);
	memcpy(t->p + t->n, p, n);
	t->n += n;
}

static void
add_word(struct told *t, const char *word)
{
	struct slice s = slice_str(word);

	add(t, word, s.n + 1);
	while (s.n > 0) {
		assert(utf8_len(s) > 0);
		s = slice_skip(s, utf8_len(s));
	}
}

static int
part(void *arg, const struct multipart_part *p)
{
	struct told *t = arg;

	assert(!t->open);
	t->open = true;
	assert(++t->parts <= MULTIPART_PARTS_MAX);
	add_word(t, p->name);
	add_word(t, p->filename == NULL ? "-" : p->filename);
	add_word(t, p->type);
	return 0;
}

static int
data(void *arg, const char *p, size_t n)
{
	struct told *t = arg;

	assert(t->open && n > 0);
	t->data += n;
	add(t, p, n);
	return 0;
}

static int
end(void *arg)
{
	struct told *t = arg;

	assert(t->open);
	t->open = false;
	add(t, "", 1);
	return 0;
}

static const struct multipart_events events = { part, data, end };

static void
tell(struct told *t, const char *type, struct slice in, size_t step)
{
	struct mem mem;
	struct multipart *m;
	size_t used;

	t->n = t->data = 0;
	t->parts = t->result = 0;
	t->open = false;
	mem_init(&mem, 0);
	m = multipart_new(&mem, type, &events, t);
	used = mem.used;
	for (size_t at = 0; m != NULL && t->result == 0 && at < in.n;
	    at += step)
		t->result = multipart_push(m, in.p + at,
		    step < in.n - at ? step : in.n - at);
	if (m != NULL && t->result == 0)
		t->result = multipart_end(m);
	assert(t->result == 0 || t->result == -400 || t->result == -413 ||
	    t->result == -431);
	assert(t->result != 0 || !t->open);
	assert(t->data <= in.n);
	assert(mem.used == used);
	mem_release(&mem);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static struct told whole, other;
	char type[256];
	struct slice in = slice_of((const char *)bytes, size);
	size_t n = slice_find(in, '\n');

	if (size > MAX_INPUT || n >= sizeof(type))
		return 0;
	memcpy(type, in.p, n);
	type[n] = '\0';
	in = slice_skip(in, n + 1);
	tell(&whole, type, in, in.n + 1);
	for (size_t step = 1; step < 20; step += 1 + size % 5) {
		tell(&other, type, in, step);
		assert(other.result == whole.result);
		assert(other.n == whole.n);
		assert(memcmp(other.p, whole.p, whole.n) == 0);
	}
	return 0;
}
