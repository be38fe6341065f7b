#define _XOPEN_SOURCE 700	/* realpath */

#include "cgi/image.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cgi/run.h"
#include "io/plat.h"

/* The texts stay as they are: they are large, and read when written. */
void
image_init(struct image *im)
{
	im->dirfd = -1;
	im->own = false;
	im->file[0] = '\0';
}

void
image_name(struct image *im, const char *name)
{
	struct slice s = slice_str(name);

	assert(s.n <= NAME_MAX);
	*slice_put(slice_put(im->file, SLICE("./")), s) = '\0';
}

void
image_release(struct image *im)
{
	if (im->own && im->dirfd != -1)
		(void)close(im->dirfd);
}

int
image_open(struct image *im, const char *path)
{
	char *slash;

	if (realpath(path, im->path) == NULL)
		return -1;
	slash = strrchr(im->path, '/');
	image_name(im, slash + 1);
	slash[slash == im->path ? 1 : 0] = '\0';
	im->own = true;
	im->dirfd = open(im->path, plat_dir_flags);
	return im->dirfd == -1 ? -1 : 0;
}

void
image_why(struct image_why *w, const struct image *im, const char *step,
    int error)
{
	struct cause *why = &w->cause;
	struct slice interp;
	ssize_t n = -1;
	int fd = im->dirfd == -1 ? -1 :
	    openat(im->dirfd, im->file, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	*why = (struct cause){ .kind = CAUSE_EXEC, .step = step,
		.error = error };
	if (fd != -1) {
		n = read(fd, w->start, sizeof(w->start));
		(void)close(fd);
	}
	if (n > 0)
		why->start = slice_of(w->start, (size_t)n);
	interp = cause_interpreter(why->start);
	if (interp.n == 0 || interp.n >= sizeof(w->missing))
		return;
	memcpy(w->missing, interp.p, interp.n);
	w->missing[interp.n] = '\0';
	if (access(w->missing, F_OK) == -1)
		why->interpreter_missing = w->missing;
}

void
image_explain(const struct image *im, struct run *r, const char *step,
    int error)
{
	struct image_why why;

	image_why(&why, im, step, error);
	why.cause.program = r->name;
	if (r->program->interpreter != NULL &&
	    access(r->program->interpreter, F_OK) == -1)
		why.cause.interpreter_missing = r->program->interpreter;
	run_complain(r, &why.cause);
}
