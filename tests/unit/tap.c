#define _DEFAULT_SOURCE		/* MAP_ANONYMOUS */
#include "tap.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static int	npoints, nfailed;

static void
point(bool passed, const char *fmt, va_list ap)
{
	npoints++;
	if (!passed)
		nfailed++;
	printf("%sok %d - ", passed ? "" : "not ", npoints);
	vprintf(fmt, ap);
	putchar('\n');
	fflush(stdout);
}

static void
show(const char *label, struct slice s)
{
	printf("#   %s \"", label);
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < 0x20 || c > 0x7e || c == '"' || c == '\\')
			printf("\\x%02x", c);
		else
			putchar(c);
	}
	printf("\"\n");
}

bool
tap_ok(bool passed, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	point(passed, fmt, ap);
	va_end(ap);
	return passed;
}

bool
tap_is(struct slice got, struct slice want, const char *fmt, ...)
{
	bool passed = slice_eq(got, want);
	va_list ap;

	va_start(ap, fmt);
	point(passed, fmt, ap);
	va_end(ap);
	if (!passed) {
		show("got ", got);
		show("want", want);
	}
	return passed;
}

bool
tap_int(long long got, long long want, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	point(got == want, fmt, ap);
	va_end(ap);
	if (got != want)
		printf("#   got %lld, want %lld\n", got, want);
	return got == want;
}

void
tap_note(const char *fmt, ...)
{
	va_list ap;

	printf("# ");
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
}

int
tap_done(void)
{
	printf("1..%d\n", npoints);
	return nfailed == 0 ? 0 : 1;
}

static size_t
page_size(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

static size_t
pages_for(size_t n)
{
	return (n / page_size() + 1) * page_size();
}

struct slice
guard_copy(struct slice s)
{
	size_t len = pages_for(s.n);
	char *mem = mmap(NULL, len + page_size(), PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (mem == MAP_FAILED || mprotect(mem + len, page_size(), PROT_NONE)) {
		perror("guard_copy");
		exit(1);
	}
	if (s.n > 0)
		memcpy(mem + len - s.n, s.p, s.n);
	return slice_of(mem + len - s.n, s.n);
}

void
guard_free(struct slice s)
{
	char *end = (char *)((uintptr_t)s.p + s.n);

	munmap(end - pages_for(s.n), pages_for(s.n) + page_size());
}
