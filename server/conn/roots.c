#define _XOPEN_SOURCE 700	/* realpath */

#include "conn/roots.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { BANS_MS = 1000 };

struct roots {
	const struct conf	*conf;
	struct conf_words	 files;
	struct file_root	*v;		/* max_v of them */
	size_t			 n, max;
	struct file_ban		*ban;		/* max_ban of them */
	size_t			 max_ban;
	struct file_bans	 bans;
	int64_t			 found;		/* ms; -1: not yet */
};

static size_t
count_locations(const struct conf *conf)
{
	size_t n = 0;

	for (size_t i = 0; i < conf->nsites; i++)
		n += 1 + conf->sites[i].nlocations;
	return n;
}

/* What cannot be opened now is tried again when it is asked for. */
static void
open_location(struct roots *r, const struct location *l, int64_t now)
{
	const char *paths[] = { l->root.path, l->alias.path,
		l->cgi_bin.path };
	struct file_root *root;

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		root = paths[i] == NULL ? NULL : roots_get(r, paths[i]);
		if (root != NULL)
			(void)file_root_open(root, now);
	}
}

static void
open_all(struct roots *r, int64_t now)
{
	for (size_t i = 0; i < r->conf->nsites; i++) {
		const struct site *s = &r->conf->sites[i];

		open_location(r, &s->root, now);
		for (size_t j = 0; j < s->nlocations; j++)
			open_location(r, &s->locations[j], now);
	}
}

struct roots *
roots_new(const struct conf *conf, struct conf_words files, int64_t now)
{
	size_t n = count_locations(conf);
	struct roots *r = calloc(1, sizeof(*r));

	if (r == NULL)
		return NULL;
	r->conf = conf;
	r->files = files;
	r->found = -1;
	r->max = 4 * n;
	r->v = calloc(r->max, sizeof(*r->v));
	r->max_ban = 2 * (n + 5 + files.n);
	r->ban = calloc(r->max_ban, sizeof(*r->ban));
	if (r->v == NULL || r->ban == NULL)
		return NULL;
	open_all(r, now);
	return r;
}

struct file_root *
roots_get(struct roots *r, const char *path)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->v[i].path == path || strcmp(r->v[i].path, path) == 0)
			return &r->v[i];
	if (r->n == r->max || file_root_init(&r->v[r->n], path) == -1)
		return NULL;
	return &r->v[r->n++];
}

static void
add_ban(struct roots *r, const struct stat *st, const char *name)
{
	if (r->bans.n < r->max_ban)
		r->ban[r->bans.n++] = (struct file_ban){
			st->st_dev, st->st_ino, name
		};
}

/* Ban a name within the folder that holds it, whatever it is just then. */
static void
ban_name(struct roots *r, const char *path)
{
	const char *slash = strrchr(path, '/');
	char dir[PATH_MAX];
	struct stat st;

	if (slash == NULL || slash[1] == '\0' ||
	    (size_t)(slash - path) >= sizeof(dir) - 1)
		return;
	(void)snprintf(dir, sizeof(dir), "%.*s/", (int)(slash - path), path);
	if (stat(dir, &st) == 0)
		add_ban(r, &st, slash + 1);
}

static void
ban_folder(struct roots *r, const char *path)
{
	struct stat st;

	if (path == NULL)
		return;
	if (stat(path, &st) == 0)
		add_ban(r, &st, NULL);
	ban_name(r, path);
}

static bool
holds(const char *folder, const char *path)
{
	char real[PATH_MAX];
	size_t n = strlen(folder);

	if (path == NULL || realpath(path, real) == NULL)
		return false;
	return strncmp(real, folder, n) == 0 &&
	    (real[n] == '\0' || real[n] == '/' || n == 1);
}

/* Is something served from this folder or from below it? */
static bool
is_served(const struct conf *conf, const char *folder)
{
	char real[PATH_MAX];

	if (realpath(folder, real) == NULL)
		return false;
	for (size_t i = 0; i < conf->nsites; i++) {
		const struct site *s = &conf->sites[i];

		if (holds(real, s->root.root.path))
			return true;
		for (size_t j = 0; j < s->nlocations; j++)
			if (holds(real, s->locations[j].root.path) ||
			    holds(real, s->locations[j].alias.path))
				return true;
	}
	return false;
}

/* The file itself, and its folder unless pages are served from there. */
static void
ban_file(struct roots *r, const char *path)
{
	const char *slash = path == NULL ? NULL : strrchr(path, '/');
	char dir[PATH_MAX];
	struct stat st;

	if (slash == NULL || (size_t)(slash - path) >= sizeof(dir) - 1)
		return;
	ban_name(r, path);
	(void)snprintf(dir, sizeof(dir), "%.*s/", (int)(slash - path), path);
	if (!is_served(r->conf, dir) && stat(dir, &st) == 0)
		add_ban(r, &st, NULL);
}

static void
find_bans(struct roots *r)
{
	const struct conf *conf = r->conf;

	r->bans = (struct file_bans){ .v = r->ban };
	for (size_t i = 0; i < conf->nsites; i++) {
		const struct site *s = &conf->sites[i];

		ban_folder(r, s->root.cgi_bin.path);
		for (size_t j = 0; j < s->nlocations; j++)
			ban_folder(r, s->locations[j].cgi_bin.path);
	}
	ban_folder(r, conf->data_dir.path);
	ban_folder(r, conf->spool_dir.path);
	ban_file(r, conf->pid_file.path);
	if (conf->access_log_on)
		ban_file(r, conf->access_log.path);
	if (!conf->error_log_stderr)
		ban_file(r, conf->error_log.path);
	for (size_t i = 0; i < r->files.n; i++)
		ban_file(r, r->files.v[i]);
}

const struct file_bans *
roots_bans(struct roots *r, int64_t now)
{
	if (r->found == -1 || now - r->found >= BANS_MS) {
		find_bans(r);
		r->found = now;
	}
	return &r->bans;
}
