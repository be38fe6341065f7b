#include "cgi/program.h"

#include <string.h>

const char *
program_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

bool
program_has_suffix(const struct location *l, const char *name)
{
	for (size_t i = 0; i < l->cgi_suffix.n; i++)
		if (slice_ends(slice_str(name), slice_str(l->cgi_suffix.v[i])))
			return true;
	return false;
}

/* a + "/" + b, without the slash when b is NULL; NULL: full. */
static const char *
append(const char *a, const char *b, struct arena *arena)
{
	size_t n = strlen(a), m = b == NULL ? 0 : strlen(b);
	char *text;

	if (b == NULL)
		return a;
	text = arena_text(arena, n + m + 2);
	if (text == NULL)
		return NULL;
	memcpy(text, a, n);
	text[n] = '/';
	memcpy(text + n + 1, b, m + 1);
	return text;
}

/* a + b; NULL: full. */
static const char *
concat(const char *a, const char *b, struct arena *arena)
{
	size_t n = strlen(a), m = strlen(b);
	char *text = arena_text(arena, n + m + 1);

	if (text == NULL)
		return NULL;
	memcpy(text, a, n);
	memcpy(text + n, b, m + 1);
	return text;
}

static const char *
interpreter_of(const struct location *l, const char *name)
{
	for (size_t i = 0; i < l->interpreters.n; i++)
		if (slice_ends(slice_str(name),
		    slice_str(l->interpreters.v[i].name)))
			return l->interpreters.v[i].value;
	return NULL;
}

/* `cgi FILE`: one program for the whole prefix. */
static int
name_one(struct program *p, const struct program_input *in, struct arena *a)
{
	const char *prefix = in->location->prefix;

	p->script_name = strcmp(prefix, "/") == 0 ? "" : prefix;
	p->filename = in->location->cgi.path;
	p->below = program_base(p->filename);
	p->path_info = path_join(in->path, in->next, in->path->nsegs,
	    in->path->dir, a);
	return p->path_info == NULL ? -1 : 0;
}

/* A program found in a folder. */
static int
name_found(struct program *p, const struct program_input *in, struct arena *a)
{
	const struct location *l = in->location;
	bool aliased = l->kind == LOC_CGI_BIN || l->alias.path != NULL;
	const char *folder = l->kind == LOC_CGI_BIN ? l->cgi_bin.path :
	    aliased ? l->alias.path : l->root.path;
	size_t from = aliased ? in->next : 0;
	const char *names, *script;

	script = path_clean(in->path, 0, in->rest, false, a);
	names = path_clean(in->path, from, in->rest, false, a);
	p->path_info = in->index != NULL ? "" : path_join(in->path, in->rest,
	    in->path->nsegs, in->path->dir, a);
	if (script == NULL || names == NULL || p->path_info == NULL)
		return -1;
	p->script_name = append(script, in->index, a);
	names = append(names, in->index, a);
	if (p->script_name == NULL || names == NULL)
		return -1;
	p->filename = concat(strcmp(folder, "/") == 0 ? "" : folder, names,
	    a);
	p->below = names + 1;
	return p->filename == NULL ? -1 : 0;
}

int
program_name(struct program *p, const struct program_input *in,
    struct arena *a)
{
	const struct location *l = in->location;
	int r;

	*p = (struct program){ .script_name = NULL };
	r = l->kind == LOC_CGI ? name_one(p, in, a) : name_found(p, in, a);
	if (r == -1)
		return -1;
	p->interpreter = interpreter_of(l, p->filename);
	p->nph = strncmp(program_base(p->filename), "nph-", 4) == 0;
	if (p->path_info[0] != '\0' && l->root.path != NULL) {
		p->path_translated = concat(l->root.path, p->path_info, a);
		if (p->path_translated == NULL)
			return -1;
	}
	return 0;
}
