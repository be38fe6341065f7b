/*
 * chunk.h - decode a chunked request body (RFC 9112, section 7.1).
 *
 * Pure: bytes in, bytes out, no I/O, no allocation.  However the input is
 * split across calls, the output is the same.  Strict: lines end in CRLF; a
 * size is 1 to 16 hex digits without overflow; no blank before or after it;
 * extensions are skipped, but their bytes are checked (no control bytes,
 * quoted strings closed) and one line is at most CHUNK_MAX_LINE bytes;
 * trailer fields are checked like fields of a head and thrown away, at most
 * CHUNK_MAX_TRAILER bytes of them.
 * Invariant: left > 0 only inside the data of a chunk.
 */
#ifndef HTTP_CHUNK_H
#define HTTP_CHUNK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/slice.h"

enum { CHUNK_MAX_LINE = 1024, CHUNK_MAX_TRAILER = 8192 };

struct chunk {
	uint64_t	size;		/* of this chunk, as far as read */
	uint64_t	left;		/* data bytes left in this chunk */
	uint64_t	total;		/* data bytes given out so far */
	uint32_t	line;		/* bytes of this line or trailer */
	uint8_t		state;
	uint8_t		digits;
	bool		done;		/* the last CRLF has been read */
};

void	chunk_init(struct chunk *);

/*
 * Decode from `in`.  Returns how many bytes were consumed (> 0 unless `in` is
 * empty or done), or -400 (syntax), -431 (trailer too large).  *data is the
 * body bytes found in what was consumed, a slice of `in`, possibly empty; at
 * most one run of data a call, so call again while in is left and not done.
 */
ssize_t	chunk_parse(struct chunk *, struct slice in, struct slice *data);

#endif
