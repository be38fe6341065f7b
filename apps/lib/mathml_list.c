#include "apps/lib/mathml_list.h"

#include <stdio.h>
#include <string.h>

#include "apps/lib/mathml_atom.h"

#define THIN	"<mspace width=\"0.1667em\"/>"
#define APPLY	"<mo>\xe2\x81\xa1</mo>"		/* U+2061 */

struct infix {
	const char	*name, *open, *close;
};

struct row {
	size_t			 at;		/* where it begins */
	size_t			 n;		/* elements of it so far */
	bool			 styled;	/* an <mstyle> is open */
	const struct infix	*infix;		/* what stood in it */
};

static const struct {
	const char	*name, *tag;
	bool		 display;
} styles[] = {
	{ "displaystyle", "<mstyle displaystyle=\"true\" scriptlevel=\"0\">",
	    true },
	{ "textstyle", "<mstyle displaystyle=\"false\" scriptlevel=\"0\">",
	    false },
	{ "scriptstyle", "<mstyle displaystyle=\"false\" scriptlevel=\"1\">",
	    false },
	{ "scriptscriptstyle",
	    "<mstyle displaystyle=\"false\" scriptlevel=\"2\">", false },
};

static const struct infix infixes[] = {
	{ "over", "<mfrac>", "</mfrac>" },
	{ "atop", "<mfrac linethickness=\"0\">", "</mfrac>" },
	{ "choose", "<mrow><mo>(</mo><mfrac linethickness=\"0\">",
	    "</mfrac><mo>)</mo></mrow>" },
};

void
math_argument(struct math *p, struct slice command)
{
	enum math_class last = p->last;
	size_t at = p->t->n;

	if (math_is_char(p, '{')) {
		math_group(p);
	} else if (math_closes(p) != CLOSE_NONE || math_blind(p)) {
		math_error(p, command);
	} else if (math_enter(p)) {
		p->single = true;
		p->last = MATH_NONE;
		(void)math_write_atom(p);
		p->single = false;
		p->last = last;
		if (p->t->n == at)
			text_adds(p->t, "<mrow></mrow>");
		math_leave(p);
	}
}

void
math_small(struct math *p, struct slice command)
{
	bool display = p->display;

	p->display = false;
	math_argument(p, command);
	p->display = display;
}

void
math_group(struct math *p)
{
	struct slice open = math_source(p);
	size_t at = p->t->n, n;
	bool keeps = p->keeps;

	if (!math_enter(p))
		return;
	p->keeps = false;
	math_next(p);
	n = math_list(p, CLOSE_BRACE, MATH_NONE);
	if (math_is_char(p, '}')) {
		math_next(p);
	} else {
		math_error(p, open);
		n++;
	}
	/* An operator in braces is none: "3{,}14". */
	if (n == 1 && !keeps && strncmp(p->t->p + at, "<mo>", 4) == 0)
		math_insert(p, at + 3, " lspace=\"0\" rspace=\"0\"");
	math_one(p, at, n);
	math_leave(p);
}

/* One ' or more, and a "^" behind them, are one script. */
static void
write_primes(struct math *p)
{
	size_t at = p->t->n;
	struct slice source;

	text_adds(p->t, "<mo>");
	for (; math_is_char(p, '\''); math_next(p))
		text_adds(p->t, "′");
	text_adds(p->t, "</mo>");
	if (!math_is_char(p, '^'))
		return;
	source = math_source(p);
	math_next(p);
	math_small(p, source);
	math_one(p, at, 2);
}

/* One script, whose place is remembered; false when none is there. */
static bool
write_script(struct math *p, size_t *sub, size_t *sup)
{
	struct slice source = math_source(p);
	size_t *place = math_is_char(p, '_') ? sub : sup;

	if (!math_blind(p) || *place != 0)
		return false;
	*place = p->t->n;
	if (math_is_char(p, '\'')) {
		write_primes(p);
	} else {
		math_next(p);
		math_small(p, source);
	}
	return true;
}

static bool
take_limits(struct math *p, struct math_atom *atom)
{
	if (math_is_command(p, "limits"))
		atom->stacks = true;
	else if (math_is_command(p, "nolimits"))
		atom->stacks = false;
	else
		return false;
	math_next(p);
	return true;
}

/* What was written since `at` is the base of the scripts that follow. */
static void
write_scripts(struct math *p, size_t at, struct math_atom *atom)
{
	static const char *const tags[2][4] = {
		{ "", "msub", "msup", "msubsup" },
		{ "", "munder", "mover", "munderover" },
	};
	size_t sub = 0, sup = 0;
	const char *name;
	char tag[16];

	while (take_limits(p, atom) || write_script(p, &sub, &sup))
		;
	if (sub == 0 && sup == 0)
		return;
	if (sub != 0 && sup != 0 && sup < sub)
		math_swap(p, sup, sub);
	if (atom->stacks && !p->display &&
	    strncmp(p->t->p + at, "<mo>", 4) == 0)
		math_insert(p, at + 3, " movablelimits=\"false\"");
	name = tags[atom->stacks][(sub != 0) + 2 * (sup != 0)];
	(void)snprintf(tag, sizeof(tag), "<%s>", name);
	math_insert(p, at, tag);
	text_addf(p->t, "</%s>", name);
}

