/*
 * parse.h - what the steps of conf_parse() share: memory and faults.
 *
 * Faults are found in several passes and told in the order of the text, each
 * once, when all is read.  A full arena is a fault like any other; afterwards
 * nothing more is read.  Private to conf/.
 */
#ifndef CONF_PARSE_H
#define CONF_PARSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "conf/conf.h"
#include "conf/keys.h"

enum { PARSE_MAX_FAULTS = 100, FAULT_TEXT_MAX = 400 };

/* One directive as it was written. */
struct node {
	struct node	*next;		/* in its block */
	struct node	*children;	/* of its block */
	struct conf_pos	 pos;
	unsigned	 order;		/* place in the text, over all files */
	const char	*name;
	const char	**values;
	size_t		 nvalues;
	bool		 block;		/* has one, perhaps empty */
	bool		 broken;	/* its values could not be read */
	const struct key *key;		/* its row, NULL: it has a fault */
};

struct fault {
	struct conf_pos	 pos;
	unsigned	 order;
	char		 text[FAULT_TEXT_MAX];
};

struct parse {
	struct conf	*conf;
	const struct conf_input *in;
	struct arena	*arena;
	struct fault	*faults;	/* PARSE_MAX_FAULTS of them */
	size_t		 nfaults;
	bool		 full;		/* the arena is */
	unsigned	 order;		/* of the next node */
	unsigned	 nblocks;	/* seen so far */
	unsigned	 nincluded;	/* files read so far */
};

/* 0, or -1 when not even the faults fit. */
int	parse_init(struct parse *, struct conf *, const struct conf_input *,
	    struct arena *);

/* Nothing more should be read: too many faults, or no memory. */
bool	parse_stopped(const struct parse *);

/* Cleared memory, or text with a NUL; NULL when full, which is noted. */
void	*parse_alloc(struct parse *, size_t n, size_t size);
char	*parse_text(struct parse *, struct slice);

/* Note a fault of a directive, or of a place in the text. */
void	parse_fault(struct parse *, const struct node *, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));
void	parse_fault_at(struct parse *, struct conf_pos, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));

/* Tell all faults in the order of the text.  Returns their number. */
int	parse_report(struct parse *);

/*
 * An absolute path without "//", "/./" and "/../" from `path`, which starts at
 * `dir` (absolute) unless it is absolute itself.  NULL when full.
 */
const char *parse_path(struct parse *, const char *dir, const char *path);

/* " on line 3", or " at other.conf:3" when that is not the node's file. */
struct where {
	char	 text[300];
};
struct where parse_where(const struct node *at, struct conf_pos);

#endif
