#define _XOPEN_SOURCE 700	/* realpath */

#include "check.h"

#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MESSAGE_MAX = 1024 };

struct check {
	const struct conf	*conf;
	bool			 from_file;
	conf_error_fn		*error;
	void			*arg;
	int			 errors;
};

static void	fault(struct check *, struct conf_pos, const char *fmt, ...)
		    __attribute__((format(printf, 3, 4)));

static void
fault(struct check *c, struct conf_pos pos, const char *fmt, ...)
{
	char text[MESSAGE_MAX];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	c->error(c->arg, pos, text);
	c->errors++;
}

static void
check_folder(struct check *c, const char *name, const struct conf_path *p)
{
	struct stat st;

	if (p->path == NULL)
		return;
	if (stat(p->path, &st) == -1)
		fault(c, p->pos, "%s: the folder %s: %s", name, p->path,
		    strerror(errno));
	else if (!S_ISDIR(st.st_mode))
		fault(c, p->pos, "%s: %s is not a folder", name, p->path);
}

static void
check_cgi(struct check *c, const struct conf_path *p)
{
	struct stat st;

	if (p->path == NULL)
		return;
	if (stat(p->path, &st) == -1)
		fault(c, p->pos, "cgi: the program %s: %s", p->path,
		    strerror(errno));
	else if (!S_ISREG(st.st_mode))
		fault(c, p->pos, "cgi: %s is not a file; a folder of programs "
		    "is served with cgi_bin", p->path);
}

/* A program that a directive names, to be started as it is. */
static void
check_program(struct check *c, const char *name, const struct conf_path *p)
{
	struct stat st;

	if (stat(p->path, &st) == -1)
		fault(c, p->pos, "%s: the program %s: %s", name, p->path,
		    strerror(errno));
	else if (!S_ISREG(st.st_mode))
		fault(c, p->pos, "%s: %s is not a file: name a program", name,
		    p->path);
	else if ((st.st_mode & 0111) == 0)
		fault(c, p->pos, "%s: %s is not executable: 'chmod +x %s'",
		    name, p->path, p->path);
}

static void
check_error_pages(struct check *c, const struct location *l)
{
	for (size_t i = 0; i < l->nerror_pages; i++) {
		const struct conf_path *p = &l->error_pages[i].file;

		if (access(p->path, R_OK) == -1)
			fault(c, p->pos, "error_page: cannot read %s: %s",
			    p->path, strerror(errno));
	}
}

/* Pages that lie below a folder which is never served could not be seen. */
static void
check_not_below(struct check *c, const struct conf_path *root,
    const struct conf_path *closed, const char *what)
{
	char a[PATH_MAX], b[PATH_MAX];
	size_t n;

	if (root->path == NULL || closed->path == NULL ||
	    realpath(root->path, a) == NULL ||
	    realpath(closed->path, b) == NULL)
		return;
	n = strlen(b);
	if (strncmp(a, b, n) == 0 && (a[n] == '/' || a[n] == '\0'))
		fault(c, root->pos, "%s lies below the %s %s, whose files are "
		    "never served: use another folder", root->path, what,
		    closed->path);
}

static void
check_location(struct check *c, const struct location *l)
{
	const struct conf_path *root = l->alias.path != NULL ? &l->alias :
	    &l->root;

	check_folder(c, "alias", &l->alias);
	check_folder(c, "cgi_bin", &l->cgi_bin);
	check_cgi(c, &l->cgi);
	check_error_pages(c, l);
	if (l->kind != LOC_FILES && l->kind != LOC_CGI_SUFFIX)
		return;
	check_not_below(c, root, &c->conf->data_dir, "data_dir");
	check_not_below(c, root, &c->conf->spool_dir, "spool_dir");
	for (size_t i = 0; i < c->conf->nsites; i++) {
		const struct site *s = &c->conf->sites[i];

		check_not_below(c, root, &s->root.cgi_bin, "cgi_bin");
		for (size_t j = 0; j < s->nlocations; j++)
			check_not_below(c, root, &s->locations[j].cgi_bin,
			    "cgi_bin");
	}
}

