/*
 * What is seen from inside a box: the system's programs and libraries, to be
 * read, on a root of its own in memory, and a folder to work in.
 */
#define _GNU_SOURCE
#include "apps/tutor/model/box_inside.h"

#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/model/box.h"
#include "apps/tutor/model/box_plat.h"

enum {
	ROOT_INODES = 100, FOLDER_INODES = 2000,
	ROOT_SPARE = 1 << 20	/* bytes, besides the input */
};

/*
 * Not /usr as a whole: /usr/local and /usr/share may hold what is ours.  What
 * a system does not have is passed over.
 */
static const char *const shown[] = {
	"/usr/bin", "/usr/include", "/usr/lib", "/usr/lib32", "/usr/lib64",
	"/usr/libexec", "/usr/share/perl", "/usr/share/perl5",
	"/usr/share/python3", "/bin", "/lib", "/lib32", "/lib64",
	"/etc/alternatives", "/etc/ld.so.cache", "/etc/perl", NULL
};

static const char *const devices[] = {
	"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom",
	NULL
};

const char *
box_shown(size_t i)
{
	return i < sizeof(shown) / sizeof(shown[0]) ? shown[i] : NULL;
}

/* A mount that came from outside keeps what it was restricted to. */
static unsigned long
kept_flags(const char *path)
{
	struct statvfs s;
	unsigned long flags = 0;

	if (statvfs(path, &s) == -1)
		return 0;
	if ((s.f_flag & ST_NOEXEC) != 0)
		flags |= MS_NOEXEC;
	if ((s.f_flag & ST_NOATIME) != 0)
		flags |= MS_NOATIME;
	if ((s.f_flag & ST_NODIRATIME) != 0)
		flags |= MS_NODIRATIME;
	if ((s.f_flag & ST_RELATIME) != 0)
		flags |= MS_RELATIME;
	return flags;
}

static int
bind_read_only(const char *from, const char *to)
{
	unsigned long flags = MS_BIND | MS_REMOUNT | MS_RDONLY | MS_NOSUID |
	    MS_NODEV;

	if (mount(from, to, NULL, MS_BIND, NULL) == -1)
		return -1;
	return mount(NULL, to, NULL, flags | kept_flags(to), NULL);
}

static int
file_make(int dirfd, const char *name, mode_t mode)
{
	return openat(dirfd, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW |
	    O_CLOEXEC, mode);
}

/* The folders on the way to a relative path. */
static int
make_parents(const char *path)
{
	char part[PATH_MAX];

	for (size_t i = 0; path[i] != '\0' && i < sizeof(part); i++) {
		part[i] = path[i];
		if (path[i] != '/')
			continue;
		part[i] = '\0';
		if (mkdir(part, 0755) == -1 && errno != EEXIST)
			return -1;
		part[i] = '/';
	}
	return 0;
}

static int
make_file(const char *path)
{
	int fd = file_make(AT_FDCWD, path, 0444);

	return fd == -1 ? -1 : close(fd);
}

static int
copy_link(const char *from, const char *to)
{
	char target[PATH_MAX];
	ssize_t n = readlink(from, target, sizeof(target) - 1);

	if (n == -1)
		return -1;
	target[n] = '\0';
	return symlink(target, to);
}

/* The same path below the folder that will be the root. */
static int
show(const char *path)
{
	const char *to = path + 1;
	struct stat st;

	if (lstat(path, &st) == -1)
		return errno == ENOENT ? 0 : -1;
	if (make_parents(to) == -1)
		return -1;
	if (S_ISLNK(st.st_mode))
		return copy_link(path, to);
	if (S_ISDIR(st.st_mode)) {
		if (mkdir(to, 0755) == -1)
			return -1;
	} else if (make_file(to) == -1)
		return -1;
	return bind_read_only(path, to);
}

