/*
 * template.h - Mustache templates with layouts.
 *
 * The whole of the Mustache specification: comments, interpolation, sections,
 * inverted sections, partials, delimiters; and of its optional part inheritance
 * ({{<layout}}{{$title}}...{{/title}}{{/layout}}) and dynamic names
 * ({{>*name}}).  No lambdas.  {{x}} escapes & < > " ' for HTML, {{{x}}} and
 * {{&x}} do not.  Null, false, 0, "" and an empty list are false; all else is
 * true.  Pure: texts come from the caller.
 */
#ifndef WEB_TEMPLATE_H
#define WEB_TEMPLATE_H

#include <stddef.h>

struct mem;
struct text;
struct val;

/* What a hostile model or a partial within itself could make without end. */
enum {
	TEMPLATE_DEPTH_MAX = 100,	/* sections and partials, nested */
	TEMPLATE_STEPS_MAX = 10000000,	/* tags and pieces of text shown */
	TEMPLATE_OUT_MAX = 16 << 20	/* bytes that one rendering adds */
};

/*
 * Where templates come from: the text of `name` and its size, or NULL when
 * there is none (a missing partial is empty).  Texts are borrowed for the
 * length of the rendering.
 */
struct template_source {
	const char	*(*find)(void *arg, const char *name, size_t *n);
	void		*arg;
};

struct template_error {
	const char	*name;		/* of the template */
	size_t		 line;		/* from 1 */
	const char	*what;		/* "section {{#x}} is not closed" */
};

/*
 * Add the template of that name, filled from the model.  0, or -1 with *error
 * (may be NULL) filled and nothing added: no such template, a mistake in one
 * of them, too deep, or too much.
 */
int	template_render(struct text *, const char *name,
	    const struct val *model, const struct template_source *,
	    struct template_error *error);

/* Only look for mistakes, in this text.  0 or -1. */
int	template_check(struct mem *, const char *name, const char *, size_t n,
	    struct template_error *);

#endif
