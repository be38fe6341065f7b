/*
 * answer_form.h - the form of a question, read.
 *
 * The answer is in controls of one name (question_field()): a file, a list of
 * texts for types that take one, else one text.
 */
#ifndef TUTOR_CONTROLLER_ANSWER_FORM_H
#define TUTOR_CONTROLLER_ANSWER_FORM_H

#include <stdbool.h>

struct question;
struct submit;
struct val;
struct web;

enum { ANSWER_TEXT_MAX = 1 << 20 };

/* Look at the fields: 0, or a status as web_form(). */
int	answer_form(struct web *, const struct question *);

/* What was typed or chosen, of any type but an upload. */
const struct val *answer_typed(struct web *, const struct question *);

/* The same, or the file, put in where the kind of submission takes one. */
void	answer_given(struct submit *, struct web *, const struct question *);

/* Is anything in it? */
bool	answer_is_typed(const struct val *);

#endif
