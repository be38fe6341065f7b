#define _XOPEN_SOURCE 700	/* realpath */

#include "io/file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/plat.h"

enum {
	REOPEN_MS = 1000,		/* how old a root may get */
	MAX_LINKS = 16			/* symbolic links in one walk */
};

struct walk {
	const struct file_root	*root;
	const struct file_bans	*bans;
	struct found		*found;
	struct stat		 dir;		/* of found->dirfd */
	int			 depth;		/* folders below the root */
	int			 links;
	size_t			 used;
	struct slice		 link;		/* what is left of links */
	char			 text[PATH_MAX];	/* its end holds it */
};

int
file_root_init(struct file_root *r, const char *path)
{
	*r = (struct file_root){ .path = path };
	r->real = malloc(PATH_MAX);
	return r->real == NULL ? -1 : 0;
}

static void
drop(struct file_dir *d)
{
	if (d == NULL || --d->refs > 0)
		return;
	(void)close(d->fd);
	free(d);
}

void
file_root_release(struct file_root *r)
{
	drop(r->dir);
	free(r->real);
	*r = (struct file_root){ .path = NULL };
}

static bool
same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Open the folder; NULL with errno. */
static struct file_dir *
open_dir(const char *path)
{
	struct file_dir *d = malloc(sizeof(*d));

	if (d == NULL)
		return NULL;
	d->refs = 1;
	d->fd = open(path, plat_dir_flags);
	if (d->fd != -1 && fstat(d->fd, &d->st) == 0)
		return d;
	if (d->fd != -1)
		(void)close(d->fd);
	free(d);
	return NULL;
}

int
file_root_open(struct file_root *r, int64_t now)
{
	struct file_dir *d;
	struct stat st;

	if (r->dir != NULL && now - r->opened < REOPEN_MS)
		return 0;
	r->opened = now;
	if (r->dir != NULL && stat(r->path, &st) == 0 && same(&st, &r->dir->st))
		return 0;
	d = open_dir(r->path);
	if (d != NULL && realpath(r->path, r->real) == NULL) {
		drop(d);
		d = NULL;
	}
	drop(r->dir);
	r->dir = d;
	return d == NULL ? -1 : 0;
}

void
found_init(struct found *f)
{
	f->dirfd = -1;
	f->shared = NULL;
	f->is_dir = false;
	f->used = 0;
	f->depth = 0;
	f->name[0] = '\0';
}

void
found_release(struct found *f)
{
	if (f->shared != NULL)
		drop(f->shared);
	else if (f->dirfd != -1)
		(void)close(f->dirfd);
	f->shared = NULL;
	f->dirfd = -1;
}

static bool
banned(const struct walk *w, const char *name)
{
	for (size_t i = 0; w->bans != NULL && i < w->bans->n; i++) {
		const struct file_ban *b = &w->bans->v[i];

		if (b->dev != w->dir.st_dev || b->ino != w->dir.st_ino)
			continue;
		if (b->name == NULL ||
		    (name != NULL && strcmp(b->name, name) == 0))
			return true;
	}
	return false;
}

/* Make fd (taken over) the folder that the walk stands in. */
static int
enter(struct walk *w, int fd)
{
	if (fd == -1)
		return -1;
	found_release(w->found);
	w->found->dirfd = fd;
	if (fstat(fd, &w->dir) == -1)
		return -1;
	if (banned(w, NULL)) {
		errno = EPERM;
		return -1;
	}
	return 0;
}

static int
enter_root(struct walk *w)
{
	found_release(w->found);
	w->depth = 0;
	w->found->shared = w->root->dir;
	w->found->shared->refs++;
	w->found->dirfd = w->root->dir->fd;
	w->dir = w->root->dir->st;
	if (banned(w, NULL)) {
		errno = EPERM;
		return -1;
	}
	return 0;
}

static int
enter_parent(struct walk *w)
{
	if (w->depth == 0) {
		errno = EXDEV;
		return -1;
	}
	w->depth--;
	if (enter(w, openat(w->found->dirfd, "..", plat_dir_flags)) == -1)
		return -1;
	/* Somebody moved a folder meanwhile: we may be anywhere. */
	if (w->depth == 0 && !same(&w->dir, &w->root->dir->st)) {
		errno = EXDEV;
		return -1;
	}
	return 0;
}

/* The part of an absolute link below the root; false when it leaves it. */
static bool
below_root(const struct file_root *r, struct slice *target)
{
	const char *tops[] = { r->real, r->path };

	for (size_t i = 0; i < 2; i++) {
		struct slice top = slice_str(tops[i]);
		struct slice rest = slice_skip(*target, top.n);

		if (top.n == 1)		/* the root is "/" */
			return true;
		if (slice_starts(*target, top) &&
		    (rest.n == 0 || rest.p[0] == '/')) {
			*target = rest;
			return true;
		}
	}
	return false;
}

/* Put a link's parts before what is left of the links before it. */
static int
push_link(struct walk *w, const char *name)
{
	char text[PATH_MAX];
	struct slice target;
	ssize_t n = readlinkat(w->found->dirfd, name, text, sizeof(text));
	size_t at;

	if (n == -1)
		return -1;
	target = slice_of(text, (size_t)n);
	if (++w->links > MAX_LINKS ||
	    target.n + 1 + w->link.n >= sizeof(w->text)) {
		errno = ELOOP;
		return -1;
	}
	if (target.n > 0 && target.p[0] == '/') {
		if (!below_root(w->root, &target)) {
			errno = EXDEV;
			return -1;
		}
		if (enter_root(w) == -1)
			return -1;
	}
	at = sizeof(w->text) - w->link.n;
	w->text[--at] = '/';
	at -= target.n;
	if (target.n > 0)
		memcpy(w->text + at, target.p, target.n);
	w->link = slice_of(w->text + at, sizeof(w->text) - at);
	return 0;
}

