#include "web/mathml.h"

#include <stdio.h>
#include <string.h>

#include "apps/lib/mathml_command.h"
#include "apps/lib/mathml_symbol.h"
#include "tap.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/xml.h"

struct row {
	const char	*name;
	bool		 display;
	const char	*tex, *want;	/* want: inside of <semantics> */
};

static const struct row good[] = {
	{ "a letter", false, "x",
	    "<mi>x</mi>" },
	{ "a number", false, "3.14",
	    "<mn>3.14</mn>" },
	{ "two digits of a script", false, "x^23",
	    "<mrow><msup><mi>x</mi><mn>2</mn></msup><mn>3</mn></mrow>" },
	{ "a number that begins with its point", false, ".5",
	    "<mn>.5</mn>" },
	{ "a sum of two", false, "a+b",
	    "<mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow>" },
	{ "a sign", false, "-b",
	    "<mrow><mo form=\"prefix\">−</mo><mi>b</mi></mrow>" },
	{ "a sign behind a relation", false, "a=-b",
	    "<mrow><mi>a</mi><mo>=</mo><mo form=\"prefix\">−</mo><mi>b"
	    "</mi></mrow>" },
	{ "a sign before an end", false, "x_{i+}",
	    "<msub><mi>x</mi><mrow><mi>i</mi><mo form=\"prefix\">+</mo>"
	    "</mrow></msub>" },
	{ "a star as a script", false, "A^*",
	    "<msup><mi>A</mi><mo lspace=\"0\" rspace=\"0\">∗</mo></msup>" },
	{ "a difference of a group", false, "a{-}b",
	    "<mrow><mi>a</mi><mo form=\"prefix\">−</mo><mi>b</mi></mrow>" },
	{ "a comma that is none", false, "3{,}1",
	    "<mrow><mn>3</mn><mo lspace=\"0\" rspace=\"0\">,</mo><mn>1</mn>"
	    "</mrow>" },
	{ "sub, then super", false, "x_1^2",
	    "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>" },
	{ "super, then sub", false, "x^2_1",
	    "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>" },
	{ "a script of a script", false, "x^{a^b}",
	    "<msup><mi>x</mi><msup><mi>a</mi><mi>b</mi></msup></msup>" },
	{ "no base", false, "{}_2F",
	    "<mrow><msub><mrow></mrow><mn>2</mn></msub><mi>F</mi></mrow>" },
	{ "a prime", false, "f'",
	    "<msup><mi>f</mi><mo>′</mo></msup>" },
	{ "two primes and a power", false, "f''^2",
	    "<msup><mi>f</mi><mrow><mo>′′</mo><mn>2</mn></mrow></msup>" },
	{ "a fraction", false, "\\frac{a}{b}",
	    "<mfrac><mi>a</mi><mi>b</mi></mfrac>" },
	{ "a fraction of digits", false, "\\frac12",
	    "<mfrac><mn>1</mn><mn>2</mn></mfrac>" },
	{ "over", false, "{a \\over bc}",
	    "<mfrac><mi>a</mi><mrow><mi>b</mi><mi>c</mi></mrow></mfrac>" },
	{ "choose", false, "n \\choose k",
	    "<mrow><mo>(</mo><mfrac linethickness=\"0\"><mi>n</mi><mi>k</mi>"
	    "</mfrac><mo>)</mo></mrow>" },
	{ "a root", false, "\\sqrt x",
	    "<msqrt><mi>x</mi></msqrt>" },
	{ "an nth root", false, "\\sqrt[n]{x+1}",
	    "<mroot><mrow><mi>x</mi><mo>+</mo><mn>1</mn></mrow><mi>n</mi>"
	    "</mroot>" },
	{ "a bracket inside braces of an index", false, "\\sqrt[{a]}]{x}",
	    "<mroot><mi>x</mi><mrow><mi>a</mi><mo stretchy=\"false\">]</mo>"
	    "</mrow></mroot>" },
	{ "a binomial", false, "\\binom nk",
	    "<mrow><mo form=\"prefix\">(</mo><mfrac linethickness=\"0\"><mi>"
	    "n</mi><mi>k</mi></mfrac><mo form=\"postfix\">)</mo></mrow>" },
	{ "limits in display", true, "\\sum_{i}^n i",
	    "<mrow><munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover>"
	    "<mi>i</mi></mrow>" },
	{ "limits in a line", false, "\\sum_i^n i",
	    "<mrow><msubsup><mo>∑</mo><mi>i</mi><mi>n</mi></msubsup><mi>i"
	    "</mi></mrow>" },
	{ "limits that are forced", false, "\\sum\\limits_i i",
	    "<mrow><munder><mo movablelimits=\"false\">∑</mo><mi>i</mi>"
	    "</munder><mi>i</mi></mrow>" },
	{ "limits that are forbidden", true, "\\sum\\nolimits_i i",
	    "<mrow><msub><mo>∑</mo><mi>i</mi></msub><mi>i</mi></mrow>" },
	{ "limits of a name", true, "\\lim_{x\\to 0}",
	    "<munder><mi>lim</mi><mrow><mi>x</mi><mo>→</mo><mn>0</mn>"
	    "</mrow></munder>" },
	{ "no limits in a fraction", true, "\\frac{\\sum_i}{2}",
	    "<mfrac><msub><mo>∑</mo><mi>i</mi></msub><mn>2</mn></mfrac>" },
	{ "an integral has none", true, "\\int_0^1",
	    "<msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup>" },
	{ "a name and its argument", false, "\\sin x",
	    "<mrow><mi>sin</mi><mo>\xe2\x81\xa1</mo>"
	    "<mspace width=\"0.1667em\"/><mi>x</mi></mrow>" },
	{ "a name and parentheses", false, "\\sin(x)",
	    "<mrow><mi>sin</mi><mo>\xe2\x81\xa1</mo><mo stretchy=\"false\">("
	    "</mo><mi>x</mi><mo stretchy=\"false\">)</mo></mrow>" },
	{ "a name behind a number", false, "2\\cos x",
	    "<mrow><mn>2</mn><mspace width=\"0.1667em\"/><mi>cos</mi><mo>"
	    "\xe2\x81\xa1</mo><mspace width=\"0.1667em\"/><mi>x</mi></mrow>" },
	{ "fences that stretch", false, "\\left( x \\right]",
	    "<mrow><mo form=\"prefix\" stretchy=\"true\" fence=\"true\">("
	    "</mo><mi>x</mi><mo form=\"postfix\" stretchy=\"true\" "
	    "fence=\"true\">]</mo></mrow>" },
	{ "no fence", false, "\\left. x \\right|",
	    "<mrow><mi>x</mi><mo form=\"postfix\" stretchy=\"true\" "
	    "fence=\"true\">|</mo></mrow>" },
	{ "a fence in the middle", false, "\\left\\{ x \\middle| y \\right\\}",
	    "<mrow><mo form=\"prefix\" stretchy=\"true\" fence=\"true\">{"
	    "</mo><mi>x</mi><mo stretchy=\"true\" fence=\"true\" "
	    "lspace=\"0.1667em\" rspace=\"0.1667em\">|</mo><mi>y</mi><mo "
	    "form=\"postfix\" stretchy=\"true\" fence=\"true\">}</mo></mrow>" },
	{ "fences that do not", false, "(x)",
	    "<mrow><mo stretchy=\"false\">(</mo><mi>x</mi>"
	    "<mo stretchy=\"false\">)</mo></mrow>" },
	{ "a big one", false, "\\bigl[",
	    "<mo stretchy=\"true\" symmetric=\"true\" minsize=\"1.2em\" "
	    "maxsize=\"1.2em\" lspace=\"0\" rspace=\"0\">[</mo>" },
	{ "an accent", false, "\\hat x",
	    "<mover accent=\"true\"><mi>x</mi><mo stretchy=\"false\">^</mo>"
	    "</mover>" },
	{ "a bar", false, "\\overline{ab}",
	    "<mover class=\"math-overline\" accent=\"true\"><mrow><mi>a</mi>"
	    "<mi>b</mi></mrow><mo>‾</mo></mover>" },
	{ "a brace with a label", false, "\\underbrace{a}_{b}",
	    "<munder><munder accentunder=\"true\"><mi>a</mi>"
	    "<mo stretchy=\"true\">⏟</mo></munder><mi>b</mi></munder>" },
	{ "text", false, "\\text{ if \\%x<y }",
	    "<mtext>\xc2\xa0if %x&lt;y\xc2\xa0</mtext>" },
	{ "roman", false, "\\mathrm{d}x",
	    "<mrow><mi mathvariant=\"normal\">d</mi><mi>x</mi></mrow>" },
	{ "a word", false, "\\mathrm{kg}",
	    "<mi>kg</mi>" },
	{ "double-struck", false, "\\mathbb{R}",
	    "<mi>ℝ</mi>" },
	{ "script, encoded early", false, "\\mathcal{L}",
	    "<mi>ℒ</mi>" },
	{ "bold, Greek", false, "\\boldsymbol{\\alpha}",
	    "<mi>𝜶</mi>" },
	{ "a capital", false, "\\Gamma",
	    "<mi mathvariant=\"normal\">Γ</mi>" },
	{ "an operator's name", false, "\\operatorname{tr} A",
	    "<mrow><mi>tr</mi><mo>\xe2\x81\xa1</mo>"
	    "<mspace width=\"0.1667em\"/><mi>A</mi></mrow>" },
	{ "not equal", false, "\\not= \\not\\to \\not\\perp",
	    "<mrow><mo>≠</mo><mo>↛</mo><mo>⟂̸</mo></mrow>" },
	{ "a space", false, "a\\,b",
	    "<mrow><mi>a</mi><mspace width=\"0.1667em\"/><mi>b</mi></mrow>" },
	{ "modulo", false, "a \\pmod n",
	    "<mrow><mi>a</mi><mrow><mspace width=\"1em\"/>"
	    "<mo stretchy=\"false\">(</mo><mi>mod</mi>"
	    "<mspace width=\"0.3333em\"/><mi>n</mi><mo stretchy=\"false\">)"
	    "</mo></mrow></mrow>" },
	{ "a definition", false, "x := y",
	    "<mrow><mi>x</mi><mo>:=</mo><mi>y</mi></mrow>" },
	{ "a style", false, "\\displaystyle x \\textstyle y",
	    "<mrow><mstyle displaystyle=\"true\" scriptlevel=\"0\"><mi>x"
	    "</mi></mstyle><mstyle displaystyle=\"false\" scriptlevel=\"0\">"
	    "<mi>y</mi></mstyle></mrow>" },
	{ "a comment", false, "a % b",
	    "<mi>a</mi>" },
	{ "a matrix", false, "\\begin{pmatrix} a & b \\\\ c \\end{pmatrix}",
	    "<mrow><mo form=\"prefix\" stretchy=\"true\" fence=\"true\">("
	    "</mo><mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd>"
	    "</mtr><mtr><mtd><mi>c</mi></mtd></mtr></mtable><mo "
	    "form=\"postfix\" stretchy=\"true\" fence=\"true\">)</mo></mrow>" },
	{ "cases", false, "\\begin{cases} a & b \\\\ c & d \\end{cases}",
	    "<mrow><mo form=\"prefix\" stretchy=\"true\" fence=\"true\">{"
	    "</mo><mtable class=\"math-cases\"><mtr>"
	    "<mtd class=\"math-left\"><mi>a</mi></mtd>"
	    "<mtd class=\"math-left\"><mi>b</mi></mtd></mtr><mtr>"
	    "<mtd class=\"math-left\"><mi>c</mi></mtd>"
	    "<mtd class=\"math-left\"><mi>d</mi></mtd></mtr></mtable></mrow>" },
	{ "aligned", true, "\\begin{aligned} a &= b \\\\ &-c \\end{aligned}",
	    "<mrow><mtable class=\"math-aligned\" displaystyle=\"true\">"
	    "<mtr><mtd class=\"math-right\"><mi>a</mi></mtd>"
	    "<mtd class=\"math-left\"><mo>=</mo><mi>b</mi></mtd></mtr><mtr>"
	    "<mtd class=\"math-right\"></mtd><mtd class=\"math-left\">"
	    "<mo form=\"infix\">−</mo><mi>c</mi></mtd></mtr></mtable>"
	    "</mrow>" },
	{ "an array with lines", false,
	    "\\begin{array}{l|c} a & b \\\\ \\hline c & d \\\\[1pt] "
	    "\\end{array}",
	    "<mrow><mtable><mtr><mtd class=\"math-left\"><mi>a</mi></mtd>"
	    "<mtd class=\"math-center math-bar\"><mi>b</mi></mtd></mtr>"
	    "<mtr class=\"math-line\"><mtd class=\"math-left\"><mi>c</mi>"
	    "</mtd><mtd class=\"math-center math-bar\"><mi>d</mi></mtd>"
	    "</mtr></mtable></mrow>" },
	{ "below a sum", false, "\\substack{a \\\\ b}",
	    "<mrow><mtable class=\"math-small\"><mtr><mtd><mi>a</mi></mtd>"
	    "</mtr><mtr><mtd><mi>b</mi></mtd></mtr></mtable></mrow>" },
	{ "an arrow with labels", false, "\\xrightarrow[a]{b}",
	    "<munderover><mo stretchy=\"true\" minsize=\"1.5em\">→</mo>"
	    "<mi>a</mi><mrow><mspace width=\"0.4em\"/><mi>b</mi>"
	    "<mspace width=\"0.4em\"/></mrow></munderover>" },
	{ "above a relation", false, "\\overset{a}{=}",
	    "<mover><mo>=</mo><mi>a</mi></mover>" },
	{ "letters of no command", false, "é→",
	    "<mrow><mi>é</mi><mo>→</mo></mrow>" },
	{ "nothing", false, "",
	    "<mrow></mrow>" },
	{ "only blanks", false, "   ",
	    "<mrow></mrow>" },
	{ "less than", false, "a<b",
	    "<mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>" },
	{ "a phantom", false, "\\phantom{x}",
	    "<mphantom><mi>x</mi></mphantom>" },
	{ "dots", false, "a\\cdots b",
	    "<mrow><mi>a</mi><mspace width=\"0.1667em\"/><mi>⋯</mi>"
	    "<mspace width=\"0.1667em\"/><mi>b</mi></mrow>" },
};

