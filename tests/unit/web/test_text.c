#include "web/text.h"

#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tap.h"
#include "web/mem.h"

static struct slice
made(const struct text *t)
{
	return slice_of(t->p, t->n);
}

static void
test_grow(struct mem *m)
{
	struct text t;
	bool good = true;

	text_init(&t, m);
	tap_ok(t.p != NULL && t.n == 0 && *t.p == '\0', "empty at first");
	for (int i = 0; i < 100000; i++) {
		text_addc(&t, (char)('a' + i % 26));
		good = good && t.p[t.n] == '\0' && t.n == (size_t)i + 1;
	}
	for (int i = 0; i < 100000; i++)
		good = good && t.p[i] == (char)('a' + i % 26);
	tap_ok(good, "100000 bytes one by one, a NUL behind each");
	text_cut(&t, 3);
	tap_is(made(&t), slice_str("abc"), "cut");
	tap_ok(strcmp(t.p, "abc") == 0, "a NUL behind what was cut");
	text_clear(&t);
	tap_ok(t.n == 0 && *t.p == '\0', "cleared");
	text_add(&t, "a\0b", 3);
	text_adds(&t, "cd");
	text_addf(&t, "%d-%s", 12, "x");
	text_add(&t, "", 0);
	text_addf(&t, "%s", "");
	tap_is(made(&t), slice_of("a\0bcd12-x", 9), "bytes of all kinds");
}

static void
test_room(struct mem *m)
{
	static const size_t sizes[] = { 0, 1, 62, 63, 64, 65, 127, 128, 5000 };
	struct text t;
	char *p;

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		text_init(&t, m);
		text_adds(&t, "x");
		p = text_room(&t, sizes[i]);
		tap_ok(p == t.p + 1 && t.n == 1 && t.cap - t.n > sizes[i],
		    "room for %zu bytes and a NUL", sizes[i]);
		memset(p, 'y', sizes[i] + 1);
		t.n += sizes[i];
		text_cut(&t, t.n);
		tap_int((long long)strlen(t.p), (long long)sizes[i] + 1,
		    "%zu bytes put there", sizes[i]);
	}
}

static void
test_printf_lengths(struct mem *m)
{
	struct text t;
	bool good = true;

	/* The result must fit wherever the end of the memory falls. */
	for (int n = 0; n < 200; n++) {
		text_init(&t, m);
		text_addf(&t, "%0*d", n, 7);
		text_addf(&t, "%s", "end");
		good = good && t.n == (size_t)(n == 0 ? 1 : n) + 3 &&
		    strcmp(t.p + t.n - 4, "7end") == 0;
	}
	tap_ok(good, "printf of 0 to 199 bytes");
	text_init(&t, m);
	text_adds(&t, "a");
	text_addf(&t, "bc%ls", L"\xd800");
	tap_ok(t.n == 1 && strcmp(t.p, "a") == 0, "a printf that fails");
}

#define S(literal)	SLICE_INIT(literal)

static const struct {
	const char	*name;
	struct slice	 in, html, url;
} escapes[] = {
	{ "nothing", S(""), S(""), S("") },
	{ "letters and digits", S("abyzABYZ0189"), S("abyzABYZ0189"),
	    S("abyzABYZ0189") },
	{ "their neighbours", S("/:@[`{"), S("/:@[`{"),
	    S("%2F%3A%40%5B%60%7B") },
	{ "not reserved", S("-._~"), S("-._~"), S("-._~") },
	{ "markup", S("<a href=\"x\">&amp;'"),
	    S("&lt;a href=&quot;x&quot;&gt;&amp;amp;&#39;"),
	    S("%3Ca%20href%3D%22x%22%3E%26amp%3B%27") },
	{ "at both ends", S("<x>"), S("&lt;x&gt;"), S("%3Cx%3E") },
	{ "NUL and controls", S("\0\n\x7f"), S("\0\n\x7f"), S("%00%0A%7F") },
	{ "UTF-8", S("\xc3\xa9"), S("\xc3\xa9"), S("%C3%A9") },
	{ "other bytes", S("\x80\xff"), S("\x80\xff"), S("%80%FF") },
	{ "reserved", S(":/?#[]@!$()*+,;=% "), S(":/?#[]@!$()*+,;=% "),
	    S("%3A%2F%3F%23%5B%5D%40%21%24%28%29%2A%2B%2C%3B%3D%25%20") },
};

static void
test_escapes(struct mem *m)
{
	struct slice in;
	struct text t;

	for (size_t i = 0; i < sizeof(escapes) / sizeof(*escapes); i++) {
		in = guard_copy(escapes[i].in);
		text_init(&t, m);
		text_html(&t, in.p, in.n);
		tap_is(made(&t), escapes[i].html, "html: %s", escapes[i].name);
		text_clear(&t);
		text_url(&t, in.p, in.n);
		tap_is(made(&t), escapes[i].url, "url: %s", escapes[i].name);
		guard_free(in);
	}
	text_clear(&t);
	text_htmls(&t, "1<2");
	text_urls(&t, "/?");
	text_urlpath(&t, "/a b/../c?d%/");
	tap_is(made(&t), slice_str("1&lt;2%2F%3F/a%20b/../c%3Fd%25/"),
	    "strings, and the slashes of a path");
}

static void
test_count(struct mem *m)
{
	tap_is(slice_str(text_count(m, 1, "student", NULL)),
	    slice_str("1 student"), "one");
	tap_is(slice_str(text_count(m, 0, "student", NULL)),
	    slice_str("0 students"), "none");
	tap_is(slice_str(text_count(m, 2, "try", "tries")),
	    slice_str("2 tries"), "some, with a plural of their own");
	tap_is(slice_str(text_count(m, 1, "try", "tries")),
	    slice_str("1 try"), "one of those");
}

