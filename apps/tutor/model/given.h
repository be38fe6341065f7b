/*
 * given.h - what a student gave: a value of a form, or a file.
 *
 * In a record of the log a small answer stands as "answer"; a larger one, and
 * every file, is a blob (log.h), and the record names it: "blob" is its
 * SHA-256, "as" is "text" (a string), "json" (a list) or "file" (then "name"
 * is what the student calls it, "size" its bytes).
 */
#ifndef TUTOR_MODEL_GIVEN_H
#define TUTOR_MODEL_GIVEN_H

#include <stdbool.h>
#include <stddef.h>

struct course_data;
struct mem;
struct val;

enum { GIVEN_INLINE_MAX = 4096, GIVEN_TEXT_MAX = 4 << 20 };

struct given {
	const struct val *answer;	/* or NULL: */
	int		  fd;		/* a file, at its beginning; -1 */
	const char	 *name;		/* of the file */
};

/*
 * Keep what is large and name it in the record (an object).  0, or -1 with
 * errno: then nothing may be recorded.  EFBIG: more than GIVEN_TEXT_MAX.
 */
int	given_put(struct val *record, const struct course_data *,
	    const struct given *);

/* Bytes of all texts in an answer. */
size_t	given_size(const struct val *answer);

/* The same within the record, whatever its size; of a file nothing. */
void	given_inline(struct val *record, const struct given *);

/*
 * The answer of a record (submit, draft, save), read from its blob if need be.
 * NULL: it is a file (blob_open() its "blob"), there is none, or it is lost.
 */
const struct val *given_load(const struct course_data *, struct mem *,
		const struct val *record);

/* Is what was given the same as what a record holds? */
bool	given_same(const struct given *, struct mem *,
	    const struct val *record);

/* SHA-256 of the answer, for receipts: 64 digits and a NUL. */
void	given_hash(const struct val *record, char hex[65]);

#endif
