#include "apps/tutor/model/expr.h"

#include <complex.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tap.h"
#include "web/mem.h"
#include "web/number.h"
#include "web/text.h"
#include "web/xml.h"

static struct mem	mem;
static const char *const names_list[] = { "x", "y", "theta", "n" };
static const struct expr_names names = { names_list, 4 };
/* x, y, theta, n */
static const double complex at[] = { 2, 3, 0.5, 7 };

static const struct {
	const char	*in;
	double		 real, imaginary;
} values[] = {
	{ "7", 7, 0 }, { "007", 7, 0 }, { "3.5", 3.5, 0 }, { ".5", 0.5, 0 },
	{ "5.", 5, 0 }, { "1e3", 1000, 0 }, { "2.5E-1", 0.25, 0 },
	{ "2e", 2 * 2.718281828459045, 0 }, { "2e3x", 4000, 0 },
	{ "x", 2, 0 }, { " x \t+\n y ", 5, 0 }, { "x-y-1", -2, 0 },
	{ "x-(y-1)", 0, 0 }, { "8/4/2", 1, 0 }, { "8/(4/2)", 4, 0 },
	{ "2x", 4, 0 }, { "2xy", 12, 0 }, { "xy", 6, 0 }, { "x y", 6, 0 },
	{ "yx^2", 12, 0 }, { "x(x+1)", 6, 0 }, { "(x)(y)", 6, 0 },
	{ "(x)y", 6, 0 }, { "1/2x", 1, 0 }, { "1/(2x)", 0.25, 0 },
	{ "2^3^2", 512, 0 }, { "2^-1", 0.5, 0 }, { "-x^2", -4, 0 },
	{ "(-x)^2", 4, 0 }, { "-2x+1", -3, 0 }, { "--x", 2, 0 },
	{ "+x", 2, 0 }, { "2*-3", -6, 0 }, { "2--3", 5, 0 },
	{ "2**3", 8, 0 }, { "2\xc3\x97" "3", 6, 0 },
	{ "5\xe2\x88\x92" "3", 2, 0 }, { "2\xc2\xb7" "3", 6, 0 },
	{ "6\xc3\xb7" "3", 2, 0 }, { "2\xcf\x80", 6.283185307179586, 0 },
	{ "theta", 0.5, 0 }, { "2theta", 1, 0 }, { "thetax", 1, 0 },
	{ "sqrt(9)", 3, 0 }, { "sqrt (9)", 3, 0 }, { "sqrt(-4)", 0, 2 },
	{ "sqrt(4/(-1))", 0, 2 }, { "sqrt(-x)", 0, 1.4142135623730951 },
	{ "sqrt(0-x)", 0, 1.4142135623730951 }, { "abs(-3)", 3, 0 },
	{ "abs(3+4i)", 5, 0 }, { "sin(0)", 0, 0 }, { "cos(0)", 1, 0 },
	{ "tan(pi/4)", 1, 0 }, { "asin(1)", 1.5707963267948966, 0 },
	{ "arcsin(1)", 1.5707963267948966, 0 }, { "acos(1)", 0, 0 },
	{ "atan(1)", 0.7853981633974483, 0 }, { "sinh(0)", 0, 0 },
	{ "cosh(0)", 1, 0 }, { "tanh(0)", 0, 0 }, { "exp(0)", 1, 0 },
	{ "ln(e)", 1, 0 }, { "log(100)", 2, 0 }, { "log10(100)", 2, 0 },
	{ "log2(8)", 3, 0 }, { "xlog2(8)", 6, 0 }, { "x sin(0)", 0, 0 },
	{ "2sin(pi/2)", 2, 0 }, { "i^2", -1, 0 }, { "e^(i*pi)", -1, 0 },
	{ "0^0", 1, 0 }, { "x^0.5", 1.4142135623730951, 0 },
	{ "(-8)^(1/3)", 1, 1.7320508075688772 }, { "0^0.5", 0, 0 },
	{ "n", 7, 0 }, { "3(x+1)", 9, 0 },
};

