/*
 * lined.h - an answer with numbers at its lines, and what was said of them.
 */
#ifndef TUTOR_CONTROLLER_LINED_H
#define TUTOR_CONTROLLER_LINED_H

#include "apps/tutor/controller/context.h"
#include "apps/tutor/model/notes.h"

/*
 * The lines of what was given with an attempt.  bytes NULL: it is no text that
 * people read by lines, or too long, or lost.
 */
struct lined {
	const char	*bytes;
	size_t		 n;
	size_t		 lines;
};
void	lined_read(struct lined *, struct tutor *, const struct question *,
	    const struct attempt *);

/* A short file that is a text; NULL. */
const char *lined_file(struct tutor *, const char *blob, size_t *n);

/*
 * For lined.html: lines, a list of {n, code, notes: [{html}]}.  Notes at lines
 * that the text does not have are left out.
 */
void	lined_model(struct val *model, const struct lined *, struct mem *,
	    const struct notes *);

/* What was published of an attempt, if there is any: "lined" in the model. */
void	lined_add(struct val *model, struct tutor *, const struct question *,
	    const struct attempt *);

#endif
