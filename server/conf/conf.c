#include "conf/conf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf/directive.h"
#include "conf/names.h"
#include "conf/parse.h"
#include "conf/tree.h"
#include "conf/value.h"

/*
 * A block while it is read.  It starts as a copy of what it inherits; its plain
 * directives are set first, then the blocks inside, which inherit from it.
 */
struct scope {
	struct parse	*p;
	struct site	*site;
	struct location	*loc;		/* of a site: its implicit "/" */
	struct conf_stream *stream;
	struct conf_service *service;
	struct conf_who	*who;
	struct program_limits *limits;
	struct block	 block;
};

static void	read_blocks(struct scope *, struct node *);

static void *
home_of(const struct scope *s, const struct key *key)
{
	switch (key->home) {
	case HOME_CONF:
		return s->p->conf;
	case HOME_SITE:
		return s->site;
	case HOME_LOCATION:
		return s->loc;
	case HOME_STREAM:
		return s->stream;
	case HOME_SERVICE:
		return s->service;
	case HOME_WHO:
		return s->who;
	case HOME_LIMITS:
		break;
	}
	return s->limits;
}

static bool
is_block(const struct key *key)
{
	return (key->flags & KEY_BLOCK) != 0;
}

/* The directives of a block that have no block themselves. */
static void
read_plain(struct scope *s, struct node *nodes)
{
	for (struct node *n = nodes; n != NULL; n = n->next) {
		struct setting st = { .p = s->p, .node = n };

		directive_check(s->p, &s->block, n);
		if (n->key == NULL || is_block(n->key) || n->broken)
			continue;
		if (parse_stopped(s->p))
			return;
		st.key = n->key;
		st.home = home_of(s, n->key);
		st.first = s->block.seen[n->key - keys] == n;
		value_set(&st);
	}
	directive_check_kind(s->p, &s->block);
}

static size_t
count_of(const struct node *nodes, enum key_type type)
{
	size_t n = 0;

	for (; nodes != NULL; nodes = nodes->next)
		n += nodes->key != NULL && nodes->key->type == type;
	return n;
}

/* "site /location [program]", which names a counter over a reload. */
static const char *
cap_key(const struct scope *s, const char *program)
{
	const char *site = s->site->names.n == 0 ? "*" : s->site->names.v[0];
	size_t n = strlen(site) + strlen(s->loc->prefix) + 3 +
	    (program == NULL ? 0 : strlen(program));
	char *text = parse_alloc(s->p, n, 1);

	if (text != NULL)
		(void)snprintf(text, n, "%s %s%s%s", site, s->loc->prefix,
		    program == NULL ? "" : " ",
		    program == NULL ? "" : program);
	return text;
}

/* "listen address", which cannot be one of the above. */
static const char *
stream_key(struct parse *p, const char *address)
{
	size_t n = strlen(address) + sizeof("listen ");
	char *text = parse_alloc(p, n, 1);

	if (text != NULL)
		(void)snprintf(text, n, "listen %s", address);
	return text;
}

/* Give the limits of a scope a counter of their own. */
static void
add_cap(const struct scope *s, const char *key)
{
	struct conf *conf = s->p->conf;

	s->limits->cap = (int)conf->ncaps;
	conf->caps[conf->ncaps++] = (struct conf_cap){
		.key = key,
		.max_running = s->limits->max_running,
		.max_queue = s->limits->max_queue
	};
}

static enum location_kind
kind_of(const struct location *loc)
{
	if (loc->cgi_bin.path != NULL)
		return LOC_CGI_BIN;
	if (loc->cgi.path != NULL)
		return LOC_CGI;
	if (loc->redirect_to != NULL)
		return LOC_REDIRECT;
	return loc->cgi_suffix.n > 0 ? LOC_CGI_SUFFIX : LOC_FILES;
}

/* Read the directives of a site, or of a location, into loc. */
static void
read_location(struct scope *s, struct node *nodes)
{
	size_t n;

	read_plain(s, nodes);
	if (parse_stopped(s->p))
		return;
	s->loc->kind = kind_of(s->loc);
	add_cap(s, cap_key(s, NULL));
	n = count_of(nodes, TYPE_PROGRAM);
	s->loc->nprograms = 0;
	s->loc->programs = parse_alloc(s->p, n + 1, sizeof(*s->loc->programs));
}

/* What a location has from its site, or a site from the main block. */
static struct location
inherited(const struct location *from)
{
	struct location loc = *from;

	loc.kind = LOC_FILES;
	loc.alias = loc.cgi_bin = loc.cgi = (struct conf_path){ .path = NULL };
	loc.redirect_to = NULL;
	loc.redirect_status = 0;
	loc.programs = NULL;
	loc.nprograms = 0;
	return loc;
}

/*
 * The prefix of a location without empty segments and without its final slash;
 * NULL with the fault noted.
 */
