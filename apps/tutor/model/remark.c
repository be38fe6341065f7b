#include "apps/tutor/model/remark.h"

#include <math.h>
#include <string.h>

#include "apps/tutor/model/answer_words.h"
#include "apps/tutor/model/page.h"
#include "web/mem.h"
#include "web/val.h"

bool
remark_may(const struct question *q)
{
	return q->type < Q_ESSAY && q->nlets == 0;
}

bool
remark_on(double score)
{
	return !isnan(score) && score < 1;
}

/* Names of pages and questions have no blank in them. */
static const char *
key_of(const struct val *remarks, const char *page, const char *question,
    const char *alike)
{
	return mem_printf(val_mem(remarks), "%s %s %s", page, question, alike);
}

void
remark_add(struct val *remarks, struct val *record)
{
	val_put(remarks, key_of(remarks, val_getstr(record, "page"),
	    val_getstr(record, "q"), val_getstr(record, "answer")), record);
}

static bool
holds(const struct val *record)
{
	return record != NULL && !val_tobool(val_get(record, "off"));
}

const struct val *
remark_find(const struct val *remarks, const char *page, const char *question,
    const char *alike)
{
	const struct val *record;

	if (val_size(remarks) == 0)
		return NULL;
	record = val_get(remarks, key_of(remarks, page, question, alike));
	return holds(record) ? record : NULL;
}

const struct val *
remark_for(const struct val *remarks, const char *page,
    const struct question *q, const struct val *answer)
{
	if (val_size(remarks) == 0 || answer == NULL || !remark_may(q) ||
	    !answer_whole(q, answer))
		return NULL;
	return remark_find(remarks, page, q->name,
	    answer_alike(val_mem(remarks), q, answer));
}

struct val *
remark_list(const struct val *remarks, const char *page, const char *question)
{
	struct val *list = val_list(val_mem(remarks)), *record;

	for (size_t i = 0; i < val_size(remarks); i++) {
		record = val_at(remarks, i);
		if (holds(record) &&
		    strcmp(val_getstr(record, "page"), page) == 0 &&
		    strcmp(val_getstr(record, "q"), question) == 0)
			val_push(list, record);
	}
	return list;
}