/* What is shown as an error, with all around it. */
static const struct row bad[] = {
	{ "an unknown command", false, "\\foo<",
	    "<mrow><merror><mtext>\\foo</mtext></merror><mo>&lt;</mo></mrow>" },
	{ "a colour is refused", false, "\\color{red}x",
	    "<mrow><merror><mtext>\\color</mtext></merror><mrow><mi>r</mi>"
	    "<mi>e</mi><mi>d</mi></mrow><mi>x</mi></mrow>" },
	{ "a link is refused", false, "\\href{javascript:x}{y}",
	    "<mrow><merror><mtext>\\href</mtext></merror><mrow><mi>j</mi>"
	    "<mi>a</mi><mi>v</mi><mi>a</mi><mi>s</mi><mi>c</mi><mi>r</mi>"
	    "<mi>i</mi><mi>p</mi><mi>t</mi><mo>:</mo><mi>x</mi></mrow><mi>y"
	    "</mi></mrow>" },
	{ "an open brace", false, "{a",
	    "<mrow><mi>a</mi><merror><mtext>{</mtext></merror></mrow>" },
	{ "a stray brace", false, "a}b",
	    "<mrow><mi>a</mi><merror><mtext>}</mtext></merror><mi>b</mi>"
	    "</mrow>" },
	{ "a missing argument", false, "\\frac a",
	    "<mfrac><mi>a</mi><merror><mtext>\\frac</mtext></merror></mfrac>" },
	{ "two exponents", false, "x^1^2",
	    "<mrow><msup><mi>x</mi><mn>1</mn></msup><merror><mtext>^</mtext>"
	    "</merror><mn>2</mn></mrow>" },
	{ "left without right", false, "\\left( a",
	    "<mrow><mo form=\"prefix\" stretchy=\"true\" fence=\"true\">("
	    "</mo><mi>a</mi><merror><mtext>\\left</mtext></merror></mrow>" },
	{ "right without left", false, "a \\right)",
	    "<mrow><mi>a</mi><merror><mtext>\\right</mtext></merror>"
	    "<mo stretchy=\"false\">)</mo></mrow>" },
	{ "a stray ampersand", false, "a&b",
	    "<mrow><mi>a</mi><merror><mtext>&amp;</mtext></merror><mi>b</mi>"
	    "</mrow>" },
	{ "an unknown environment", false, "\\begin{foo}",
	    "<merror><mtext>\\begin{foo}</mtext></merror>" },
	{ "the wrong end", false, "\\begin{matrix}a\\end{pmatrix}",
	    "<mrow><mtable><mtr><mtd><mi>a</mi></mtd></mtr></mtable><merror>"
	    "<mtext>\\begin{matrix}</mtext></merror></mrow>" },
	{ "an environment without end", false, "\\begin{matrix}a",
	    "<mrow><mtable><mtr><mtd><mi>a</mi></mtd></mtr></mtable><merror>"
	    "<mtext>\\begin{matrix}</mtext></merror></mrow>" },
	{ "text without end", false, "\\text{a b",
	    "<merror><mtext>\\text{a b</mtext></merror>" },
	{ "a dollar", false, "a$b",
	    "<mrow><mi>a</mi><merror><mtext>$</mtext></merror><mi>b</mi>"
	    "</mrow>" },
};

