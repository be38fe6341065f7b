/*
 * mark_html.h - pieces of HTML that inputs are made of.  Private to mark*.c.
 *
 * Ids are FIELD-1, FIELD-2 ... for controls, FIELD-prompt, FIELD-help.
 */
#ifndef TUTOR_MODEL_MARK_HTML_H
#define TUTOR_MODEL_MARK_HTML_H

#include <stdbool.h>
#include <stddef.h>

struct input;
struct marking;
struct mem;
struct text;

/* Markdown with values filled in; inline: without the paragraph round it. */
void	html_markdown(struct text *, const struct marking *, const char *);
void	html_inline(struct text *, const struct marking *, const char *);

/* id, name and disabled: what control i has, from 1. */
void	html_control(struct text *, const struct input *, size_t i);

/*
 * aria-describedby: the prompt and, if there is one, the help.  Of a group only
 * the fieldset has it, or each control would be read with all of it.
 */
void	html_described(struct text *, const struct input *, bool help);

/* <label for="FIELD-i">Markdown</label> */
void	html_label(struct text *, const struct marking *,
	    const struct input *, size_t i, const char *markdown);

/*
 * On paper: what was written, or a place for it; as wide as a line, or a word.
 */
enum paper_width { PAPER_WORD, PAPER_LINE };
void	html_paper(struct text *, const char *written, enum paper_width);

/* An option's mark: a box or a circle, marked or not. */
void	html_paper_mark(struct text *, bool round, bool marked);

/* What was written, as it is, or so many empty lines. */
void	html_paper_lines(struct text *, const char *written, int lines);

/* <fieldset> with its <legend>; help, unless it is NULL, behind it. */
void	html_group(struct text *, const struct input *, const char *legend,
	    const char *help);
void	html_group_end(struct text *);

/* A line to be typed in: size is its columns. */
void	html_line(struct text *, const struct input *, size_t i, int size);

/* The same with label and help: what text, number and formula have. */
struct html_entry {
	const char	*help;		/* or NULL */
	const char	*behind;	/* a unit, or NULL */
	const char	*mode;		/* inputmode=, or NULL */
	int		 size;
};
void	html_entry(struct text *, const struct input *,
	    const struct html_entry *);

/* <p class="help" id="FIELD-help"> */
void	html_help(struct text *, const struct input *, const char *);

/* What was answered at a place before, or "". */
const char *html_before(const struct input *, size_t place);

/* An option of a select: its value is an index. */
void	html_option(struct text *, size_t value, bool selected,
	    const char *label);

#endif
