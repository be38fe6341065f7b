#include "files/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "tap.h"

#define ROW	"<tr><th scope=\"row\"><a href=\"./"

enum { HUGE_ROOM = 1 << 20 };

static char mem[HUGE_ROOM];

static struct slice
write_page(const struct page *p)
{
	struct buf b;

	buf_init(&b, mem, sizeof(mem));
	tap_ok(page_room(p) <= sizeof(mem) && page_write(&b, p) == 0,
	    "a page of %zu entries is written", p->n);
	return buf_slice(&b);
}

static bool
holds(struct slice s, const char *text)
{
	size_t n = strlen(text);

	for (; s.n >= n; s = slice_skip(s, 1))
		if (memcmp(s.p, text, n) == 0)
			return true;
	return false;
}

static size_t
count(struct slice s, const char *text)
{
	size_t found = 0;

	for (; s.n > 0; s = slice_skip(s, 1))
		found += slice_starts(s, slice_str(text));
	return found;
}

static struct slice
page_of(struct entry e)
{
	struct page p = { .path = SLICE("/"), .v = &e, .n = 1 };

	return write_page(&p);
}

static const struct {
	const char	*name, *want;
} names[] = {
	{ "a b.txt", ROW "a%20b.txt\"><bdi>a b.txt</bdi></a>" },
	{ "<i>&\"'", ROW "%3Ci%3E%26%22%27\"><bdi>&lt;i&gt;&amp;&quot;&#39;"
	    "</bdi>" },
	{ "100%", ROW "100%25\"><bdi>100%</bdi>" },
	{ "javascript:alert(1)", ROW "javascript:alert(1)\">" },
	{ "?a#b", ROW "%3Fa%23b\"><bdi>?a#b<" },
	{ "a\\b", ROW "a%5Cb\"><bdi>a\\b<" },
	{ "\xc3\xa9", ROW "%C3%A9\"><bdi>\xc3\xa9<" },
	{ "\n\t\x1f", ROW "%0A%09%1F\"><bdi>\xe2\x90\x8a\xe2\x90\x89"
	    "\xe2\x90\x9f<" },
	{ "\x7f", ROW "%7F\"><bdi>\xe2\x90\xa1<" },
	{ "\xff", ROW "%FF\"><bdi>\xef\xbf\xbd<" },
	{ "\xc2\x85", ROW "%C2%85\"><bdi>\xef\xbf\xbd<" },
	{ "\xc2\xa0", ROW "%C2%A0\"><bdi>\xc2\xa0<" },
	{ "\xe2\x80\xaegpj.exe", ROW "%E2%80%AEgpj.exe\"><bdi>\xef\xbf\xbd"
	    "gpj.exe<" },
	{ "\xe2\x80\xa9\xe2\x80\xaf", ROW "%E2%80%A9%E2%80%AF\"><bdi>"
	    "\xe2\x80\xa9\xe2\x80\xaf<" },
	{ "\xe2\x81\xa9", ROW "%E2%81%A9\"><bdi>\xef\xbf\xbd<" },
	{ "\xe2\x81\xaa", ROW "%E2%81%AA\"><bdi>\xe2\x81\xaa<" },
	{ "\xe2\x82", ROW "%E2%82\"><bdi>\xef\xbf\xbd\xef\xbf\xbd<" },
	{ "\xc3<", ROW "%C3%3C\"><bdi>\xef\xbf\xbd&lt;<" }
};

static const struct {
	uint64_t	 size;
	const char	*want;
} sizes[] = {
	{ 0, "title=\"0 bytes\">0 B</td>" },
	{ 1, "title=\"1 byte\">1 B</td>" },
	{ 1023, "title=\"1023 bytes\">1023 B</td>" },
	{ 1024, ">1.0 KiB</td>" },
	{ 1075, ">1.0 KiB</td>" },
	{ 1076, ">1.1 KiB</td>" },
	{ 10188, ">9.9 KiB</td>" },
	{ 10189, ">10 KiB</td>" },
	{ 10752, ">11 KiB</td>" },
	{ 1048063, ">1023 KiB</td>" },
	{ 1048064, ">1.0 MiB</td>" },
	{ 5368709120, "title=\"5368709120 bytes\">5.0 GiB</td>" },
	{ UINT64_MAX, "title=\"18446744073709551615 bytes\">16 EiB</td>" }
};

