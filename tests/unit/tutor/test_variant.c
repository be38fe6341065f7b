#include "apps/tutor/model/variant.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apps/tutor/model/page.h"
#include "apps/tutor/model/problem.h"
#include "tap.h"
#include "web/mem.h"
#include "web/secret.h"
#include "web/text.h"

static struct mem	mem;
static const unsigned char key[SECRET_KEY_SIZE] = "0123456789";

/* A question with these lets, "w = 2..9;h = 1". */
static struct question
question_of(const char *lets)
{
	static struct let list[8];
	struct question q = { .name = "q", .lets = list, .line = 1 };
	size_t n;

	while (*lets != '\0') {
		n = strcspn(lets, "=");
		list[q.nlets].name = mem_dup(&mem, lets, n - 1);
		lets += n + 2;
		n = strcspn(lets, ";");
		list[q.nlets].values = mem_dup(&mem, lets, n);
		list[q.nlets].line = 10 + q.nlets;
		q.nlets++;
		lets += n + (lets[n] == ';');
	}
	return q;
}

static void
make(struct variant *v, const struct question *q, int number,
    struct problems *ps)
{
	struct variant_key who = { key, "ann", "week1", "q", number };

	variant_make(v, &mem, q, &who, "week1.md", ps);
}

static const char *
values_of(const struct variant *v)
{
	struct text t;

	text_init(&t, &mem);
	for (size_t i = 0; i < v->n; i++)
		text_addf(&t, "%s%s", i == 0 ? "" : " ", v->values[i]);
	return t.p;
}

static const struct {
	const char	*lets;
	size_t		 count;		/* how many different values */
	const char	*all;		/* each is among these words */
} rows[] = {
	{ "w = 5", 1, " 5 " },
	{ "w = 5..5", 1, " 5 " },
	{ "w = 2..4", 3, " 2 3 4 " },
	{ "w = 2..4 not 3", 2, " 2 4 " },
	{ "w = 2..4 not 2, 4", 1, " 3 " },
	{ "w = -1..1 not 0", 2, " -1 1 " },
	{ "w = 0.5..2 step 0.5", 4, " 0.5 1 1.5 2 " },
	{ "w = 0.1..0.5 step 0.1", 5, " 0.1 0.2 0.3 0.4 0.5 " },
	{ "w = 0.1..0.5 step 0.1 not 0.3", 4, " 0.1 0.2 0.4 0.5 " },
	{ "w = 10..30 step 10", 3, " 10 20 30 " },
	{ "w = 1, 3, 5", 3, " 1 3 5 " },
	{ "w = 1,3,5", 3, " 1 3 5 " },
	{ "w = 1.50, 2.0", 2, " 1.50 2.0 " },
	{ "w = 1, 3, 5 not 3", 2, " 1 5 " },
	{ "w = 1/2, 2*3", 2, " 0.5 6 " },
	{ "w = red|green", 2, " red green " },
	{ "w = red | green | blue", 3, " red green blue " },
	{ "w = 2^10", 1, " 1024 " },
	{ "w = (1+1)..(2*2)", 3, " 2 3 4 " },
	{ "w = 1000000..1000000", 1, " 1000000 " },
	{ "w = 10000000000..10000000001", 2, " 10000000000 10000000001 " },
};

static void
test_choices(void)
{
	struct problems ps;
	struct variant v;
	struct question q;
	char seen[16][32];
	size_t count, k;
	bool good;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		problems_init(&ps, &mem);
		q = question_of(rows[i].lets);
		count = 0;
		good = true;
		for (int number = 0; number < 100; number++) {
			make(&v, &q, number, &ps);
			good = good && strstr(rows[i].all, mem_printf(&mem,
			    " %s ", v.values[0])) != NULL;
			for (k = 0; k < count; k++)
				if (strcmp(seen[k], v.values[0]) == 0)
					break;
			if (k == count && count < 16)
				(void)snprintf(seen[count++], sizeof(*seen),
				    "%s", v.values[0]);
		}
		tap_ok(good && ps.n == 0, "values of %s", rows[i].lets);
		tap_int((long long)count, (long long)rows[i].count,
		    "all values of %s", rows[i].lets);
	}
}

