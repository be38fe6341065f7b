/*
 * draft.h - what is kept by itself while a student types.
 *
 * One slot a question, outside the log: an hour of typing must not make it
 * long.  DATA/c/COURSE/draft/ab/SHA256 of the log's name and page: an object of
 * the questions' records {"variant":n,"at":ms,"answer":a,"by":u}.
 */
#ifndef TUTOR_MODEL_DRAFT_H
#define TUTOR_MODEL_DRAFT_H

struct course_data;
struct user_state;
struct val;

enum { DRAFTS_MAX = 1 << 20 };		/* bytes of all on a page */

/* Whose, of what. */
struct draft_place {
	const char	*user, *page, *question;
};

/*
 * Keep it, under the lock of the user's log.  0, or -1 with errno (EFBIG: more
 * than DRAFTS_MAX).
 */
int	draft_put(const struct course_data *, const struct draft_place *,
	    struct val *record);

/*
 * Put the drafts of whose log that is into the state, where they are newer than
 * the last attempt and what is saved, and of this variant.
 */
void	draft_load(const struct course_data *, const char *log,
	    struct user_state *, const char *page);

#endif
