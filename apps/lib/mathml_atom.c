#include "apps/lib/mathml_atom.h"

#include <string.h>

#include "apps/lib/mathml_command.h"
#include "apps/lib/mathml_list.h"

void
math_operator(struct math *p, const char *text, const char *attributes)
{
	text_adds(p->t, "<mo");
	text_adds(p->t, attributes);
	text_addc(p->t, '>');
	text_htmls(p->t, text);
	text_adds(p->t, "</mo>");
}

bool
math_blind(const struct math *p)
{
	return math_is_char(p, '_') || math_is_char(p, '^') ||
	    math_is_char(p, '\'');
}

static const struct math_symbol *
symbol_here(const struct math *p)
{
	if (p->tok == TOK_COMMAND)
		return math_symbol(p->name);
	return p->tok == TOK_CHAR ? math_char(p->name.p[0]) : NULL;
}

/* A sign where no two things are joined: at a start, or before an end. */
static bool
is_unary(const struct math *p)
{
	const struct math_symbol *behind;

	switch (p->last) {
	case MATH_NONE:
	case MATH_NAME:
	case MATH_BIG:
	case MATH_BIN:
	case MATH_REL:
	case MATH_OPEN:
	case MATH_PUNCT:
		return true;
	default:
		break;
	}
	if (math_closes(p) != CLOSE_NONE)
		return true;
	behind = symbol_here(p);
	return behind != NULL && (behind->kind == SYM_REL ||
	    behind->kind == SYM_CLOSE || behind->kind == SYM_PUNCT);
}

/* The operator dictionary goes by the place in the row, TeX by neighbours. */
static enum math_class
write_binary(struct math *p, const char *text)
{
	if (!is_unary(p)) {
		math_operator(p, text, p->first ? " form=\"infix\"" : "");
		return MATH_BIN;
	}
	if (strcmp(text, "+") == 0 || strcmp(text, "−") == 0 ||
	    strcmp(text, "±") == 0 || strcmp(text, "∓") == 0)
		math_operator(p, text, " form=\"prefix\"");
	else
		math_operator(p, text, " lspace=\"0\" rspace=\"0\"");
	return MATH_ORD;
}

/* A single letter is italic in <mi> by itself, if it is one of a variable. */
static void
write_identifier(struct math *p, const char *text, bool upright)
{
	size_t at = p->t->n;
	bool changed = math_greek(p->t, text, p->alphabet);

	math_insert(p, at, upright && !changed ?
	    "<mi mathvariant=\"normal\">" : "<mi>");
	text_adds(p->t, "</mi>");
}

static void
write_space(struct math *p, const char *width)
{
	text_addf(p->t, "<mspace width=\"%s\"/>", width);
}

static struct math_atom
write_symbol(struct math *p, const struct math_symbol *s)
{
	const char *text = math_text(s);

	switch (s->kind) {
	case SYM_BIN:
		return (struct math_atom){ write_binary(p, text), false };
	case SYM_REL:
		math_operator(p, text, "");
		return (struct math_atom){ MATH_REL, false };
	case SYM_OPEN:
	case SYM_CLOSE:
		math_operator(p, text, " stretchy=\"false\"");
		return (struct math_atom){ s->kind == SYM_OPEN ? MATH_OPEN :
		    MATH_CLOSE, false };
	case SYM_FENCE:
		math_operator(p, text,
		    " stretchy=\"false\" lspace=\"0\" rspace=\"0\"");
		return (struct math_atom){ MATH_ORD, false };
	case SYM_PUNCT:
		math_operator(p, text, text[0] == ',' || text[0] == ';' ? "" :
		    " lspace=\"0\" rspace=\"0.1667em\"");
		return (struct math_atom){ MATH_PUNCT, false };
	case SYM_SUM:
	case SYM_INT:
		math_operator(p, text, "");
		return (struct math_atom){ MATH_BIG,
		    s->kind == SYM_SUM && p->display };
	case SYM_NAME:
	case SYM_LIM:
		write_identifier(p, text, false);
		return (struct math_atom){ MATH_NAME,
		    s->kind == SYM_LIM && p->display };
	case SYM_SPACE:
		write_space(p, text);
		return (struct math_atom){ MATH_SPACE, false };
	default:
		write_identifier(p, text, s->kind == SYM_ORD);
		return (struct math_atom){ s->kind == SYM_DOTS ? MATH_DOTS :
		    MATH_ORD, false };
	}
}

