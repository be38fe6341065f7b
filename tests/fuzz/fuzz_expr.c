/*
 * fuzz_expr.c - whatever is written as a formula, reading ends within the
 * limits; what was read has values, is the same as itself, and is shown as
 * well-formed MathML.  So are numbers, what a line expects, and text with
 * braces.
 *
 * The input: one byte for the seed, then the text.
 */
#undef NDEBUG
#include <assert.h>
#include <complex.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "apps/tutor/model/expr.h"
#include "apps/tutor/model/expr_tree.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/quantity.h"
#include "apps/tutor/model/variant.h"
#include "web/mem.h"
#include "web/number.h"
#include "web/text.h"
#include "web/xml.h"

enum { NODE_BYTES = 120 };

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const char *const list[] = { "x", "y", "abc" };
static const struct expr_names names = { list, 3 };

static size_t
nodes(const struct expr *e)
{
	return e == NULL ? 0 : 1 + nodes(e->a) + nodes(e->b);
}

static void
check_shown(struct mem *m, const struct expr *e, size_t size)
{
	struct text t;
	struct xml x;

	text_init(&t, m);
	expr_mathml(&t, e);
	assert(xml_check(&x, t.p, t.n) && x.deepest < 480);
	assert(t.n <= NODE_BYTES * nodes(e) + 2 * size + 100);
}

static void
check_formula(struct mem *m, const char *s, size_t n, unsigned seed)
{
	static const double low[] = { -2, 0.5, 1 }, high[] = { 3, 1, 100 };
	const char *what = NULL;
	struct expr *e = expr_read(m, s, n, &names, &what);
	struct expr_compare c = { e, e, low, high, 3, 1e-6, 0, seed };

	assert((e == NULL) == (what != NULL));
	if (e == NULL) {
		assert(*what != '\0' && strlen(what) < 200);
		return;
	}
	assert(nodes(e) <= EXPR_NODES_MAX && e->height <= EXPR_DEPTH_MAX);
	assert(expr_same(&c) != 0);
	check_shown(m, e, n);
}

static void
check_number(struct mem *m, const char *s, size_t n)
{
	static const struct question q = { .type = Q_NUMBER };
	struct quantity number;
	struct expected e;
	size_t length = number_scan(s, n);

	assert(length <= n && (length == 0 || number_value(s, length) >= 0));
	if (quantity_read(&number, m, s, n) == NULL) {
		assert(isfinite(number.value) && strlen(number.unit) <= n);
		(void)number_text(m, number.value, 10);
	}
	if (expected_read(&e, m, &q, mem_dup(m, s, n)) == NULL) {
		assert(!isnan(e.value) && !isnan(e.low) && !isnan(e.high));
		if (!e.open_low && isfinite(e.value))
			assert(expected_holds(&e, e.value));
	}
}

static void
check_variant(struct mem *m, const char *s, size_t n, unsigned seed)
{
	static const unsigned char key[32];
	const char *text = mem_dup(m, s, n);
	struct let lets[] = { { "w", "2..9", 1 }, { "v", text, 2 } };
	struct question q = { .lets = lets, .nlets = 2, .name = "q" };
	struct variant_key who = { key, "u", "p", "q", (int)seed };
	struct variant v;
	const char *filled;

	variant_make(&v, m, &q, &who, "f", NULL);
	assert(v.n == 2 && v.values[1] != NULL);
	filled = variant_fill(m, &v, text);
	if (strchr(text, '{') == NULL)
		assert(strlen(filled) <= strlen(text));
	(void)variant_formula(m, &v, text);
	(void)variant_odd(m, &v, text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *s = (const char *)data + 1;
	struct mem m;

	if (size == 0)
		return 0;
	mem_init(&m, 0);
	check_formula(&m, s, size - 1, data[0]);
	check_number(&m, s, size - 1);
	check_variant(&m, s, size - 1, data[0]);
	mem_release(&m);
	return 0;
}