static const struct {
	const char	*lets, *what;
} errors[] = {
	{ "w = 9..2", "let w: the range ends before it begins" },
	{ "w = 1..9 step 0", "let w: a step is more than 0" },
	{ "w = 1..9 step -1", "let w: a step is more than 0" },
	{ "w = 0..1 step 0.000001", "let w: the range has more than 100000 "
	    "values: give a larger step" },
	{ "w = 0..1e300", "let w: the range has more than 100000 "
	    "values: give a larger step" },
	{ "w = 1, 2 step 3", "let w: a step needs a range: 2..9 step 0.5" },
	{ "w = 1..2 not 1, 2", "let w: no value is left" },
	{ "w = 3 not 3", "let w: no value is left" },
	{ "w = 1..v", "let w: \"v\": there is no v here" },
	{ "w = red", "let w: \"red\": there is no red here" },
	{ "w = red, blue", "let w: \"red\": there is no red here" },
	{ "w = 1,,2", "let w: \"\": there is no formula" },
	{ "w = ..", "let w: a range has two ends: 2..9" },
	{ "w = 3..", "let w: a range has two ends: 2..9" },
	{ "w = 1/0", "let w: \"1/0\": it has no finite value" },
	{ "w = sqrt(-1)", "let w: \"sqrt(-1)\": its value is no real number" },
	{ "w = a|", "let w: there is nothing beside a |" },
	{ "w = |a", "let w: there is nothing beside a |" },
	{ "w = a||b", "let w: there is nothing beside a |" },
	{ "w = ", "let w: there are no values: 2..9, or 1, 3, 5, or a | b" },
};

static void
test_errors(void)
{
	struct problems ps;
	struct variant v;
	struct question q;

	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		problems_init(&ps, &mem);
		q = question_of(errors[i].lets);
		make(&v, &q, 0, &ps);
		tap_is(slice_str(ps.n == 0 ? "none" : ps.list[0].what),
		    slice_str(errors[i].what), "error of %s", errors[i].lets);
		tap_ok(ps.n == 1 && ps.list[0].line == 10 &&
		    strcmp(ps.list[0].file, "week1.md") == 0,
		    "file and line of %s", errors[i].lets);
	}
	q = question_of("a = 1;b = c;d = 2");
	problems_init(&ps, &mem);
	make(&v, &q, 0, &ps);
	tap_ok(ps.n == 1 && ps.list[0].line == 11, "the line of the second");
	make(&v, &q, 0, NULL);
	tap_int((long long)v.n, 3, "mistakes that nobody wants to know");
}

static long
whole(const struct variant *v, size_t i)
{
	return strtol(v->values[i], NULL, 10);
}

static void
test_earlier(void)
{
	struct problems ps;
	struct variant v;
	struct question q = question_of("w = 2..9;h = 2..9 not w;a = w*h;"
	    "c = red|blue;k = 1..w");
	bool good = true;

	problems_init(&ps, &mem);
	for (int i = 0; i < 200; i++) {
		make(&v, &q, i, &ps);
		good = good && whole(&v, 0) != whole(&v, 1) &&
		    whole(&v, 2) == whole(&v, 0) * whole(&v, 1) &&
		    whole(&v, 4) <= whole(&v, 0);
	}
	tap_ok(good && ps.n == 0, "lets of earlier lets");
	q = question_of("c = red|blue;w = c*2");
	make(&v, &q, 0, &ps);
	tap_is(slice_str(ps.n == 0 ? "" : ps.list[0].what), slice_str(
	    "let w: \"c*2\": there is no c here"), "words are no numbers");
}

static void
test_seed(void)
{
	struct question q, less;
	struct variant a, b;
	struct variant_key who = { key, "ann", "week1", "q", 0 };
	const char *first;
	unsigned long long seed;

	q = question_of("w = 1..1000;h = 1..1000;k = 1..1000");
	variant_make(&a, &mem, &q, &who, "f", NULL);
	first = values_of(&a);
	seed = a.seed;
	variant_make(&b, &mem, &q, &who, "f", NULL);
	tap_is(slice_str(values_of(&b)), slice_str(first), "always the same");
	tap_ok(seed == 6293719907815597395ull, "the seed that it ever was");
	tap_is(slice_str(first), slice_str("903 758 399"),
	    "and its values");
	who.number = 1;
	variant_make(&b, &mem, &q, &who, "f", NULL);
	tap_ok(b.seed != seed, "another variant");
	who.number = 0;
	who.user = "bob";
	variant_make(&b, &mem, &q, &who, "f", NULL);
	tap_ok(b.seed != seed, "another user");
	who.user = "annw";
	who.page = "eek1";
	variant_make(&b, &mem, &q, &who, "f", NULL);
	tap_ok(b.seed != seed, "user and page do not run together");
	less = question_of("k = 1..1000");
	make(&b, &less, 0, NULL);
	tap_is(slice_str(b.values[0]), slice_str(strrchr(first, ' ') + 1),
	    "a let keeps its value when others go");
}