static const struct {
	const char	*in, *what;
} errors[] = {
	{ "", "there is no formula" }, { "  ", "there is no formula" },
	{ "(x", "a ) is missing" }, { "sin(x", "a ) is missing" },
	{ "x)", "there is a ) too many" },
	{ "()", "something is missing before a )" },
	{ "x+", "something is missing at the end" },
	{ "*x", "* stands where a number or a name should" },
	{ "x = 3", "= stands where a number or a name should" },
	{ "x!", "! stands where a number or a name should" },
	{ "z", "there is no z here: use x, y, theta, n" },
	{ "X", "there is no X here: use x, y, theta, n" },
	{ "xz", "there is no xz here: use x, y, theta, n" },
	{ "f(x)", "there is no f here: use x, y, theta, n" },
	{ "x2", "a * is missing before 2" },
	{ "(x)2", "a * is missing before 2" },
	{ "2 3", "a * is missing before 3" },
	{ "1.2.3", "a * is missing before ." },
	{ ".", "a point stands where none can be" },
	{ "1,5", "a comma stands where none can be: decimal numbers have a "
	    "point" },
	{ "sin(1,5)", "a comma stands where none can be: decimal numbers "
	    "have a point" },
	{ ",5", "a comma stands where none can be: decimal numbers have a "
	    "point" },
	{ "sin", "sin needs ( and ) round what it is of: sin(x)" },
	{ "sin x", "sin needs ( and ) round what it is of: sin(x)" },
	{ "sinx", "sin needs ( and ) round what it is of: sin(x)" },
	{ "log2", "log2 needs ( and ) round what it is of: log2(x)" },
	{ "x\xc2\xb2", "there is a character in it that is no part of "
	    "formulas" },
	{ "2 \xff", "there is a character in it that is no part of "
	    "formulas" },
	{ "<script>", "< stands where a number or a name should" },
};

static const struct expr *
read_it(const char *s, const char **what)
{
	return expr_read(&mem, s, strlen(s), &names, what);
}

static void
test_values(void)
{
	const struct expr *e;
	const char *what = NULL;
	double complex z, want;

	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		want = values[i].real + values[i].imaginary * I;
		e = read_it(values[i].in, &what);
		z = e == NULL ? NAN : expr_value(e, at);
		if (!tap_ok(cabs(z - want) < 1e-12, "value of %s",
		    values[i].in))
			tap_note("got %.17g %.17g %s", creal(z), cimag(z),
			    what == NULL ? "" : what);
	}
}

static void
test_errors(void)
{
	const char *what;

	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		what = "none";
		tap_ok(read_it(errors[i].in, &what) == NULL,
		    "refuse %s", errors[i].in);
		tap_is(slice_str(what), slice_str(errors[i].what),
		    "why not %s", errors[i].in);
	}
	tap_ok(expr_read(&mem, "1\0", 2, &names, &what) == NULL,
	    "a NUL is no end");
	tap_ok(expr_read(&mem, "pi", 2, NULL, &what) != NULL, "no names");
}

/* n times the text, then another, then n times a third. */
static const char *
repeat(const char *before, const char *middle, const char *behind, size_t n)
{
	struct text t;

	text_init(&t, &mem);
	for (size_t i = 0; i < n; i++)
		text_adds(&t, before);
	text_adds(&t, middle);
	for (size_t i = 0; i < n; i++)
		text_adds(&t, behind);
	return t.p;
}

static const struct {
	const char	*name, *before, *middle, *behind;
	size_t		 good, bad;
} limits[] = {
	{ "parentheses", "(", "x", ")", 60, 65 },
	{ "functions", "sin(", "x", ")", 60, 65 },
	{ "signs", "-", "x", "", 60, 66 },
	{ "powers", "x^", "x", "", 60, 65 },
	{ "fractions", "", "x", "/x", 60, 70 },
	{ "terms", "x+", "x", "", 240, 250 },
	{ "factors", "x ", "x", "", 240, 250 },
	{ "hostile", "(((((-", "", "", 1, 100000 },
	{ "hostile powers", "2^", "2", "", 2, 100000 },
	{ "blanks", " ", "x", " ", 100000, 0 },
	{ "digits", "1", "1", "1", 90, 110 },
	{ "unknown letters", "q", "q", "q", 0, 100000 },
};

static void
test_limits(void)
{
	const char *what, *s;

	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
		s = repeat(limits[i].before, limits[i].middle,
		    limits[i].behind, limits[i].good);
		if (limits[i].good > 2)
			tap_ok(read_it(s, &what) != NULL, "%zu %s",
			    limits[i].good, limits[i].name);
		s = repeat(limits[i].before, limits[i].middle,
		    limits[i].behind, limits[i].bad);
		if (limits[i].bad > 0)
			tap_ok(read_it(s, &what) == NULL, "not %zu %s",
			    limits[i].bad, limits[i].name);
	}
}

