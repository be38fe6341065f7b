#include "apps/tutor/model/course_list.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apps/tutor/model/course.h"
#include "apps/tutor/model/grow.h"
#include "apps/tutor/model/page_read.h"
#include "apps/tutor/model/problem.h"
#include "web/folder.h"
#include "web/mem.h"

bool
course_name_ok(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_.-");

	return n > 0 && n <= 64 && s[n] == '\0' &&
	    strchr("_.-", s[0]) == NULL;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A directory stream of its own: the descriptor stays the caller's. */
static DIR *
dir_open(int dirfd)
{
	int fd = openat(dirfd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir;

	if (fd == -1)
		return NULL;
	dir = fdopendir(fd);
	if (dir == NULL)
		(void)close(fd);
	return dir;
}

int
course_entries(int dirfd, struct mem *m, const char ***names, size_t *n)
{
	DIR *dir = dir_open(dirfd);
	struct dirent *e;

	*names = NULL;
	*n = 0;
	if (dir == NULL)
		return -1;
	while ((e = readdir(dir)) != NULL) {
		if (e->d_name[0] == '.')
			continue;
		*names = grow_list(m, *names, *n, sizeof(**names));
		(*names)[(*n)++] = mem_str(m, e->d_name);
	}
	(void)closedir(dir);
	if (*n > 0)
		qsort(*names, *n, sizeof(**names), by_text);
	return 0;
}

static bool
is_file(int dirfd, const char *path)
{
	struct stat st;

	return fstatat(dirfd, path, &st, 0) == 0 && S_ISREG(st.st_mode);
}

int
course_names(struct mem *m, int courses_fd, const char *const **names,
    size_t *n)
{
	const char **all;
	size_t found = 0;

	if (course_entries(courses_fd, m, &all, n) == -1)
		return -1;
	for (size_t i = 0; i < *n; i++)
		if (course_name_ok(all[i]) && is_file(courses_fd,
		    mem_printf(m, "%s/course", all[i])))
			all[found++] = all[i];
	*names = all;
	*n = found;
	return 0;
}

static bool
ends_with(const char *s, const char *ending)
{
	size_t n = strlen(s), k = strlen(ending);

	return n >= k && strcmp(s + n - k, ending) == 0;
}

static void
page_name_wrong(struct problems *ps, const char *file)
{
	problem_warn(ps, file, 0, "this is no page: its name is not a number, "
	    "a dot, a name of a-z 0-9 _ - and .md, as in 10.week1.md");
}

/* Add the page that a name in the course's folder stands for, if it does. */
static void
page_add(struct course *c, const char *entry, struct problems *ps)
{
	struct course_page p = { .file = entry };

	if (strcmp(entry, COURSE_NEWS) == 0 ||
	    (strncmp(entry, "bank.", 5) == 0 && ends_with(entry, ".md")))
		return;
	p.folder = !ends_with(entry, ".md");
	if (p.folder)
		p.file = mem_printf(c->mem, "%s/page.md", entry);
	if (!page_file(c->mem, p.file, &p.number, &p.name)) {
		if (!p.folder || is_file(c->dirfd, p.file))
			page_name_wrong(ps, entry);
		return;
	}
	if (!is_file(c->dirfd, p.file)) {
		problem_warn(ps, entry, 0, "there is no page in this folder: "
		    "it would be the file page.md");
		return;
	}
	if (c->npages == PAGES_MAX)
		return;
	c->pages = grow_list(c->mem, c->pages, c->npages, sizeof(*c->pages));
	c->pages[c->npages++] = p;
}

static int
by_name(const void *a, const void *b)
{
	const struct course_page *p = a, *q = b;
	int names = strcmp(p->name, q->name);

	if (names != 0 || p->number == q->number)
		return names != 0 ? names : p->folder - q->folder;
	return p->number < q->number ? -1 : 1;
}

static int
by_number(const void *a, const void *b)
{
	const struct course_page *p = a, *q = b;

	if (p->number != q->number)
		return p->number < q->number ? -1 : 1;
	return by_name(a, b);
}

static void
names_check(const struct course *c, struct problems *ps)
{
	for (size_t i = 1; i < c->npages; i++)
		if (strcmp(c->pages[i - 1].name, c->pages[i].name) == 0)
			problem_error(ps, c->pages[i].file, 0,
			    "%s is a page of that name too: rename one",
			    c->pages[i - 1].file);
}

int
course_pages(struct course *c, struct problems *ps)
{
	const char **names;
	size_t n;

	if (course_entries(c->dirfd, c->mem, &names, &n) == -1)
		return -1;
	for (size_t i = 0; i < n; i++)
		page_add(c, names[i], ps);
	if (c->npages > 0) {
		qsort(c->pages, c->npages, sizeof(*c->pages), by_name);
		names_check(c, ps);
		qsort(c->pages, c->npages, sizeof(*c->pages), by_number);
	}
	return 0;
}