static void
write_letters(struct math *p, bool single)
{
	bool changed = false, one = single || !math_alphabet_joins(p->alphabet);
	size_t at = p->t->n, n = 0;

	while (p->tok == TOK_CHAR && ascii_alpha(p->name.p[0])) {
		changed |= math_letter(p->t, p->name.p[0], p->alphabet);
		math_next(p);
		n++;
		if (one)
			break;
	}
	math_insert(p, at, p->alphabet != ALPHA_NONE && n == 1 && !changed ?
	    "<mi mathvariant=\"normal\">" : "<mi>");
	text_adds(p->t, "</mi>");
}

static bool
is_number(const struct math *p)
{
	if (ascii_digit(p->name.p[0]))
		return true;
	return p->name.p[0] == '.' && p->at < p->src.n &&
	    ascii_digit(p->src.p[p->at]);
}

static void
write_number(struct math *p, bool single)
{
	size_t at = p->tok_at, end = p->src.n;
	const char *s = p->src.p;

	text_adds(p->t, "<mn>");
	do {
		if (s[at] == '.')
			text_addc(p->t, '.');
		else
			(void)math_letter(p->t, s[at], p->alphabet);
		at++;
	} while (!single && at < end && (ascii_digit(s[at]) ||
	    (s[at] == '.' && at + 1 < end && ascii_digit(s[at + 1]))));
	text_adds(p->t, "</mn>");
	math_seek(p, at);
}

/* Arrows and operators, as they are written without a command. */
static bool
is_operator(struct slice c)
{
	unsigned char second = c.n < 2 ? 0 : (unsigned char)c.p[1];

	if (slice_eqs(c, "±") || slice_eqs(c, "×") || slice_eqs(c, "÷"))
		return true;
	return c.n == 3 && (unsigned char)c.p[0] == 0xe2 &&
	    ((second >= 0x86 && second <= 0x8b) || second == 0x9f ||
	    (second >= 0xa8 && second <= 0xab));
}

static struct math_atom
write_foreign(struct math *p)
{
	bool operator = is_operator(p->name);

	text_adds(p->t, operator ? "<mo>" : "<mi>");
	math_escape(p->t, p->name);
	text_adds(p->t, operator ? "</mo>" : "</mi>");
	math_next(p);
	return (struct math_atom){ operator ? MATH_REL : MATH_ORD, false };
}

/* ":=" is one relation. */
static bool
take_definition(struct math *p)
{
	if (!math_is_char(p, ':') || p->at >= p->src.n ||
	    p->src.p[p->at] != '=')
		return false;
	math_operator(p, ":=", "");
	math_seek(p, p->at + 1);
	return true;
}

static struct math_atom
write_char(struct math *p, bool single)
{
	const struct math_symbol *symbol;
	struct math_atom atom = { MATH_ORD, false };

	if (math_is_char(p, '{')) {
		math_group(p);
	} else if (math_blind(p)) {
		text_adds(p->t, "<mrow></mrow>");
	} else if (ascii_alpha(p->name.p[0])) {
		write_letters(p, single);
	} else if (is_number(p)) {
		write_number(p, single);
	} else if ((p->name.p[0] & 0x80) != 0) {
		return write_foreign(p);
	} else if (!single && take_definition(p)) {
		atom.class = MATH_REL;
	} else {
		symbol = math_char(p->name.p[0]);
		if (symbol == NULL)
			math_error(p, p->name);
		math_next(p);
		if (symbol != NULL)
			return write_symbol(p, symbol);
	}
	return atom;
}

struct math_atom
math_write_atom(struct math *p)
{
	struct math_atom atom = { MATH_ORD, false };
	const struct math_symbol *symbol;
	bool single = p->single;

	p->single = false;
	if (p->tok == TOK_CHAR)
		return write_char(p, single);
	if (math_command(p, &atom))
		return atom;
	symbol = math_symbol(p->name);
	if (symbol == NULL)
		math_error(p, math_source(p));
	math_next(p);
	return symbol == NULL ? atom : write_symbol(p, symbol);
}