static const char *
read_prefix(struct parse *p, const struct node *node)
{
	struct slice rest = slice_str(node->values[0]), seg;

	if (node->values[0][0] != '/') {
		parse_fault(p, node, "the location '%s' does not start with a "
		    "'/': %s %s", node->values[0], node->name,
		    node->key->example);
		return NULL;
	}
	while (slice_cut(&rest, '/', &seg))
		if (slice_eqs(seg, ".") || slice_eqs(seg, "..")) {
			parse_fault(p, node, "the location '%s' holds '.' or "
			    "'..', which no request has: leave them out",
			    node->values[0]);
			return NULL;
		}
	return parse_path(p, "/", node->values[0]);
}

static void
check_location_once(const struct scope *s, const struct node *node,
    const char *prefix)
{
	for (size_t i = 0; i < s->site->nlocations; i++) {
		const struct location *old = &s->site->locations[i];

		if (strcmp(old->prefix, prefix) == 0)
			parse_fault(s->p, node, "the location '%s' is given "
			    "twice, first %s: make one of the two",
			    node->values[0],
			    parse_where(node, old->pos).text);
	}
}

static void
location_block(struct scope *outer, struct node *node)
{
	struct site *site = outer->site;
	struct location *loc = &site->locations[site->nlocations];
	struct scope s = { .p = outer->p, .block = { .context = IN_LOCATION },
	    .site = site, .loc = loc, .limits = &loc->limits };
	const char *prefix = node->broken ? NULL :
	    read_prefix(outer->p, node);

	*loc = inherited(&site->root);
	loc->pos = node->pos;
	loc->prefix = prefix == NULL ? "/" : prefix;
	loc->slash = prefix != NULL &&
	    slice_ends(slice_str(node->values[0]), SLICE("/"));
	read_location(&s, node->children);
	if (prefix != NULL) {
		check_location_once(outer, node, prefix);
		site->nlocations++;
	}
	if (!parse_stopped(outer->p))
		read_blocks(&s, node->children);
}

static int
by_prefix(const void *va, const void *vb)
{
	const struct location *a = va, *b = vb;
	size_t na = strlen(a->prefix), nb = strlen(b->prefix);

	if (na != nb)
		return na < nb ? 1 : -1;
	return strcmp(a->prefix, b->prefix);
}

/* All of a site, the default one being the main block. */
static void
read_site(struct scope *s, struct node *nodes)
{
	struct site *site = s->site;

	read_location(s, nodes);
	memcpy(site->clocks, s->limits->clocks, sizeof(site->clocks));
	site->nlocations = 0;
	site->locations = parse_alloc(s->p,
	    count_of(nodes, TYPE_LOCATION) + 1, sizeof(*site->locations));
	if (!parse_stopped(s->p))
		read_blocks(s, nodes);
	if (site->nlocations > 1)
		qsort(site->locations, site->nlocations,
		    sizeof(*site->locations), by_prefix);
}

static void
site_block(struct scope *outer, struct node *node)
{
	struct conf *conf = outer->p->conf;
	const struct site *main_site = &conf->sites[0];
	struct site *site = &conf->sites[conf->nsites];
	struct scope s = { .p = outer->p, .block = { .context = IN_SITE },
	    .site = site, .loc = &site->root,
	    .limits = &site->root.limits };

	*site = (struct site){
		.root = inherited(&main_site->root),
		.max_header_size = main_site->max_header_size,
		.pos = node->pos
	};
	site->root.pos = node->pos;
	conf->nsites++;			/* its own names are looked at, too */
	names_read(outer->p, site, node);
	if (!parse_stopped(outer->p))
		read_site(&s, node->children);
}

static bool
program_known(const struct location *loc, const char *glob)
{
	for (size_t i = 0; i < loc->nprograms; i++)
		if (strcmp(loc->programs[i].glob, glob) == 0)
			return true;
	return false;
}

static bool
is_seen(const struct scope *s, const char *name)
{
	return s->block.seen[key_find(name) - keys] != NULL;
}

static void
program_block(struct scope *outer, struct node *node)
{
	struct location *loc = outer->loc;
	struct conf_program *prog = &loc->programs[loc->nprograms];
	struct scope s = { .p = outer->p, .block = { .context = IN_PROGRAM },
	    .site = outer->site, .loc = loc, .limits = &prog->limits };

	prog->glob = node->broken ? "" : node->values[0];
	prog->limits = loc->limits;
	if (!node->broken && (prog->glob[0] == '\0' || prog->glob[0] == '/'))
		parse_fault(s.p, node, "program '%s' is not a name or a path "
		    "below the location's folder: program %s", prog->glob,
		    node->key->example);
	else if (!node->broken && program_known(loc, prog->glob))
		parse_fault(s.p, node, "program '%s' is given twice in this "
		    "location: make one of the two", prog->glob);
	read_plain(&s, node->children);
	if (parse_stopped(s.p))
		return;
	if (is_seen(&s, "max_running"))
		add_cap(&s, cap_key(&s, prog->glob));
	else if (is_seen(&s, "max_queue"))
		parse_fault(s.p, node, "max_queue in a program block needs a "
		    "max_running beside it: without one the program is "
		    "counted with its location");
	loc->nprograms++;
}

