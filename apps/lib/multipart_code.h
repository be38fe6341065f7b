/*
 * multipart_code.h - what Content-Transfer-Encoding says (RFC 2045).
 *
 * Browsers send none, and RFC 7578, 4.7 deprecates it; mail programs turned
 * web clients do, and a file in base64 is of no use to who asked for a file.
 * Pure and incremental: however the input is split, the output is the same,
 * and never longer than the input.
 */
#ifndef LIB_MULTIPART_CODE_H
#define LIB_MULTIPART_CODE_H

#include <stdbool.h>

#include "base/slice.h"

enum multipart_coding {
	MULTIPART_PLAIN,		/* 7bit, 8bit, binary */
	MULTIPART_BASE64,
	MULTIPART_QUOTED,		/* quoted-printable */
	MULTIPART_UNKNOWN
};

enum { MULTIPART_OUT = 4096 };

struct multipart_code {
	enum multipart_coding coding;
	bool		bad;		/* what came is no base64 */
	unsigned	bits;		/* of a group of base64 */
	unsigned	count;		/* characters of that group */
	unsigned	pads;		/* '=' in it */
	char		held[2];	/* "=", "=\r" or "=X" */
	size_t		nheld;
};

/* By the value of the field. */
enum multipart_coding multipart_coding(struct slice);

void	multipart_code_init(struct multipart_code *, enum multipart_coding);

/*
 * Take some bytes off the front of *in (at least one) and write what they
 * mean, at most MULTIPART_OUT bytes.  Returns how many.  Plain bytes need no
 * such call.
 */
size_t	multipart_code_next(struct multipart_code *, struct slice *in,
	    char *out);

/* The part is over: the bytes that were held back. */
size_t	multipart_code_end(struct multipart_code *, char *out);

#endif
