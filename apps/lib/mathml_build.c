#include <string.h>

#include "apps/lib/mathml_atom.h"
#include "apps/lib/mathml_command.h"
#include "apps/lib/mathml_list.h"

static const struct math_atom ord = { MATH_ORD, false };

/* Fractions: text is the start tag, arg whether the parts are of full size. */
struct math_atom
math_fraction(struct math *p, const struct math_command *c, struct slice src)
{
	static const char style[] =
	    "<mstyle displaystyle=\"true\" scriptlevel=\"0\">";
	bool display = p->display;

	text_adds(p->t, c->text);
	for (int i = 0; i < 2; i++) {
		p->display = c->arg;
		text_adds(p->t, c->arg ? style : "");
		math_argument(p, src);
		text_adds(p->t, c->arg ? "</mstyle>" : "");
	}
	text_adds(p->t, "</mfrac>");
	p->display = display;
	return ord;
}

struct math_atom
math_binomial(struct math *p, const struct math_command *c, struct slice src)
{
	text_adds(p->t, "<mrow><mo form=\"prefix\">(</mo>");
	text_adds(p->t, c->text);
	math_small(p, src);
	math_small(p, src);
	text_adds(p->t, "</mfrac><mo form=\"postfix\">)</mo></mrow>");
	return (struct math_atom){ MATH_FENCED, false };
}

/* What stands in brackets as one element; false when there are none. */
static bool
take_brackets(struct math *p, struct slice command)
{
	size_t at = p->t->n, n;

	if (!math_is_char(p, '[') || !math_enter(p))
		return false;
	p->wanted[CLOSE_BRACKET]++;
	math_next(p);
	n = math_list(p, CLOSE_BRACKET, MATH_NONE);
	p->wanted[CLOSE_BRACKET]--;
	if (math_is_char(p, ']')) {
		math_next(p);
	} else {
		math_error(p, command);
		n++;
	}
	math_one(p, at, n);
	math_leave(p);
	return true;
}

/* The index stands first in TeX, last in MathML. */
struct math_atom
math_root(struct math *p, const struct math_command *c, struct slice src)
{
	size_t at = p->t->n, middle;
	bool indexed = take_brackets(p, src);

	(void)c;
	middle = p->t->n;
	math_argument(p, src);
	if (indexed)
		math_swap(p, at, middle);
	math_insert(p, at, indexed ? "<mroot>" : "<msqrt>");
	text_adds(p->t, indexed ? "</mroot>" : "</msqrt>");
	return ord;
}

/* What stands above (or below: arg), as it is or stretched over all. */
struct math_atom
math_accent(struct math *p, const struct math_command *c, struct slice src)
{
	const char *name = c->arg ? "munder" : "mover";

	text_addf(p->t, "<%s accent%s=\"true\">", name, c->arg ? "under" : "");
	math_argument(p, src);
	text_adds(p->t, c->text);
	text_addf(p->t, "</%s>", name);
	return ord;
}

/* The line is drawn by the style, since few fonts have one that stretches. */
struct math_atom
math_line(struct math *p, const struct math_command *c, struct slice src)
{
	text_adds(p->t, c->arg ? "<munder class=\"math-underline\">" :
	    "<mover class=\"math-overline\" accent=\"true\">");
	math_argument(p, src);
	math_operator(p, c->text, "");
	text_adds(p->t, c->arg ? "</munder>" : "</mover>");
	return ord;
}

/* Its scripts are its label, and stand where it does. */
struct math_atom
math_brace(struct math *p, const struct math_command *c, struct slice src)
{
	(void)math_accent(p, c, src);
	return (struct math_atom){ MATH_ORD, true };
}

/* \overset{above}{base}; arg: it stands below. */
struct math_atom
math_stack(struct math *p, const struct math_command *c, struct slice src)
{
	size_t at = p->t->n, middle;

	math_small(p, src);
	middle = p->t->n;
	p->keeps = true;
	math_argument(p, src);
	p->keeps = false;
	math_swap(p, at, middle);
	math_insert(p, at, c->arg ? "<munder>" : "<mover>");
	text_adds(p->t, c->arg ? "</munder>" : "</mover>");
	return (struct math_atom){ MATH_REL, false };
}

/* \xrightarrow[below]{above}: as long as what stands at it. */
struct math_atom
math_arrow(struct math *p, const struct math_command *c, struct slice src)
{
	size_t at = p->t->n;
	bool below;

	math_operator(p, c->text, " stretchy=\"true\" minsize=\"1.5em\"");
	below = take_brackets(p, src);
	text_adds(p->t, "<mrow><mspace width=\"0.4em\"/>");
	math_small(p, src);
	text_adds(p->t, "<mspace width=\"0.4em\"/></mrow>");
	math_insert(p, at, below ? "<munderover>" : "<mover>");
	text_adds(p->t, below ? "</munderover>" : "</mover>");
	return (struct math_atom){ MATH_REL, false };
}

/* \not before a relation. */
struct math_atom
math_not(struct math *p, const struct math_command *c, struct slice src)
{
	const struct math_symbol *s = NULL;
	const char *struck;

	(void)c;
	if (p->tok == TOK_COMMAND)
		s = math_symbol(p->name);
	else if (p->tok == TOK_CHAR)
		s = math_char(p->name.p[0]);
	if (s == NULL || (s->kind != SYM_REL && s->kind != SYM_ORD)) {
		math_error(p, src);
		return ord;
	}
	math_next(p);
	struck = math_negation(math_text(s));
	text_adds(p->t, "<mo>");
	text_htmls(p->t, struck != NULL ? struck : math_text(s));
	text_adds(p->t, struck != NULL ? "</mo>" : "\xcc\xb8</mo>");
	return (struct math_atom){ MATH_REL, false };
}

/* \pmod{n}, \mod{n}, \pod{n}: text is what stands before, arg: in "(...)". */
struct math_atom
math_modulus(struct math *p, const struct math_command *c, struct slice src)
{
	text_adds(p->t, "<mrow><mspace width=\"1em\"/>");
	if (c->arg)
		math_operator(p, "(", " stretchy=\"false\"");
	text_adds(p->t, c->text);
	math_argument(p, src);
	if (c->arg)
		math_operator(p, ")", " stretchy=\"false\"");
	text_adds(p->t, "</mrow>");
	return ord;
}

/* \phantom: room, but nothing to see. */
struct math_atom
math_phantom(struct math *p, const struct math_command *c, struct slice src)
{
	text_addf(p->t, "<%s>", c->text);
	math_argument(p, src);
	text_addf(p->t, "</%s>", c->text);
	return ord;
}
