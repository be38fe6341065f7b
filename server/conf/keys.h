/*
 * keys.h - the directives of the configuration language, one row each.
 *
 * Everything that is told of a directive (where it may stand, how many values
 * it takes, what it is unless given, an example for messages) stands in its
 * row; reading, printing and the messages go by the rows alone.
 */
#ifndef CONF_KEYS_H
#define CONF_KEYS_H

#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

/* Blocks in which a directive may stand. */
enum key_context {
	IN_MAIN = 1, IN_SITE = 2, IN_LOCATION = 4, IN_PROGRAM = 8,
	IN_STREAM = 16,			/* listen ... stream { } */
	IN_SERVICE = 32
};

enum key_flags {
	KEY_REPEATS = 1,		/* may be given again in its block */
	KEY_BLOCK = 2,			/* needs a block */
	KEY_MAY_BLOCK = 4,		/* may have one (listen ... stream) */
	KEY_EXCLUSIVE = 8,		/* says what a location is ... */
	KEY_FILES = 16			/* ... only these go together */
};

/* What the values mean: how they are read and printed. */
enum key_type {
	TYPE_INCLUDE, TYPE_BASE_DIR,	/* read with the tree */
	TYPE_LATER,			/* not in this version */
	TYPE_STRING, TYPE_USER, TYPE_PATH,
	TYPE_COUNT,			/* uint32_t */
	TYPE_SIZE, TYPE_SIZE32, TYPE_TIME,
	TYPE_CHOICE,			/* bool: which of two words */
	TYPE_STDIN, TYPE_WORKERS,
	TYPE_WORDS, TYPE_SUFFIXES, TYPE_VARS,
	TYPE_SETENV, TYPE_HEADERS, TYPE_INTERPRETERS, TYPE_NETS,
	TYPE_ERROR_PAGES, TYPE_REDIRECT, TYPE_LISTEN, TYPE_COMMAND,
	TYPE_ACCESS_LOG, TYPE_ERROR_LOG,
	TYPE_SITE, TYPE_LOCATION, TYPE_PROGRAM, TYPE_SERVICE,
	NTYPES
};

/* The structure that the field is in. */
enum key_home {
	HOME_CONF, HOME_SITE, HOME_LOCATION, HOME_STREAM, HOME_SERVICE,
	HOME_WHO, HOME_LIMITS
};

struct key {
	const char	*name;
	unsigned	 contexts;	/* enum key_context, or'ed */
	size_t		 min, max;	/* number of values */
	unsigned	 flags;
	enum key_type	 type;
	enum key_home	 home;
	size_t		 offset;	/* of the field in its home */
	const char	*preset;	/* its values unless given */
	uint64_t	 lo, hi;	/* bounds of a number; hi 0: none */
	const char	*words;		/* "off on": of a CHOICE */
	const char	*example;	/* values one would write */
};

enum { KEYS_MAX = 80 };			/* at least nkeys */

extern const struct key keys[];
extern const size_t nkeys;

/* The row of that name, or NULL. */
const struct key *key_find(const char *name);

/* The known name that is most like it, or NULL when none is like it. */
const char *key_nearest(const char *name);

/* "a site": for messages. */
const char *key_context_name(enum key_context);

/* "the main block, a site or a location": for messages. */
struct key_contexts {
	char	 text[96];
};
struct key_contexts key_contexts_name(unsigned contexts);

/* The place of a value among words ("off on"), from 0; -1: none of them. */
int	key_word_index(const char *words, const char *value);

/* The word at that place. */
struct slice key_word(const char *words, size_t n);

#endif
