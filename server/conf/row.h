/*
 * row.h - print a directive with the value it has, by its row.
 *
 * Private to conf/.
 */
#ifndef CONF_ROW_H
#define CONF_ROW_H

#include "conf/conf.h"
#include "conf/keys.h"

/* A block while it is printed, and the one it inherits from. */
struct printer {
	conf_write_fn	*out;
	void		*arg;
	int		 depth;
	unsigned	 context;
	const struct conf *conf;
	const struct site *site;
	const struct location *loc;
	const struct conf_stream *stream;
	const struct conf_service *service;
	const struct conf_who *who;
	const struct program_limits *limits;
	const struct printer *outer;	/* NULL: the main block */
};

/* The directive's line or lines; nothing when there is nothing to be said. */
void	row_print(const struct printer *, const struct key *);

void	row_put(const struct printer *, const char *);
void	row_put_indent(const struct printer *);

/* A blank and a value, in quotes when it needs them; one made of two parts. */
void	row_put_value(const struct printer *, const char *value);
void	row_put_joined(const struct printer *, const char *value,
	    const char *end);

/* Where the value is. */
const void *row_field(const struct printer *, const struct key *);

#endif