static const struct {
	const char	*in, *want;
} fills[] = {	/* w = 3, h = 7, m = -2, c = red, p = 1.50 */
	{ "", "" }, { "no braces", "no braces" },
	{ "{w}", "3" }, { "a {w} b {h} c", "a 3 b 7 c" },
	{ "{w*h}", "21" }, { "{w/h}", "0.4285714286" },
	{ "{w/h:2}", "0.43" }, { "{w:2}", "3.00" }, { "{w/h:0}", "0" },
	{ "{ w }", "3" }, { "{c}", "red" }, { "{p}", "1.50" },
	{ "{p*1}", "1.5" }, { "{m}", "-2" }, { "{w+m}", "1" },
	{ "{z}", "{z}" }, { "{c*2}", "{c*2}" }, { "{2*3}", "{2*3}" },
	{ "{e}", "{e}" }, { "{}", "{}" }, { "{", "{" }, { "}", "}" },
	{ "{w", "{w" }, { "{{w}}", "{3}" }, { "{w\n}", "{w\n}" },
	{ "\\{w}", "{w}" }, { "\\{w\\}", "{w}" }, { "\\\\ {w}", "\\\\ 3" },
	{ "{w/(w-3)}", "{w/(w-3)}" }, { "{_gap_}", "{_gap_}" },
	{ "`{w}`", "`3`" }, { "`{w*h}`", "`{w*h}`" },
	{ "`` `{w+h} ``", "`` `{w+h} ``" }, { "` {w*h}", "` 21" },
	{ "```\nif (x) {w*h}\n{w}\n```\n{w*h}",
	    "```\nif (x) {w*h}\n3\n```\n21" },
	{ "$x^{w}$", "$x^{3}$" }, { "$\\frac{w}{h}$", "$\\frac{3}{7}$" },
	{ "$\\{w+h\\}$", "$\\{w+h\\}$" }, { "$x^{w+h}$", "$x^{w+h}$" },
	{ "$$\n{w}x\n$$ {w+h}", "$$\n{3}x\n$$ 10" },
	{ "costs $5 and {w+h}", "costs $5 and 10" },
	{ "$5 and $6 {w+h}", "$5 and $6 10" },
	{ "$ {w+h} $", "$ 10 $" }, { "\\$ {w+h}$", "\\$ 10$" },
	{ "$a\n\n{w+h}$", "$a\n\n10$" }, { "{w}$", "3$" }, { "$", "$" },
	{ "$$", "$$" }, { "`", "`" }, { "\\", "\\" },
};

static const struct {
	const char	*in, *want;
} formulas[] = {
	{ "{w}^2", "3^2" }, { "{m}^2", "(-2)^2" }, { "5{m}", "5(-2)" },
	{ "{w/h:2}x", "0.43x" }, { "`{w+h}`", "`10`" },
	{ "{1/h/h/h/h/h/h/h/h}", "(1.734665256e-07)" },
};

static void
test_fill(void)
{
	struct question q = question_of("w = 3;h = 7;m = -2;c = red|red;"
	    "p = 1.50");
	struct variant v, none = { .n = 0 };

	make(&v, &q, 0, NULL);
	for (size_t i = 0; i < sizeof(fills) / sizeof(fills[0]); i++)
		tap_is(slice_str(variant_fill(&mem, &v, fills[i].in)),
		    slice_str(fills[i].want), "fill %s", fills[i].in);
	for (size_t i = 0; i < sizeof(formulas) / sizeof(formulas[0]); i++)
		tap_is(slice_str(variant_formula(&mem, &v, formulas[i].in)),
		    slice_str(formulas[i].want), "formula %s",
		    formulas[i].in);
	tap_ok(variant_fill(&mem, &v, NULL) == NULL, "no text");
	tap_is(slice_str(variant_fill(&mem, &none, "\\{w} {w}")),
	    slice_str("\\{w} {w}"), "no lets");
	tap_ok(variant_odd(&mem, &v, "{w} {_x_} {2}") == NULL, "nothing odd");
	tap_is(slice_str(variant_odd(&mem, &v, "{w} {wz}")),
	    slice_str("{wz}: there is no wz here: use w, h, m, p"),
	    "something odd");
}

int
main(void)
{
	mem_init(&mem, 0);
	test_choices();
	test_errors();
	test_earlier();
	test_seed();
	test_fill();
	mem_release(&mem);
	return tap_done();
}
