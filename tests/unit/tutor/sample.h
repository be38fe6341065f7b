/*
 * sample.h - a course in a temporary folder, for tests of what is on the disk.
 */
#ifndef UNIT_TUTOR_SAMPLE_H
#define UNIT_TUTOR_SAMPLE_H

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apps/tutor/model/course.h"
#include "apps/tutor/model/log.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/problem.h"
#include "apps/tutor/model/staff.h"
#include "apps/tutor/model/users.h"
#include "apps/tutor/model/when.h"
#include "web/folder.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/val.h"

struct sample {
	char		path[32];
	int		dirfd;		/* data, and courses in "courses" */
	int		courses;
	struct mem	mem;
	struct problems	problems;
	struct course	*course;
	struct course_data data;
	struct staff	staff;
};

static inline void
sample_file(const struct sample *s, const char *name, const char *text)
{
	int course = folder_in(s->courses, "demo", true);

	if (course == -1 || folder_save(course, name, text, strlen(text)) == -1)
		abort();
	close(course);
}

/* The course file; pages are added by sample_file() before. */
static inline void
sample_course(struct sample *s, const char *text)
{
	sample_file(s, "course", text);
	if (s->course != NULL)
		course_close(s->course);
	problems_init(&s->problems, &s->mem);
	s->course = course_open(&s->mem, s->courses, "demo", &s->problems);
	if (s->course == NULL || s->problems.errors > 0)
		abort();
}

static inline void
sample_open(struct sample *s)
{
	memset(s, 0, sizeof(*s));
	strncpy(s->path, "/tmp/tutor-XXXXXX", sizeof(s->path) - 1);
	mem_init(&s->mem, 0);
	if (mkdtemp(s->path) == NULL)
		abort();
	s->dirfd = folder_open(s->path);
	s->courses = folder_in(s->dirfd, "courses", true);
	if (data_open(&s->data, s->dirfd, "demo") == -1)
		abort();
	staff_fold(&s->staff, &s->mem, val_list(&s->mem));
}

/* What the staff's log says, as a list in JSON. */
static inline void
sample_staff(struct sample *s, const char *json)
{
	staff_fold(&s->staff, &s->mem, json_parse(&s->mem, json, strlen(json),
	    NULL));
}

/* Remove what is in a folder. */
static inline void
sample_empty(int fd)
{
	DIR *dir = fdopendir(dup(fd));
	const struct dirent *e;
	int below;

	rewinddir(dir);
	while ((e = readdir(dir)) != NULL) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		if (unlinkat(fd, e->d_name, 0) == 0)
			continue;
		below = openat(fd, e->d_name, O_RDONLY | O_DIRECTORY);
		if (below == -1)
			continue;
		sample_empty(below);
		close(below);
		unlinkat(fd, e->d_name, AT_REMOVEDIR);
	}
	closedir(dir);
}

static inline void
sample_close(struct sample *s)
{
	if (s->course != NULL)
		course_close(s->course);
	data_close(&s->data);
	close(s->courses);
	sample_empty(s->dirfd);
	close(s->dirfd);
	rmdir(s->path);
	mem_release(&s->mem);
}

#endif