static bool
is_well_formed(const struct text *t)
{
	struct xml x;

	return xml_check(&x, t->p, t->n);
}

/* What is between <semantics> and the annotation. */
static struct slice
formula(const struct text *t)
{
	const char *begin = strstr(t->p, "<semantics>");
	const char *end = strstr(t->p, "<annotation");

	if (begin == NULL || end == NULL)
		return slice_of(t->p, t->n);
	begin += strlen("<semantics>");
	return slice_of(begin, (size_t)(end - begin));
}

static void
check_row(const struct row *r, int result)
{
	struct slice tex = guard_copy(slice_str(r->tex));
	struct mem mem;
	struct text t;

	mem_init(&mem, 0);
	text_init(&t, &mem);
	tap_int(mathml_write(&t, tex.p, tex.n, r->display), result,
	    "%s: its result", r->name);
	tap_is(formula(&t), slice_str(r->want), "%s", r->name);
	tap_ok(is_well_formed(&t), "%s: well-formed", r->name);
	guard_free(tex);
	mem_release(&mem);
}

/* What is around a formula. */
static void
check_frame(void)
{
	struct mem mem;
	struct text t;

	mem_init(&mem, 0);
	text_init(&t, &mem);
	(void)mathml_write(&t, " a<\"b\" \n", 8, true);
	tap_is(slice_of(t.p, t.n), slice_str("<math display=\"block\""
	    " alttext=\"a&lt;&quot;b&quot;\"><semantics><mrow><mi>a</mi>"
	    "<mo>&lt;</mo><mi mathvariant=\"normal\">&quot;</mi>"
	    "<mi>b</mi><mi mathvariant=\"normal\">&quot;</mi></mrow>"
	    "<annotation encoding=\"application/x-tex\">"
	    "a&lt;&quot;b&quot;</annotation></semantics></math>"),
	    "the source is trimmed, and its copies are escaped");
	text_clear(&t);
	(void)mathml_write(&t, "\0\x01\xff\xc2\xef\xbf\xbf", 7, false);
	tap_ok(is_well_formed(&t), "what XML cannot hold is replaced");
	tap_ok(strstr(t.p, "alttext=\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
	    "\xef\xbf\xbd\xef\xbf\xbd\"") != NULL, "by one sign each");
	mem_release(&mem);
}

