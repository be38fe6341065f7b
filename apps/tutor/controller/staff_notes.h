/*
 * staff_notes.h - what a grader writes beside single lines of an answer.
 *
 * In the form each comment is a row: line-1 and note-1, line-2 and note-2 ...
 * Rows without a comment are no mistake.
 */
#ifndef TUTOR_CONTROLLER_STAFF_NOTES_H
#define TUTOR_CONTROLLER_STAFF_NOTES_H

#include "apps/tutor/controller/staff_grade.h"

/* The fields of a form, and those of all rows besides. */
const struct web_field *notes_fields(struct mem *, const struct web_field *);

/*
 * The comments that were typed, those that are right; web_reject() has said
 * what is wrong with the others.  The number of those.
 */
size_t	notes_typed(struct notes *, const struct paper *);

/* The rows for the view: of what was typed, or of notes that were kept. */
void	notes_rows(struct val *model, const struct paper *);

/* Count the comments on a question of one student, by their text. */
void	notes_use(struct val *used, const struct question_state *);

/* Those that were written most often, to choose from. */
void	notes_offer(struct val *model, const struct val *used);

#endif
