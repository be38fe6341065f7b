#include "files/order.h"

#include <string.h>

#include "tap.h"

static const struct {
	const char	*query;
	struct order	 want;
} queries[] = {
	{ "", { ORDER_NAME, false } },
	{ "sort=name", { ORDER_NAME, false } },
	{ "sort=size", { ORDER_SIZE, false } },
	{ "sort=time&order=desc", { ORDER_TIME, true } },
	{ "order=desc", { ORDER_NAME, true } },
	{ "order=desc&sort=size", { ORDER_SIZE, true } },
	{ "order=desc&order=asc", { ORDER_NAME, false } },
	{ "sort=size&sort=bogus", { ORDER_SIZE, false } },
	{ "x=y&&sort=time&=&z", { ORDER_TIME, false } },
	{ "sort&order", { ORDER_NAME, false } },
	{ "sort=&order=", { ORDER_NAME, false } },
	{ "sort=sizes&order=DESC", { ORDER_NAME, false } },
	{ "Sort=size", { ORDER_NAME, false } },
	{ "resort=size", { ORDER_NAME, false } }
};

static const struct entry entries[] = {
	{ .name = "b.txt", .size = 20, .mtime = 300 },
	{ .name = "B.txt", .size = 20, .mtime = -5 },
	{ .name = "a.txt", .size = UINT64_MAX, .mtime = 0 },
	{ .name = "Zoo", .size = 4096, .mtime = 50, .is_dir = true },
	{ .name = "\xc3\xa9", .size = 0, .mtime = 300 },
	{ .name = "b", .size = 3, .mtime = 299 },
	{ .name = "alpha", .size = 9000, .mtime = 70, .is_dir = true }
};

enum { N = sizeof(entries) / sizeof(entries[0]) };

static const struct {
	struct order	 order;
	const char	*want;
} sorts[] = {
	{ { ORDER_NAME, false }, "alpha Zoo a.txt b B.txt b.txt \xc3\xa9 " },
	{ { ORDER_NAME, true }, "Zoo alpha \xc3\xa9 b.txt B.txt b a.txt " },
	{ { ORDER_SIZE, false }, "alpha Zoo \xc3\xa9 b B.txt b.txt a.txt " },
	{ { ORDER_SIZE, true }, "alpha Zoo a.txt B.txt b.txt b \xc3\xa9 " },
	{ { ORDER_TIME, false }, "Zoo alpha B.txt a.txt b b.txt \xc3\xa9 " },
	{ { ORDER_TIME, true }, "alpha Zoo b.txt \xc3\xa9 b a.txt B.txt " }
};

/* However the folder was read, the list is the same: try every rotation. */
static void
test_sort(size_t row)
{
	for (size_t turn = 0; turn < N; turn++) {
		struct entry v[N];
		char got[128] = "";
		size_t len = 0;

		for (size_t i = 0; i < N; i++)
			v[i] = entries[(i + turn) % N];
		order_sort(v, N, sorts[row].order);
		for (size_t i = 0; i < N; i++) {
			size_t n = strlen(v[i].name);

			memcpy(got + len, v[i].name, n);
			got[len + n] = ' ';
			len += n + 1;
		}
		tap_is(slice_of(got, len), slice_str(sorts[row].want),
		    "%s %s from %zu", order_key_name(sorts[row].order.key),
		    sorts[row].order.descending ? "down" : "up", turn);
	}
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		struct slice in = guard_copy(slice_str(queries[i].query));
		struct order o = order_parse(in);

		tap_ok(o.key == queries[i].want.key &&
		    o.descending == queries[i].want.descending, "query '%s'",
		    queries[i].query);
		guard_free(in);
	}
	for (size_t i = 0; i < sizeof(sorts) / sizeof(sorts[0]); i++)
		test_sort(i);
	order_sort(NULL, 0, (struct order){ ORDER_NAME, false });
	tap_ok(true, "nothing to sort");
	return tap_done();
}
