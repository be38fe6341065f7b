#define _XOPEN_SOURCE 700	/* realpath */

#include "load.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/log.h"
#include "check.h"
#include "conn/server.h"

enum {
	ARENA_SIZE = 16 << 20,		/* reserved, touched as it is used */
	FILE_MAX = 1 << 20,		/* bytes of one configuration file */
	FILES_MAX = 256,
	MESSAGE_MAX = 1024
};

/* A small table for configurations that name no mime_types. */
static const char builtin_types[] =
	"text/html html htm\ntext/css css\ntext/javascript js mjs\n"
	"text/plain txt log conf sh c h py pl\ntext/markdown md\n"
	"text/csv csv\napplication/json json map\napplication/xml xml\n"
	"application/wasm wasm\napplication/pdf pdf\nimage/svg+xml svg\n"
	"image/png png\nimage/jpeg jpg jpeg\nimage/gif gif\n"
	"image/webp webp\nimage/avif avif\nimage/x-icon ico\n"
	"font/woff2 woff2\nfont/woff woff\nvideo/mp4 mp4\n"
	"video/webm webm\naudio/mpeg mp3\naudio/ogg ogg\n"
	"application/zip zip\napplication/gzip gz\n"
	"application/manifest+json webmanifest\n";

struct loading {
	struct loaded	*l;
	load_say_fn	*say;
	bool		 no_file;	/* what the command line says */
	glob_t		 glob;
	char		*pattern;	/* of `glob`; NULL: none */
};

static void
say_error(void *arg, struct conf_pos pos, const char *message)
{
	struct loading *ld = arg;
	char line[MESSAGE_MAX];

	if (pos.file == NULL)
		(void)snprintf(line, sizeof(line), "preforkd: %s", message);
	else
		(void)snprintf(line, sizeof(line), "%s:%d: %s", pos.file,
		    pos.line, message);
	ld->say(line);
}

/* The whole text of a file in the arena: 0, or -1 with errno. */
static int
read_file(struct loaded *l, const char *path, struct slice *text)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	char *mem = NULL;
	ssize_t n = -1;

	if (fd == -1)
		return -1;
	if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode))
		errno = EISDIR;
	else if (fstat(fd, &st) == 0 && st.st_size > FILE_MAX)
		errno = EFBIG;
	else
		mem = arena_text(&l->arena, (size_t)st.st_size + 1);
	if (mem != NULL)
		n = read(fd, mem, (size_t)st.st_size + 1);
	(void)close(fd);
	if (n == -1)
		return -1;
	*text = slice_of(mem, (size_t)n);
	return 0;
}

/* Remember a file of the configuration by its real path. */
static void
note_file(struct loaded *l, const char *path)
{
	char real[PATH_MAX];

	if (l->files.n == FILES_MAX || realpath(path, real) == NULL)
		return;
	l->files.v[l->files.n] = arena_dup(&l->arena, slice_str(real));
	if (l->files.v[l->files.n] != NULL)
		l->files.n++;
}

static int
find_matches(struct loading *ld, const char *pattern)
{
	if (ld->pattern != NULL && strcmp(ld->pattern, pattern) == 0)
		return 0;
	if (ld->pattern != NULL)
		globfree(&ld->glob);
	free(ld->pattern);
	ld->pattern = strdup(pattern);
	if (ld->pattern == NULL)
		return -1;
	/* Without a special character a missing file is an error. */
	(void)glob(pattern, strpbrk(pattern, "*?[") == NULL ? GLOB_NOCHECK :
	    0, NULL, &ld->glob);
	return 0;
}

static int
include(void *arg, const char *pattern, size_t n, const char **path,
    struct slice *text)
{
	struct loading *ld = arg;

	if (find_matches(ld, pattern) == -1)
		return -1;
	if (n >= ld->glob.gl_pathc)
		return 0;
	*path = arena_dup(&ld->l->arena, slice_str(ld->glob.gl_pathv[n]));
	if (*path == NULL || read_file(ld->l, *path, text) == -1)
		return -1;
	note_file(ld->l, *path);
	return 1;
}

static struct loaded *
new_loaded(void)
{
	struct loaded *l = calloc(1, sizeof(*l));
	char *mem = malloc(ARENA_SIZE);

	if (l == NULL || mem == NULL)
		fatalx("no memory for a configuration");
	arena_init(&l->arena, mem, ARENA_SIZE);
	l->files.v = calloc(FILES_MAX, sizeof(*l->files.v));
	if (l->files.v == NULL)
		fatalx("no memory for a configuration");
	return l;
}

