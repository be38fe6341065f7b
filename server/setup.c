#include "setup.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "check.h"
#include "io/sock.h"

/* mkdir -p: 0 or -1. */
static int
make_folders(const char *path, mode_t mode)
{
	char text[PATH_MAX];

	if (snprintf(text, sizeof(text), "%s", path) >= (int)sizeof(text)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	for (char *at = text + 1; *at != '\0'; at++) {
		if (*at != '/')
			continue;
		*at = '\0';
		if (mkdir(text, 0755) == -1 && errno != EEXIST)
			return -1;
		*at = '/';
	}
	return mkdir(text, mode) == -1 && errno != EEXIST ? -1 : 0;
}

static int
make_own(const struct conf *conf, const char *path)
{
	uid_t uid;
	gid_t gid;
	bool is_new = path != NULL && access(path, F_OK) == -1;

	if (path == NULL)
		return 0;
	if (make_folders(path, 0700) == 0 &&
	    (!is_new || geteuid() != 0 ||
	    (check_user(&conf->who, &uid, &gid) == 0 &&
	    chown(path, uid, gid) == 0)))
		return 0;
	log_err("cannot make the folder %s: %s", path, strerror(errno));
	return -1;
}

static int
make_parent(const char *file)
{
	char text[PATH_MAX];
	const char *slash = file == NULL ? NULL : strrchr(file, '/');

	if (slash == NULL || slash == file)
		return 0;
	(void)snprintf(text, sizeof(text), "%.*s", (int)(slash - file), file);
	if (make_folders(text, 0755) == 0)
		return 0;
	log_err("cannot make the folder %s: %s", text, strerror(errno));
	return -1;
}

int
setup_folders(const struct conf *conf)
{
	int r = 0;

	if (make_own(conf, conf->data_dir.path) == -1 ||
	    make_own(conf, conf->spool_dir.path) == -1)
		r = -1;
	if ((conf->access_log_on && make_parent(conf->access_log.path) ==
	    -1) || (!conf->error_log_stderr &&
	    make_parent(conf->error_log.path) == -1) ||
	    make_parent(conf->pid_file.path) == -1)
		r = -1;
	for (size_t i = 0; i < conf->nlistens; i++)
		if (make_parent(conf->listens[i].path) == -1)
			r = -1;
	return r;
}

static int
open_log(const char *path)
{
	int fd;

	if (strcmp(path, "/dev/stderr") == 0 || strcmp(path, "/dev/stdout") ==
	    0) {
		fd = strcmp(path, "/dev/stderr") == 0 ? 2 : 1;
		return fcntl(fd, F_DUPFD_CLOEXEC, 3);
	}
	fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW |
	    O_CLOEXEC, 0640);
	if (fd == -1)
		log_err("cannot open the log %s: %s", path, strerror(errno));
	return fd;
}

int
setup_logs(const struct conf *conf, struct control_logs *logs)
{
	*logs = (struct control_logs){ -1, -1 };
	logs->error = open_log(conf->error_log_stderr ? "/dev/stderr" :
	    conf->error_log.path);
	if (logs->error == -1)
		return -1;
	if (!conf->access_log_on)
		return 0;
	logs->access = open_log(conf->access_log.path);
	if (logs->access != -1)
		return 0;
	setup_close_logs(logs);
	return -1;
}

void
setup_close_logs(struct control_logs *logs)
{
	if (logs->error != -1)
		(void)close(logs->error);
	if (logs->access != -1)
		(void)close(logs->access);
	*logs = (struct control_logs){ -1, -1 };
}

int
setup_pid_file(const struct conf *conf)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	const char *path = conf->pid_file.path;
	char text[32];
	int fd, n;

	if (path == NULL)
		return -1;
	fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644);
	if (fd == -1) {
		log_err("cannot open the pid file %s: %s", path,
		    strerror(errno));
		return -2;
	}
	n = snprintf(text, sizeof(text), "%ld\n", (long)getpid());
	if (fcntl(fd, F_SETLK, &lock) == -1)
		log_err("another preforkd runs with the pid file %s", path);
	else if (ftruncate(fd, 0) == -1 || write(fd, text, (size_t)n) != n)
		log_err("cannot write the pid file %s: %s", path,
		    strerror(errno));
	else
		return fd;
	(void)close(fd);
	return -2;
}

int
setup_listen(const struct conf_listen *l)
{
	static const int families[] = { [LISTEN_INET] = AF_INET,
		[LISTEN_INET6] = AF_INET6, [LISTEN_UNIX] = AF_UNIX };
	struct sock_spec s = { .family = families[l->kind], .port = l->port,
		.dual = l->dual, .path = l->path };
	int fd;

	memcpy(s.ip, l->addr, sizeof(s.ip));
	fd = sock_listen(&s);
	if (fd == -1)
		log_err("cannot listen on %s: %s", l->text, strerror(errno));
	return fd;
}

void
setup_listen_text(const struct conf_listen *l, int fd, char *out, size_t n)
{
	const char *colon = strrchr(l->text, ':');
	struct sock_addr a;

	if (l->kind == LISTEN_UNIX || colon == NULL || sock_local(fd, &a) ==
	    -1)
		(void)snprintf(out, n, "%s", l->text);
	else
		(void)snprintf(out, n, "%.*s:%u", (int)(colon - l->text),
		    l->text, (unsigned)a.port);
}

void
setup_listen_url(const struct conf_listen *l, int fd, char *out, size_t n)
{
	static const uint8_t any[16];
	struct sock_addr a;
	char text[256];
	size_t len = l->kind == LISTEN_INET ? 4 : sizeof(any);

	setup_listen_text(l, fd, text, sizeof(text));
	if (l->stream != NULL)
		(void)snprintf(out, n, "%s (stream)", text);
	else if (l->kind == LISTEN_UNIX || sock_local(fd, &a) == -1)
		(void)snprintf(out, n, "%s", text);
	else if (memcmp(l->addr, any, len) == 0)
		(void)snprintf(out, n, "http://localhost:%u/ (all addresses)",
		    (unsigned)a.port);
	else
		(void)snprintf(out, n, "http://%s/", text);
}

static bool
is_log(const struct conf *conf, const char *path)
{
	return (conf->error_log_stderr && strcmp(path, "/dev/stderr") == 0) ||
	    (!conf->error_log_stderr && conf->error_log.path != NULL &&
	    strcmp(conf->error_log.path, path) == 0) ||
	    (conf->access_log_on && conf->access_log.path != NULL &&
	    strcmp(conf->access_log.path, path) == 0);
}

int
setup_leave_terminal(const struct conf *conf)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC), r = 0;

	if (null == -1 ||
	    (!is_log(conf, "/dev/stdout") && dup2(null, 1) == -1) ||
	    (!is_log(conf, "/dev/stderr") && dup2(null, 2) == -1))
		r = -1;
	if (null != -1)
		(void)close(null);
	return r;
}

int64_t
setup_nofile_now(void)
{
	struct rlimit rl;

	if (getrlimit(RLIMIT_NOFILE, &rl) == -1)
		return 256;
	return rl.rlim_cur > INT_MAX ? INT_MAX : (int64_t)rl.rlim_cur;
}

int64_t
setup_nofile(void)
{
	int64_t before = setup_nofile_now();
	struct rlimit rl;

	if (getrlimit(RLIMIT_NOFILE, &rl) == 0) {
		rl.rlim_cur = rl.rlim_max;
		if (setrlimit(RLIMIT_NOFILE, &rl) == -1)
			log_warn("cannot raise the limit of descriptors: %s",
			    strerror(errno));
	}
	return before;
}
