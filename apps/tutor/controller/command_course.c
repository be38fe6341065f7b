/*
 * command_course.c - tutor new-course NAME: something to begin with.
 */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/controller/commands.h"
#include "apps/tutor/controller/context.h"
#include "web/folder.h"

static const char course_text[] =
    "# The facts of the course, one a line; tutor(7) has all of them.\n"
    "title: %s\n"
    "zone: UTC\n"
    "staff: teacher\n"
    "register: open\n"
    "grace: 5m\n"
    "late: 80%% 24h, 50%% 3d\n";

static const char roster_text[] =
    "user,name,email,role,section,extra\n";

static const char page_text[] =
    "title: The first page\n"
    "\n"
    "# The first page\n"
    "\n"
    "Text is Markdown, and mathematics stands between dollars: $2^8 = 256$.\n"
    "\n"
    "::: number bits points=1 tries=3\n"
    "How many bits are in a byte?\n"
    "= 8\n"
    "~ 4 : That is half of one.\n"
    "hint after 1: `unsigned char` in C is one byte.\n"
    "why: Eight bits are a byte on nearly every machine.\n"
    ":::\n"
    "\n"
    "::: choose city\n"
    "Which city is the capital of Australia?\n"
    "(x) Canberra\n"
    "( ) Sydney : The largest, but not the capital.\n"
    "( ) Melbourne\n"
    ":::\n"
    "\n"
    "::: essay wish points=2\n"
    "What do you want to learn here?\n"
    ":::\n";

/* As an editor would: who may read it, the umask says. */
static int
write_file(int dirfd, const char *name, const char *text)
{
	int fd = openat(dirfd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC |
	    O_NOFOLLOW, 0666);
	size_t n = strlen(text);

	if (fd == -1)
		return -1;
	if (write(fd, text, n) != (ssize_t)n) {
		(void)close(fd);	/* not all of it is there anyway */
		return -1;
	}
	return close(fd);
}

static int
write_files(int fd, const char *title)
{
	if (write_file(fd, "course", title) == -1 ||
	    write_file(fd, "roster.csv", roster_text) == -1)
		return -1;
	return write_file(fd, "10.first.md", page_text);
}

/* Names of courses stand in URLs. */
static bool
name_ok(const char *name)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";

	return strlen(name) <= 64 && *name != '\0' &&
	    strchr(letters, *name) != NULL &&
	    name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_.-")] ==
	    '\0';
}

static int
fail(const char *name)
{
	fprintf(stderr, "tutor: course %s: %s\n", name, errno == EEXIST ?
	    "it is there already" : strerror(errno));
	return COMMAND_FAILED;
}

static int
make_course(struct web *w, int courses, const char *name)
{
	char path[PATH_MAX];
	int fd, result;

	/* The programs of the server, another user's perhaps, read it. */
	if (mkdirat(courses, name, 0777) == -1 && errno != EEXIST)
		return fail(name);
	fd = folder_in(courses, name, false);
	if (fd == -1)
		return fail(name);
	result = write_files(fd, mem_printf(web_mem(w), course_text, name));
	if (fchdir(fd) == -1 || getcwd(path, sizeof(path)) == NULL)
		(void)snprintf(path, sizeof(path), "%s", name);
	(void)close(fd);	/* a folder: nothing to lose */
	if (result == -1)
		return fail(name);
	printf("The course %s is there. What to do next:\n\n"
	    "  edit %s/10.first.md, its page, a text file\n"
	    "  tutor check %s, which tells mistakes, file:line\n"
	    "  tutor user create teacher, an account for who teaches it\n\n"
	    "Then log in as teacher: it is at /cgi-bin/tutor/c/%s.\n",
	    name, path, name, name);
	return COMMAND_FINE;
}

int
command_new_course(struct web *w, int argc, char **argv)
{
	int fd, status;

	if (argc != 2)
		return COMMAND_USAGE;
	if (!name_ok(argv[1])) {
		fprintf(stderr, "tutor: the name of a course is made of a to "
		    "z, 0 to 9 and _ . -, a letter or digit first\n");
		return COMMAND_USAGE;
	}
	fd = tutor_courses();
	if (fd == -1) {
		perror("tutor: the folder of courses");
		return COMMAND_FAILED;
	}
	status = make_course(w, fd, argv[1]);
	(void)close(fd);	/* a folder: nothing to lose */
	return status;
}
