#include "apps/tutor/model/stats.h"

#include <math.h>
#include <string.h>

#include "tap.h"
#include "web/mem.h"

static bool
near(double a, double b)
{
	return (isnan(a) && isnan(b)) || fabs(a - b) < 1e-9;
}

static const struct {
	const char	*name;
	size_t		 n;
	double		 values[6];
	double		 mean, median, deviation;
} rows[] = {
	{ "nothing", 0, { 0 }, NAN, NAN, NAN },
	{ "one", 1, { 3 }, 3, 3, NAN },
	{ "two", 2, { 1, 4 }, 2.5, 2.5, 2.1213203435596424 },
	{ "out of order", 5, { 5, 1, 4, 2, 3 }, 3, 3, 1.5811388300841898 },
	{ "unknown ones are left out", 4, { NAN, 1, NAN, 2 }, 1.5, 1.5,
	    .7071067811865476 },
	{ "only unknown ones", 2, { NAN, NAN }, NAN, NAN, NAN },
};

static const struct {
	const char	*name;
	size_t		 n;
	double		 x[6], y[6];
	double		 r;
} pairs[] = {
	{ "the same", 3, { 1, 2, 3 }, { 2, 4, 6 }, 1 },
	{ "the contrary", 3, { 1, 2, 3 }, { 3, 2, 1 }, -1 },
	{ "two are too few", 2, { 1, 2 }, { 1, 2 }, NAN },
	{ "always the same", 4, { 1, 1, 1, 1 }, { 1, 2, 3, 4 }, NAN },
	{ "always the same fraction", 4, { .1, .1, .1, .1 }, { 1, 2, 3, 4 },
	    NAN },
	{ "a pair is known or not", 5, { 1, 2, 3, NAN, 9 },
	    { 1, 2, 3, 7, NAN }, 1 },
	{ "by hand", 5, { 1, 0, 1, 0, 1 }, { 4, 2, 3, 3, 5 },
	    .7205766921228921 },
};

static void
test_numbers(struct mem *m)
{
	size_t n;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		tap_ok(near(stats_mean(rows[i].values, rows[i].n, NULL),
		    rows[i].mean), "mean: %s", rows[i].name);
		tap_ok(near(stats_median(m, rows[i].values, rows[i].n),
		    rows[i].median), "median: %s", rows[i].name);
		tap_ok(near(stats_deviation(rows[i].values, rows[i].n),
		    rows[i].deviation), "deviation: %s", rows[i].name);
	}
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		tap_ok(near(stats_correlation(pairs[i].x, pairs[i].y,
		    pairs[i].n, &n), pairs[i].r), "r: %s", pairs[i].name);
}

static void
test_item(void)
{
	double scores[STATS_DOUBT_MIN], rests[STATS_DOUBT_MIN];
	struct stats_item item;

	for (size_t i = 0; i < STATS_DOUBT_MIN; i++) {
		scores[i] = i % 2 == 0 ? 1 : 0;
		rests[i] = (double)i;
	}
	stats_item(&item, scores, rests, STATS_DOUBT_MIN);
	tap_ok(item.n == STATS_DOUBT_MIN && near(item.difficulty, .5) &&
	    item.discrimination < 0 && item.doubtful,
	    "a question that the good ones miss is doubtful");
	stats_item(&item, scores, rests, STATS_DOUBT_MIN - 1);
	tap_ok(!item.doubtful, "but not with few answers");
	stats_item(&item, rests, rests, STATS_DOUBT_MIN);
	tap_ok(!item.doubtful, "nor one that goes with the rest");
}

static void
test_steps(struct mem *m)
{
	static const double values[] = { 4, NAN, 1, 3, 2 };
	double many[1000], *x, *share;
	size_t n = stats_steps(m, values, 5, 10, &x, &share);

	tap_ok(n == 4 && near(x[0], 1) && near(share[0], .25) &&
	    near(x[3], 4) && near(share[3], 1), "a step for each value");
	for (size_t i = 0; i < 1000; i++)
		many[i] = (double)(1000 - i);
	n = stats_steps(m, many, 1000, 10, &x, &share);
	tap_ok(n == 10 && near(x[9], 1000) && near(share[0], .1) &&
	    near(x[0], 100), "no more than wanted, and the last is all");
	tap_int((long long)stats_steps(m, many, 0, 10, &x, &share), 0,
	    "no values, no steps");
}

static void
test_tally(struct mem *m)
{
	static const struct { const char *text; size_t who; } given[] = {
		{ "b", 1 }, { "a", 1 }, { "b", 2 }, { "b", 2 }, { "c", 3 },
		{ "b", 3 }, { "a", 2 }
	};
	struct tally t;

	tally_init(&t, m);
	tally_count(&t);
	tap_int((long long)t.n, 0, "nothing to count");
	for (size_t i = 0; i < sizeof(given) / sizeof(given[0]); i++)
		tally_add(&t, &(struct tally_entry){ given[i].text,
		    given[i].who, 0, NULL });
	tally_count(&t);
	tap_ok(t.n == 3 && strcmp(t.list[0].text, "b") == 0 &&
	    t.list[0].n == 3, "each counts once");
	tap_ok(strcmp(t.list[1].text, "a") == 0 && t.list[1].n == 2 &&
	    t.list[2].n == 1, "the most frequent first");
}

int
main(void)
{
	struct mem m;

	mem_init(&m, 0);
	test_numbers(&m);
	test_item();
	test_steps(&m);
	test_tally(&m);
	mem_release(&m);
	return tap_done();
}
