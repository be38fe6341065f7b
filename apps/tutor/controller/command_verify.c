/*
 * command_verify.c - tutor verify COURSE [RECEIPTS]: is all there that was
 * acknowledged?
 *
 * Each log is read to its end: checksums and the chain show damage.  What a
 * record names must be there with the hash that it says.  Receipts, one a line
 * (or "-": standard input), show what chain and checksums cannot: a log that
 * was cut or written anew.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/controller/command_staff.h"
#include "apps/tutor/controller/commands.h"
#include "apps/tutor/controller/context.h"
#include "apps/tutor/model/receipt.h"
#include "web/json.h"
#include "web/store.h"

enum { LINE_SIZE = 4096 };

struct verify {
	struct tutor	*t;
	struct mem	 mem;		/* of one log or receipt */
	size_t		 logs, records, blobs, receipts;
	size_t		 bad;
};

static void
check_blob(struct verify *v, const char *log, const struct store_rec *rec)
{
	const struct val *record = json_parse(&v->mem, rec->json, rec->n,
	    NULL);
	const char *want = val_getstr(record, "blob");
	char hex[65] = "";
	int fd;

	if (*want == '\0')
		return;
	v->blobs++;
	fd = blob_open(&v->t->data, want);
	if (fd != -1 && blob_hash(fd, hex) == 0 && strcmp(hex, want) == 0) {
		(void)close(fd);	/* read only */
		return;
	}
	printf("%s: record %lld: what was handed in is %s\n", log, rec->seq,
	    fd == -1 ? "not there" : "not what it was");
	v->bad++;
	if (fd != -1)
		(void)close(fd);	/* read only */
}

static void
check_log(struct verify *v, int dirfd, const char *log)
{
	struct store *store = store_open(dirfd, log, STORE_READ, 0);
	struct store_rec rec;
	int more = 1;

	if (store == NULL && errno == ENOENT)
		return;
	v->logs++;
	while (store != NULL && more != 0 && more != -2) {
		more = store_next(store, &rec);
		if (more == 1) {
			v->records++;
			if (strstr(rec.json, "\"blob\"") != NULL)
				check_blob(v, log, &rec);
		} else if (more == -1) {
			printf("%s: %s\n", log, store_damage(store));
			v->bad++;
		}
	}
	if (store == NULL || more == -2) {
		printf("%s: %s\n", log, strerror(errno));
		v->bad++;
	}
	store_close(store);
}

static int
check_logs(struct verify *v)
{
	const char *const *users;
	size_t n;

	if (log_users(&v->t->data, v->t->mem, &users, &n) == -1)
		return -1;
	check_log(v, v->t->data.dirfd, "staff.log");
	check_log(v, v->t->data.dirfd, "enrolled.log");
	for (size_t i = 0; i < n; i++) {
		mem_init(&v->mem, 0);
		check_log(v, v->t->data.users, mem_printf(&v->mem, "%s.log",
		    users[i]));
		mem_release(&v->mem);
	}
	return 0;
}

/* What is wrong with it, or NULL. */
static const char *
check_receipt(struct verify *v, const char *line)
{
	struct user_state state;
	const struct attempt *a;
	struct receipt r;

	if (!receipt_check(&r, &v->mem, v->t->key, line))
		return "is none of ours";
	if (strcmp(r.course, v->t->course->name) != 0)
		return "is of another course";
	state_init(&state, &v->mem, r.user);
	if (log_fold(&v->t->data, &state) == -1)
		return "is of a log that cannot be read";
	a = state_attempt(&state, r.seq, NULL);
	if (a == NULL)
		return "is genuine, but its answer is not in the log";
	return receipt_fits(&r, a->seq, a->record) ? NULL :
	    "is genuine, but the log has another answer";
}

static int
check_receipts(struct verify *v, const char *path)
{
	FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
	char line[LINE_SIZE];
	const char *what;

	if (f == NULL)
		return -1;
	for (size_t n = 1; fgets(line, sizeof(line), f) != NULL; n++) {
		if (line[strspn(line, " \t\r\n")] == '\0')
			continue;
		mem_init(&v->mem, 0);
		v->receipts++;
		what = check_receipt(v, line);
		if (what != NULL) {
			printf("%s:%zu: this receipt %s\n", path, n, what);
			v->bad++;
		}
		mem_release(&v->mem);
	}
	if (f != stdin)
		(void)fclose(f);	/* read only */
	return 0;
}

int
command_verify(struct web *w, int argc, char **argv)
{
	struct tutor t;
	struct verify v = { .t = &t };
	int result;

	if (argc < 2 || argc > 3)
		return COMMAND_USAGE;
	result = command_open(&t, w, argv[1]);
	if (result == 0)
		result = check_logs(&v);
	if (result == 0 && argc == 3)
		result = check_receipts(&v, argv[2]);
	if (result == -1 && t.course != NULL)
		fprintf(stderr, "tutor: verify: %s\n", strerror(errno));
	if (result == 0)
		printf("%s: %zu logs, %zu records, %zu kept answers, %zu "
		    "receipts: %zu bad\n", t.course->name, v.logs, v.records,
		    v.blobs, v.receipts, v.bad);
	(void)tutor_close(&t, 0);
	return result == 0 && v.bad == 0 ? COMMAND_FINE : COMMAND_FAILED;
}
