#include "apps/lib/mathml_command.h"

#include <stdlib.h>
#include <string.h>

const struct math_command math_commands[] = {
	{ "Big", math_big, "1.8em", MATH_ORD },
	{ "Bigg", math_big, "3em", MATH_ORD },
	{ "Biggl", math_big, "3em", MATH_OPEN },
	{ "Biggm", math_big, "3em", MATH_REL },
	{ "Biggr", math_big, "3em", MATH_CLOSE },
	{ "Bigl", math_big, "1.8em", MATH_OPEN },
	{ "Bigm", math_big, "1.8em", MATH_REL },
	{ "Bigr", math_big, "1.8em", MATH_CLOSE },
	{ "acute", math_accent, "<mo stretchy=\"false\">´</mo>", 0 },
	{ "allowbreak", math_nothing, NULL, 0 },
	{ "bar", math_accent, "<mo stretchy=\"false\">¯</mo>", 0 },
	{ "begin", math_begin, NULL, 0 },
	{ "big", math_big, "1.2em", MATH_ORD },
	{ "bigg", math_big, "2.4em", MATH_ORD },
	{ "biggl", math_big, "2.4em", MATH_OPEN },
	{ "biggm", math_big, "2.4em", MATH_REL },
	{ "biggr", math_big, "2.4em", MATH_CLOSE },
	{ "bigl", math_big, "1.2em", MATH_OPEN },
	{ "bigm", math_big, "1.2em", MATH_REL },
	{ "bigr", math_big, "1.2em", MATH_CLOSE },
	{ "binom", math_binomial, "<mfrac linethickness=\"0\">", 0 },
	{ "bm", math_letters, NULL, ALPHA_BOLD_ITALIC },
	{ "boldsymbol", math_letters, NULL, ALPHA_BOLD_ITALIC },
	{ "breve", math_accent, "<mo stretchy=\"false\">˘</mo>", 0 },
	{ "cfrac", math_fraction, "<mfrac displaystyle=\"true\">", 1 },
	{ "check", math_accent, "<mo stretchy=\"false\">ˇ</mo>", 0 },
	{ "dbinom", math_binomial,
	    "<mfrac linethickness=\"0\" displaystyle=\"true\">", 0 },
	{ "ddddot", math_accent, "<mo stretchy=\"false\">⃜</mo>", 0 },
	{ "dddot", math_accent, "<mo stretchy=\"false\">⃛</mo>", 0 },
	{ "ddot", math_accent, "<mo stretchy=\"false\">¨</mo>", 0 },
	{ "dfrac", math_fraction, "<mfrac displaystyle=\"true\">", 0 },
	{ "dot", math_accent, "<mo stretchy=\"false\">˙</mo>", 0 },
	{ "emph", math_text_words, "math-italic", 0 },
	{ "frac", math_fraction, "<mfrac>", 0 },
	{ "grave", math_accent, "<mo stretchy=\"false\">`</mo>", 0 },
	{ "hat", math_accent, "<mo stretchy=\"false\">^</mo>", 0 },
	{ "hbox", math_text_words, NULL, 0 },
	{ "hline", math_nothing, NULL, 0 },
	{ "label", math_nothing, NULL, 1 },
	{ "left", math_left, NULL, 0 },
	{ "mathbb", math_letters, NULL, ALPHA_DOUBLE },
	{ "mathbf", math_letters, NULL, ALPHA_BOLD },
	{ "mathbfit", math_letters, NULL, ALPHA_BOLD_ITALIC },
	{ "mathcal", math_letters, NULL, ALPHA_SCRIPT },
	{ "mathfrak", math_letters, NULL, ALPHA_FRAKTUR },
	{ "mathit", math_letters, NULL, ALPHA_ITALIC },
	{ "mathnormal", math_letters, NULL, ALPHA_NONE },
	{ "mathring", math_accent, "<mo stretchy=\"false\">˚</mo>", 0 },
	{ "mathrm", math_letters, NULL, ALPHA_ROMAN },
	{ "mathscr", math_letters, NULL, ALPHA_SCRIPT },
	{ "mathsf", math_letters, NULL, ALPHA_SANS },
	{ "mathtt", math_letters, NULL, ALPHA_MONO },
	{ "mathup", math_letters, NULL, ALPHA_ROMAN },
	{ "mbox", math_text_words, NULL, 0 },
	{ "mod", math_modulus, "<mi>mod</mi><mspace width=\"0.3333em\"/>", 0 },
	{ "nobreak", math_nothing, NULL, 0 },
	{ "nonumber", math_nothing, NULL, 0 },
	{ "not", math_not, NULL, 0 },
	{ "notag", math_nothing, NULL, 0 },
	{ "operatorname", math_function, NULL, 0 },
	{ "overbrace", math_brace, "<mo stretchy=\"true\">⏞</mo>", 0 },
	{ "overbracket", math_brace, "<mo stretchy=\"true\">⎴</mo>", 0 },
	{ "overleftarrow", math_accent, "<mo stretchy=\"true\">←</mo>", 0 },
	{ "overleftrightarrow", math_accent,
	    "<mo stretchy=\"true\">↔</mo>", 0 },
	{ "overline", math_line, "‾", 0 },
	{ "overparen", math_brace, "<mo stretchy=\"true\">⏜</mo>", 0 },
	{ "overrightarrow", math_accent, "<mo stretchy=\"true\">→</mo>", 0 },
	{ "overset", math_stack, NULL, 0 },
	{ "phantom", math_phantom, "mphantom", 0 },
	{ "pmod", math_modulus, "<mi>mod</mi><mspace width=\"0.3333em\"/>", 1 },
	{ "pod", math_modulus, "", 1 },
	{ "relax", math_nothing, NULL, 0 },
	{ "sqrt", math_root, NULL, 0 },
	{ "stackrel", math_stack, NULL, 0 },
	{ "substack", math_substack, NULL, 0 },
	{ "tag", math_tag, NULL, 0 },
	{ "tbinom", math_binomial,
	    "<mfrac linethickness=\"0\" displaystyle=\"false\">", 0 },
	{ "text", math_text_words, NULL, 0 },
	{ "textbf", math_text_words, "math-bold", 0 },
	{ "textit", math_text_words, "math-italic", 0 },
	{ "textnormal", math_text_words, NULL, 0 },
	{ "textrm", math_text_words, NULL, 0 },
	{ "textsf", math_text_words, "math-sans", 0 },
	{ "texttt", math_text_words, "math-mono", 0 },
	{ "textup", math_text_words, NULL, 0 },
	{ "tfrac", math_fraction, "<mfrac displaystyle=\"false\">", 0 },
	{ "tilde", math_accent, "<mo stretchy=\"false\">˜</mo>", 0 },
	{ "underbrace", math_brace, "<mo stretchy=\"true\">⏟</mo>", 1 },
	{ "underbracket", math_brace, "<mo stretchy=\"true\">⎵</mo>", 1 },
	{ "underleftarrow", math_accent, "<mo stretchy=\"true\">←</mo>", 1 },
	{ "underleftrightarrow", math_accent,
	    "<mo stretchy=\"true\">↔</mo>", 1 },
	{ "underline", math_line, "_", 1 },
	{ "underparen", math_brace, "<mo stretchy=\"true\">⏝</mo>", 1 },
	{ "underrightarrow", math_accent, "<mo stretchy=\"true\">→</mo>", 1 },
	{ "underset", math_stack, NULL, 1 },
	{ "vec", math_accent, "<mo stretchy=\"false\">\xe2\x83\x97</mo>", 0 },
	{ "widecheck", math_accent, "<mo stretchy=\"true\">ˇ</mo>", 0 },
	{ "widehat", math_accent,
	    "<mo stretchy=\"true\">\xcc\x82</mo>", 0 },
	{ "widetilde", math_accent,
	    "<mo stretchy=\"true\">˜</mo>", 0 },
	{ "xLeftarrow", math_arrow, "⇐", 0 },
	{ "xLeftrightarrow", math_arrow, "⇔", 0 },
	{ "xRightarrow", math_arrow, "⇒", 0 },
	{ "xleftarrow", math_arrow, "←", 0 },
	{ "xleftrightarrow", math_arrow, "↔", 0 },
	{ "xmapsto", math_arrow, "↦", 0 },
	{ "xrightarrow", math_arrow, "→", 0 },
	{ "xrightleftharpoons", math_arrow, "⇌", 0 },
};

const size_t math_ncommands = sizeof(math_commands) / sizeof(math_commands[0]);

static int
compare(const void *key, const void *row)
{
	const struct slice *name = key;
	const struct math_command *c = row;
	int order = strncmp(name->p, c->name, name->n);

	if (order == 0 && c->name[name->n] != '\0')
		return -1;
	return order;
}

bool
math_command(struct math *p, struct math_atom *atom)
{
	const struct math_command *c;
	struct slice source = math_source(p);

	c = bsearch(&p->name, math_commands, math_ncommands,
	    sizeof(math_commands[0]), compare);
	if (c == NULL)
		return false;
	math_next(p);
	*atom = c->run(p, c, source);
	return true;
}
