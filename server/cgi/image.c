#define _XOPEN_SOURCE 700	/* realpath */

#include "cgi/image.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cgi/run.h"
#include "io/plat.h"

enum { START_BYTES = 256 };		/* of a script, to explain a failure */

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
	(void)snprintf(im->file, sizeof(im->file), "./%s", slash + 1);
	slash[slash == im->path ? 1 : 0] = '\0';
	im->own = true;
	im->dirfd = open(im->path, plat_dir_flags);
	return im->dirfd == -1 ? -1 : 0;
}

void
image_explain(const struct image *im, struct run *r, const char *step,
    int error)
{
	char start[START_BYTES], missing[START_BYTES];
	struct cause why = { .kind = CAUSE_EXEC, .step = step,
		.error = error, .program = r->name };
	struct slice interp;
	ssize_t n = -1;
	int fd = im->dirfd == -1 ? -1 :
	    openat(im->dirfd, im->file, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (fd != -1) {
		n = read(fd, start, sizeof(start));
		(void)close(fd);
	}
	if (n > 0)
		why.start = slice_of(start, (size_t)n);
	interp = cause_interpreter(why.start);
	if (interp.n > 0 && interp.n < sizeof(missing)) {
		memcpy(missing, interp.p, interp.n);
		missing[interp.n] = '\0';
		if (access(missing, F_OK) == -1)
			why.interpreter_missing = missing;
	}
	if (r->program->interpreter != NULL &&
	    access(r->program->interpreter, F_OK) == -1)
		why.interpreter_missing = r->program->interpreter;
	run_complain(r, &why);
}