/* What is not to be escaped comes out as from printf. */
#define SAME(...) do {							\
	text_init(&t, m);						\
	text_htmlf(&t, __VA_ARGS__);					\
	(void)snprintf(want, sizeof(want), __VA_ARGS__);		\
	tap_is(made(&t), slice_str(want), "as printf: %s",		\
	    #__VA_ARGS__);						\
} while (0)

static void
test_numbers(struct mem *m)
{
	struct text t;
	char want[1000];

	SAME("%d %i %u", -1, 2, 3u);
	SAME("%d %d", INT_MIN, INT_MAX);
	SAME("%x %X %o %#x %#o", 255u, 255u, 8u, 255u, 8u);
	SAME("%5d|%-5d|%05d|%+d|% d", 42, 42, 42, 42, 42);
	SAME("%.3d|%8.3d|%-8.3d|%.0d", 7, 7, 7, 0);
	SAME("%9d|%-19d|%.9d|%10d", 1, 2, 3, 4);
	SAME("%*d|%*d|%-*d", 6, 1, -6, 2, 6, 3);
	SAME("%.*d|%.*d", 4, 1, -1, 2);
	SAME("%hhd %hhu", (signed char)-5, (unsigned char)200);
	SAME("%hd %hu", (short)-7, (unsigned short)60000);
	SAME("%ld %lu", LONG_MIN, ULONG_MAX);
	SAME("%lld %llu %llx", LLONG_MIN, ULLONG_MAX, ULLONG_MAX);
	SAME("%jd %ju", INTMAX_MIN, UINTMAX_MAX);
	SAME("%zu %zd %td", SIZE_MAX, (ssize_t)-1, (ptrdiff_t)-5);
	SAME("%f %.2f %8.3f %-8.1f| %+.0f", 1.5, 2.345, 3.0, 4.0, 5.0);
	SAME("%e %.1e %g %g %#g", 12345.678, 0.5, 1e100, 0.0001, 1.0);
	SAME("%f", -1.7976931348623157e308);
	SAME("%.400f", 0.1);
	SAME("%%|%s|%c", "text", 'x');
	SAME("%5s|%-5s|%.2s|%5.1s|%.0s|", "ab", "ab", "abc", "abc", "abc");
	SAME("%*s|%-*s|%.*s|%*s", 4, "a", 4, "b", 1, "cd", -4, "e");
	SAME("%3c|%-3c|", 'a', 'b');
	SAME("%s %d %s %d %s %f %s %lld %s %c %d", "a", 1, "b", 2, "c", 3.0,
	    "d", 4LL, "e", 'f', 5);
	SAME("no conversion");
	SAME("%s", "");
}

static void
test_html_format(struct mem *m)
{
	static const char cut[2] = { '<', '>' };
	const char *volatile nothing = NULL;	/* or compilers warn */
	struct text t;

	text_init(&t, m);
	text_htmlf(&t, "<b title='%s'>%c</b>", "\"'<>&", '<');
	tap_is(made(&t),
	    slice_str("<b title='&quot;&#39;&lt;&gt;&amp;'>&lt;</b>"),
	    "arguments are escaped, the format is not");
	text_clear(&t);
	text_htmlf(&t, "%4s|%-4s|%.1s", "<", "&", "\"\"");
	tap_is(made(&t), slice_str("   &lt;|&amp;   |&quot;"),
	    "width and precision count what is given");
	text_clear(&t);
	text_htmlf(&t, "%.2s%.*s", cut, 1, cut);
	tap_is(made(&t), slice_str("&lt;&gt;&lt;"), "bytes without a NUL");
	text_clear(&t);
	text_htmlf(&t, "%c", 0);
	tap_is(made(&t), slice_of("", 1), "a NUL as %%c");
	text_clear(&t);
	text_htmlf(&t, "[%3s]", nothing);
	tap_is(made(&t), slice_str("[   ]"), "NULL is empty");
}

/* A bug of the program, in a child: does it abort? */
static bool
aborts(struct mem *m, const char *fmt)
{
	struct rlimit none = { 0, 0 };
	struct text t;
	int status;
	pid_t pid;

	(void)fflush(stdout);
	pid = fork();
	if (pid == 0) {
		(void)setrlimit(RLIMIT_CORE, &none);
		(void)close(2);
		text_init(&t, m);
		text_htmlf(&t, fmt, "", 0, 0);
		_exit(0);
	}
	return waitpid(pid, &status, 0) == pid && WIFSIGNALED(status) &&
	    WTERMSIG(status) == SIGABRT;
}

static void
test_wrong_formats(struct mem *m)
{
	static const char *const wrong[] = { "%n", "%p", "%ls", "%lc", "%a",
		"%S", "%Lf", "%", "%5", "%-", "%l", "%.", "%q",
		"%99999999999d" };

	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		tap_ok(aborts(m, wrong[i]), "%s aborts", wrong[i]);
	tap_ok(!aborts(m, "%s"), "%%s does not");
}

int
main(void)
{
	struct mem m;

	mem_init(&m, 0);
	test_grow(&m);
	test_room(&m);
	test_printf_lengths(&m);
	test_escapes(&m);
	test_numbers(&m);
	test_html_format(&m);
	test_wrong_formats(&m);
	test_count(&m);
	mem_release(&m);
	return tap_done();
}