static const struct {
	int64_t		 mtime;
	const char	*want;
} times[] = {
	{ 0, "<time datetime=\"1970-01-01T00:00:00Z\">1970-01-01"
	    "<span> 00:00</span></time>" },
	{ -1, "<time datetime=\"1969-12-31T23:59:59Z\">" },
	{ 784111777, "<time datetime=\"1994-11-06T08:49:37Z\">1994-11-06"
	    "<span> 08:49<" },
	{ INT64_MIN, "<time datetime=\"0001-01-01T00:00:00Z\">" },
	{ INT64_MAX, "<time datetime=\"9999-12-31T23:59:59Z\">" }
};

static void
test_rows(void)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		tap_ok(holds(page_of((struct entry){ .name = names[i].name }),
		    names[i].want), "name %s", names[i].want);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		tap_ok(holds(page_of((struct entry){ .name = "x",
		    .size = sizes[i].size }), sizes[i].want), "size %s",
		    sizes[i].want);
	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++)
		tap_ok(holds(page_of((struct entry){ .name = "x",
		    .mtime = times[i].mtime }), times[i].want), "time %s",
		    times[i].want);
}

static const struct {
	const char	*path, *want, *never;
} paths[] = {
	{ "/", "<title>Index of /</title>", "<nav" },
	{ "/", "<h1><bdi>Home</bdi></h1>", "../" },
	{ "/a/", "<a href=\"../\"><bdi>Home</bdi></a> / </nav>\n"
	    "<h1><bdi>a</bdi></h1>", "../../" },
	{ "/a/", "<a class=\"u\" href=\"../\">Parent folder</a>", "<td" },
	{ "/a/b/<i>/", "<a href=\"../../../\"><bdi>Home</bdi></a> / "
	    "<a href=\"../../\"><bdi>a</bdi></a> / "
	    "<a href=\"../\"><bdi>b</bdi></a> / </nav>\n"
	    "<h1><bdi>&lt;i&gt;</bdi></h1>", "<i>" },
	{ "/a//", "<a href=\"../../\"><bdi>Home</bdi></a> / "
	    "<a href=\"../\"><bdi>a</bdi></a> / </nav>\n"
	    "<h1><bdi>/</bdi></h1>", "<bdi></bdi>" },
	{ "/</title>/", "<title>Index of /&lt;/title&gt;/</title>",
	    "</title>/" }
};

static void
test_paths(void)
{
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		struct page p = { .path = slice_str(paths[i].path) };
		struct slice s = write_page(&p);

		tap_ok(holds(s, paths[i].want), "row %zu: path %s", i,
		    paths[i].path);
		tap_ok(!holds(s, paths[i].never), "and no %s", paths[i].never);
	}
}

static const struct entry mixed[] = {
	{ .name = "d", .is_dir = true, .size = 4096 },
	{ .name = "e", .is_dir = true, .size = 4096 },
	{ .name = "f", .size = 1000 },
	{ .name = "g", .size = 48 }
};

static const struct {
	size_t		 from, n;
	const char	*want;
} summaries[] = {
	{ 0, 0, "<caption>This folder is empty</caption>" },
	{ 0, 1, "<caption>1 folder</caption>" },
	{ 0, 2, "<caption>2 folders</caption>" },
	{ 1, 2, "<caption>1 folder and 1 file, 1000 B</caption>" },
	{ 0, 4, "<caption>2 folders and 2 files, 1.0 KiB</caption>" },
	{ 3, 1, "<caption>1 file, 48 B</caption>" }
};

static void
test_summaries(void)
{
	struct entry full[] = {
		{ .name = "a", .size = UINT64_MAX }, { .name = "b", .size = 2 }
	};
	struct page p = { .path = SLICE("/"), .v = full, .n = 2 };

	tap_ok(holds(write_page(&p), "2 files, 16 EiB<"), "no sum overflows");
	for (size_t i = 0; i < sizeof(summaries) / sizeof(summaries[0]); i++) {
		p.v = mixed + summaries[i].from;
		p.n = summaries[i].n;
		tap_ok(holds(write_page(&p), summaries[i].want), "%s",
		    summaries[i].want);
	}
}

#define COLUMN	"<th scope=\"col\""
#define UP	" aria-sort=\"ascending\""
#define DOWN	" aria-sort=\"descending\""

static const struct {
	struct order	 order;
	const char	*want;
} orders[] = {
	{ { ORDER_NAME, false }, COLUMN UP "><a href=\"?sort=name&amp;"
	    "order=desc\">Name</a></th>" },
	{ { ORDER_NAME, true }, COLUMN DOWN "><a href=\"?sort=name&amp;"
	    "order=asc\">Name</a></th>" },
	{ { ORDER_NAME, false }, COLUMN "><a href=\"?sort=size&amp;"
	    "order=desc\">Size</a></th>" },
	{ { ORDER_SIZE, true }, COLUMN DOWN "><a href=\"?sort=size&amp;"
	    "order=asc\">Size</a></th>" },
	{ { ORDER_TIME, false }, COLUMN UP "><a href=\"?sort=time&amp;"
	    "order=desc\">Modified" },
	{ { ORDER_TIME, false }, COLUMN "><a href=\"?sort=name&amp;"
	    "order=asc\">Name</a></th>" }
};

