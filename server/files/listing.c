#include "files/listing.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "files/order.h"
#include "files/page.h"
#include "io/file.h"

enum {
	LOOKED_MAX = 100000,		/* names read, hidden ones too */
	NAMES_MAX = LISTING_MAX * 256	/* bytes of all names shown */
};

/* Most of it is never touched, so it costs what the folder needs. */
struct reading {
	DIR			*dir;
	const struct file_bans	*bans;
	struct stat		 st;	/* of the folder */
	bool			 cut;
	size_t			 n;
	struct arena		 arena;
	struct entry		 v[LISTING_MAX];
	char			 names[NAMES_MAX];
};

static struct reading *
reading_new(const struct file_bans *bans)
{
	struct reading *r = malloc(sizeof(*r));

	if (r == NULL)
		return NULL;
	r->dir = NULL;
	r->bans = bans;
	r->cut = false;
	r->n = 0;
	arena_init(&r->arena, r->names, sizeof(r->names));
	return r;
}

static void
reading_free(struct reading *r)
{
	if (r->dir != NULL)
		(void)closedir(r->dir);
	free(r);
}

static int
error_status(void)
{
	return errno == EMFILE || errno == ENFILE || errno == ENOMEM ? -503 :
	    -403;
}

/* The borrowed descriptor may not be good for reading, and has one offset. */
static int
reading_open(struct reading *r, int dirfd)
{
	int fd = openat(dirfd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd == -1)
		return error_status();
	r->dir = fdopendir(fd);
	if (r->dir == NULL) {
		int status = error_status();

		(void)close(fd);
		return status;
	}
	return fstat(fd, &r->st) == -1 ? -403 : 0;
}

/* Is the entry kept from clients, by its name here or by what it is? */
static bool
banned(const struct reading *r, const char *name, const struct stat *st)
{
	for (size_t i = 0; r->bans != NULL && i < r->bans->n; i++) {
		const struct file_ban *ban = &r->bans->v[i];
		const struct stat *dir = ban->name == NULL ? st : &r->st;

		if (ban->dev == dir->st_dev && ban->ino == dir->st_ino &&
		    (ban->name == NULL || strcmp(ban->name, name) == 0))
			return true;
	}
	return false;
}

static void
look_at(struct reading *r, const char *name)
{
	struct stat st;
	struct entry *e;
	char *copy;

	if (name[0] == '.' || fstatat(dirfd(r->dir), name, &st, 0) == -1)
		return;
	if ((!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode)) ||
	    banned(r, name, &st))
		return;
	copy = r->n == LISTING_MAX ? NULL :
	    arena_dup(&r->arena, slice_str(name));
	if (copy == NULL) {
		r->cut = true;
		return;
	}
	e = &r->v[r->n++];
	e->name = copy;
	e->size = (uint64_t)st.st_size;
	e->mtime = st.st_mtime;
	e->is_dir = S_ISDIR(st.st_mode);
}

static int
read_all(struct reading *r)
{
	for (size_t i = 0; !r->cut; i++) {
		struct dirent *d;

		errno = 0;
		d = readdir(r->dir);
		if (d == NULL)
			return errno == 0 ? 0 : error_status();
		if (i == LOOKED_MAX)
			r->cut = true;
		else
			look_at(r, d->d_name);
	}
	return 0;
}

static int
write_page(const struct page *p, char **text, size_t *n)
{
	size_t room = page_room(p);
	char *mem = malloc(room), *less;
	struct buf b;

	if (mem == NULL)
		return -503;
	buf_init(&b, mem, room);
	if (page_write(&b, p) == -1) {
		free(mem);
		return -503;
	}
	less = realloc(mem, buf_len(&b));	/* it is kept until sent */
	*text = less != NULL ? less : mem;
	*n = buf_len(&b);
	return 0;
}

int
listing_page(const struct listing_input *in, char **text, size_t *n)
{
	struct reading *r = reading_new(in->bans);
	struct page page = { .path = slice_str(in->path),
		.order = order_parse(in->query) };
	int status;

	if (r == NULL)
		return -503;
	status = reading_open(r, in->dirfd);
	if (status == 0)
		status = read_all(r);
	if (status == 0) {
		order_sort(r->v, r->n, page.order);
		page.v = r->v;
		page.n = r->n;
		page.cut = r->cut;
		status = write_page(&page, text, n);
	}
	reading_free(r);
	return status;
}
