/*
 * answer.h - read HTTP/1.x answers as a strict client does.
 *
 * Incremental: bytes go in however they arrive, the head is kept, the decoded
 * body goes to a callback.  An answer whose framing is doubtful is bad: two
 * lengths, a length together with chunks, lines without CRLF.
 */
#ifndef TOOL_ANSWER_H
#define TOOL_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ANSWER_HEAD_MAX = 65536 };

enum answer_state {
	ANSWER_HEAD, ANSWER_COUNTED, ANSWER_TO_CLOSE,
	ANSWER_SIZE, ANSWER_CHUNK, ANSWER_CHUNK_END, ANSWER_TRAILER,
	ANSWER_DONE, ANSWER_BAD
};

typedef void answer_body_fn(void *, const char *, size_t);

struct answer {
	enum answer_state state;
	bool		to_head;	/* in: the method was HEAD */
	answer_body_fn	*body;		/* in: may be NULL */
	void		*arg;
	const char	*why;		/* BAD: what is wrong */
	int		 status;
	int		 minor;		/* HTTP/1.minor */
	bool		 close;		/* no other answer will follow */
	uint64_t	 left;		/* of the body or of the chunk */
	size_t		 nhead;
	size_t		 nline;
	char		 line[1024];	/* chunk size or trailer */
	char		 head[ANSWER_HEAD_MAX + 1];
};

/* Ready for the next answer; to_head, body and arg stay. */
void	answer_reset(struct answer *);

/* Consume bytes up to the end of this answer; returns how many. */
size_t	answer_feed(struct answer *, const char *, size_t);

/* The connection has ended: was that a legal end of the answer? */
bool	answer_end(struct answer *);

/* Has nothing of this answer arrived yet? */
bool	answer_fresh(const struct answer *);

/* 1xx: another answer to the same request follows. */
bool	answer_interim(const struct answer *);

/* How the body is framed, for people: "length", "chunked", "close", "none". */
const char *answer_framing(const struct answer *);

#endif
