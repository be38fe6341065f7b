#include "apps/tutor/controller/staff_seat.h"

#include <string.h>

#include "apps/tutor/model/group.h"
#include "web/hash.h"

const char *
seat_of(const struct tutor *t, const char *page, const char *question,
    const char *user)
{
	const char *text = mem_printf(t->mem, "seat %s %s %s", page, question,
	    group_log(&t->staff, user, page));
	unsigned char mac[SHA256_SIZE];
	char hex[SHA256_HEX + 1];

	hmac_sha256(t->key, sizeof(t->key), text, strlen(text), mac);
	hex_write(hex, mac, sizeof(mac));
	return mem_dup(t->mem, hex, SEAT_DIGITS);
}

const struct member *
seat_find(const struct tutor *t, const char *page, const char *question,
    const char *seat)
{
	const struct member *m;

	for (size_t i = 0; i < t->members.n; i++) {
		m = &t->members.list[i];
		if (m->role == ROLE_STUDENT && strcmp(seat_of(t, page,
		    question, m->user), seat) == 0)
			return m;
	}
	return NULL;
}
