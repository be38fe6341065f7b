#include "web/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tap.h"
#include "web/folder.h"
#include "web/mem.h"

static struct mem	mem;

/* Hashes of others: what must be verified, and what must not. */
static const struct {
	const char	*name;
	const char	*password;
	const char	*stored;
	bool		 ok;
} stored[] = {
	{ "bcrypt", "U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC."
	    "E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", true },
	{ "bcrypt, another password", "U*V", "$2a$05$CCCCCCCCCCCCCCCCCCCCC."
	    "E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", false },
	{ "SHA-512", "Hello world!", "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd"
	    "8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1",
	    true },
	{ "SHA-512, cut short", "Hello world!", "$6$saltstring$svn8UoSVapNtMuq"
	    "1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfa",
	    false },
	{ "DES", "U*U*U*U*", "CCNf8Sbh3HDfQ", false },
	{ "a star", "x", "*", false },
	{ "a star and a digit", "x", "*0", false },
	{ "nothing", "x", "", false },
	{ "no hash", "x", "$", false },
	{ "no such method", "x",
	    "$99$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false },
	{ "the password itself", "x", "x", false },
	{ "no such user", "x", NULL, false },
};

static void
test_random(void)
{
	unsigned char bytes[5000] = { 0 }, other[5000] = { 0 };
	int zeros = 0;

	secret_random(bytes, 0);
	tap_int(bytes[0], 0, "no random bytes");
	secret_random(bytes, sizeof(bytes) - 1);
	tap_int(bytes[sizeof(bytes) - 1], 0, "as many as asked for");
	secret_random(other, sizeof(other));
	tap_ok(memcmp(bytes, other, sizeof(other)) != 0, "others each time");
	for (size_t i = 0; i < sizeof(other); i++)
		zeros += other[i] == 0;
	tap_ok(zeros < 100, "of all values");
}

static void
test_equal(void)
{
	char a[40], b[40];
	int wrong = 0;

	memset(a, 'x', sizeof(a));
	memcpy(b, a, sizeof(b));
	tap_ok(secret_equal(a, b, sizeof(a)), "equal");
	tap_ok(secret_equal("a", "b", 0), "nothing equals nothing");
	for (int bit = 0; bit < 320; bit++) {
		b[bit / 8] ^= (char)(1 << bit % 8);
		wrong += secret_equal(a, b, sizeof(a));
		b[bit / 8] = 'x';
	}
	tap_int(wrong, 0, "each bit counts");
}

static void
test_stored(void)
{
	for (size_t i = 0; i < sizeof(stored) / sizeof(stored[0]); i++)
		tap_int(password_ok(stored[i].password, stored[i].stored),
		    stored[i].ok, "%s", stored[i].name);
}

static void
test_passwords(void)
{
	char longest[PASSWORD_MAX + 2], *hash, *again;

	memset(longest, 'p', sizeof(longest));
	longest[PASSWORD_MAX + 1] = '\0';
	tap_ok(password_hash(&mem, "") == NULL, "an empty one");
	tap_ok(password_hash(&mem, longest) == NULL, "one of 73 bytes");
	hash = password_hash(&mem, "caf\xc3\xa9 noir");
	if (!tap_ok(hash != NULL, "one is hashed"))
		return;
	tap_note("%s", hash);
	tap_ok(strncmp(hash, "$2b$10$", 7) == 0 ||
	    strncmp(hash, "$6$rounds=", 10) == 0, "by a strong method");
	again = password_hash(&mem, "caf\xc3\xa9 noir");
	tap_ok(again != NULL && strcmp(hash, again) != 0, "with its own salt");
	tap_ok(password_ok("caf\xc3\xa9 noir", hash), "and found good");
	tap_ok(password_ok("caf\xc3\xa9 noir", again), "twice");
	tap_ok(!password_ok("cafe noir", hash), "another is not");
	tap_ok(!password_ok("", hash), "nor none");
	longest[PASSWORD_MAX] = '\0';
	hash = password_hash(&mem, longest);
	tap_ok(hash != NULL && password_ok(longest, hash), "one of 72 bytes");
	longest[PASSWORD_MAX] = 'p';
	tap_ok(!password_ok(longest, hash), "is not one of 73");
	longest[PASSWORD_MAX - 1] = '\0';
	tap_ok(!password_ok(longest, hash), "nor one of 71");
}

static double
seconds_of(const char *hash)
{
	clock_t begin = clock();

	for (int i = 0; i < 3; i++)
		(void)password_ok("guess", hash);
	return (double)(clock() - begin) / CLOCKS_PER_SEC / 3;
}

/* Of the processor, so that others on the machine do not count. */
static void
test_time(void)
{
	double known = seconds_of(password_hash(&mem, "secret"));
	double unknown = seconds_of(NULL);

	tap_note("%.1f ms, no such user %.1f ms", known * 1e3, unknown * 1e3);
	tap_ok(unknown > known / 2 && unknown < known * 2,
	    "it takes as long without a user");
}

/* Of processes that find none, all get the same key. */
static void
test_race(int dir)
{
	unsigned char key[SECRET_KEY_SIZE], other[SECRET_KEY_SIZE];
	int same = 0, ends[2], made;

	if (pipe(ends) == -1)
		return;
	for (int i = 0; i < 8; i++) {
		if (fork() == 0) {
			made = secret_key(dir, "race", key);
			if (made == 0)
				made = (int)write(ends[1], key, sizeof(key));
			_exit(made == -1);
		}
	}
	close(ends[1]);
	secret_key(dir, "race", key);
	while (read(ends[0], other, sizeof(other)) == sizeof(other))
		same += memcmp(key, other, sizeof(key)) == 0;
	while (wait(NULL) > 0)
		continue;
	close(ends[0]);
	tap_int(same, 8, "eight processes have the same key");
	unlinkat(dir, "race", 0);
}

static void
test_key(int dir)
{
	unsigned char key[SECRET_KEY_SIZE] = { 0 }, again[SECRET_KEY_SIZE];
	struct stat st;

	tap_int(secret_key(dir, "key", key), 0, "a key is made");
	tap_int(fstatat(dir, "key", &st, 0), 0, "in a file");
	tap_int(st.st_mode & 0777, 0600, "for nobody else");
	tap_int(st.st_size, SECRET_KEY_SIZE, "of its size");
	tap_int(st.st_nlink, 1, "with one name");
	tap_int(secret_key(dir, "key", again), 0, "it is read");
	tap_ok(memcmp(key, again, sizeof(key)) == 0, "the same again");
	tap_int(folder_save(dir, "key", key, SECRET_KEY_SIZE - 1), 0, "short");
	errno = 0;
	tap_ok(secret_key(dir, "key", again) == -1 && errno == EINVAL,
	    "a short one is not used");
	tap_int(fstatat(dir, "key", &st, 0), 0, "nor replaced");
	tap_int(st.st_size, SECRET_KEY_SIZE - 1, "by another");
	folder_save(dir, "key", "0123456789abcdef0123456789abcdefX", 33);
	tap_ok(secret_key(dir, "key", again) == -1, "nor a long one");
	tap_int(symlinkat("key", dir, "link"), 0, "a link");
	tap_ok(secret_key(dir, "link", again) == -1, "is no key");
	tap_ok(secret_key(dir, "../key", again) == -1, "nor another folder's");
	unlinkat(dir, "key", 0);
	unlinkat(dir, "link", 0);
}

int
main(void)
{
	char path[] = "/tmp/test_secret.XXXXXX";
	int dir;

	mem_init(&mem, 0);
	test_random();
	test_equal();
	test_stored();
	test_passwords();
	test_time();
	if (mkdtemp(path) == NULL)
		return 1;
	dir = folder_open(path);
	test_key(dir);
	test_race(dir);
	close(dir);
	tap_int(rmdir(path), 0, "nothing else is left");
	mem_release(&mem);
	return tap_done();
}
