#include "apps/tutor/model/answer_words.h"

#include <stdlib.h>
#include <string.h>

#include "apps/tutor/model/fold.h"
#include "apps/tutor/model/page.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

static const char *
between(enum question_type type)
{
	return type == Q_ORDER ? " / " : type == Q_TICK ? " + " : "; ";
}

static bool
is_index(enum question_type type)
{
	return type == Q_CHOOSE || type == Q_TICK || type == Q_ORDER ||
	    type == Q_MATCH;
}

/* Of "left = right" the right side. */
static const char *
right_side(const char *text)
{
	const char *sign = strstr(text, " = ");

	return sign == NULL ? text : sign + 3;
}

/* Whole characters only. */
static void
add_part(struct text *t, const char *s)
{
	size_t n = strlen(s);

	if (n > ANSWER_PART_MAX) {
		n = ANSWER_PART_MAX;
		while (n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80)
			n--;
	}
	text_add(t, s, n);
	if (s[n] != '\0')
		text_adds(t, "…");
}

/* The option that a value names, or -1. */
static long
option_of(const struct question *q, const struct val *v)
{
	const char *s = val_tostr(v);
	char *end;
	unsigned long i;

	if (!is_index(q->type) || *s < '0' || *s > '9')
		return -1;
	i = strtoul(s, &end, 10);
	return *end == '\0' && i < q->nanswers ? (long)i : -1;
}

static const char *
part_of(const struct question *q, const struct val *v)
{
	long i = option_of(q, v);

	if (i == -1)
		return val_tostr(v);
	return q->type == Q_MATCH ? right_side(q->answers[i].text) :
	    q->answers[i].text;
}

/* Of many, in quotes when it could be taken for two of them. */
static void
add_one(struct text *t, const struct question *q, const struct val *v)
{
	const char *s = part_of(q, v);
	bool quoted;

	s = fold_text(t->mem, s, strlen(s), 0);
	quoted = strstr(s, between(q->type)) != NULL ||
	    strncmp(s, "“", sizeof("“") - 1) == 0;
	if (quoted)
		text_adds(t, "“");
	add_part(t, *s == '\0' ? "–" : s);
	if (quoted)
		text_adds(t, "”");
}

/* The values of a list in the order of options; others keep theirs. */
static void
sort_ticks(const struct val **list, size_t n, const struct question *q)
{
	const struct val *v;
	size_t k;

	for (size_t i = 1; i < n; i++) {
		v = list[i];
		for (k = i; k > 0 && option_of(q, list[k - 1]) >
		    option_of(q, v); k--)
			list[k] = list[k - 1];
		list[k] = v;
	}
}

void
answer_words(struct text *t, const struct question *q, const struct val *answer)
{
	size_t n = val_size(answer);
	const struct val **list;
	const char *s;

	if (val_type(answer) != VAL_LIST) {
		s = part_of(q, answer);
		add_part(t, *s == '\0' ? "–" : s);
		return;
	}
	if (n == 0)
		text_adds(t, "–");
	list = mem_array(t->mem, n, sizeof(*list));
	for (size_t i = 0; i < n; i++)
		list[i] = val_at(answer, i);
	if (q->type == Q_TICK)
		sort_ticks(list, n, q);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			text_adds(t, between(q->type));
		add_one(t, q, list[i]);
	}
}

const char *
answer_alike(struct mem *m, const struct question *q, const struct val *answer)
{
	struct text words;

	text_init(&words, m);
	answer_words(&words, q, answer);
	return fold_text(m, words.p, words.n, FOLD_CASE | FOLD_SPACE);
}

bool
answer_whole(const struct question *q, const struct val *answer)
{
	if (val_type(answer) != VAL_LIST)
		return strlen(part_of(q, answer)) <= ANSWER_PART_MAX;
	for (size_t i = 0; i < val_size(answer); i++)
		if (strlen(part_of(q, val_at(answer, i))) > ANSWER_PART_MAX)
			return false;
	return true;
}
