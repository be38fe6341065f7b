/*
 * Passwords by crypt(3), which is declared in <unistd.h> only when more than
 * POSIX is asked for.  A file of its own, so that only programs that have
 * passwords need a library that has crypt(3).
 */
#define _DEFAULT_SOURCE
#define _XOPEN_SOURCE 700
#include "web/secret.h"

#include <string.h>
#include <unistd.h>

#include "base/slice.h"
#include "web/mem.h"

enum { SALT_MAX = 22, SETTING_MAX = 64, STORED_MIN = 32, STORED_MAX = 256 };

/*
 * The methods, the best first.  Bcrypt with 2^10 rounds takes some 50 ms of a
 * processor of 2022; so do 150,000 rounds of SHA-512.  libxcrypt has both, so
 * has musl; the BSDs have bcrypt.
 */
static const struct method {
	const char	*prefix;
	size_t		 salt;		/* letters */
} methods[] = {
	{ "$2b$10$", 22 },
	{ "$6$rounds=150000$", 16 },
};

enum { NMETHODS = sizeof(methods) / sizeof(methods[0]) };

/* The beginning of what crypt(3) returns, and what it takes as its setting. */
static void
make_setting(const struct method *method, char out[SETTING_MAX])
{
	static const char letters[] = "./ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789";
	unsigned char random[SALT_MAX];
	size_t n = strlen(method->prefix);

	secret_random(random, method->salt);
	/* Of the last letter bcrypt has room for two bits, and writes those. */
	if (method->salt == SALT_MAX)
		random[SALT_MAX - 1] &= 0x30;
	memcpy(out, method->prefix, n);
	for (size_t i = 0; i < method->salt; i++)
		out[n + i] = letters[random[i] & 63];
	out[n + method->salt] = '\0';
}

/* crypt(3) answers for an unknown method with NULL, "*0", or something weak. */
static char *
crypt_checked(const char *password, const char *setting)
{
	char *hash = crypt(password, setting);

	if (hash == NULL || strlen(hash) < STORED_MIN ||
	    strlen(hash) > STORED_MAX ||
	    strncmp(hash, setting, strlen(setting)) != 0)
		return NULL;
	return hash;
}

/* Hashed by the best method that works; NULL when there is none. */
static char *
crypt_fresh(const char *password)
{
	char setting[SETTING_MAX], *hash;

	for (int i = 0; i < NMETHODS; i++) {
		make_setting(&methods[i], setting);
		hash = crypt_checked(password, setting);
		if (hash != NULL)
			return hash;
	}
	return NULL;
}

static bool
length_ok(const char *password)
{
	size_t n = strlen(password);

	return n > 0 && n <= PASSWORD_MAX;
}

char *
password_hash(struct mem *m, const char *password)
{
	char *hash;

	if (!length_ok(password))
		return NULL;
	hash = crypt_fresh(password);
	return hash == NULL ? NULL : mem_str(m, hash);
}

/* Is it what password_hash() makes, and not DES or "*"? */
static bool
stored_ok(const char *stored)
{
	return stored[0] == '$' && strlen(stored) >= STORED_MIN &&
	    strlen(stored) <= STORED_MAX;
}

bool
password_ok(const char *password, const char *stored)
{
	const char *hash;

	if (!length_ok(password))
		return false;
	if (stored == NULL || !stored_ok(stored)) {
		(void)crypt_fresh(password);	/* takes the time */
		return false;
	}
	hash = crypt(password, stored);
	return hash != NULL && strlen(hash) == strlen(stored) &&
	    secret_equal(hash, stored, strlen(stored));
}
