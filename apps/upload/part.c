#include "part.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* The value of `key=` in a line of parameters, quoted or not. */
static size_t
parameter(const char *s, const char *key, const char **value)
{
	size_t len = strlen(key);
	bool quoted = false;

	for (; *s != '\0'; s++) {
		if (*s == '"')
			quoted = !quoted;
		if (quoted || *s != ';')
			continue;
		while (s[1] == ' ' || s[1] == '\t')
			s++;
		if (strncasecmp(s + 1, key, len) != 0 || s[1 + len] != '=')
			continue;
		s += 1 + len + 1;
		*value = *s == '"' ? s + 1 : s;
		return *s == '"' ? strcspn(s + 1, "\"") : strcspn(s, "; \t");
	}
	return 0;
}

int
part_init(struct part *p, const char *type, part_fn take, void *arg)
{
	const char *boundary = NULL;
	size_t n = parameter(type, "boundary", &boundary);

	*p = (struct part){ .take = take, .arg = arg };
	if (n == 0 || n > 70)
		return -1;
	p->len = (size_t)snprintf(p->mark, sizeof(p->mark), "\r\n--%.*s",
	    (int)n, boundary);
	/* The first mark may stand at the very start, without a line end. */
	p->hit = 2;
	return 0;
}

static void
head_line(struct part *p)
{
	const char *value;
	size_t n;

	p->line[p->linelen] = '\0';
	if (strncasecmp(p->line, "Content-Disposition:", 20) != 0)
		return;
	n = parameter(p->line, "filename", &value);
	if (n == 0)
		return;
	p->is_file = true;
	snprintf(p->name, sizeof(p->name), "%.*s", (int)n, value);
}

/* A byte of a part's head, or of the line that has the mark. */
static void
head_byte(struct part *p, char c)
{
	if (c != '\n') {
		if (p->linelen < sizeof(p->line) - 1)
			p->line[p->linelen++] = c;
		return;
	}
	if (p->linelen > 0 && p->line[p->linelen - 1] == '\r')
		p->linelen--;
	if (p->state == PART_AFTER) {
		p->is_file = false;
		p->state = PART_HEAD;
	} else if (p->linelen == 0) {
		p->state = p->is_file ? PART_FILE : PART_SKIP;
	} else {
		head_line(p);
	}
	p->linelen = 0;
}

static void
give(struct part *p, const char *in, size_t n)
{
	if (p->state == PART_FILE && n > 0)
		p->take(p->arg, in, n);
}

static void
mark_seen(struct part *p)
{
	p->hit = 0;
	if (p->state == PART_FILE)
		p->found = true;
	p->state = p->found ? PART_OVER : PART_AFTER;
}

/*
 * Data up to the next mark; returns how many bytes of `in` it used.  CR stands
 * only at the start of the mark, so a mismatch can restart there alone.
 */
static size_t
data_bytes(struct part *p, const char *in, size_t n)
{
	size_t plain = 0;	/* where bytes not given yet begin */

	for (size_t i = 0; i < n; i++) {
		if (p->hit > 0 && in[i] != p->mark[p->hit]) {
			/* What matched may have come with an earlier call. */
			give(p, p->mark, p->hit);
			p->hit = 0;
			plain = i;
		}
		if (in[i] != p->mark[p->hit])
			continue;
		if (p->hit == 0)
			give(p, in + plain, i - plain);
		p->hit++;
		plain = i + 1;
		if (p->hit == p->len) {
			mark_seen(p);
			return i + 1;
		}
	}
	if (p->hit == 0)
		give(p, in + plain, n - plain);
	return n;
}

void
part_feed(struct part *p, const char *in, size_t n)
{
	while (n > 0 && p->state != PART_OVER) {
		size_t used = 1;

		if (p->state == PART_SKIP || p->state == PART_FILE)
			used = data_bytes(p, in, n);
		else
			head_byte(p, *in);
		in += used;
		n -= used;
	}
}
