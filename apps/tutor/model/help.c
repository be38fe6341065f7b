#include "apps/tutor/model/help.h"

#include <string.h>

#include "web/mem.h"
#include "web/val.h"

static const long long OPEN_MS = HELP_HOURS * 3600 * 1000LL;

void
help_init(struct help *h, struct mem *m, long long now_ms)
{
	*h = (struct help){ .mem = m, .now = now_ms };
}

const struct help_ask *
help_of(const struct help *h, const char *user)
{
	for (size_t i = 0; i < h->n; i++)
		if (strcmp(h->list[i].who, user) == 0)
			return &h->list[i];
	return NULL;
}

const struct help_ask *
help_find(const struct help *h, long long seq)
{
	for (size_t i = 0; i < h->n; i++)
		if (h->list[i].seq == seq)
			return &h->list[i];
	return NULL;
}

size_t
help_waiting(const struct help *h)
{
	size_t n = 0;

	for (size_t i = 0; i < h->n; i++)
		n += h->list[i].by == NULL;
	return n;
}

size_t
help_place(const struct help *h, const struct help_ask *ask)
{
	size_t place = 1;

	if (ask->by != NULL)
		return 0;
	for (const struct help_ask *a = h->list; a < ask; a++)
		place += a->by == NULL;
	return place;
}

static const char *
copied(const struct help *h, const struct val *record, const char *key)
{
	return mem_str(h->mem, val_getstr(record, key));
}

/* Places are given back and taken again: grow.h would grow each time. */
static void
make_room(struct help *h)
{
	struct help_ask *list;

	if (h->n < h->room)
		return;
	h->room = 2 * h->room + 16;
	list = mem_array(h->mem, h->room, sizeof(*list));
	if (h->n > 0)
		memcpy(list, h->list, h->n * sizeof(*list));
	h->list = list;
}

static void
add_ask(struct help *h, const struct val *record, long long seq, long long ms)
{
	const char *who = val_getstr(record, "by");

	if (ms <= h->now - OPEN_MS || help_of(h, who) != NULL)
		return;
	make_room(h);
	h->list[h->n++] = (struct help_ask){ .seq = seq, .ms = ms,
	    .who = mem_str(h->mem, who), .page = copied(h, record, "page"),
	    .question = copied(h, record, "q"),
	    .text = copied(h, record, "text") };
}

static void
close_ask(struct help *h, size_t i)
{
	h->n--;
	memmove(&h->list[i], &h->list[i + 1],
	    (h->n - i) * sizeof(*h->list));
}

void
help_add(struct help *h, const struct val *record, long long seq, long long ms)
{
	const char *kind = val_getstr(record, "k");
	const struct help_ask *ask = help_find(h, val_getint(record, "of"));
	size_t i = ask == NULL ? 0 : (size_t)(ask - h->list);

	h->last = seq;
	if (strcmp(kind, "ask") == 0)
		add_ask(h, record, seq, ms);
	if (ask == NULL)
		return;
	if (strcmp(kind, "take") == 0)
		h->list[i].by = copied(h, record, "by");
	else if (strcmp(kind, "back") == 0)
		h->list[i].by = NULL;
	else if (strcmp(kind, "done") == 0 || strcmp(kind, "leave") == 0)
		close_ask(h, i);
}

static enum help_result
rule_staff(const struct help_ask *ask, const struct help_act *act)
{
	bool mine = ask->by != NULL && strcmp(ask->by, act->user) == 0;

	switch (act->kind) {
	case HELP_TAKE:
		return ask->by == NULL ? HELP_FINE : mine ? HELP_AGAIN :
		    HELP_TAKEN;
	case HELP_DONE:
		return ask->by == NULL || mine ? HELP_FINE : HELP_TAKEN;
	default:
		/* Also for a colleague who went home. */
		return ask->by == NULL ? HELP_AGAIN : HELP_FINE;
	}
}

enum help_result
help_rule(const struct help *h, const struct help_act *act)
{
	const struct help_ask *ask;

	if (act->kind == HELP_ASK)
		return help_of(h, act->user) == NULL ? HELP_FINE : HELP_AGAIN;
	if (act->kind == HELP_LEAVE)
		return help_of(h, act->user) == NULL ? HELP_GONE : HELP_FINE;
	ask = help_find(h, act->of);
	return ask == NULL ? HELP_GONE : rule_staff(ask, act);
}
