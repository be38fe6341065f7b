/*
 * mark_match.c - pairs: = France = Paris, and ~ Rome, which goes with none.
 *
 * The answer has for each left side, in their order, the index of the line
 * whose right side goes with it.
 */
#include "apps/tutor/model/mark_type.h"

#include <string.h>

#include "apps/tutor/model/mark_html.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/problem.h"
#include "apps/tutor/model/seed.h"
#include "apps/tutor/model/variant.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

enum { PAIRS_MAX = 50 };	/* each has a menu of all */

/* The lines cut in two. */
struct pairs {
	const char	**left, **right;	/* left NULL: goes with none */
	size_t		 n;
};

/* What menus offer, in their order, as indexes of lines. */
struct choices {
	size_t	*list, n;
};

static void
pairs_cut(const struct marking *mk, struct pairs *p)
{
	const struct answer_line *a = mk->q->answers;

	p->n = mk->q->nanswers;
	p->left = mem_array(mk->mem, p->n, sizeof(*p->left));
	p->right = mem_array(mk->mem, p->n, sizeof(*p->right));
	for (size_t i = 0; i < p->n; i++) {
		p->right[i] = a[i].text;
		if (a[i].kind == '=')
			(void)pair_cut(mk->mem, a[i].text, &p->left[i],
			    &p->right[i]);
		p->right[i] = mark_fill(mk, p->right[i]);
	}
}

static void
place_mark(const struct marking *mk, const struct pairs *p, size_t i,
    size_t chosen, struct verdict *out)
{
	const struct answer_line *a = mk->q->answers;

	*out = (struct verdict){ .kind = MARK_DONE };
	if (strcmp(p->right[chosen], p->right[i]) == 0)
		mark_by(mk, &a[i], out);
	else if (a[chosen].kind == '~')
		mark_by(mk, &a[chosen], out);
}

static void
match_mark(const struct marking *mk, const struct val *answer,
    struct verdict *out)
{
	struct places ps = { .n = 0 };
	struct verdict one;
	struct pairs p;
	size_t place = 0, chosen, n;

	pairs_cut(mk, &p);
	for (size_t i = 0; i < p.n; i++) {
		if (p.left[i] == NULL)
			continue;
		(void)answer_string(answer_at(answer, place), &n);
		one = (struct verdict){ .kind = MARK_DONE };
		if (n == 0)
			ps.empty++;
		else if (answer_index(answer_at(answer, place), p.n, &chosen))
			place_mark(mk, &p, i, chosen, &one);
		else
			mark_invalid(&one, "this is none of the choices.");
		places_add(mk, &ps, &one, mark_fill(mk, p.left[i]));
		place++;
	}
	places_end(mk, &ps, out);
}

/* The right sides, each text once. */
static void
choices(const struct marking *mk, const struct pairs *p, struct choices *c)
{
	size_t *order = mem_array(mk->mem, p->n, sizeof(*order)), k;

	seed_shuffle(mk->v->seed, order, p->n);
	c->list = mem_array(mk->mem, p->n, sizeof(*c->list));
	c->n = 0;
	for (size_t i = 0; i < p->n; i++) {
		for (k = 0; k < c->n; k++)
			if (strcmp(p->right[c->list[k]],
			    p->right[order[i]]) == 0)
				break;
		if (k == c->n)
			c->list[c->n++] = order[i];
	}
}

/* The menu of a place; `before` is p->n when it is empty. */
static void
menu(struct text *t, const struct pairs *p, const struct choices *c,
    size_t before)
{
	text_adds(t, ">\n<option value=\"\">choose</option>\n");
	for (size_t k = 0; k < c->n; k++)
		html_option(t, c->list[k], before < p->n &&
		    strcmp(p->right[before], p->right[c->list[k]]) == 0,
		    p->right[c->list[k]]);
	text_adds(t, "</select></div>\n");
}

/* Lines to write on, and what may be written, in the order of the menus. */
static void
match_paper(struct text *t, const struct marking *mk, const struct input *in)
{
	struct pairs p;
	struct choices c;
	size_t place = 0, before;

	pairs_cut(mk, &p);
	choices(mk, &p, &c);
	text_adds(t, "<ul class=\"options\">\n");
	for (size_t i = 0; i < p.n; i++) {
		if (p.left[i] == NULL)
			continue;
		text_adds(t, "<li>");
		html_inline(t, mk, p.left[i]);
		text_addc(t, ' ');
		html_paper(t, answer_index(answer_at(in->answer, place++), p.n,
		    &before) ? p.right[before] : "", PAPER_LINE);
		text_adds(t, "</li>\n");
	}
	text_adds(t, "</ul>\n<p class=\"help\">To choose from:</p>\n"
	    "<ul class=\"choices\">\n");
	for (size_t k = 0; k < c.n; k++)
		text_htmlf(t, "<li>%s</li>\n", p.right[c.list[k]]);
	text_adds(t, "</ul>\n");
}

static void
match_input(struct text *t, const struct marking *mk, const struct input *in)
{
	struct pairs p;
	struct choices c;
	size_t place = 0, before;

	if (in->paper) {
		match_paper(t, mk, in);
		return;
	}
	pairs_cut(mk, &p);
	choices(mk, &p, &c);
	html_group(t, in, "Choose what goes with each", NULL);
	for (size_t i = 0; i < p.n; i++) {
		if (p.left[i] == NULL)
			continue;
		if (!answer_index(answer_at(in->answer, place), p.n, &before))
			before = p.n;
		place++;
		text_adds(t, "<div class=\"option\">");
		html_label(t, mk, in, place, p.left[i]);
		text_adds(t, " <select");
		html_control(t, in, place);
		menu(t, &p, &c, before);
	}
	html_group_end(t);
}

static void
match_solution(struct text *t, const struct marking *mk)
{
	struct pairs p;

	pairs_cut(mk, &p);
	text_adds(t, "<dl>\n");
	for (size_t i = 0; i < p.n; i++) {
		if (p.left[i] == NULL)
			continue;
		text_adds(t, "<dt>");
		html_inline(t, mk, p.left[i]);
		text_htmlf(t, "</dt><dd>%s</dd>\n", p.right[i]);
	}
	text_adds(t, "</dl>\n");
}

static void
match_check(const struct marking *mk, const char *file, struct problems *ps)
{
	const struct answer_line *a = mk->q->answers;
	struct pairs p;
	size_t n = 0;

	pairs_cut(mk, &p);
	for (size_t i = 0; i < p.n; i++) {
		if (a[i].kind == '=' && p.left[i] == NULL)
			problem_error(ps, file, a[i].line, "a pair has = "
			    "between blanks: = France = Paris");
		n += p.left[i] != NULL;
		if (strpbrk(p.right[i], "$`") != NULL)
			problem_warn(ps, file, a[i].line, "a menu shows \"%s\""
			    " as it stands: put formulas on the left side",
			    p.right[i]);
		for (size_t k = 0; k < i; k++)
			if (p.left[i] != NULL && p.left[k] != NULL &&
			    strcmp(p.left[i], p.left[k]) == 0)
				problem_error(ps, file, a[i].line, "\"%s\" is "
				    "there twice", p.left[i]);
	}
	if (p.n > PAIRS_MAX)
		problem_error(ps, file, mk->q->line,
		    "%s has more than %d lines", mk->q->name, PAIRS_MAX);
	if (n < 2)
		problem_error(ps, file, mk->q->line,
		    "%s has fewer than two pairs", mk->q->name);
}

const struct mark_type mark_match = { .mark = match_mark,
	.input = match_input, .solution = match_solution,
	.check = match_check, .list = true };
