#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

#include "tap.h"

static bool
aligned(const void *p)
{
	return (uintptr_t)p % alignof(max_align_t) == 0;
}

static void
test_alloc(void)
{
	alignas(max_align_t) char mem[128];
	struct arena a;
	char *p, *q;

	arena_init(&a, mem, sizeof(mem));
	tap_int((long long)arena_left(&a), 128, "all is left");
	p = arena_alloc(&a, 1);
	q = arena_alloc(&a, 1);
	tap_ok(p == mem && aligned(q) && q > p, "two aligned blocks");
	p = arena_text(&a, 3);
	tap_ok(p == q + 1, "text is not aligned");
	q = arena_alloc(&a, 8);
	tap_ok(aligned(q) && q >= p + 3, "aligned behind text");
	arena_reset(&a);
	tap_int((long long)arena_left(&a), 128, "reset forgets all");
	tap_ok(arena_alloc(&a, 128) == mem, "all in one");
	tap_ok(arena_alloc(&a, 1) == NULL, "full");
	tap_ok(arena_text(&a, 1) == NULL, "full for text");
	tap_ok(arena_text(&a, 0) != NULL, "nothing fits");
}

static void
test_full(void)
{
	alignas(max_align_t) char mem[64];
	struct arena a;

	arena_init(&a, mem, sizeof(mem));
	tap_ok(arena_text(&a, 65) == NULL, "one too many");
	tap_ok(arena_text(&a, SIZE_MAX) == NULL, "far too many");
	tap_ok(arena_alloc(&a, SIZE_MAX) == NULL, "far too many, aligned");
	tap_int((long long)arena_left(&a), 64, "nothing was taken");
	arena_text(&a, 63);
	tap_ok(arena_alloc(&a, 1) == NULL, "no room for the padding");
	tap_int((long long)arena_left(&a), 1, "the padding was not taken");
}

/* Storage that is not aligned itself. */
static void
test_odd_storage(void)
{
	alignas(max_align_t) char mem[64];
	struct arena a;
	char *p;

	arena_init(&a, mem + 1, sizeof(mem) - 1);
	p = arena_alloc(&a, 4);
	tap_ok(aligned(p) && p >= mem + 1, "aligned in odd storage");
	arena_init(&a, NULL, 0);
	tap_ok(arena_alloc(&a, 1) == NULL, "no storage");
	tap_int((long long)arena_left(&a), 0, "no storage, nothing left");
}

static void
test_dup(void)
{
	char mem[8];
	struct arena a;
	char *p;

	memset(mem, 'x', sizeof(mem));
	arena_init(&a, mem, sizeof(mem));
	p = arena_dup(&a, SLICE("abc"));
	tap_is(slice_str(p), SLICE("abc"), "copy with NUL");
	tap_ok(arena_dup(&a, SLICE("defg")) == NULL, "no room for the NUL");
	tap_int((long long)arena_left(&a), 4, "nothing was taken");
	p = arena_dup(&a, slice_of(NULL, 0));
	tap_is(slice_str(p), SLICE(""), "copy of nothing");
	tap_ok(arena_dup(&a, slice_of(mem, SIZE_MAX)) == NULL,
	    "the length does not wrap");
}

int
main(void)
{
	test_alloc();
	test_full();
	test_odd_storage();
	test_dup();
	return tap_done();
}
