#include "apps/upload/model.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "web/folder.h"
#include "web/hash.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/replace.h"
#include "web/text.h"
#include "web/val.h"

#define ABOUT	"last.json"
#define LOCK	"lock"

enum {
	BLOCK_SIZE = 65536,
	ABOUT_MAX = 65536,
	LOCK_WAIT_MS = 10000,
	LOOKS = 5		/* for a file that others replace meanwhile */
};

/* The bytes to the disk, and their digest; how many, or -1. */
static long long
copy(struct replace *to, const struct source *from,
    char hex[SHA256_HEX + 1])
{
	unsigned char digest[SHA256_SIZE];
	char block[BLOCK_SIZE];
	struct sha256 sum;
	long long total = 0;
	ssize_t n;

	sha256_init(&sum);
	while ((n = from->read(from->arg, block, sizeof(block))) > 0) {
		sha256_add(&sum, block, (size_t)n);
		if (replace_add(to, block, (size_t)n) == -1)
			return -1;
		total += n;
	}
	sha256_end(&sum, digest);
	hex_write(hex, digest, sizeof(digest));
	return n == -1 ? -1 : total;
}

/*
 * The file is named by its digest, so that the line about it and its bytes
 * change in one step: when last.json does.
 */
static int
keep_about(int dirfd, const struct val *about)
{
	struct text json;

	text_init(&json, val_mem(about));
	json_write(&json, about);
	return folder_save(dirfd, ABOUT, json.p, json.n);
}

/* Another file with the same bytes may be the one that is kept now. */
static void
remove_old(int dirfd, const struct val *old, const char *now)
{
	const char *name = val_getstr(old, "sha256");

	if (folder_name_ok(name) && strcmp(name, now) != 0)
		(void)unlinkat(dirfd, name, 0);	/* gone already: fine */
}

static int
put_in_place(int dirfd, struct replace *part, const struct val *about)
{
	struct val *old = upload_about(dirfd, val_mem(about));
	const char *hex = val_getstr(about, "sha256");

	if (replace_end(part, hex) == -1 || keep_about(dirfd, about) == -1)
		return -1;
	remove_old(dirfd, old, hex);
	return 0;
}

/*
 * Of several at once each takes the place of the one before: else two would
 * remove the same old file, and one of theirs stayed for ever.  The lock is
 * short, since the bytes are on the disk by then.
 */
static int
take_place(int dirfd, struct replace *part, const struct val *about)
{
	int lock = fsync(part->fd) == -1 ? -1 :
	    folder_lock(dirfd, LOCK, LOCK_WAIT_MS);
	int status, error;

	if (lock == -1) {
		replace_drop(part);
		return -1;
	}
	status = put_in_place(dirfd, part, about);
	error = errno;
	(void)close(lock);	/* gives it back */
	errno = error;
	return status;
}

int
upload_keep(int dirfd, const struct kept *kept, const struct source *from,
    struct val *about)
{
	struct replace part;
	char hex[SHA256_HEX + 1];
	long long bytes;

	/* If not, the next one does; a client that leaves leaves a part. */
	(void)replace_tidy(dirfd);
	if (replace_begin(&part, dirfd) == -1)
		return -1;
	bytes = copy(&part, from, hex);
	if (bytes == -1) {
		replace_drop(&part);
		return -1;
	}
	val_set(about, "name", kept->name);
	val_set(about, "type", kept->type);
	val_seti(about, "bytes", bytes);
	val_set(about, "sha256", hex);
	return take_place(dirfd, &part, about);
}

struct val *
upload_about(int dirfd, struct mem *mem)
{
	struct val *about;
	char *text;
	size_t n;

	text = folder_load(dirfd, ABOUT, mem, ABOUT_MAX, &n);
	if (text == NULL)
		return NULL;
	about = json_parse(mem, text, n, NULL);
	return val_type(about) == VAL_OBJECT ? about : NULL;
}

int
upload_open(int dirfd, struct mem *mem, struct val **about)
{
	int fd = -1;

	for (int i = 0; i < LOOKS && fd == -1; i++) {
		*about = upload_about(dirfd, mem);
		fd = folder_read(dirfd, val_getstr(*about, "sha256"));
	}
	return fd;
}
