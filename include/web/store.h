/*
 * store.h - an append-only file of records that survives crashes.
 *
 * A record is one line that less and grep can read:
 *
 *	W1 <seq> <unix ms> <len> <crc32c> <prev8> <json>\n
 *
 * seq counts from 1; len is the size of json in bytes; crc32c (8 hexadecimal
 * digits) is that of the text from seq to json without itself and its blank;
 * prev8 is the beginning of the SHA-256 of the line of the record before, with
 * its newline (00000000 for the first).  The
 * chain shows damage; it does not show tampering by who may write the file.
 *
 * A writer holds the file's lock from store_open() to store_close().  What
 * store_add() has acknowledged is on the disk.  Readers take no lock: they see
 * whole records only and stop at the last one.  A torn last record, never
 * acknowledged, is set aside in "<name>.torn" by the next writer.  Damage in
 * the middle is reported and skipped, never cut.
 */
#ifndef WEB_STORE_H
#define WEB_STORE_H

#include <stdbool.h>
#include <stddef.h>

struct mem;
struct store;

struct store_rec {
	long long	 seq;
	long long	 ms;		/* since 1970 */
	const char	*json;		/* borrowed until the next call; */
	size_t		 n;		/* a NUL is behind it */
	long long	 offset;	/* of its line in the file */
};

enum { STORE_RECORD_MAX = 1 << 20 };	/* bytes of a json */

enum store_mode {
	STORE_READ,		/* no lock; ENOENT when there is none */
	STORE_WRITE,		/* made if there is none; waits for the lock */
	STORE_TRY		/* as WRITE, but EAGAIN when it is taken */
};

/*
 * Open the store `name` (no '/', no dot in front) in a folder, 0600, not
 * through links.  A writer waits for the lock for at most wait_ms
 * (ETIMEDOUT).  NULL with errno.
 */
struct store *store_open(int dirfd, const char *name, enum store_mode,
		int wait_ms);

/*
 * The next record: 1; 0: the end, for now; -1: damage here (store_damage() says
 * what), reading goes on behind it; -2: it cannot be read, errno says why.
 */
int	store_next(struct store *, struct store_rec *);

/* A sentence on the damage that store_next() met. */
const char *store_damage(const struct store *);

/*
 * A mark is the place behind the last record that was read; damage behind it
 * is met again.  To go on there later, the record before it must still be the
 * same: 0, or -1 and reading begins at the start.
 */
struct store_mark {
	long long	 offset;	/* where the next record begins */
	long long	 seq;		/* of the record before */
	char		 prev8[9];
};
void	store_mark(const struct store *, struct store_mark *);
int	store_seek(struct store *, const struct store_mark *);

/* Bytes of whole lines in the file now; -1 with errno. */
long long store_size(const struct store *);

/*
 * Append a record of this JSON text (no raw newline; "W1 " in a string is
 * written as "\u00571 ", which means the same) to a store open for
 * writing, whose records were all read with store_next() or are read now.
 * Returns its seq once it is on the disk.  -1: NOT saved, and cut back
 * (errno: ENOSPC, EFBIG, EINVAL for no JSON text, EMSGSIZE for one that is too
 * long, ...).  -2: written, but the disk did not confirm it: nobody knows, and
 * this store takes no more (EIO).  The program ignores SIGXFSZ.
 */
long long store_add(struct store *, const char *json, size_t n, long long ms);

/*
 * printf of JSON: %s and %.*s are quoted and escaped (NULL is null), %d %i %u
 * (with l, ll, z or j) and %g are numbers, %% is %.  Anything else is a bug
 * and aborts.
 */
long long store_addf(struct store *, long long ms, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));

/*
 * For a writer who answers for a record that another one wrote (the same form
 * sent twice): that one may have ended before the disk confirmed it.  0 when
 * all that was read is on the disk, or -1 with errno.
 */
int	store_sync(struct store *);

/* Gives the lock back.  NULL is fine. */
void	store_close(struct store *);

/* The descriptor, for fstat(2) only. */
int	store_fd(const struct store *);

#endif
