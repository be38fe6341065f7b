#include <string.h>

#include "apps/lib/mathml_command.h"
#include "apps/lib/mathml_list.h"

enum { COLUMNS_MAX = 32 };

struct environment {
	const char	*name;
	const char	*open, *close;	/* fences, or "" */
	const char	*columns;	/* l c r, again and again; NULL: said */
	const char	*tag;		/* of the table */
	bool		 display;
};

#define ALIGNED	"<mtable class=\"math-aligned\" displaystyle=\"true\">"
#define CASES	"<mtable class=\"math-cases\">"
#define SMALL	"<mtable class=\"math-small\">"

static const struct environment environments[] = {
	{ "matrix", "", "", "c", "<mtable>", false },
	{ "pmatrix", "(", ")", "c", "<mtable>", false },
	{ "bmatrix", "[", "]", "c", "<mtable>", false },
	{ "Bmatrix", "{", "}", "c", "<mtable>", false },
	{ "vmatrix", "|", "|", "c", "<mtable>", false },
	{ "Vmatrix", "‖", "‖", "c", "<mtable>", false },
	{ "smallmatrix", "", "", "c",
	    "<mtable class=\"math-small\" scriptlevel=\"1\">", false },
	{ "array", "", "", NULL, "<mtable>", false },
	{ "cases", "{", "", "l", CASES, false },
	{ "rcases", "", "}", "l", CASES, false },
	{ "dcases", "{", "", "l",
	    "<mtable class=\"math-cases\" displaystyle=\"true\">", true },
	{ "aligned", "", "", "rl", ALIGNED, true },
	{ "align", "", "", "rl", ALIGNED, true },
	{ "align*", "", "", "rl", ALIGNED, true },
	{ "split", "", "", "rl", ALIGNED, true },
	{ "eqnarray", "", "", "rcl", ALIGNED, true },
	{ "eqnarray*", "", "", "rcl", ALIGNED, true },
	{ "gather", "", "", "c", ALIGNED, true },
	{ "gather*", "", "", "c", ALIGNED, true },
	{ "gathered", "", "", "c", ALIGNED, true },
	{ "equation", "", "", "c", ALIGNED, true },
	{ "equation*", "", "", "c", ALIGNED, true },
	{ "multline", "", "", "c", ALIGNED, true },
	{ "multline*", "", "", "c", ALIGNED, true },
};

static const struct environment stack = {
	"substack", "", "", "c", SMALL, false
};

struct grid {
	const struct environment *env;
	size_t		 n;			/* columns that are said */
	char		 columns[COLUMNS_MAX];
	bool		 bars[COLUMNS_MAX];	/* a line to the left */
};

static const struct environment *
environment_find(struct slice name)
{
	size_t n = sizeof(environments) / sizeof(environments[0]);

	for (size_t i = 0; i < n; i++)
		if (slice_eqs(name, environments[i].name))
			return &environments[i];
	return NULL;
}

/* "{l|cc}"; what else there is between the letters is left out. */
static void
read_columns(struct grid *g, struct slice spec)
{
	for (size_t i = 0; i < spec.n && g->n < COLUMNS_MAX; i++) {
		if (spec.p[i] == '|')
			g->bars[g->n] = true;
		else if (memchr("lcr", spec.p[i], 3) != NULL)
			g->columns[g->n++] = spec.p[i];
	}
}

static void
read_pattern(struct grid *g, const char *pattern)
{
	size_t n = strlen(pattern);

	for (g->n = 0; g->n < COLUMNS_MAX; g->n++)
		g->columns[g->n] = pattern[g->n % n];
}

static void
write_cell(struct math *p, const struct grid *g, size_t column)
{
	char align = column < g->n ? g->columns[column] : 'c';
	bool bar = column < COLUMNS_MAX && g->bars[column];
	const char *class = align == 'l' ? "math-left" :
	    align == 'r' ? "math-right" : bar ? "math-center" : "";

	text_adds(p->t, "<mtd");
	if (class[0] != '\0')
		text_addf(p->t, " class=\"%s%s\"", class,
		    bar ? " math-bar" : "");
	text_addc(p->t, '>');
	/* "a & -b": a difference, whose left side is in another cell. */
	(void)math_list(p, CLOSE_CELL, column > 0 && g->env->display ?
	    MATH_ORD : MATH_NONE);
	text_adds(p->t, "</mtd>");
}

