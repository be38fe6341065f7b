/*
 * expr_mathml.c - a formula as it was read, for the eyes.
 */
#include "apps/tutor/model/expr.h"

#include <string.h>

#include "apps/tutor/model/expr_tree.h"
#include "web/text.h"

/* How tightly a node holds together. */
enum { LOOSE = 0, SUM, SIGN, PRODUCT, POWER, ATOM };

static void show(struct text *, const struct expr *, int level);

static const struct {
	const char	*name, *letter;
} greek[] = {
	{ "pi", "\xcf\x80" }, { "alpha", "\xce\xb1" }, { "beta", "\xce\xb2" },
	{ "gamma", "\xce\xb3" }, { "delta", "\xce\xb4" },
	{ "epsilon", "\xce\xb5" }, { "eta", "\xce\xb7" },
	{ "theta", "\xce\xb8" }, { "kappa", "\xce\xba" },
	{ "lambda", "\xce\xbb" }, { "mu", "\xce\xbc" }, { "nu", "\xce\xbd" },
	{ "xi", "\xce\xbe" }, { "rho", "\xcf\x81" }, { "sigma", "\xcf\x83" },
	{ "tau", "\xcf\x84" }, { "phi", "\xcf\x86" }, { "chi", "\xcf\x87" },
	{ "psi", "\xcf\x88" }, { "omega", "\xcf\x89" },
	{ "Delta", "\xce\x94" }, { "Omega", "\xce\xa9" },
};

static int
level_of(const struct expr *e)
{
	switch (e->kind) {
	case EXPR_ADD:
	case EXPR_SUBTRACT:
		return SUM;
	case EXPR_NEGATE:
		return SIGN;
	case EXPR_MULTIPLY:
		return PRODUCT;
	case EXPR_DIVIDE:
	case EXPR_POWER:
		return POWER;
	case EXPR_CALL:
		return expr_function(e->index)->shown == NULL ? ATOM : POWER;
	case EXPR_NUMBER:
		return strpbrk(e->text, "eE") == NULL ? ATOM : PRODUCT;
	case EXPR_NAME:
	case EXPR_CONSTANT:
		break;
	}
	return ATOM;
}

static void
name(struct text *t, const char *s)
{
	for (size_t i = 0; i < sizeof(greek) / sizeof(greek[0]); i++)
		if (strcmp(greek[i].name, s) == 0)
			s = greek[i].letter;
	text_htmlf(t, "<mi>%s</mi>", s);
}

/* 2e-3 as 2 times ten to the minus third. */
static void
number(struct text *t, const char *s)
{
	size_t n = strcspn(s, "eE");

	text_htmlf(t, "<mn>%.*s</mn>", (int)n, s);
	if (s[n] == '\0')
		return;
	s += n + 1;
	text_adds(t, "<mo>\xc3\x97</mo><msup><mn>10</mn><mrow>");
	if (*s == '-')
		text_adds(t, "<mo>\xe2\x88\x92</mo>");
	text_htmlf(t, "<mn>%s</mn></mrow></msup>", s + strspn(s, "+-"));
}

static void
row(struct text *t, const struct expr *e, int level)
{
	text_adds(t, "<mrow>");
	show(t, e, level);
	text_adds(t, "</mrow>");
}

static void
call(struct text *t, const struct expr *e)
{
	const struct expr_function *f = expr_function(e->index);

	if (strcmp(f->name, "sqrt") == 0) {
		text_adds(t, "<msqrt>");
		show(t, e->a, LOOSE);
		text_adds(t, "</msqrt>");
	} else if (strcmp(f->name, "abs") == 0) {
		text_adds(t, "<mrow><mo>|</mo>");
		show(t, e->a, LOOSE);
		text_adds(t, "<mo>|</mo></mrow>");
	} else {
		if (strcmp(f->name, "log2") == 0)
			text_adds(t, "<msub><mi>log</mi><mn>2</mn></msub>");
		else if (strncmp(f->name, "log", 3) == 0)
			text_adds(t, "<msub><mi>log</mi><mn>10</mn></msub>");
		else
			text_htmlf(t, "<mi>%s</mi>", f->shown);
		text_adds(t, "<mo>\xe2\x81\xa1</mo><mrow><mo>(</mo>");
		show(t, e->a, LOOSE);
		text_adds(t, "<mo>)</mo></mrow>");
	}
}

/* Does what is written begin with a digit? */
static bool
digit_first(const struct expr *e)
{
	while (e->kind == EXPR_MULTIPLY || e->kind == EXPR_POWER)
		e = e->a;
	return e->kind == EXPR_NUMBER;
}

static void
binary(struct text *t, const struct expr *e)
{
	switch (e->kind) {
	case EXPR_ADD:
	case EXPR_SUBTRACT:
		show(t, e->a, SUM);
		text_adds(t, e->kind == EXPR_ADD ? "<mo>+</mo>" :
		    "<mo>\xe2\x88\x92</mo>");
		show(t, e->b, PRODUCT);
		break;
	case EXPR_MULTIPLY:
		show(t, e->a, PRODUCT);
		text_adds(t, digit_first(e->b) ? "<mo>\xe2\x8b\x85</mo>" :
		    "<mo>\xe2\x81\xa2</mo>");
		show(t, e->b, POWER);
		break;
	default:
		text_adds(t, e->kind == EXPR_DIVIDE ? "<mfrac>" : "<msup>");
		row(t, e->a, e->kind == EXPR_DIVIDE ? LOOSE : ATOM);
		row(t, e->b, LOOSE);
		text_adds(t, e->kind == EXPR_DIVIDE ? "</mfrac>" : "</msup>");
		break;
	}
}

static void
show(struct text *t, const struct expr *e, int level)
{
	bool inner = level_of(e) < level;

	if (inner)
		text_adds(t, "<mrow><mo>(</mo>");
	if (e->kind == EXPR_NUMBER) {
		number(t, e->text);
	} else if (e->kind == EXPR_NAME || e->kind == EXPR_CONSTANT) {
		name(t, e->text);
	} else if (e->kind == EXPR_CALL) {
		call(t, e);
	} else if (e->kind == EXPR_NEGATE) {
		text_adds(t, "<mo form=\"prefix\">\xe2\x88\x92</mo>");
		show(t, e->a, PRODUCT);
	} else {
		binary(t, e);
	}
	if (inner)
		text_adds(t, "<mo>)</mo></mrow>");
}

void
expr_mathml(struct text *t, const struct expr *e)
{
	text_adds(t, "<math>");
	row(t, e, LOOSE);
	text_adds(t, "</math>");
}