static bool
is_thing(enum math_class class)
{
	return class == MATH_ORD || class == MATH_CLOSE ||
	    class == MATH_FENCED;
}

/* The space of TeX where MathML has none; how many elements that makes. */
static size_t
write_space_before(struct math *p, size_t at, enum math_class class)
{
	enum math_class last = p->last;

	if (last == MATH_NAME && (class == MATH_ORD || class == MATH_NAME)) {
		math_insert(p, at, APPLY THIN);
		return 2;
	}
	if (last == MATH_NAME && (class == MATH_OPEN || class == MATH_FENCED)) {
		math_insert(p, at, APPLY);
		return 1;
	}
	if (((class == MATH_NAME || class == MATH_DOTS) && is_thing(last)) ||
	    (last == MATH_DOTS && (class == MATH_ORD || class == MATH_OPEN ||
	    class == MATH_NAME))) {
		math_insert(p, at, THIN);
		return 1;
	}
	return 0;
}

/* \displaystyle and its like hold to the end of the row. */
static bool
take_style(struct math *p, struct row *r)
{
	for (size_t i = 0; i < sizeof(styles) / sizeof(styles[0]); i++) {
		if (!math_is_command(p, styles[i].name))
			continue;
		if (r->styled)
			text_adds(p->t, "</mstyle>");
		text_adds(p->t, styles[i].tag);
		r->n++;
		r->styled = true;
		p->display = styles[i].display;
		math_next(p);
		return true;
	}
	return false;
}

static void
end_style(struct math *p, struct row *r)
{
	if (r->styled)
		text_adds(p->t, "</mstyle>");
	r->styled = false;
}

/* \over: the row so far is what stands above. */
static bool
take_infix(struct math *p, struct row *r)
{
	size_t n = sizeof(infixes) / sizeof(infixes[0]);

	for (size_t i = 0; i < n && r->infix == NULL; i++) {
		if (!math_is_command(p, infixes[i].name))
			continue;
		r->infix = &infixes[i];
		end_style(p, r);
		math_one(p, r->at, r->n);
		math_insert(p, r->at, r->infix->open);
		r->at = p->t->n;
		r->n = 0;
		p->last = MATH_NONE;
		math_next(p);
		return true;
	}
	return false;
}

static void
end_row(struct math *p, struct row *r)
{
	end_style(p, r);
	if (r->infix == NULL)
		return;
	math_one(p, r->at, r->n);
	text_adds(p->t, r->infix->close);
	r->n = 1;
}

static void
write_element(struct math *p, struct row *r)
{
	size_t at = p->t->n, n;
	struct math_atom atom = math_write_atom(p);

	if (p->t->n == at)
		return;
	write_scripts(p, at, &atom);
	n = atom.class == MATH_SPACE ? 1 :
	    1 + write_space_before(p, at, atom.class);
	if (atom.class != MATH_SPACE)
		p->last = atom.class;
	p->first = false;
	if (!r->styled)
		r->n += n;
}

static bool
row_ends(const struct math *p, enum math_closer closer)
{
	enum math_closer c = math_closes(p);

	return c != CLOSE_NONE &&
	    (c == closer || c == CLOSE_END || p->wanted[c] > 0);
}

/* What ends nothing here, or a second script of one kind. */
static bool
take_stray(struct math *p, struct row *r)
{
	if (math_closes(p) == CLOSE_NONE && (p->first || !math_blind(p)))
		return false;
	math_error(p, math_source(p));
	math_next(p);
	if (!r->styled)
		r->n++;
	return true;
}

size_t
math_list(struct math *p, enum math_closer closer, enum math_class before)
{
	struct row r = { p->t->n, 0, false, NULL };
	unsigned brackets = p->wanted[CLOSE_BRACKET];
	enum math_class last = p->last;
	bool first = p->first, display = p->display;

	/* A bracket inside braces does not end what is around them. */
	p->wanted[CLOSE_BRACKET] = 0;
	p->wanted[closer]++;
	p->last = before;
	p->first = true;
	while (!row_ends(p, closer))
		if (!take_stray(p, &r) && !take_style(p, &r) &&
		    !take_infix(p, &r))
			write_element(p, &r);
	end_row(p, &r);
	p->wanted[closer]--;
	p->wanted[CLOSE_BRACKET] = brackets;
	p->last = last;
	p->first = first;
	p->display = display;
	return r.n;
}
