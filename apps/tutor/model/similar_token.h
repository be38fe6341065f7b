/*
 * similar_token.h - texts as tokens, for similar.c.  Pure.
 */
#ifndef TUTOR_MODEL_SIMILAR_TOKEN_H
#define TUTOR_MODEL_SIMILAR_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mem;
struct similar_text;

struct token {
	uint32_t	hash;
	uint32_t	line;		/* from 0 */
};

struct tokens {
	struct token	*list;
	size_t		 n;
};

void	tokens_read(struct tokens *, struct mem *, const struct similar_text *,
	    bool code);

#endif
