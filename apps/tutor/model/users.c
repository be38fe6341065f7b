#include "apps/tutor/model/users.h"

#include <errno.h>
#include <string.h>

#include "web/json.h"
#include "web/mem.h"
#include "web/store.h"
#include "web/text.h"
#include "web/val.h"

enum { WAIT_MS = 10000, USER_MAX = 64 };

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool
is_sign(char c)
{
	return c == '.' || c == '_' || c == '-' || c == '@';
}

/* Of all who are on a roster, for each page: strspn(3) is slow at that. */
bool
user_name_ok(const char *user)
{
	size_t n = 0;

	while (is_letter(user[n]) || (n > 0 && is_sign(user[n])))
		n++;
	return n > 0 && n <= USER_MAX && user[n] == '\0';
}

bool
log_name_ok(const char *log)
{
	size_t n;

	if (log[0] != '+')
		return user_name_ok(log);
	n = strspn(log + 1, "0123456789");
	return n > 0 && n <= 18 && log[1] != '0' && log[n + 1] == '\0';
}

/* What is known of the account so far; user NULL: there is none. */
static void
fold(struct account *a, const struct val *record)
{
	const char *kind = val_getstr(record, "k");

	if (strcmp(kind, "create") == 0 && a->user == NULL) {
		a->user = val_getstr(record, "user");
		a->name = val_getstr(record, "name");
		a->email = val_getstr(record, "email");
		a->unproved = val_tobool(val_get(record, "unproved"));
	}
	if (strcmp(kind, "create") == 0 || strcmp(kind, "password") == 0) {
		if (val_type(val_get(record, "hash")) == VAL_STRING)
			a->hash = val_getstr(record, "hash");
	} else if (strcmp(kind, "disable") == 0)
		a->disabled = val_tobool(val_get(record, "disabled"));
	else if (strcmp(kind, "prove") == 0)
		a->unproved = false;
}

/*
 * Records of others are not even parsed: a name has no letter that JSON would
 * write otherwise.
 */
static int
read_account(struct store *store, struct mem *m, const char *user,
    struct account *a)
{
	const char *quoted = mem_printf(m, "\"user\":\"%s\"", user);
	const struct val *record;
	struct store_rec rec;
	int found;

	*a = (struct account){ .user = NULL };
	do {
		found = store_next(store, &rec);
		if (found != 1 || strstr(rec.json, quoted) == NULL)
			continue;
		record = json_parse(m, rec.json, rec.n, NULL);
		if (strcmp(val_getstr(record, "user"), user) == 0)
			fold(a, record);
	} while (found == 1 || found == -1);
	return found == 0 ? 0 : -1;
}

int
account_find(int data_fd, struct mem *m, const char *user, struct account *a)
{
	struct store *store;
	int result;

	*a = (struct account){ .user = NULL };
	if (!user_name_ok(user))
		return 0;
	store = store_open(data_fd, USERS_LOG, STORE_READ, 0);
	if (store == NULL)
		return errno == ENOENT ? 0 : -1;
	result = read_account(store, m, user, a);
	store_close(store);
	return result == -1 ? -1 : a->user != NULL;
}

/* What is to be recorded of whom: of a new account, or of one that is. */
struct change {
	const char		*user;
	const struct val	*record;
	bool			 create;
	long long		 ms;
};

static int
decide(struct store *store, struct mem *m, const struct change *c)
{
	struct account a;
	struct text t;

	if (read_account(store, m, c->user, &a) == -1)
		return -1;
	if (c->create != (a.user == NULL)) {
		errno = c->create ? EEXIST : ENOENT;
		return -1;
	}
	text_init(&t, m);
	json_write(&t, c->record);
	return store_add(store, t.p, t.n, c->ms) < 0 ? -1 : 0;
}

static int
record(int fd, const char *log, const struct change *c)
{
	struct store *store;
	int result, error;

	if (!user_name_ok(c->user)) {
		errno = EINVAL;
		return -1;
	}
	store = store_open(fd, log, STORE_WRITE, WAIT_MS);
	if (store == NULL)
		return -1;
	result = decide(store, val_mem(c->record), c);
	error = errno;
	store_close(store);
	errno = error;
	return result;
}

/* The arena is that of the record. */
static int
record_and_release(int fd, const char *log, const struct change *c)
{
	struct mem *m = val_mem(c->record);
	int result = record(fd, log, c), error = errno;

	mem_release(m);
	errno = error;
	return result;
}

static struct val *
record_new(struct mem *m, const char *kind, const char *user)
{
	struct val *v = val_object(m);

	val_set(v, "k", kind);
	val_set(v, "user", user);
	return v;
}

static int
create(int fd, const char *log, const struct account *a, long long now_ms)
{
	struct change c = { a->user, NULL, true, now_ms };
	struct val *v;
	struct mem m;

	mem_init(&m, 0);
	v = record_new(&m, "create", a->user);
	val_set(v, "name", a->name);
	val_set(v, "email", a->email);
	val_set(v, "hash", a->hash);
	if (a->unproved)
		val_setb(v, "unproved", true);
	c.record = v;
	return record_and_release(fd, log, &c);
}

int
account_create(int data_fd, const struct account *a, long long now_ms)
{
	return create(data_fd, USERS_LOG, a, now_ms);
}

int
members_enroll(int course_data_fd, const struct account *a, long long now_ms)
{
	struct account member = *a;

	member.hash = NULL;	/* that is nobody's concern here */
	return create(course_data_fd, "enrolled.log", &member, now_ms);
}

int
account_password(int data_fd, const char *user, const char *hash,
    long long now_ms)
{
	struct change c = { user, NULL, false, now_ms };
	struct val *v;
	struct mem m;

	mem_init(&m, 0);
	v = record_new(&m, "password", user);
	val_set(v, "hash", hash);
	c.record = v;
	return record_and_release(data_fd, USERS_LOG, &c);
}

int
account_disable(int data_fd, const char *user, bool disabled,
    long long now_ms)
{
	struct change c = { user, NULL, false, now_ms };
	struct val *v;
	struct mem m;

	mem_init(&m, 0);
	v = record_new(&m, "disable", user);
	val_setb(v, "disabled", disabled);
	c.record = v;
	return record_and_release(data_fd, USERS_LOG, &c);
}

int
account_prove(int data_fd, const char *user, long long now_ms)
{
	struct change c = { user, NULL, false, now_ms };
	struct mem m;

	mem_init(&m, 0);
	c.record = record_new(&m, "prove", user);
	return record_and_release(data_fd, USERS_LOG, &c);
}
