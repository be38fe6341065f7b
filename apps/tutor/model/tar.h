/*
 * tar.h - archives as tar(1) reads and writes them (POSIX ustar and pax).
 *
 * Pure: blocks of 512 bytes in, entries out, however the input was cut.  Read
 * are ustar, its extended headers (path, size) and GNU's long names; written is
 * ustar, with an extended header where a path is too long for it.
 * No entry is judged here but by its form: what a path may be, and which kinds
 * are taken, is the caller's to say.
 */
#ifndef TUTOR_MODEL_TAR_H
#define TUTOR_MODEL_TAR_H

#include <stdbool.h>
#include <stddef.h>

struct text;

enum { TAR_BLOCK = 512, TAR_PATH_MAX = 1024, TAR_EXTRA_MAX = 8192 };
#define TAR_SIZE_MAX	077777777777LL	/* eleven octal digits: 8 GiB */

enum { TAR_FILE = '0', TAR_FOLDER = '5', TAR_LINK = '1', TAR_SYMLINK = '2' };

struct tar_entry {
	char		 path[TAR_PATH_MAX + 1];
	char		 kind;		/* TAR_FILE, or as in the archive */
	long long	 size;		/* bytes that follow */
	long long	 mtime;		/* seconds since 1970 */
};

enum tar_step {
	TAR_MORE,		/* give the next block */
	TAR_ENTRY,		/* `entry` is there; its bytes follow */
	TAR_DATA,		/* the first `n` bytes of the block are its */
	TAR_END,		/* the archive is whole; nothing more counts */
	TAR_BAD			/* `wrong` says why; for ever */
};

struct tar {
	struct tar_entry entry;
	size_t		 n;
	const char	*wrong;

	enum { AT_HEAD, AT_EXTRA, AT_SKIP, AT_DATA, AT_END, AT_BAD } state;
	long long	 left;		/* bytes of the body that is read */
	char		 kind;		/* of the extra that is read */
	char		 extra[TAR_EXTRA_MAX + 1];
	size_t		 nextra;
	char		 path[TAR_PATH_MAX + 1];	/* of the next entry */
	bool		 has_path;
	long long	 size;		/* the same; -1: as its header says */
};

void	tar_init(struct tar *);

/* The next block of an archive. */
enum tar_step tar_block(struct tar *, const unsigned char block[TAR_BLOCK]);

/*
 * Add the blocks before the bytes of an entry.  -1: the path or the size is too
 * large, and nothing is added.
 */
int	tar_head(struct text *, const struct tar_entry *);

/* Add what fills the last block of so many bytes. */
void	tar_fill(struct text *, long long size);

/* Add the end. */
void	tar_end(struct text *);

/*
 * The sum of a header's bytes, its own field taken as blanks; the field's place
 * for both sides.
 */
unsigned tar_sum(const unsigned char block[TAR_BLOCK]);

/* Where the fields of a header are, and their sizes. */
enum {
	TAR_NAME = 0, TAR_NAME_SIZE = 100, TAR_MODE = 100, TAR_UID = 108,
	TAR_GID = 116, TAR_ID_SIZE = 8, TAR_SIZE = 124, TAR_MTIME = 136,
	TAR_LONG_SIZE = 12, TAR_CHECK = 148, TAR_CHECK_SIZE = 8,
	TAR_KIND = 156, TAR_MAGIC = 257, TAR_MAGIC_SIZE = 8,
	TAR_PREFIX = 345, TAR_PREFIX_SIZE = 155
};

#endif
