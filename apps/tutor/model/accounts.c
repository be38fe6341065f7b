#include "apps/tutor/model/accounts.h"

#include <errno.h>
#include <string.h>

#include "apps/tutor/model/users.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/store.h"
#include "web/val.h"


static void
fold(struct val *all, const struct val *record)
{
	const char *kind = val_getstr(record, "k");
	const char *user = val_getstr(record, "user");
	struct val *account = val_get(all, user);

	if (strcmp(kind, "create") == 0 && account == NULL) {
		account = val_setobject(all, user);
		val_setb(account, "disabled", false);
		val_setb(account, "unproved",
		    val_tobool(val_get(record, "unproved")));
	} else if (strcmp(kind, "disable") == 0)
		val_setb(account, "disabled",
		    val_tobool(val_get(record, "disabled")));
	else if (strcmp(kind, "prove") == 0)
		val_setb(account, "unproved", false);
}

struct val *
accounts_read(int data_fd, struct mem *m)
{
	struct store *store = store_open(data_fd, USERS_LOG, STORE_READ, 0);
	struct val *all = val_object(m);
	struct store_rec rec;
	int found, error;

	if (store == NULL)
		return errno == ENOENT ? all : NULL;
	for (;;) {
		found = store_next(store, &rec);
		if (found == 0 || found == -2)
			break;
		if (found == 1)
			fold(all, json_parse(m, rec.json, rec.n, NULL));
	}
	error = errno;
	store_close(store);
	errno = error;
	return found == 0 ? all : NULL;
}