void
load_free(struct loaded *l)
{
	if (l == NULL)
		return;
	free(l->files.v);
	free(l->arena.mem);
	free(l);
}

/* Returns the number of errors. */
static int
load_types(struct loading *ld)
{
	struct loaded *l = ld->l;
	const struct conf_path *p = &l->conf.mime_types;
	struct slice text = SLICE(builtin_types);
	char message[MESSAGE_MAX];
	int r;

	if (p->path != NULL && read_file(l, p->path, &text) == -1) {
		(void)snprintf(message, sizeof(message), "mime_types: cannot "
		    "read %s: %s", p->path, strerror(errno));
		say_error(ld, p->pos, message);
		return 1;
	}
	r = server_types(&l->mime, text, &l->arena);
	if (r == 0)
		return 0;
	(void)snprintf(message, sizeof(message), "mime_types: %s:%d: a line "
	    "is a type and its endings, like 'text/html html htm'", p->path,
	    r);
	say_error(ld, p->pos, message);
	return 1;
}

static struct loaded *
load_text(struct loading *ld, const char *file, const char *dir,
    struct slice text)
{
	struct conf_input in = { .file = file, .dir = dir, .text = text,
		.include = include, .error = say_error, .arg = ld };
	struct loaded *l = ld->l;
	int errors = conf_parse(&l->conf, &in, &l->arena);

	if (ld->pattern != NULL)
		globfree(&ld->glob);
	free(ld->pattern);
	if (errors == 0)
		errors = load_types(ld) + check_conf(&l->conf, !ld->no_file,
		    say_error, ld);
	if (errors == 0)
		return l;
	load_free(l);
	return NULL;
}

struct loaded *
load_file(const char *file, load_say_fn *say)
{
	struct loading ld = { .l = new_loaded(), .say = say };
	char dir[PATH_MAX], message[MESSAGE_MAX], *slash;
	struct slice text;

	if (realpath(file, dir) == NULL || read_file(ld.l, file, &text) ==
	    -1) {
		(void)snprintf(message, sizeof(message), "preforkd: cannot "
		    "read the configuration %s: %s", file, strerror(errno));
		say(message);
		load_free(ld.l);
		return NULL;
	}
	note_file(ld.l, file);
	slash = strrchr(dir, '/');
	slash[slash == dir ? 1 : 0] = '\0';
	return load_text(&ld, file, dir, text);
}

/* A path as a value of the configuration language, in double quotes. */
static int
add_quoted(struct buf *b, const char *s)
{
	int r = buf_addc(b, '"');

	for (; *s != '\0' && r == 0; s++) {
		if (*s == '"' || *s == '\\')
			r = buf_addc(b, '\\');
		if (r == 0)
			r = buf_addc(b, *s);
	}
	return r == 0 ? buf_adds(b, "\"\n") : -1;
}

struct loaded *
load_folder(const char *dir, const char *listen, load_say_fn *say)
{
	struct loading ld = { .l = new_loaded(), .say = say,
		.no_file = true };
	char real[PATH_MAX], message[MESSAGE_MAX], sub[PATH_MAX + 16];
	char *mem = arena_text(&ld.l->arena, 4 * PATH_MAX);
	struct stat st;
	struct buf b;

	if (realpath(dir, real) == NULL) {
		(void)snprintf(message, sizeof(message), "preforkd: cannot "
		    "serve %s: %s", dir, strerror(errno));
		say(message);
		load_free(ld.l);
		return NULL;
	}
	buf_init(&b, mem, 4 * PATH_MAX);
	(void)snprintf(sub, sizeof(sub), "%s/cgi-bin", real);
	(void)buf_addf(&b, "listen %s\nlisting on\naccess_log /dev/stderr "
	    "combined\nbase_dir ", listen == NULL ? "127.0.0.1:8000" : listen);
	(void)add_quoted(&b, real);
	(void)buf_adds(&b, "document_root .\n");
	if (stat(sub, &st) == 0 && S_ISDIR(st.st_mode))
		(void)buf_adds(&b,
		    "location /cgi-bin/ { cgi_bin cgi-bin }\n");
	return load_text(&ld, "(command line)", real, buf_slice(&b));
}