/* A piece many times, as a formula of n bytes. */
static void
check_repeated(const char *piece, size_t n, bool fails)
{
	struct mem mem;
	struct text tex, t;
	struct xml x;
	bool fits;

	mem_init(&mem, 0);
	text_init(&tex, &mem);
	text_init(&t, &mem);
	while (tex.n + strlen(piece) <= n)
		text_adds(&tex, piece);
	tap_int(mathml_write(&t, tex.p, tex.n, true), fails ? -1 : 0,
	    "%s, %zu bytes", piece, n);
	fits = xml_check(&x, t.p, t.n) && x.deepest < 512;
	tap_ok(fits, "%s, %zu bytes: well-formed, %zu deep", piece, n,
	    x.deepest);
	tap_ok(t.n < 160 * n, "%s, %zu bytes: %zu of MathML", piece, n, t.n);
	mem_release(&mem);
}

static void
check_limits(void)
{
	static const char *const open[] = {
		"{", "\\left(", "\\sqrt ", "\\frac{", "x^{", "\\hat",
		"\\begin{matrix}", "\\sqrt[", "\\text{", "\\mathbf", "\\left",
		"^", "_", "}", "\\right)", "\\end{matrix}", "&", "\\over",
		"\\xrightarrow[", "\\substack{", "\\begin{array}{",
	};
	static const char *const flat[] = {
		"x", "1", "+", "'", "\\displaystyle ", "{}", "\\,", "x_1^2",
		"|", "\\label{a}", "% ",
	};

	for (size_t i = 0; i < sizeof(open) / sizeof(open[0]); i++)
		check_repeated(open[i], MATHML_SIZE_MAX, true);
	for (size_t i = 0; i < sizeof(flat) / sizeof(flat[0]); i++)
		check_repeated(flat[i], MATHML_SIZE_MAX, false);
	check_repeated("x", MATHML_SIZE_MAX + 1, true);
	check_repeated("x^{", 3 * MATHML_DEPTH_MAX, true);
}

