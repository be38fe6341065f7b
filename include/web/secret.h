/*
 * secret.h - randomness, passwords, comparison in constant time.
 */
#ifndef WEB_SECRET_H
#define WEB_SECRET_H

#include <stdbool.h>
#include <stddef.h>

struct mem;

/*
 * n random bytes from the system (getentropy, or /dev/urandom).  Aborts when
 * there are none: nothing may go on with a guessable secret.
 */
void	secret_random(void *, size_t n);

/* Equal?  Takes the same time wherever they differ. */
bool	secret_equal(const void *, const void *, size_t n);

enum { PASSWORD_MAX = 72 };	/* bytes: what bcrypt looks at */

/*
 * The hash of a password for storage, by crypt(3) (link with -lcrypt): bcrypt
 * with cost 10 where the system has it, else SHA-512 with 150,000 rounds.  In
 * the arena; NULL: the password is empty, longer than PASSWORD_MAX, or crypt(3)
 * has no method that is strong.
 */
char	*password_hash(struct mem *, const char *password);

/*
 * Does the password belong to the stored hash?  With stored NULL (no such
 * user) it takes the same time and is false.
 */
bool	password_ok(const char *password, const char *stored);

/*
 * The key of a folder: 32 random bytes in the file `name`, made (0600) when
 * there is none; all that find none at once get the same.  0, or -1 with errno
 * (EINVAL for a file of another size, which is left alone).
 */
enum { SECRET_KEY_SIZE = 32 };
int	secret_key(int dirfd, const char *name,
	    unsigned char key[SECRET_KEY_SIZE]);

#endif
