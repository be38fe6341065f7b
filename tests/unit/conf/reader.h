/*
 * reader.h - read a configuration from a string, with its messages in another.
 */
#ifndef UNIT_CONF_READER_H
#define UNIT_CONF_READER_H

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "conf/conf.h"

/* Files that `include` finds, ended by a NULL name. */
struct reader_file {
	const char	*pattern;	/* absolute */
	const char	*path;
	const char	*text;
};

struct reader {
	struct conf	 conf;
	struct arena	 arena;
	const struct reader_file *files;
	char		 said[1 << 16];	/* a "file:line: message\n" each */
	size_t		 nsaid;
	char		 printed[1 << 18];
	size_t		 nprinted;
	char		 mem[1 << 20];
};

static inline void
reader_say(void *arg, struct conf_pos pos, const char *message)
{
	struct reader *r = arg;

	r->nsaid += (size_t)snprintf(r->said + r->nsaid,
	    sizeof(r->said) - r->nsaid, "%s:%d: %s\n", pos.file, pos.line,
	    message);
}

static inline int
reader_include(void *arg, const char *pattern, size_t n, const char **path,
    struct slice *text)
{
	struct reader *r = arg;

	for (const struct reader_file *f = r->files;
	    f != NULL && f->pattern != NULL; f++) {
		if (strcmp(f->pattern, pattern) != 0 || n-- > 0)
			continue;
		if (f->text == NULL) {
			errno = ENOENT;
			return -1;
		}
		*path = f->path;
		*text = slice_str(f->text);
		return 1;
	}
	return 0;
}

/* Returns what conf_parse() does; the arena has `room` bytes. */
static inline int
reader_run_in(struct reader *r, struct slice text, size_t room)
{
	struct conf_input in = {
		.file = "f", .dir = "/srv/etc", .text = text,
		.include = reader_include, .error = reader_say, .arg = r
	};

	r->nsaid = 0;
	r->said[0] = '\0';
	arena_init(&r->arena, r->mem, room);
	return conf_parse(&r->conf, &in, &r->arena);
}

static inline int
reader_run(struct reader *r, const char *text)
{
	return reader_run_in(r, slice_str(text), sizeof(r->mem));
}

static inline void
reader_write(void *arg, const char *text, size_t n)
{
	struct reader *r = arg;

	if (n > sizeof(r->printed) - 1 - r->nprinted)
		return;
	memcpy(r->printed + r->nprinted, text, n);
	r->nprinted += n;
	r->printed[r->nprinted] = '\0';
}

/* What conf_print() makes of it. */
static inline const char *
reader_print(struct reader *r)
{
	r->nprinted = 0;
	r->printed[0] = '\0';
	conf_print(&r->conf, reader_write, r);
	return r->printed;
}

#endif
