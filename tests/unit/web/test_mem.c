#include "web/mem.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tap.h"

static const size_t sizes[] = { 0, 1, 15, 16, 17, 100, 4095, 4096, 4097,
	16383, 16384, 16385, 100000, 1 << 20 };

enum { NSIZES = sizeof(sizes) / sizeof(*sizes), PIECES = 3 * NSIZES };

static bool
all_zero(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] != 0)
			return false;
	return true;
}

/* Each piece keeps what was written into it while others are written. */
static void
test_pieces(void)
{
	char *p[PIECES];
	struct mem m;
	size_t n;

	mem_init(&m, 0);
	for (size_t i = 0; i < PIECES; i++) {
		n = sizes[i % NSIZES];
		p[i] = mem_alloc(&m, n);
		tap_ok(p[i] != NULL && (uintptr_t)p[i] %
		    alignof(max_align_t) == 0 && all_zero(p[i], n),
		    "%zu bytes, aligned and zero", n);
		memset(p[i], (int)i + 1, n);
	}
	for (size_t i = 0; i < PIECES; i++) {
		n = sizes[i % NSIZES];
		tap_ok(n == 0 || (p[i][0] == (char)(i + 1) &&
		    memcmp(p[i], p[i] + 1, n - 1) == 0),
		    "%zu bytes are still what was written", n);
	}
	mem_release(&m);
}

static void
test_small_share_blocks(void)
{
	struct mem m;

	mem_init(&m, 0);
	tap_int((long long)m.used, 0, "an arena begins with nothing");
	for (int i = 0; i < 100; i++)
		(void)mem_alloc(&m, 100);
	tap_ok(m.used < 20000, "small pieces share a block");
	(void)mem_alloc(&m, 6000);
	for (int i = 0; i < 40; i++)
		(void)mem_alloc(&m, 100);
	tap_ok(m.used < 25000, "a large piece leaves the block in use");
	mem_release(&m);
	tap_int((long long)m.used, 0, "released, it is empty");
	tap_ok(mem_alloc(&m, 10) != NULL, "released, it can be used again");
	mem_release(&m);
	mem_release(&m);
}

static void
test_copies(void)
{
	struct mem m;
	char *s;

	mem_init(&m, 0);
	s = mem_dup(&m, "a\0b", 3);
	tap_ok(memcmp(s, "a\0b", 4) == 0, "a copy has a NUL behind it");
	tap_ok(*mem_dup(&m, NULL, 0) == '\0', "a copy of nothing");
	tap_is(slice_str(mem_str(&m, "text")), slice_str("text"),
	    "of a string");
	tap_is(slice_str(mem_printf(&m, "%d %s", 7, "x")), slice_str("7 x"),
	    "printf");
	tap_is(slice_str(mem_printf(&m, "%s", "")), slice_str(""),
	    "printf of nothing");
	for (int n = 250; n < 262; n++) {
		s = mem_printf(&m, "%0*d", n, 7);
		tap_ok(strlen(s) == (size_t)n && s[n - 1] == '7',
		    "printf of %d bytes", n);
	}
	s = mem_printf(&m, "%050000d", 1);
	tap_ok(strlen(s) == 50000 && s[49999] == '1', "printf of much");
	mem_release(&m);
}

struct out {
	jmp_buf	jump;
	int	calls;
};

static void
full(void *arg)
{
	struct out *out = arg;

	out->calls++;
	longjmp(out->jump, 1);
}

/* How often 100 bytes fit before it is full. */
static int
count_hundreds(size_t max)
{
	static struct out out;
	volatile int n = 0;
	struct mem m;

	out.calls = 0;
	mem_init(&m, max);
	mem_on_full(&m, full, &out);
	if (setjmp(out.jump) == 0)
		for (; n < 1000000; n++)
			(void)mem_alloc(&m, 100);
	tap_int(out.calls, 1, "%zu bytes: full is called once", max);
	tap_ok(m.used <= max, "%zu bytes are not passed", max);
	mem_release(&m);
	return n;
}

static void
test_max(void)
{
	tap_int(count_hundreds(99), 0, "99 bytes do not hold 100");
	tap_int(count_hundreds(112), 1, "112 bytes hold 100 once");
	tap_int(count_hundreds(1120), 10, "1120 bytes hold 100 ten times");
	tap_ok(count_hundreds(1000000) > 8500, "1000000 bytes hold 8500");
}

static bool
fills(size_t n, size_t size)
{
	static struct out out;
	struct mem m;

	out.calls = 0;
	mem_init(&m, 1000);
	mem_on_full(&m, full, &out);
	if (setjmp(out.jump) == 0)
		(void)(size == 0 ? mem_dup(&m, "", n) :
		    mem_array(&m, n, size));
	mem_release(&m);
	return out.calls == 1;
}

static void
test_too_large(void)
{
	tap_ok(!fills(9, 100), "9 times 100 fit into 1000");
	tap_ok(fills(11, 100), "11 times 100 do not");
	tap_ok(fills(SIZE_MAX / 2 + 1, 2), "a product that wraps to 0");
	tap_ok(fills(SIZE_MAX, SIZE_MAX), "a product that wraps to 1");
	tap_ok(fills(SIZE_MAX, 1), "all there is");
	tap_ok(fills(SIZE_MAX - 7, 1), "a size that wraps when rounded up");
	tap_ok(fills(SIZE_MAX, 0), "a copy whose NUL wraps");
	tap_ok(!fills(0, 100), "0 times 100");
}

/* All of it in one piece. */
static void
test_exact(void)
{
	struct mem m;

	mem_init(&m, 96);
	tap_ok(mem_alloc(&m, 96) != NULL && m.used == 96, "96 bytes of 96");
	mem_release(&m);
	mem_init(&m, 65536);
	tap_ok(mem_alloc(&m, 65536) != NULL && m.used == 65536,
	    "65536 bytes of 65536");
	mem_release(&m);
}

static void
test_lend(void)
{
	static max_align_t bytes[64];
	struct mem m;
	char *p;

	mem_init(&m, 0);
	mem_lend(&m, bytes, sizeof(bytes));
	p = mem_alloc(&m, sizeof(bytes) - 16);
	tap_ok(p == (char *)bytes && m.used == 0, "what was lent comes first");
	tap_ok(mem_alloc(&m, 16) == p + sizeof(bytes) - 16 && m.used == 0,
	    "to its last byte");
	p = mem_alloc(&m, 16);
	tap_ok((p < (char *)bytes || p >= (char *)(bytes + 64)) &&
	    m.used > 0, "then that of the system");
	mem_release(&m);
	tap_ok(mem_alloc(&m, 16) != (void *)bytes, "released, it is gone");
	mem_release(&m);
}

/* In a child: nobody said what to do when it is full. */
static void
test_exit(void)
{
	struct mem m;
	int status;
	pid_t pid;

	(void)fflush(stdout);
	pid = fork();
	if (pid == 0) {
		(void)close(2);
		mem_init(&m, 10);
		(void)mem_alloc(&m, 11);
		_exit(0);
	}
	tap_ok(waitpid(pid, &status, 0) == pid && WIFEXITED(status) &&
	    WEXITSTATUS(status) == 1, "a full arena ends the program with 1");
}

int
main(void)
{
	test_pieces();
	test_small_share_blocks();
	test_copies();
	test_max();
	test_too_large();
	test_exact();
	test_lend();
	test_exit();
	return tap_done();
}