static void
write_row(struct math *p, const struct grid *g, bool line)
{
	size_t column = 0;

	text_adds(p->t, line ? "<mtr class=\"math-line\">" : "<mtr>");
	write_cell(p, g, column);
	while (math_is_char(p, '&')) {
		math_next(p);
		write_cell(p, g, ++column);
	}
	text_adds(p->t, "</mtr>");
}

/* "\\", "\\*" or "\\[2pt]"; a bracket that holds no length is of the row. */
static bool
take_row_end(struct math *p)
{
	struct slice rest;
	size_t n;

	if (!math_is_command(p, "\\") && !math_is_command(p, "cr"))
		return false;
	rest = slice_skip(p->src, p->at);
	if (rest.n > 1 && rest.p[0] == '[' && (ascii_digit(rest.p[1]) ||
	    rest.p[1] == '-' || rest.p[1] == '.')) {
		n = slice_find(rest, ']');
		if (n < rest.n && n < sizeof("[-123.45678pt"))
			p->at += n + 1;
	}
	math_next(p);
	if (math_is_char(p, '*'))
		math_next(p);
	return true;
}

static void
write_rows(struct math *p, const struct grid *g)
{
	bool line;

	text_adds(p->t, g->env->tag);
	do {
		for (line = false; math_is_command(p, "hline"); line = true)
			math_next(p);
		if (math_is_command(p, "end") || p->tok == TOK_END)
			break;
		write_row(p, g, line);
	} while (take_row_end(p));
	text_adds(p->t, "</mtable>");
}

static void
write_fence(struct math *p, const char *fence, const char *form)
{
	if (fence[0] != '\0')
		text_addf(p->t, "<mo form=\"%s\" stretchy=\"true\""
		    " fence=\"true\">%s</mo>", form, fence);
}

/* \end and the name; else what began is an error. */
static bool
take_end(struct math *p, const struct environment *env)
{
	struct slice name;

	if (!math_is_command(p, "end"))
		return false;
	math_next(p);
	return math_raw(p, &name) && slice_eqs(name, env->name);
}

static void
write_grid(struct math *p, struct grid *g, struct slice command)
{
	bool display = p->display;

	p->display = g->env->display;
	text_adds(p->t, "<mrow>");
	write_fence(p, g->env->open, "prefix");
	write_rows(p, g);
	write_fence(p, g->env->close, "postfix");
	if (!take_end(p, g->env))
		math_error(p, command);
	text_adds(p->t, "</mrow>");
	p->display = display;
}

struct math_atom
math_begin(struct math *p, const struct math_command *c, struct slice src)
{
	struct slice name = { NULL, 0 }, spec;
	struct grid g = { .n = 0 };
	size_t end;

	(void)c;
	if (math_raw(p, &name)) {
		g.env = environment_find(name);
		end = (size_t)(name.p + name.n - src.p) + 1;
		src.n = end;
	}
	if (g.env == NULL ||
	    (g.env->columns == NULL && !math_raw(p, &spec))) {
		math_error(p, src);
		return (struct math_atom){ MATH_ORD, false };
	}
	if (!math_enter(p))
		return (struct math_atom){ MATH_NONE, false };
	if (g.env->columns == NULL)
		read_columns(&g, spec);
	else
		read_pattern(&g, g.env->columns);
	write_grid(p, &g, src);
	math_leave(p);
	return (struct math_atom){ MATH_FENCED, false };
}

/* \substack{a \\ b}: rows in braces. */
struct math_atom
math_substack(struct math *p, const struct math_command *c, struct slice src)
{
	struct grid g = { .env = &stack, .n = 0 };

	(void)c;
	if (!math_is_char(p, '{')) {
		math_error(p, src);
		return (struct math_atom){ MATH_ORD, false };
	}
	if (!math_enter(p))
		return (struct math_atom){ MATH_NONE, false };
	math_next(p);
	p->wanted[CLOSE_BRACE]++;
	text_adds(p->t, "<mrow>");
	write_rows(p, &g);
	p->wanted[CLOSE_BRACE]--;
	if (math_is_char(p, '}'))
		math_next(p);
	else
		math_error(p, src);
	text_adds(p->t, "</mrow>");
	math_leave(p);
	return (struct math_atom){ MATH_ORD, false };
}
