/*
 * command_verify.c - tutor verify COURSE [RECEIPT]: is all there that was
 * acknowledged?
 *
 * Each log is read to its end: checksums and the chain show damage.  What a
 * record names must be there with the hash that it says.  A receipt, or a file
 * of them, one a line ("-": standard input), shows what chain and checksums
 * cannot: a log that was cut or written anew.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/controller/commands.h"
#include "apps/tutor/controller/context.h"
#include "apps/tutor/model/receipt.h"
#include "web/folder.h"
#include "web/json.h"
#include "web/store.h"

enum { LINE_SIZE = 4096 };

struct verify {
	const char	*course;
	struct course_data data;
	unsigned char	 key[SECRET_KEY_SIZE];
	struct mem	*all;
	struct mem	 mem;		/* of one log or receipt */
	size_t		 logs, records;
	size_t		 wrong;
};

static void
complain(struct verify *v, const char *log, long long seq, const char *what)
{
	if (seq == 0)
		printf("%s: %s\n", log, what);
	else
		printf("%s: record %lld: %s\n", log, seq, what);
	v->wrong++;
}

static bool
is_kept(struct verify *v, const char *blob)
{
	int fd = blob_open(&v->data, blob);
	char hex[65] = "";
	bool kept;

	if (fd == -1)
		return false;
	kept = blob_hash(fd, hex) == 0 && strcmp(hex, blob) == 0;
	(void)close(fd);	/* read only */
	return kept;
}

static void
check_record(struct verify *v, const char *log, const struct store_rec *rec)
{
	const struct val *record = json_parse(&v->mem, rec->json, rec->n,
	    NULL);
	const char *blob = val_getstr(record, "blob");
	const char *version = val_getstr(record, "ver");
	size_t n;

	v->records++;
	if (val_type(record) != VAL_OBJECT)
		complain(v, log, rec->seq, "is no JSON object");
	if (*blob != '\0' && !is_kept(v, blob))
		complain(v, log, rec->seq,
		    "its answer is lost or was changed");
	if (*version != '\0' && strcmp(val_getstr(record, "k"), "submit") == 0
	    && version_load(&v->data, &v->mem, version, &n) == NULL)
		complain(v, log, rec->seq, "the text of its question is lost");
}

static void
read_log(struct verify *v, const char *log, struct store *store)
{
	struct store_rec rec;
	int more;

	v->logs++;
	for (;;) {
		more = store_next(store, &rec);
		if (more == 0)
			return;
		if (more == 1)
			check_record(v, log, &rec);
		else if (more == -1)
			complain(v, log, 0, store_damage(store));
		else {
			complain(v, log, 0, strerror(errno));
			return;
		}
	}
}

/* `shown`: with its folder, for people. */
static void
check_log(struct verify *v, int dirfd, const char *shown)
{
	const char *slash = strchr(shown, '/');
	const char *name = slash == NULL ? shown : slash + 1;
	struct store *store = store_open(dirfd, name, STORE_READ, 0);

	mem_init(&v->mem, 0);
	if (store != NULL)
		read_log(v, shown, store);
	else if (errno != ENOENT)
		complain(v, shown, 0, strerror(errno));
	store_close(store);
	if (faccessat(dirfd, mem_printf(&v->mem, "%s.torn", name), F_OK,
	    0) == 0)
		printf("%s: a record that was never acknowledged was set "
		    "aside\n", shown);
	mem_release(&v->mem);
}

static int
check_logs(struct verify *v)
{
	const char *const *users;
	size_t n;

	if (log_users(&v->data, v->all, &users, &n) == -1) {
		perror("tutor: the logs of the course");
		return COMMAND_FAILED;
	}
	check_log(v, v->data.dirfd, "staff.log");
	check_log(v, v->data.dirfd, "enrolled.log");
	check_log(v, v->data.dirfd, "help.log");
	for (size_t i = 0; i < n; i++)
		check_log(v, v->data.users, mem_printf(v->all, "u/%s.log",
		    users[i]));
	printf("%s: %zu logs, %zu records, %zu wrong\n", v->course, v->logs,
	    v->records, v->wrong);
	return v->wrong == 0 ? COMMAND_FINE : COMMAND_FAILED;
}

static bool
log_has(struct verify *v, const struct receipt *r)
{
	struct user_state state;
	const struct attempt *a;

	state_init(&state, &v->mem, r->user);
	if (log_fold(&v->data, &state) == -1)
		return false;
	a = state_attempt(&state, r->seq, NULL);
	return a != NULL && receipt_fits(r, a->seq, a->record);
}

static int
check_receipt(struct verify *v, const char *text)
{
	struct receipt r;
	bool has = false;

	mem_init(&v->mem, 0);
	if (!receipt_check(&r, &v->mem, v->key, text) ||
	    strcmp(r.course, v->course) != 0 || !log_name_ok(r.user))
		printf("That is no receipt of %s.\n", v->course);
	else {
		has = log_has(v, &r);
		printf("Genuine: %s%s handed in an answer to %s on page "
		    "%s.\n", r.user[0] == '+' ? "group g" : "",
		    r.user + (r.user[0] == '+'), r.question, r.page);
		printf(has ? "The log has it, as record %lld.\n" :
		    "The log does NOT have it: record %lld is lost or was "
		    "changed.\n", r.seq);
	}
	mem_release(&v->mem);
	return has ? COMMAND_FINE : COMMAND_FAILED;
}

static int
check_file(struct verify *v, const char *path)
{
	FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
	int result = COMMAND_FINE;
	char line[LINE_SIZE];

	if (f == NULL) {
		perror("tutor: the file of receipts");
		return COMMAND_FAILED;
	}
	while (fgets(line, sizeof(line), f) != NULL)
		if (line[strspn(line, " \t\r\n")] != '\0' &&
		    check_receipt(v, line) != COMMAND_FINE)
			result = COMMAND_FAILED;
	if (f != stdin)
		(void)fclose(f);	/* read only */
	return result;
}

/* What is kept, which may outlive the course's files.  Nothing is made. */
static int
open_data(struct verify *v, struct web *w)
{
	int all = web_data(w) == -1 ? -1 : folder_in(web_data(w), "c", false);
	int own = all == -1 ? -1 : folder_in(all, v->course, false);

	if (all != -1)
		(void)close(all);	/* folders */
	if (own == -1)
		return -1;
	(void)close(own);
	if (data_open(&v->data, web_data(w), v->course) == -1)
		return -1;
	return tutor_key(&v->data, v->key);
}

int
command_verify(struct web *w, int argc, char **argv)
{
	struct verify v = { .data = { -1, -1 }, .all = web_mem(w) };
	int result;

	if (argc < 2 || argc > 3)
		return COMMAND_USAGE;
	v.course = argv[1];
	if (open_data(&v, w) == -1) {
		perror("tutor: what is kept of the course");
		result = COMMAND_FAILED;
	} else if (argc == 2)
		result = check_logs(&v);
	else if (strncmp(argv[2], "R1 ", 3) == 0)
		result = check_receipt(&v, argv[2]);
	else
		result = check_file(&v, argv[2]);
	if (v.data.dirfd != -1)
		data_close(&v.data);
	return result;
}