static void
check_site(struct check *c, const struct site *s)
{
	const struct conf_path *told = &s->root.root;

	check_folder(c, "document_root", told);
	check_location(c, &s->root);
	for (size_t i = 0; i < s->nlocations; i++) {
		if (s->locations[i].root.path != told->path)
			check_folder(c, "document_root", &s->locations[i].root);
		check_location(c, &s->locations[i]);
	}
}

int
check_user(const struct conf_who *who, uid_t *uid, gid_t *gid)
{
	const struct passwd *pw;
	const struct group *gr;

	*uid = geteuid();
	*gid = getegid();
	if (who->user != NULL) {
		pw = getpwnam(who->user);
		if (pw == NULL)
			return -1;
		*uid = pw->pw_uid;
		*gid = pw->pw_gid;
	}
	if (who->group != NULL) {
		gr = getgrnam(who->group);
		if (gr == NULL)
			return -1;
		*gid = gr->gr_gid;
	}
	return 0;
}

static bool
runs_programs(const struct location *l)
{
	return l->kind == LOC_CGI_BIN || l->kind == LOC_CGI ||
	    l->kind == LOC_CGI_SUFFIX;
}

bool
check_runs_programs(const struct conf *conf)
{
	for (size_t i = 0; i < conf->nlistens; i++)
		if (conf->listens[i].stream != NULL)
			return true;
	for (size_t i = 0; i < conf->nservices; i++)
		if (conf->services[i].who.user == NULL)
			return true;
	for (size_t i = 0; i < conf->nsites; i++) {
		const struct site *s = &conf->sites[i];

		if (runs_programs(&s->root))
			return true;
		for (size_t j = 0; j < s->nlocations; j++)
			if (runs_programs(&s->locations[j]))
				return true;
	}
	return false;
}

bool
check_is_local(const struct conf *conf)
{
	static const uint8_t loopback6[16] = { [15] = 1 };

	for (size_t i = 0; i < conf->nlistens; i++) {
		const struct conf_listen *l = &conf->listens[i];

		if (l->kind == LISTEN_INET && l->addr[0] != 127)
			return false;
		if (l->kind == LISTEN_INET6 && (l->dual ||
		    memcmp(l->addr, loopback6, sizeof(loopback6)) != 0))
			return false;
	}
	return true;
}

/* Is there such a user, whom we can become? */
static void
check_who(struct check *c, const struct conf_who *who)
{
	uid_t uid;
	gid_t gid;

	if (check_user(who, &uid, &gid) == -1)
		fault(c, who->pos, "there is no such user or group: "
		    "'user %s'%s%s; one that exists is needed, e.g. 'user "
		    "www-data'", who->user == NULL ? "" : who->user,
		    who->group == NULL ? "" : ", group ",
		    who->group == NULL ? "" : who->group);
	else if (geteuid() != 0 && uid != geteuid())
		fault(c, who->pos, "only root can become the user '%s': "
		    "start as root, or leave 'user' out", who->user);
}

static void
check_root(struct check *c)
{
	const struct conf *conf = c->conf;

	if (geteuid() == 0 && conf->who.user == NULL &&
	    !check_is_local(conf) && check_runs_programs(conf))
		fault(c, (struct conf_pos){ NULL, 0 }, "programs would run as "
		    "root for anyone who can connect: %s", c->from_file ?
		    "add the line 'user www-data' (or 'user root', if that is "
		    "what you want)" : "start it as another user, or listen "
		    "on 127.0.0.1 only, or say who they run as in a "
		    "configuration ('-c FILE', with a line 'user www-data')");
}