static void
test_orders(void)
{
	for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++) {
		struct page p = { .path = SLICE("/"),
			.order = orders[i].order };
		struct slice s = write_page(&p);

		tap_ok(holds(s, orders[i].want), "%s", orders[i].want);
		tap_int((long long)count(s, " aria-sort="), 1, "one is marked");
	}
}

static void
test_whole(void)
{
	struct page p = { .path = SLICE("/a/"), .v = mixed, .n = 4 };
	struct slice s = write_page(&p);

	tap_ok(slice_starts(s, SLICE("<!DOCTYPE html>\n")), "is HTML 5");
	tap_ok(slice_ends(s, SLICE("</html>\n")), "is whole");
	tap_ok(holds(s, "color-scheme:light dark"), "has both schemes");
	tap_ok(!holds(s, "http:") && !holds(s, "url("), "fetches nothing");
	tap_ok(!holds(s, "<script"), "has no script");
	tap_ok(holds(s, "<a class=\"d\" href=\"./d/\"><bdi>d</bdi>/</a></th>"
	    "<td></td>"), "a folder has a slash and no size");
	tap_ok(!holds(s, "holds more than"), "nothing is left out");
	p.cut = true;
	tap_ok(holds(write_page(&p), "holds more than the 4 entries"),
	    "says that there is more");
}

/* The names and paths that grow most fit into the room that is announced. */
static void
test_room(void)
{
	static char quotes[256], path[501];
	struct entry v[100];
	struct page p = { .path = slice_of(path, sizeof(path)), .v = v,
		.n = 100, .cut = true, .order = { ORDER_TIME, true } };
	struct slice s;
	int bad = 0;

	memset(quotes, '"', sizeof(quotes) - 1);
	for (size_t i = 0; i < sizeof(path); i++)
		path[i] = i % 10 == 0 ? '/' : '"';
	for (size_t i = 0; i < 100; i++)
		v[i] = (struct entry){ .name = quotes, .size = UINT64_MAX };
	s = write_page(&p);
	tap_ok(s.n < page_room(&p), "100 entries: %zu of %zu bytes", s.n,
	    page_room(&p));
	for (size_t i = 0; i < sizeof(path); i++)
		path[i] = '/';
	p.n = 0;
	s = write_page(&p);
	tap_ok(s.n < page_room(&p), "500 levels: %zu of %zu bytes", s.n,
	    page_room(&p));
	p.path = SLICE("/");
	s = write_page(&p);
	tap_ok(s.n < page_room(&p), "an empty root: %zu of %zu bytes", s.n,
	    page_room(&p));
	for (size_t cap = 0; cap < s.n; cap++) {
		struct buf b;

		buf_init(&b, mem, cap);
		bad += page_write(&b, &p) != -1;
	}
	tap_int(bad, 0, "less room is refused");
}

/* Any bytes: the page is UTF-8 without controls, and its tags are ours. */
static bool
page_is_sound(struct slice s)
{
	if (count(s, "<bdi>") != 2 || count(s, "</bdi>") != 2 ||
	    count(s, "<a ") != ORDER_NKEYS + 1 ||
	    count(s, "<") != count(s, ">"))
		return false;
	for (size_t n; s.n > 0; s = slice_skip(s, n)) {
		n = utf8_len(s);
		if (n == 0 || s.p[0] == 0x7f ||
		    (s.p[0] != '\n' && n == 1 && s.p[0] < 0x20))
			return false;
	}
	return true;
}

static void
test_any_bytes(void)
{
	unsigned seed = 1;
	int bad = 0;

	for (int round = 0; round < 2000; round++) {
		char name[16] = "";
		struct entry e = { .name = name };
		struct page p = { .path = SLICE("/"), .v = &e, .n = 1 };
		struct buf b;

		for (size_t i = 0; i < sizeof(name) - 1; i++) {
			seed = seed * 1103515245 + 12345;
			name[i] = (char)(1 + (seed >> 16) % 255);
		}
		buf_init(&b, mem, sizeof(mem));
		bad += page_write(&b, &p) == -1 ||
		    !page_is_sound(buf_slice(&b));
	}
	tap_int(bad, 0, "names of any bytes");
}

int
main(void)
{
	test_rows();
	test_paths();
	test_summaries();
	test_orders();
	test_whole();
	test_room();
	test_any_bytes();
	return tap_done();
}
