#include "web/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <signal.h>
#include <unistd.h>

#include "tap.h"
#include "web/mem.h"

static const struct {
	const char	*name;
	bool		 ok;
} names[] = {
	{ "a", true },
	{ "a.log", true },
	{ ".hidden", true },
	{ "...", true },
	{ "-", true },
	{ "", false },
	{ ".", false },
	{ "..", false },
	{ "/", false },
	{ "a/b", false },
	{ "/etc", false },
	{ "../a", false },
	{ "a/", false },
};

static struct mem	mem;

static void
test_names(void)
{
	char longest[257];

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		tap_int(folder_name_ok(names[i].name), names[i].ok,
		    "the name \"%s\"", names[i].name);
	memset(longest, 'n', sizeof(longest));
	longest[256] = '\0';
	tap_ok(!folder_name_ok(longest), "a name of 256 bytes");
	longest[255] = '\0';
	tap_ok(folder_name_ok(longest), "a name of 255 bytes");
}

/* errno of what must fail with -1. */
static int
error_of(int result)
{
	return result == -1 ? errno : 0;
}

static void
test_refused_names(int dir)
{
	size_t n;

	tap_int(error_of(folder_in(dir, "..", false)), EINVAL, "in ..");
	tap_int(error_of(folder_read(dir, "../x")), EINVAL, "read ../x");
	tap_int(error_of(folder_save(dir, "a/b", "x", 1)), EINVAL, "save a/b");
	tap_int(error_of(folder_add(dir, "", "x", 1)), EINVAL, "add \"\"");
	errno = 0;
	tap_ok(folder_load(dir, ".", &mem, 9, &n) == NULL && errno == EINVAL,
	    "load .");
}

static int
mode_of(int fd)
{
	struct stat st;

	return fstat(fd, &st) == -1 ? -1 : (int)(st.st_mode & 07777);
}