static int
enter_child(struct walk *w, const char *name)
{
	w->depth++;
	return enter(w, openat(w->found->dirfd, name,
	    plat_dir_flags | O_NOFOLLOW));
}

enum step { STEP_ERROR = -1, STEP_ON, STEP_FILE };

/* Look at one name in the folder where the walk stands. */
static enum step
step(struct walk *w, struct slice part)
{
	struct found *f = w->found;

	if (part.n == 0 || slice_eqs(part, "."))
		return STEP_ON;
	if (slice_eqs(part, ".."))
		return enter_parent(w) == -1 ? STEP_ERROR : STEP_ON;
	if (part.n >= sizeof(f->name)) {
		errno = ENAMETOOLONG;
		return STEP_ERROR;
	}
	memcpy(f->name, part.p, part.n);
	f->name[part.n] = '\0';
	if (banned(w, f->name)) {
		errno = EPERM;
		return STEP_ERROR;
	}
	if (fstatat(f->dirfd, f->name, &f->st, AT_SYMLINK_NOFOLLOW) == -1)
		return STEP_ERROR;
	if (S_ISDIR(f->st.st_mode))
		return enter_child(w, f->name) == -1 ? STEP_ERROR : STEP_ON;
	if (S_ISLNK(f->st.st_mode))
		return push_link(w, f->name) == -1 ? STEP_ERROR : STEP_ON;
	return STEP_FILE;
}

/* The next part: of a link that is being followed, else the next name. */
static bool
next_part(struct walk *w, struct file_names names, struct slice *part)
{
	while (w->link.n > 0 && slice_cut(&w->link, '/', part))
		if (part->n > 0)
			return true;
	if (w->used == names.n)
		return false;
	*part = names.v[w->used++];
	return true;
}

static bool
link_goes_on(struct walk *w)
{
	struct slice part;

	while (slice_cut(&w->link, '/', &part))
		if (part.n > 0 && !slice_eqs(part, "."))
			return true;
	return false;
}

static int
walk_names(struct walk *w, struct file_names names)
{
	struct found *f = w->found;
	struct slice part;

	while (next_part(w, names, &part)) {
		switch (step(w, part)) {
		case STEP_ERROR:
			return -1;
		case STEP_ON:
			break;
		case STEP_FILE:
			if (link_goes_on(w)) {
				errno = ENOTDIR;
				return -1;
			}
			f->used += w->used;
			f->is_dir = false;
			return 0;
		}
	}
	f->st = w->dir;
	f->name[0] = '\0';
	f->used += w->used;
	f->depth = w->depth;
	f->is_dir = true;
	return 0;
}

/* `text` stays as it is: it is large, and read only where it was written. */
static void
walk_init(struct walk *w, const struct file_root *r,
    const struct file_bans *bans, struct found *f)
{
	w->root = r;
	w->bans = bans;
	w->found = f;
	w->depth = 0;
	w->links = 0;
	w->used = 0;
	w->link = slice_of(NULL, 0);
}

int
file_walk(struct file_root *r, const struct file_bans *bans,
    struct file_names names, int64_t now, struct found *f)
{
	struct walk w;

	walk_init(&w, r, bans, f);
	found_init(f);
	if (file_root_open(r, now) == -1)
		return -1;
	if (enter_root(&w) == 0 && walk_names(&w, names) == 0)
		return 0;
	found_release(f);
	return -1;
}

int
file_walk_on(const struct file_root *r, const struct file_bans *bans,
    struct found *f, struct slice name)
{
	struct found next = *f;
	struct walk w;
	struct file_names names = { &name, 1 };

	assert(f->is_dir);
	walk_init(&w, r, bans, &next);
	w.depth = f->depth;
	w.dir = f->st;
	next.shared = NULL;
	next.dirfd = openat(f->dirfd, ".", plat_dir_flags);
	if (next.dirfd == -1 || walk_names(&w, names) == -1) {
		found_release(&next);
		return -1;
	}
	found_release(f);
	*f = next;
	return 0;
}

int
file_open(struct found *f)
{
	int fd = openat(f->dirfd, f->name,
	    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (fd == -1)
		return -1;
	if (fstat(fd, &f->st) == -1 || !S_ISREG(f->st.st_mode)) {
		(void)close(fd);
		errno = EACCES;
		return -1;
	}
	return fd;
}

int
file_temp(const char *dir)
{
	const char *base = dir != NULL ? dir : getenv("TMPDIR");
	char path[PATH_MAX];
	int fd;

	if (base == NULL || base[0] != '/')
		base = "/tmp";
	if (snprintf(path, sizeof(path), "%s/preforkd.XXXXXX", base) >=
	    (int)sizeof(path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	fd = mkstemp(path);
	if (fd == -1)
		return -1;
	(void)unlink(path);	/* at worst an empty file stays */
	if (fcntl(fd, F_SETFD, FD_CLOEXEC) == -1) {
		(void)close(fd);
		return -1;
	}
	return fd;
}

int
file_write_all(int fd, struct slice s)
{
	while (s.n > 0) {
		ssize_t n = write(fd, s.p, s.n);

		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return -1;
		s = slice_skip(s, (size_t)n);
	}
	return 0;
}
