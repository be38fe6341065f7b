#include "web/store.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "apps/lib/store_file.h"

static void damaged(struct store *, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));

/* Say what is wrong with the line that we are at. */
static void
damaged(struct store *s, const char *fmt, ...)
{
	size_t room = sizeof(s->damage);
	va_list ap;
	int n;

	s->told = s->at;
	n = snprintf(s->damage, room, "offset %lld: ", s->at);
	va_start(ap, fmt);
	(void)vsnprintf(s->damage + n, room - (size_t)n, fmt, ap);
	va_end(ap);
}

/* Pass a line that is no record. */
static int
lose(struct store *s, const struct store_line *l, const char *what)
{
	damaged(s, "%s", what);
	store_pass(s, l->size);
	store_chain_lose(&s->chain, l->size);
	return -1;
}

/* A line that cannot be kept in memory is passed piece by piece. */
static int
lose_long(struct store *s)
{
	damaged(s, "the line is too long");
	store_chain_lose(&s->chain, s->have);
	s->skipping = true;
	return -1;
}

/* A record whose number was had before, or another than should follow. */
static int
misfit(struct store *s, const struct store_line *l, enum store_link link)
{
	if (link == STORE_AGAIN)
		return lose(s, l, "a number that was there before");
	if (l->seq == s->chain.seq + 2)
		damaged(s, "record %lld is missing", l->seq - 1);
	else if (l->seq > s->chain.seq + 1)
		damaged(s, "records %lld to %lld are missing",
		    s->chain.seq + 1, l->seq - 1);
	else
		damaged(s, "the record before has been replaced");
	return -1;
}

static int
deliver(struct store *s, const struct store_line *l, struct store_rec *rec)
{
	char *line = s->buf + s->start;

	rec->seq = l->seq;
	rec->ms = l->ms;
	rec->json = l->json;
	rec->n = l->n;
	rec->offset = s->at;
	store_chain_next(&s->chain, l, line);
	line[l->size - 1] = '\0';
	store_pass(s, l->size);
	s->mark = s->at;
	return 1;
}

int
store_next(struct store *s, struct store_rec *rec)
{
	struct store_line l;
	enum store_link link;
	int found;

	found = store_skip(s);
	if (found == 1)
		found = store_look(s, &l);
	if (found == -1)
		return lose_long(s);
	if (found != 1)
		return found;
	if (l.what != NULL)
		return lose(s, &l, l.what);
	link = store_chain_check(&s->chain, &l);
	/* Damage in front of a record or behind it is told once, before it. */
	if (s->told != s->at || link == STORE_AGAIN) {
		if (link != STORE_FITS)
			return misfit(s, &l, link);
		if (!l.ended) {
			damaged(s, "the newline of the record is damaged");
			return -1;
		}
	}
	return deliver(s, &l, rec);
}

const char *
store_damage(const struct store *s)
{
	return s->damage;
}

static void
rewind_store(struct store *s)
{
	store_chain_init(&s->chain);
	s->mark = 0;
	s->told = -1;
	s->skipping = false;
	store_goto(s, 0);
}

void
store_mark(const struct store *s, struct store_mark *m)
{
	m->offset = s->mark;
	m->seq = s->chain.seq;
	memcpy(m->prev8, s->chain.prev8, sizeof(m->prev8));
}

/* Read the record that ends at the mark; is it the one that ended there? */
static bool
mark_holds(struct store *s, const struct store_mark *m)
{
	struct store_line l;
	long long begin;

	if (m->offset > store_file_size(s->fd))
		return false;
	begin = store_line_start(s->fd, m->offset - 1);
	if (begin == -1)
		return false;
	store_goto(s, begin);
	if (store_look(s, &l) != 1 || l.what != NULL || !l.ended ||
	    begin + (long long)l.size != m->offset || l.seq != m->seq)
		return false;
	store_chain_next(&s->chain, &l, s->buf + s->start);
	store_pass(s, l.size);
	s->mark = s->at;
	return strncmp(s->chain.prev8, m->prev8, sizeof(m->prev8)) == 0;
}

int
store_seek(struct store *s, const struct store_mark *m)
{
	rewind_store(s);
	if (m->offset == 0 && m->seq == 0)
		return 0;
	if (m->offset > 0 && mark_holds(s, m))
		return 0;
	rewind_store(s);
	return -1;
}

long long
store_size(const struct store *s)
{
	long long size;

	if (s->writes)
		return s->end;
	size = store_file_size(s->fd);
	return size == -1 ? -1 : store_line_start(s->fd, size);
}

int
store_fd(const struct store *s)
{
	return s->fd;
}