static int
show_device(const char *path)
{
	const char *to = path + 1;
	struct stat st;

	if (stat(path, &st) == -1 || !S_ISCHR(st.st_mode))
		return 0;
	if (make_parents(to) == -1 || make_file(to) == -1)
		return -1;
	return mount(path, to, NULL, MS_BIND, NULL);
}

static int
memory_mount(const char *to, long long size, int inodes)
{
	char options[100];

	(void)snprintf(options, sizeof(options),
	    "size=%lld,nr_inodes=%d,mode=0755", size, inodes);
	return mount("tmpfs", to, "tmpfs", MS_NOSUID | MS_NODEV, options);
}

static int
write_whole(int fd, const char *p, size_t n)
{
	ssize_t done;

	for (; n > 0; p += done, n -= (size_t)done) {
		done = write(fd, p, n);
		if (done == -1)
			return -1;
	}
	return 0;
}

/* Opened again, so that it cannot be written, and without a name. */
static int
input_make(const struct box_job *job)
{
	int fd = file_make(AT_FDCWD, "input", 0400), input;

	if (fd == -1)
		return -1;
	input = open("input", O_RDONLY | O_CLOEXEC);
	if (input != -1 && (write_whole(fd, job->in, job->nin) == -1 ||
	    unlink("input") == -1)) {
		(void)close(input);
		input = -1;
	}
	(void)close(fd);
	return input;
}

static int
put_file(int folder, const struct box_file *file)
{
	int fd = file_make(folder, file->name, 0600);
	int result = -1;

	if (fd == -1)
		return -1;
	if (write_whole(fd, file->p, file->n) == 0)
		result = fchmod(fd, file->program ? 0755 : 0644);
	return close(fd) == -1 ? -1 : result;
}

/* Only when all is in it may the user of the box touch the folder. */
static int
fill_folder(int folder, const struct box_job *job, const struct box_user *user)
{
	for (size_t i = 0; i < job->nfiles; i++)
		if (put_file(folder, &job->files[i]) == -1)
			return -1;
	if (!user->mapped && fchown(folder, user->uid, user->gid) == -1)
		return -1;
	return fchmod(folder, 0700);
}

/* From now on the folder that we are in is all that there is. */
static int
change_root(void)
{
	if (syscall(SYS_pivot_root, ".", ".") == -1 ||
	    umount2(".", MNT_DETACH) == -1 || chdir("/") == -1)
		return -1;
	return mount(NULL, "/", NULL, MS_BIND | MS_REMOUNT | MS_RDONLY |
	    MS_NOSUID | MS_NODEV, NULL);
}

static int
make_root(const struct box_job *job)
{
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == -1 ||
	    memory_mount("/tmp", (long long)job->nin + ROOT_SPARE,
	    ROOT_INODES) == -1)
		return -1;
	return chdir("/tmp");
}

static int
fill_root(const struct box_job *job)
{
	for (size_t i = 0; shown[i] != NULL; i++)
		if (show(shown[i]) == -1)
			return -1;
	for (size_t i = 0; devices[i] != NULL; i++)
		if (show_device(devices[i]) == -1)
			return -1;
	if (mkdir("work", 0700) == -1 || symlink("work", "tmp") == -1)
		return -1;
	return memory_mount("work", job->limits.disk, FOLDER_INODES);
}

int
box_view(struct box_view *view, const struct box_job *job,
    const struct box_user *user, const char **what)
{
	*what = "no root of its own in memory";
	if (make_root(job) == -1)
		return -1;
	*what = "no view of the system's files";
	if (fill_root(job) == -1)
		return -1;
	*what = "no input";
	view->input = input_make(job);
	if (view->input == -1)
		return -1;
	*what = "the old root stays";
	if (change_root() == -1)
		return -1;
	*what = "no folder to work in";
	view->folder = open("/work", O_RDONLY | O_DIRECTORY | O_NOFOLLOW |
	    O_CLOEXEC);
	if (view->folder == -1)
		return -1;
	return fill_folder(view->folder, job, user);
}
