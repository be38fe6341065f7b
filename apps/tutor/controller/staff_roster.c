/*
 * staff_roster.c - who takes part, and who cannot log in yet.
 */
#include <errno.h>
#include <string.h>

#include "apps/tutor/controller/invite.h"
#include "apps/tutor/controller/staff.h"
#include "apps/tutor/controller/staff_page.h"
#include "apps/tutor/model/accounts.h"
#include "apps/tutor/model/csv.h"

static void
add_member(struct val *list, struct tutor *t, const struct member *m,
    const struct val *accounts)
{
	const struct val *account = val_get(accounts, m->user);
	bool unproved = m->named && val_tobool(val_get(account, "unproved"));
	struct val *row = val_pushobject(list);
	char code[INVITE_DIGITS + 1];

	staff_person(row, m);
	val_set(row, "email", m->email == NULL ? "" : m->email);
	val_set(row, "role", role_name(m->role));
	val_setb(row, "student", m->role == ROLE_STUDENT);
	if (m->extra != 0)
		val_seti(row, "extra", m->extra);
	val_setb(row, "account", account != NULL);
	val_setb(row, "disabled", val_tobool(val_get(account, "disabled")));
	val_setb(row, "unproved", unproved);
	/* Who has the code can take the name, or prove that it is theirs. */
	if ((account == NULL || unproved) && t->role >= ROLE_STAFF &&
	    invite_code(t->web, m->user, code) == 0)
		val_set(row, "code", code);
}

static int
show_roster(struct tutor *t)
{
	struct val *model = staff_model(t, "People", "/roster"), *list;
	const char *section = staff_section(t);
	struct val *accounts;
	size_t missing = 0;

	accounts = web_data(t->web) == -1 ? NULL :
	    accounts_read(web_data(t->web), t->mem);
	if (accounts == NULL)
		return web_broken(t->web, "users.log: %s", strerror(errno));
	list = val_setlist(model, "members");
	for (size_t i = 0; i < t->members.n; i++) {
		if (section != NULL &&
		    !staff_shows(&t->members.list[i], section))
			continue;
		add_member(list, t, &t->members.list[i], accounts);
		missing += val_get(accounts, t->members.list[i].user) == NULL;
	}
	staff_sections(model, t);
	val_setf(model, "count", "%zu", val_size(list));
	val_seti(model, "missing", (long long)missing);
	val_setb(model, "open", t->course->open);
	return web_render(t->web, "staff_roster", model);
}

int
get_staff_roster(struct web *w)
{
	return tutor_run(w, ROLE_ASSISTANT, show_roster);
}

static void
write_member(struct text *out, const struct member *m, bool spreadsheet)
{
	const char *const cells[] = { m->user, m->name, m->email,
	    role_name(m->role), m->section };

	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++)
		csv_cell(out, cells[i] == NULL ? "" : cells[i], i == 0,
		    spreadsheet);
	csv_cell(out, m->extra == 0 ? "" :
	    mem_printf(out->mem, "%d", m->extra), false, spreadsheet);
	csv_end(out);
}

/* As roster.csv itself: what is downloaded can be put there. */
static int
send_roster(struct tutor *t)
{
	bool spreadsheet = web_query(t->web, "spreadsheet") != NULL;
	const char *section = staff_section(t);
	struct text *out = web_out(t->web);

	web_type(t->web, "text/csv; charset=utf-8");
	web_set(t->web, "Content-Disposition",
	    "attachment; filename=\"%s-roster.csv\"", t->course->name);
	text_adds(out, "user,name,email,role,section,extra\r\n");
	for (size_t i = 0; i < t->members.n; i++)
		if (section == NULL ||
		    staff_shows(&t->members.list[i], section))
			write_member(out, &t->members.list[i], spreadsheet);
	return 200;
}

int
get_staff_roster_csv(struct web *w)
{
	return tutor_run(w, ROLE_ASSISTANT, send_roster);
}
