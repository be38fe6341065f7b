/*
 * staff_groups_csv.c - groups as a file: group,user.
 *
 * What is downloaded may be sent back.  Who is not named stays where he is;
 * without a group: alone.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/controller/staff.h"
#include "apps/tutor/controller/staff_groups.h"
#include "apps/tutor/controller/staff_page.h"
#include "apps/tutor/model/csv.h"
#include "apps/tutor/model/group.h"

enum { FILE_MAX_BYTES = 1 << 20 };

static const struct web_field fields[] = {
	{ "page", F_LINE, .min = 1, .max = 100, .required = 1 },
	{ "shown", F_NAME, .min = 0 },
	{ "csv", F_FILE, .max = FILE_MAX_BYTES, .required = 1 },
	{ 0 }
};

static void
write_member(struct text *out, struct tutor *t, const struct member *m,
    const char *page)
{
	bool spreadsheet = web_query(t->web, "spreadsheet") != NULL;
	long long id = group_id(&t->staff, m->user, page);
	struct group g = { .title = "" };

	if (id != 0)
		group_find(&g, &t->staff, &t->members, page, id);
	csv_cell(out, g.title, true, spreadsheet);
	csv_cell(out, m->user, false, spreadsheet);
	csv_end(out);
}

static int
send_csv(struct tutor *t)
{
	const char *page = staff_groups_page(t);
	struct text *out = web_out(t->web);

	if (page == NULL)
		return web_fail(t->web, 404, "There is no such page that is "
		    "worked on in groups.");
	web_type(t->web, "text/csv; charset=utf-8");
	web_set(t->web, "Content-Disposition",
	    "attachment; filename=\"%s-%s-groups.csv\"", t->course->name,
	    page);
	text_adds(out, "group,user\r\n");
	for (size_t i = 0; i < t->members.n; i++)
		if (staff_shows(&t->members.list[i], staff_section(t)))
			write_member(out, t, &t->members.list[i], page);
	return 200;
}

int
get_staff_groups_csv(struct web *w)
{
	return tutor_run(w, ROLE_ASSISTANT, send_csv);
}

/* The whole file, or NULL. */
static char *
load(struct mem *m, int fd, size_t *n)
{
	char *text = mem_alloc(m, FILE_MAX_BYTES + 1);
	ssize_t got = 1;

	for (*n = 0; got > 0 && *n < FILE_MAX_BYTES; *n += got > 0 ?
	    (size_t)got : 0)
		got = read(fd, text + *n, FILE_MAX_BYTES - *n);
	text[*n] = '\0';
	return got == -1 ? NULL : text;
}

/* Which column is which; false: one is missing. */
static bool
read_head(const struct csv_row *row, size_t *group, size_t *user)
{
	*group = *user = row->n;
	for (size_t i = 0; i < row->n; i++) {
		if (strcmp(row->cells[i], "group") == 0)
			*group = i;
		else if (strcmp(row->cells[i], "user") == 0)
			*user = i;
	}
	return *group < row->n && *user < row->n;
}

/* NULL, or what is wrong. */
static const char *
read_rows(struct group_plan *plan, struct csv *csv)
{
	struct group_row to;
	struct csv_row row;
	size_t group, user;
	int got = csv_next(csv, &row);

	if (got != 1 || !read_head(&row, &group, &user))
		return "the first row must name the columns: group,user";
	while (got == 1 && plan->n <= GROUP_ROWS_MAX) {
		got = csv_next(csv, &row);
		if (got != 1 || (row.n == 1 && row.cells[0][0] == '\0'))
			continue;
		if (row.n <= group || row.n <= user)
			return mem_printf(plan->mem, "line %zu has no user",
			    row.line);
		to = (struct group_row){ row.cells[group], row.cells[user],
		    row.line };
		staff_groups_add(plan, &to);
	}
	return got == -1 ? mem_printf(plan->mem, "line %zu: a quote is not "
	    "closed, or something stands behind one", csv->line) : NULL;
}

static int
take_csv(struct tutor *t)
{
	struct group_plan plan = { .mem = t->mem };
	int status = web_form(t->web, fields);
	const struct web_file *file;
	const char *wrong = NULL;
	struct csv csv;
	char *text;
	size_t n;

	if (status != 0 && status != 422)
		return web_fail(t->web, status, NULL);
	if (status == 422)
		return staff_groups_show(t, 422);
	file = web_upload(t->web, "csv");
	text = file == NULL ? NULL : load(t->mem, file->fd, &n);
	if (text == NULL)
		return web_broken(t->web, "upload: %s", strerror(errno));
	csv_init(&csv, t->mem, text, n);
	wrong = read_rows(&plan, &csv);
	if (wrong != NULL) {
		web_reject(t->web, "csv", "cannot be read: %s", wrong);
		return staff_groups_show(t, 422);
	}
	plan.page = web_str(t->web, "page", "");
	return staff_groups_do(t, &plan, "csv");
}

int
post_staff_groups_csv(struct web *w)
{
	return tutor_run(w, ROLE_STAFF, take_csv);
}