static void
test_folders(int dir, const char *path)
{
	char name[200];
	int fd;

	tap_int(error_of(folder_in(dir, "sub", false)), ENOENT, "not there");
	fd = folder_in(dir, "sub", true);
	tap_ok(fd != -1, "made");
	tap_int(mode_of(fd), 0700, "for nobody else");
	tap_int(fcntl(fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC, "close-on-exec");
	close(fd);
	fd = folder_in(dir, "sub", true);
	tap_ok(fd != -1, "there already");
	close(fd);
	(void)snprintf(name, sizeof(name), "%s/top", path);
	fd = folder_open(name);
	tap_int(mode_of(fd), 0700, "a path is made");
	close(fd);
	fd = folder_open(name);
	tap_ok(fd != -1, "and opened again");
	close(fd);
	(void)snprintf(name, sizeof(name), "%s/no/top", path);
	tap_int(error_of(folder_open(name)), ENOENT, "only its last part");
	tap_int(symlinkat("sub", dir, "link"), 0, "a link to a folder");
	tap_ok(folder_in(dir, "link", false) == -1, "is not followed");
	tap_ok(folder_in(dir, "link", true) == -1, "nor made");
}

static void
test_fan(int dir)
{
	int fd = folder_fan(dir, "ab12", true);

	tap_ok(fd != -1 && faccessat(dir, "ab", F_OK, 0) == 0, "a fan of ab");
	close(fd);
	tap_int(error_of(folder_fan(dir, "cd12", false)), ENOENT, "no cd");
	tap_int(error_of(folder_fan(dir, "AB12", true)), EINVAL, "capitals");
	tap_int(error_of(folder_fan(dir, "..", true)), EINVAL, "no digits");
	tap_int(error_of(folder_fan(dir, "a", true)), EINVAL, "one digit");
	tap_int(error_of(folder_fan(dir, "", true)), EINVAL, "none");
}

static int
count_files(int dir)
{
	DIR *d = fdopendir(openat(dir, ".", O_RDONLY));
	int count = 0;

	if (d == NULL)
		return -1;
	while (readdir(d) != NULL)
		count++;
	closedir(d);
	return count;
}

static void
test_save(int dir)
{
	size_t n = 0;
	int before = count_files(dir), fd;
	char *got;

	tap_int(folder_save(dir, "file", "old", 3), 0, "save a new file");
	tap_int(folder_save(dir, "file", "newer\0x", 7), 0, "and another one");
	got = folder_load(dir, "file", &mem, 7, &n);
	tap_is(slice_of(got, got == NULL ? 0 : n),
	    slice_of("newer\0x", 7), "load it");
	tap_ok(got != NULL && got[7] == '\0', "with a NUL behind it");
	fd = folder_read(dir, "file");
	tap_int(mode_of(fd), 0600, "for nobody else");
	tap_int(fcntl(fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC, "close-on-exec");
	close(fd);
	errno = 0;
	tap_ok(folder_load(dir, "file", &mem, 6, &n) == NULL &&
	    errno == EFBIG, "larger than allowed");
	tap_int(error_of(folder_add(dir, "file", "x", 1)), EEXIST,
	    "add does not replace");
	tap_int(folder_add(dir, "other", "", 0), 0, "add a new one");
	got = folder_load(dir, "other", &mem, 6, &n);
	tap_ok(got != NULL && n == 0 && got[0] == '\0', "an empty one");
	tap_int(count_files(dir), before + 2, "no temporary file is left");
}

static void
test_others(int dir)
{
	size_t n;

	tap_int(mkfifoat(dir, "fifo", 0600), 0, "a FIFO");
	tap_int(error_of(folder_read(dir, "fifo")), ENOENT, "is no file");
	tap_int(error_of(folder_read(dir, "sub")), ENOENT, "nor a folder");
	tap_int(symlinkat("file", dir, "alias"), 0, "nor a link");
	tap_int(error_of(folder_read(dir, "alias")), ENOENT, "to a file");
	tap_int(error_of(folder_read(dir, "none")), ENOENT, "nor nothing");
	tap_ok(folder_load(dir, "fifo", &mem, 6, &n) == NULL, "not loaded");
	tap_int(folder_save(dir, "alias", "mine", 4), 0, "a link is replaced");
	tap_ok(folder_load(dir, "file", &mem, 7, &n) != NULL && n == 7,
	    "and what it named is as it was");
}

static void
test_temp(int dir)
{
	int before = count_files(dir), fd = folder_temp(dir);
	char got[3] = { 0 };

	tap_ok(fd != -1 && count_files(dir) == before, "no name");
	tap_ok(write(fd, "abc", 3) == 3 && pread(fd, got, 3, 0) == 3 &&
	    memcmp(got, "abc", 3) == 0, "to write and to read");
	close(fd);
}

/* Files of at most 1000 bytes: as on a full disk. */
static void
test_full(int dir)
{
	static char much[5000];
	struct rlimit limit = { 1000, 1000 };
	int before = count_files(dir), status;
	pid_t pid = fork();

	if (pid == 0) {
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
		_exit(error_of(folder_save(dir, "file", much, sizeof(much))));
	}
	waitpid(pid, &status, 0);
	tap_int(WEXITSTATUS(status), EFBIG, "no room");
	tap_int(count_files(dir), before, "leaves no temporary file");
	tap_ok(faccessat(dir, "file", F_OK, 0) == 0, "and the old one");
}

/* One process of eight may add; a reader sees whole files only. */
static void
test_race(int dir)
{
	int status, added = 0, refused = 0;
	size_t n;

	for (char c = 'a'; c < 'i'; c++) {
		if (fork() == 0)
			_exit(folder_add(dir, "race", &c, 1) == 0 ? 0 :
			    errno == EEXIST ? 1 : 2);
	}
	while (wait(&status) > 0) {
		added += status == 0;
		refused += WEXITSTATUS(status) == 1;
	}
	tap_int(added, 1, "one of eight adds the file");
	tap_int(refused, 7, "the others are told");
	tap_ok(folder_load(dir, "race", &mem, 1, &n) != NULL && n == 1,
	    "and it is whole");
}

/* More than a pipe takes at once. */
static void
test_write(void)
{
	static char bytes[300000], some[4096];
	size_t n = 0;
	ssize_t got;
	int fds[2];
	pid_t pid;

	if (pipe(fds) == -1)
		abort();
	pid = fork();
	if (pid == 0)
		_exit(folder_write(fds[1], bytes, sizeof(bytes)) != 0);
	close(fds[1]);
	while ((got = read(fds[0], some, sizeof(some))) > 0)
		n += (size_t)got;
	waitpid(pid, NULL, 0);
	tap_int((long long)n, sizeof(bytes), "all of it is written");
	tap_int(error_of(folder_write(fds[0], "x", 1)), EBADF,
	    "to what cannot be written");
	tap_int(folder_write(fds[0], "", 0), 0, "nothing to be written");
	close(fds[0]);
}

static void
remove_all(const char *path)
{
	pid_t pid = fork();

	if (pid == 0) {
		execlp("rm", "rm", "-rf", path, (char *)NULL);
		_exit(1);
	}
	waitpid(pid, NULL, 0);
}

int
main(void)
{
	char path[] = "/tmp/test_folder.XXXXXX";
	int dir;

	umask(022);
	mem_init(&mem, 0);
	test_names();
	if (mkdtemp(path) == NULL)
		return 1;
	dir = folder_open(path);
	test_refused_names(dir);
	test_folders(dir, path);
	test_fan(dir);
	test_save(dir);
	test_others(dir);
	test_temp(dir);
	test_write();
	test_full(dir);
	test_race(dir);
	close(dir);
	remove_all(path);
	mem_release(&mem);
	return tap_done();
}
