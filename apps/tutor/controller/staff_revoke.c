/*
 * staff_revoke.c - an extension that was granted is taken back.  Both stay in
 * the log: who did it, when and why.
 */
#include "apps/tutor/controller/staff_revoke.h"

#include <string.h>

#include "apps/tutor/controller/staff.h"
#include "apps/tutor/controller/staff_page.h"

static const struct web_field fields[] = {
	{ "revoke_why", F_LINE, .min = 1, .max = 1000, .required = 1 },
	{ 0 }
};

static const char *
key_of(struct tutor *t, long long seq)
{
	return mem_printf(t->mem, "%lld", seq);
}

const struct val *
staff_revoked(struct tutor *t)
{
	struct val *all = val_object(t->mem);
	const struct val *record;

	for (size_t i = 0; i < val_size(t->staff.records); i++) {
		record = val_at(t->staff.records, i);
		if (strcmp(val_getstr(record, "k"), "revoke") == 0)
			val_seti(all, key_of(t, val_getint(record, "of")),
			    (long long)i);
	}
	return all;
}

void
staff_add_revoked(struct val *row, struct tutor *t, const struct val *all,
    long long seq)
{
	const char *key = key_of(t, seq);
	const struct val *record;
	struct val *revoked;

	val_seti(row, "seq", seq);
	val_setb(row, "stands", val_get(all, key) == NULL);
	if (val_get(all, key) == NULL)
		return;
	record = val_at(t->staff.records, (size_t)val_getint(all, key));
	revoked = val_setobject(row, "revoked");
	val_set(revoked, "by", val_getstr(record, "by"));
	val_set(revoked, "why", val_getstr(record, "why"));
	tutor_time(t, revoked, "when", val_getint(record, "ms"));
}

static bool
is_granted(const struct tutor *t, long long seq)
{
	const struct staff_order *list = t->staff.extends.list;

	for (size_t i = 0; i < t->staff.extends.n; i++)
		if (list[i].seq == seq)
			return !list[i].off;
	return false;
}

static int
revoke(struct tutor *t)
{
	long long seq = web_argi(t->web, "seq");
	struct val *record = val_object(t->mem);
	int status = web_form(t->web, fields);

	if (status == 422)
		return web_fail(t->web, 422, "A reason is missing. Go back, "
		    "and say why it is taken back.");
	if (status != 0)
		return web_fail(t->web, status, NULL);
	if (!is_granted(t, seq))
		return web_fail(t->web, 409, "There is no such extension, or "
		    "it was taken back already.");
	val_set(record, "k", "revoke");
	val_seti(record, "of", seq);
	val_set(record, "why", web_str(t->web, "revoke_why", ""));
	status = staff_write(t, record);
	if (status != 0)
		return status;
	web_flash(t->web, "Taken back.");
	return web_see(t->web, "/c/%s/staff/extensions", t->course->name);
}

int
post_staff_revoke(struct web *w)
{
	return tutor_run(w, ROLE_STAFF, revoke);
}
