#include "web/secret.h"

#include <errno.h>
#include <unistd.h>

#include "web/folder.h"

bool
secret_equal(const void *one, const void *other, size_t n)
{
	const volatile unsigned char *a = one, *b = other;
	unsigned char differs = 0;

	for (size_t i = 0; i < n; i++)
		differs |= a[i] ^ b[i];
	return differs == 0;
}

/* Exactly the bytes of a key; EINVAL for a file that has more or fewer. */
static int
read_key(int fd, unsigned char key[SECRET_KEY_SIZE])
{
	unsigned char bytes[SECRET_KEY_SIZE + 1];
	ssize_t n;

	do {
		n = read(fd, bytes, sizeof(bytes));
	} while (n == -1 && errno == EINTR);
	if (n == -1)
		return -1;
	if (n != SECRET_KEY_SIZE) {
		errno = EINVAL;
		return -1;
	}
	for (int i = 0; i < SECRET_KEY_SIZE; i++)
		key[i] = bytes[i];
	return 0;
}

static int
load_key(int dirfd, const char *name, unsigned char key[SECRET_KEY_SIZE])
{
	int fd = folder_read(dirfd, name), error, result;

	if (fd == -1)
		return -1;
	result = read_key(fd, key);
	error = errno;
	(void)close(fd);	/* nothing was written */
	errno = error;
	return result;
}

int
secret_key(int dirfd, const char *name, unsigned char key[SECRET_KEY_SIZE])
{
	unsigned char fresh[SECRET_KEY_SIZE];

	if (load_key(dirfd, name, key) == 0)
		return 0;
	if (errno != ENOENT)
		return -1;
	secret_random(fresh, sizeof(fresh));
	/* Of several that find none, one makes it and all read that one. */
	if (folder_add(dirfd, name, fresh, sizeof(fresh)) == -1 &&
	    errno != EEXIST)
		return -1;
	return load_key(dirfd, name, key);
}