static const struct {
	const char	*in, *want;	/* inside <math><mrow> */
} shown[] = {
	{ "x", "<mi>x</mi>" },
	{ "theta", "<mi>\xce\xb8</mi>" },
	{ "1.50", "<mn>1.50</mn>" },
	{ "2e-3", "<mn>2</mn><mo>\xc3\x97</mo><msup><mn>10</mn><mrow><mo>"
	    "\xe2\x88\x92</mo><mn>3</mn></mrow></msup>" },
	{ "2x", "<mn>2</mn><mo>\xe2\x81\xa2</mo><mi>x</mi>" },
	{ "x*2", "<mi>x</mi><mo>\xe2\x8b\x85</mo><mn>2</mn>" },
	{ "x-y", "<mi>x</mi><mo>\xe2\x88\x92</mo><mi>y</mi>" },
	{ "x-(y-n)", "<mi>x</mi><mo>\xe2\x88\x92</mo><mrow><mo>(</mo><mi>y"
	    "</mi><mo>\xe2\x88\x92</mo><mi>n</mi><mo>)</mo></mrow>" },
	{ "-x", "<mo form=\"prefix\">\xe2\x88\x92</mo><mi>x</mi>" },
	{ "x/y", "<mfrac><mrow><mi>x</mi></mrow><mrow><mi>y</mi></mrow>"
	    "</mfrac>" },
	{ "(x+y)^2", "<msup><mrow><mrow><mo>(</mo><mi>x</mi><mo>+</mo><mi>y"
	    "</mi><mo>)</mo></mrow></mrow><mrow><mn>2</mn></mrow></msup>" },
	{ "sqrt(x)", "<msqrt><mi>x</mi></msqrt>" },
	{ "abs(x)", "<mrow><mo>|</mo><mi>x</mi><mo>|</mo></mrow>" },
	{ "log(x)", "<msub><mi>log</mi><mn>10</mn></msub><mo>\xe2\x81\xa1"
	    "</mo><mrow><mo>(</mo><mi>x</mi><mo>)</mo></mrow>" },
	{ "arcsin(x)", "<mi>arcsin</mi><mo>\xe2\x81\xa1</mo><mrow><mo>(</mo>"
	    "<mi>x</mi><mo>)</mo></mrow>" },
	{ "sin(x)^2", "<msup><mrow><mrow><mo>(</mo><mi>sin</mi><mo>"
	    "\xe2\x81\xa1</mo><mrow><mo>(</mo><mi>x</mi><mo>)</mo></mrow>"
	    "<mo>)</mo></mrow></mrow><mrow><mn>2</mn></mrow></msup>" },
};

static void
test_mathml(void)
{
	const char *what;
	const struct expr *e;
	struct text t;
	struct xml x;

	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++) {
		e = read_it(shown[i].in, &what);
		text_init(&t, &mem);
		if (e != NULL)
			expr_mathml(&t, e);
		tap_is(slice_str(t.p), slice_str(mem_printf(&mem,
		    "<math><mrow>%s</mrow></math>", shown[i].want)),
		    "show %s", shown[i].in);
	}
	e = read_it(repeat("sin((x/(", "x", ")+1)^2)", 20), &what);
	text_init(&t, &mem);
	if (tap_ok(e != NULL, "read a deep one"))
		expr_mathml(&t, e);
	tap_ok(xml_check(&x, t.p, t.n) && x.deepest < 400,
	    "a deep one is well-formed");
}