/* Searched by halves, so sorted; and what each shows is well-formed. */
static void
check_tables(void)
{
	size_t wrong = 0;
	struct mem mem;
	struct text t;
	char tex[64];

	for (size_t i = 1; i < math_nsymbols; i++)
		wrong += strcmp(math_symbols[i - 1].name,
		    math_symbols[i].name) >= 0;
	for (size_t i = 1; i < math_ncommands; i++)
		wrong += strcmp(math_commands[i - 1].name,
		    math_commands[i].name) >= 0;
	tap_int((long long)wrong, 0, "the tables are sorted");
	for (size_t i = 0; i < math_nsymbols; i++) {
		mem_init(&mem, 0);
		text_init(&t, &mem);
		(void)snprintf(tex, sizeof(tex), "\\%s a",
		    math_symbols[i].name);
		wrong += mathml_write(&t, tex, strlen(tex), false) != 0 ||
		    !is_well_formed(&t);
		mem_release(&mem);
	}
	tap_int((long long)wrong, 0, "all symbols can be written");
	for (size_t i = 0; i < math_ncommands; i++) {
		mem_init(&mem, 0);
		text_init(&t, &mem);
		(void)snprintf(tex, sizeof(tex), "\\%s{a}{b}",
		    math_commands[i].name);
		(void)mathml_write(&t, tex, strlen(tex), false);
		wrong += !is_well_formed(&t);
		mem_release(&mem);
	}
	tap_int((long long)wrong, 0, "all commands are well-formed");
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		check_row(&good[i], 0);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		check_row(&bad[i], -1);
	check_frame();
	check_limits();
	check_tables();
	return tap_done();
}
