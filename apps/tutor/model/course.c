#include "apps/tutor/model/course.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "apps/tutor/model/course_draw.h"
#include "apps/tutor/model/course_file.h"
#include "apps/tutor/model/course_list.h"
#include "apps/tutor/model/page_read.h"
#include "apps/tutor/model/problem.h"
#include "apps/tutor/model/when.h"
#include "web/folder.h"
#include "web/mem.h"

struct course *
course_open(struct mem *m, int courses_fd, const char *name,
    struct problems *ps)
{
	struct course *c = mem_alloc(m, sizeof(*c));
	const char *text;
	size_t n;

	c->mem = m;
	c->name = c->title = mem_str(m, name);
	c->zone = "UTC";
	c->dirfd = -1;
	if (!course_name_ok(name)) {
		errno = ENOENT;
		return NULL;
	}
	c->dirfd = folder_in(courses_fd, name, false);
	if (c->dirfd == -1)
		return NULL;
	text = folder_load(c->dirfd, "course", m, COURSE_FILE_MAX, &n);
	if (text == NULL || course_pages(c, ps) == -1) {
		course_close(c);
		return NULL;
	}
	course_file_read(c, text, n, ps);
	return c;
}

void
course_close(struct course *c)
{
	int error = errno;

	if (c == NULL || c->dirfd == -1)
		return;
	(void)close(c->dirfd);
	c->dirfd = -1;
	errno = error;
}

static const struct course_page *
page_find(const struct course *c, const char *name)
{
	for (size_t i = 0; i < c->npages; i++)
		if (strcmp(c->pages[i].name, name) == 0)
			return &c->pages[i];
	errno = ENOENT;
	return NULL;
}

/* The folder of a page that has one; -1 with errno. */
static int
page_folder(const struct course *c, const struct course_page *p)
{
	size_t n = strlen(p->file) - strlen("/page.md");

	if (!p->folder) {
		errno = ENOENT;
		return -1;
	}
	return folder_in(c->dirfd, mem_dup(c->mem, p->file, n), false);
}

static const char *
page_load(struct course *c, const struct course_page *p, size_t *n)
{
	const char *text;
	int dir;

	if (!p->folder)
		return folder_load(c->dirfd, p->file, c->mem, PAGE_MAX, n);
	dir = page_folder(c, p);
	if (dir == -1)
		return NULL;
	text = folder_load(dir, "page.md", c->mem, PAGE_MAX, n);
	(void)close(dir);
	return text;
}

static struct page *
read_it(struct course *c, const struct course_page *p, struct problems *ps)
{
	struct when_page dates;
	struct page *page;
	const char *text;
	size_t n;

	text = page_load(c, p, &n);
	if (text == NULL)
		return NULL;
	page = page_read(c->mem, p->file, text, n, ps);
	if (page->ndraws > 0)
		course_draw(c, page, ps);
	course_dates(c, page, &dates, ps);
	return page;
}

struct page *
course_page(struct course *c, const char *name, struct problems *ps)
{
	const struct course_page *p = page_find(c, name);

	return p == NULL ? NULL : read_it(c, p, ps);
}

int
course_file(struct course *c, const char *page, const char *file)
{
	const struct course_page *p = page_find(c, page);
	int dir, fd;

	if (p == NULL)
		return -1;
	if (!test_file_ok(file)) {
		errno = ENOENT;
		return -1;
	}
	dir = page_folder(c, p);
	if (dir == -1)
		return -1;
	fd = folder_read(dir, file);
	(void)close(dir);
	return fd;
}

static bool
test_has(const struct code_test *t, const char *file)
{
	return (t->in_file != NULL && strcmp(t->in_file, file) == 0) ||
	    (t->out_file != NULL && strcmp(t->out_file, file) == 0);
}

/* What editors leave: a former page, or test, with its solutions. */
static bool
is_leftover(const char *file)
{
	static const char *const endings[] = { "~", "#", ".bak", ".orig",
	    ".old", ".rej", ".save", ".swp", ".tmp", ".md" };
	size_t n = strlen(file), k;

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		k = strlen(endings[i]);
		if (n > k && strcasecmp(file + n - k, endings[i]) == 0)
			return true;
	}
	return file[0] == '#' || strncmp(file, "page.md", 7) == 0;
}

bool
course_file_public(const struct page *p, const char *file)
{
	const struct question *q;

	if (!test_file_ok(file) || file[0] == '_' || is_leftover(file))
		return false;
	for (size_t i = 0; i < p->nquestions; i++) {
		q = p->questions[i];
		for (size_t k = 0; k < q->ntests; k++)
			if (test_has(&q->tests[k], file))
				return false;
	}
	return true;
}

static void
test_file_check(struct course *c, const struct page *page,
    const struct code_test *t, struct problems *ps)
{
	const char *files[] = { t->in_file, t->out_file };
	int fd;

	for (size_t i = 0; i < 2; i++) {
		if (files[i] == NULL || !test_file_ok(files[i]))
			continue;
		fd = course_file(c, page->name, files[i]);
		if (fd != -1)
			(void)close(fd);
		else if (strchr(page->file, '/') == NULL)
			problem_error(ps, page->file, t->line, "files beside a "
			    "page need a folder: put this page into "
			    "%ld.%s/page.md and %.64s beside it",
			    page->number, page->name, files[i]);
		else
			problem_error(ps, page->file, t->line,
			    "there is no file %.64s beside the page",
			    files[i]);
	}
}

static void
page_check(struct course *c, const struct course_page *p, struct problems *ps)
{
	const struct page *page = read_it(c, p, ps);
	const struct question *q;

	if (page == NULL) {
		problem_error(ps, p->file, 0, errno == EFBIG ? "the page has "
		    "more than 512 kilobytes" : "the page cannot be read");
		return;
	}
	for (size_t i = 0; i < page->nquestions; i++) {
		q = page->questions[i];
		for (size_t k = 0; q->draw == NULL && k < q->ntests; k++)
			test_file_check(c, page, &q->tests[k], ps);
	}
}

void
course_check(struct course *c, struct problems *ps)
{
	if (c->npages == 0)
		problem_warn(ps, "course", 0,
		    "the course has no page: write 10.week1.md");
	for (size_t i = 0; i < c->npages; i++)
		page_check(c, &c->pages[i], ps);
	course_weights_check(c, ps);
}