static const struct {
	const char	*a, *b;		/* the solution first */
	double		 low, high, relative;
	int		 want;
} same[] = {
	{ "3x^2", "3*x*x", 1, 5, 1e-6, 1 },
	{ "3x^2", "x^3", 1, 5, 1e-6, 0 },
	{ "(x+y)^2", "x^2+2xy+y^2", -2, 2, 1e-6, 1 },
	{ "(x+y)^2", "x^2+y^2", -2, 2, 1e-6, 0 },
	{ "sin(2x)", "2sin(x)cos(x)", -3, 3, 1e-6, 1 },
	{ "sin(x)^2+cos(x)^2", "1", -3, 3, 1e-6, 1 },
	{ "ln(x^2)", "2ln(x)", 1, 5, 1e-6, 1 },
	{ "ln(x^2)", "2ln(x)", -5, -1, 1e-6, 0 },
	{ "sqrt(x^2)", "x", 1, 5, 1e-6, 1 },
	{ "sqrt(x^2)", "x", -5, 5, 1e-6, 0 },
	{ "sqrt(x)", "x^(1/2)", -5, 5, 1e-6, 1 },
	{ "e^(i*x)", "cos(x)+i*sin(x)", 0, 6, 1e-6, 1 },
	{ "0", "x-x", 1, 5, 1e-6, 1 },
	{ "0", "sin(x)^2+cos(x)^2-1", 1, 5, 1e-6, 1 },
	{ "sin(x)^2+cos(x)^2-1", "0", 1, 5, 1e-6, 1 },
	{ "0", "0.001", 1, 5, 1e-6, 0 },
	{ "x", "1.001x", 1, 5, 1e-6, 0 },
	{ "x", "1.001x", 1, 5, 0.01, 1 },
	{ "1/x", "1/x", -1, 1, 1e-6, 1 },
	{ "1/(x-x)", "1", 1, 5, 1e-6, -1 },
	{ "ln(0)", "1", 1, 5, 1e-6, -1 },
	{ "x", "1/(x-x)", 1, 5, 1e-6, 0 },
	{ "x", "x+0/0", 1, 5, 1e-6, 0 },
	{ "1e400", "1e400", 1, 5, 1e-6, -1 },
	{ "7", "7", 1, 5, 1e-6, 1 },
	{ "6.6e-34*1e24*x", "6.6e-10x", 1, 5, 1e-6, 1 },
	{ "1e-9*x", "0", 1, 5, 1e-6, 0 },
	{ "abs(x)-x", "abs(x)-x+1e-10", -6, 1, 1e-6, 1 },
};

static void
test_same(void)
{
	const char *what;
	int got;

	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
		double low[] = { same[i].low, same[i].low, 0, 0 };
		double high[] = { same[i].high, same[i].high, 1, 1 };
		struct expr_compare c = { read_it(same[i].a, &what),
		    read_it(same[i].b, &what), low, high, 4,
		    same[i].relative, 1e-12, 0 };

		for (c.seed = 1; c.seed < 20; c.seed++) {
			got = expr_same(&c);
			if (got != same[i].want)
				break;
		}
		tap_int(got, same[i].want, "%s and %s", same[i].a, same[i].b);
	}
}

static const struct {
	double		 value;
	int		 digits;
	const char	*text, *fixed;
} numbers[] = {
	{ 0, 10, "0", "0.00" }, { -0.0, 10, "0", "0.00" },
	{ 7, 10, "7", "7.00" }, { -7, 10, "-7", "-7.00" },
	{ 0.1 + 0.2, 10, "0.3", "0.30" }, { 2.0 / 3, 10, "0.6666666667",
	    "0.67" },
	{ 1e10 + 1, 3, "10000000001", "10000000001.00" },
	{ 1e-7, 10, "1e-07", "0.00" }, { -0.001, 10, "-0.001", "0.00" },
	{ 2.5, 10, "2.5", "2.50" },
};

static void
test_numbers(const char *where)
{
	static const char *const same_numbers[] = { "0.1", "3.14159", "1e23",
	    "123456789.125", "2.2250738585072014e-308", "5e-324" };
	size_t n;

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		tap_is(slice_str(number_text(&mem, numbers[i].value,
		    numbers[i].digits)), slice_str(numbers[i].text),
		    "text of number %zu%s", i, where);
		tap_is(slice_str(number_fixed(&mem, numbers[i].value, 2)),
		    slice_str(numbers[i].fixed), "two decimals of number "
		    "%zu%s", i, where);
	}
	for (size_t i = 0; i < 6; i++) {
		const char *s = same_numbers[i];

		n = number_scan(s, strlen(s));
		tap_ok(n == strlen(s) && number_value(s, n) ==
		    number_value(mem_printf(&mem, "000%s", s), n + 3),
		    "%s%s", s, where);
	}
	tap_ok(number_value("0.1", 3) == 0.1 && number_value("1e23", 4) ==
	    1e23 && number_value("2.2250738585072014e-308", 23) ==
	    2.2250738585072014e-308, "values are the nearest%s", where);
	tap_ok(isinf(number_value("1e99999999999999999999", 22)) &&
	    number_value("1e-99999999999999999999", 23) == 0 &&
	    number_value("0e99", 4) == 0, "exponents have an end%s", where);
}

int
main(void)
{
	static const char *const commas[] = { "de_DE.UTF-8", "fr_FR.UTF-8",
	    "de_DE", "fr_FR" };

	mem_init(&mem, 0);
	test_values();
	test_errors();
	test_limits();
	test_mathml();
	test_same();
	test_numbers("");
	for (size_t i = 0; i < 4; i++)
		if (setlocale(LC_ALL, commas[i]) != NULL) {
			test_numbers(" with a comma");
			test_values();
			break;
		}
	mem_release(&mem);
	return tap_done();
}