/* The listener that a directive made; NULL: it had a fault. */
static struct conf_listen *
listener_of(const struct conf *conf, const struct node *node)
{
	for (size_t i = 0; i < conf->nlistens; i++)
		if (node->nvalues > 0 &&
		    conf->listens[i].text == node->values[0])
			return &conf->listens[i];
	return NULL;
}

/* What stands in the block of a wrong listener is looked at all the same. */
static void
stream_block(struct scope *outer, struct node *node)
{
	struct conf_listen *l = listener_of(outer->p->conf, node);
	struct conf_stream *stream = parse_alloc(outer->p, 1, sizeof(*stream));
	struct scope s = { .p = outer->p, .block = { .context = IN_STREAM },
	    .stream = stream };

	if (stream == NULL)
		return;
	stream->limits = *outer->limits;
	s.limits = &stream->limits;
	read_plain(&s, node->children);
	if (parse_stopped(s.p) || l == NULL)
		return;
	if (!is_seen(&s, "exec"))
		parse_fault(s.p, node, "this stream has no program: add the "
		    "line 'exec %s'", key_find("exec")->example);
	l->stream = stream;
	add_cap(&s, stream_key(s.p, l->text));
}

static void
service_block(struct scope *outer, struct node *node)
{
	struct conf *conf = outer->p->conf;
	struct conf_service service = { .name = node->broken ? "" :
	    node->values[0], .who = outer->who[0], .limits = *outer->limits,
	    .pos = node->pos };
	struct scope s = { .p = outer->p, .block = { .context = IN_SERVICE },
	    .service = &service, .who = &service.who,
	    .limits = &service.limits };

	if (!node->broken)
		names_check_service(s.p, node);
	read_plain(&s, node->children);
	if (parse_stopped(s.p))
		return;
	if (is_seen(&s, "user") && !is_seen(&s, "group"))
		service.who.group = NULL;	/* that user's own */
	if (!is_seen(&s, "command"))
		parse_fault(s.p, node, "this service has no program: add the "
		    "line 'command %s'", key_find("command")->example);
	conf->services[conf->nservices++] = service;
}

/* The blocks in a block, whose directives have been set. */
static void
read_blocks(struct scope *s, struct node *nodes)
{
	for (struct node *n = nodes; n != NULL; n = n->next) {
		if (parse_stopped(s->p))
			return;
		if (n->key == NULL)
			continue;
		if (n->key->type == TYPE_SITE)
			site_block(s, n);
		else if (n->key->type == TYPE_LOCATION)
			location_block(s, n);
		else if (n->key->type == TYPE_PROGRAM)
			program_block(s, n);
		else if (n->key->type == TYPE_SERVICE)
			service_block(s, n);
		else if (n->key->type == TYPE_LISTEN && n->block)
			stream_block(s, n);
	}
}

static void
set_presets(struct scope *s)
{
	for (size_t i = 0; i < nkeys; i++)
		if (keys[i].preset != NULL)
			value_preset(s->p, &keys[i], home_of(s, &keys[i]));
}

/* Without any `listen`. */
static void
preset_listen(struct parse *p)
{
	const char *value = "127.0.0.1:8080";
	struct node node = {
		.name = "listen", .values = &value, .nvalues = 1
	};
	struct setting st = { p, &node, key_find("listen"), p->conf, true };

	value_set(&st);
}

/* Before anything is known of them. */
static size_t
count_named(const struct node *nodes, const char *name)
{
	size_t n = 0;

	for (; nodes != NULL; nodes = nodes->next)
		n += strcmp(nodes->name, name) == 0;
	return n;
}

/* Everything, from the tree of the text. */
static void
read_main(struct parse *p, struct node *nodes)
{
	struct conf *conf = p->conf;
	struct scope s = { .p = p, .block = { .context = IN_MAIN } };

	conf->sites = parse_alloc(p, count_named(nodes, "site") + 1,
	    sizeof(*conf->sites));
	conf->caps = parse_alloc(p, p->nblocks + 1, sizeof(*conf->caps));
	conf->services = parse_alloc(p, count_named(nodes, "service") + 1,
	    sizeof(*conf->services));
	if (p->full)
		return;
	conf->nsites = 1;
	s.site = &conf->sites[0];
	s.site->pos = (struct conf_pos){ p->in->file, 1 };
	s.loc = &s.site->root;
	s.loc->prefix = "/";
	s.loc->slash = true;
	s.limits = &s.loc->limits;
	s.who = &conf->who;
	set_presets(&s);
	read_site(&s, nodes);
	if (!is_seen(&s, "listen") && !p->full)
		preset_listen(p);
}

int
conf_parse(struct conf *conf, const struct conf_input *in,
    struct arena *arena)
{
	struct parse p;
	struct node *nodes;

	*conf = (struct conf){ .nsites = 0 };
	if (parse_init(&p, conf, in, arena) == -1) {
		in->error(in->arg, (struct conf_pos){ in->file, 1 },
		    "there is no memory to read the configuration");
		return 1;
	}
	nodes = tree_read(&p);
	if (!parse_stopped(&p))
		read_main(&p, nodes);
	return parse_report(&p);
}
