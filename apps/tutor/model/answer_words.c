#include "apps/tutor/model/answer_words.h"

#include <stdlib.h>
#include <string.h>

#include "apps/tutor/model/page.h"
#include "web/text.h"
#include "web/val.h"

enum { WORD_MAX = 200 };		/* bytes of each part */

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

	if (n > WORD_MAX)
		for (n = WORD_MAX; n > 0 && ((unsigned char)s[n] & 0xc0) ==
		    0x80;)
			n--;
	text_add(t, s, n);
	if (s[n] != '\0')
		text_adds(t, "…");
}

static void
add_value(struct text *t, const struct question *q, const struct val *v)
{
	const char *s = val_tostr(v);
	char *end;
	unsigned long i;

	if (is_index(q->type) && *s >= '0' && *s <= '9') {
		i = strtoul(s, &end, 10);
		if (*end == '\0' && i < q->nanswers) {
			s = q->answers[i].text;
			if (q->type == Q_MATCH)
				s = right_side(s);
		}
	}
	add_part(t, *s == '\0' ? "–" : s);
}

void
answer_words(struct text *t, const struct question *q, const struct val *answer)
{
	if (val_type(answer) != VAL_LIST) {
		add_value(t, q, answer);
		return;
	}
	if (val_size(answer) == 0)
		text_adds(t, "–");
	for (size_t i = 0; i < val_size(answer); i++) {
		if (i > 0)
			text_adds(t, between(q->type));
		add_value(t, q, val_at(answer, i));
	}
}