/* A stranger who can write there could put links in the way of our files. */
static void
check_writable(struct check *c, const struct conf_path *file, const char *what)
{
	char dir[PATH_MAX];
	const char *slash;
	struct stat st;
	uid_t uid;
	gid_t gid;

	slash = file->path == NULL ? NULL : strrchr(file->path, '/');
	if (slash == NULL || geteuid() != 0 || c->conf->who.user == NULL ||
	    check_user(&c->conf->who, &uid, &gid) == -1 || uid == 0)
		return;
	(void)snprintf(dir, sizeof(dir), "%.*s/", (int)(slash - file->path),
	    file->path);
	if (stat(dir, &st) == -1)
		return;
	if ((st.st_uid == uid && (st.st_mode & S_IWUSR) != 0) ||
	    (st.st_gid == gid && (st.st_mode & S_IWGRP) != 0) ||
	    ((st.st_mode & (S_IWOTH | S_ISVTX)) == S_IWOTH))
		fault(c, file->pos, "%s: the folder %s can be written by the "
		    "user '%s': make it root's ('chown root', 'chmod 755')",
		    what, dir, c->conf->who.user);
}

static bool
may_write(const struct stat *st, uid_t uid, gid_t gid)
{
	if (st->st_uid == uid)
		return (st->st_mode & S_IWUSR) != 0;
	return (st->st_mode & (st->st_gid == gid ? S_IWGRP : S_IWOTH)) != 0;
}

/*
 * What runs as root is nothing that the workers' user could replace.  (Who it
 * inherits from the main block has been told of already.)
 */
static void
check_service(struct check *c, const struct conf_service *s)
{
	const struct conf_path *p = &s->command.program;
	const struct conf_who *ours = &c->conf->who;
	struct stat st;
	uid_t uid, user;
	gid_t gid, group;

	check_program(c, "command", p);
	if (s->who.user != ours->user || s->who.group != ours->group)
		check_who(c, &s->who);
	if (geteuid() != 0 || check_user(&s->who, &uid, &gid) == -1 ||
	    check_user(ours, &user, &group) == -1 || uid != 0 || user == 0)
		return;
	check_writable(c, p, "command");
	if (stat(p->path, &st) == 0 && may_write(&st, user, group))
		fault(c, p->pos, "command: %s runs as root and can be written "
		    "by the user '%s': make it root's ('chown root', 'chmod "
		    "755')", p->path, ours->user);
}

/* A folder that was there before, where the workers have to write. */
static void
check_own(struct check *c, const struct conf_path *p, const char *what)
{
	struct stat st;
	uid_t uid;
	gid_t gid;

	if (p->path == NULL || geteuid() != 0 || c->conf->who.user == NULL ||
	    check_user(&c->conf->who, &uid, &gid) == -1 || uid == 0 ||
	    stat(p->path, &st) == -1 || may_write(&st, uid, gid))
		return;
	fault(c, p->pos, "%s: the user '%s' cannot write in %s: 'chown %s %s'",
	    what, c->conf->who.user, p->path, c->conf->who.user, p->path);
}

int
check_conf(const struct conf *conf, bool from_file, conf_error_fn *error,
    void *arg)
{
	struct check c = { .conf = conf, .from_file = from_file,
		.error = error, .arg = arg };

	for (size_t i = 0; i < conf->nsites; i++)
		check_site(&c, &conf->sites[i]);
	check_who(&c, &conf->who);
	check_root(&c);
	if (conf->access_log_on)
		check_writable(&c, &conf->access_log, "access_log");
	if (!conf->error_log_stderr)
		check_writable(&c, &conf->error_log, "error_log");
	check_writable(&c, &conf->pid_file, "pid_file");
	for (size_t i = 0; i < conf->nlistens; i++)
		if (conf->listens[i].stream != NULL)
			check_program(&c, "exec",
			    &conf->listens[i].stream->exec.program);
	for (size_t i = 0; i < conf->nservices; i++)
		check_service(&c, &conf->services[i]);
	for (size_t i = 0; i < conf->nlistens; i++)
		check_writable(&c, &(struct conf_path){ conf->listens[i].path,
		    conf->listens[i].pos }, "listen");
	check_own(&c, &conf->data_dir, "data_dir");
	check_own(&c, &conf->spool_dir, "spool_dir");
	return c.errors;
}
