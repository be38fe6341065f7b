/*
 * answer_form.c - what the form of a question sends.
 */
#include "apps/tutor/controller/answer_form.h"

#include "apps/tutor/controller/question.h"

enum {
	NONCE_MAX = 64,
	NAMES_MAX = 1000,	/* controls of one name */
	UPLOAD_MAX = 16 << 20
};

int
answer_form(struct web *w, const struct question *q)
{
	struct web_field fields[] = {
		{ "do", F_ONEOF, .required = 1, .oneof =
		    "submit|check|save|draft|hint|solution|variant" },
		{ "nonce", F_HEX, .max = NONCE_MAX },
		{ "variant", F_INT, .min = 0, .max = 1000 },
		{ "agreed", F_INT, .min = 0, .max = 1000 },
		{ question_field(web_mem(w), q), F_TEXT, .min = 0,
		    .max = ANSWER_TEXT_MAX, .many = 1 },
		{ "group", F_INT, .min = 0, .max = 1LL << 60 },
		{ 0 }
	};

	if (q->type == Q_UPLOAD) {
		fields[4].kind = F_FILE;
		fields[4].many = 0;
		fields[4].max = UPLOAD_MAX;
	}
	return web_form(w, fields);
}

const struct val *
answer_typed(struct web *w, const struct question *q)
{
	const char *field = question_field(web_mem(w), q);
	struct val *list = val_list(web_mem(w));
	const char *value;

	if (!mark_takes_list(q->type))
		return val_str(web_mem(w), web_str(w, field, ""));
	for (size_t i = 0; i < NAMES_MAX; i++) {
		value = web_nth(w, field, i);
		if (value == NULL)
			break;
		val_push(list, val_str(web_mem(w), value));
	}
	return list;
}

void
answer_given(struct submit *s, struct web *w, const struct question *q)
{
	const struct web_file *file;

	if (s->kind > SUBMIT_DRAFT)
		return;
	if (q->type != Q_UPLOAD) {
		s->given.answer = answer_typed(w, q);
		return;
	}
	file = web_upload(w, question_field(web_mem(w), q));
	if (file == NULL)
		return;
	s->given.fd = file->fd;
	s->given.name = file->name;
}

bool
answer_is_typed(const struct val *answer)
{
	if (val_type(answer) == VAL_STRING)
		return val_size(answer) > 0;
	for (size_t i = 0; i < val_size(answer); i++)
		if (val_size(val_at(answer, i)) > 0)
			return true;
	return false;
}
