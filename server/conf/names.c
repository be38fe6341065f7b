#include "conf/names.h"

#include <string.h>

/* Is this host name well formed?  "*." may stand in front of it. */
static bool
host_ok(struct slice name)
{
	bool literal = name.n > 2 && name.p[0] == '[' &&
	    name.p[name.n - 1] == ']';

	if (slice_starts(name, SLICE("*.")))
		name = slice_skip(name, 2);
	if (literal)
		name = slice_of(name.p + 1, name.n - 2);
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];

		if (!ascii_alpha(c) && !ascii_digit(c) && c != '-' &&
		    c != '_' && c != '.' && (c != ':' || !literal))
			return false;
	}
	return name.n > 0 && name.p[0] != '.';
}

static const struct site *
site_named(const struct conf *conf, const char *name)
{
	for (size_t i = 0; i < conf->nsites; i++)
		for (size_t j = 0; j < conf->sites[i].names.n; j++)
			if (strcmp(conf->sites[i].names.v[j], name) == 0)
				return &conf->sites[i];
	return NULL;
}

/* Add a name of a site, in lower case and without a final dot. */
static void
add_name(struct parse *p, struct site *site, const struct node *node,
    const char *value)
{
	struct slice name = slice_str(value);
	const struct site *other;
	char *text;

	if (slice_ends(name, SLICE(".")))
		name.n--;
	text = parse_text(p, name);
	if (text == NULL)
		return;
	for (char *c = text; *c != '\0'; c++)
		*c = ascii_lower(*c);
	other = site_named(p->conf, text);
	if (!host_ok(name))
		parse_fault(p, node, "'%s' is not a host name: write "
		    "www.example.org or *.example.org, without a port", value);
	else if (other != NULL)
		parse_fault(p, node, "the name '%s' belongs to the site %s "
		    "already: leave it out", value,
		    parse_where(node, other->pos).text);
	else
		site->names.v[site->names.n++] = text;
}

void
names_read(struct parse *p, struct site *site, const struct node *node)
{
	site->names = (struct conf_words){
		.v = parse_alloc(p, node->nvalues + 1, sizeof(*site->names.v))
	};
	for (size_t i = 0; i < node->nvalues && !node->broken; i++)
		if (!p->full)
			add_name(p, site, node, node->values[i]);
}

static bool
is_service_name(const char *name)
{
	size_t n = 0;

	for (; name[n] != '\0'; n++)
		if (!ascii_alpha(name[n]) && !ascii_digit(name[n]) &&
		    (n == 0 || strchr("-_.", name[n]) == NULL))
			return false;
	return n > 0 && n <= CONF_SERVICE_NAME_MAX;
}

void
names_check_service(struct parse *p, const struct node *node)
{
	const struct conf *conf = p->conf;
	const char *name = node->values[0];

	if (!is_service_name(name))
		parse_fault(p, node, "'%s' is not the name of a service: "
		    "letters, digits, '-', '_' and '.', %d at most, the first "
		    "a letter or a digit", name, CONF_SERVICE_NAME_MAX);
	for (size_t i = 0; i < conf->nservices; i++)
		if (strcmp(conf->services[i].name, name) == 0)
			parse_fault(p, node, "the service '%s' is given "
			    "twice, first %s: give it another name", name,
			    parse_where(node, conf->services[i].pos).text);
	if (conf->nservices == CONF_SERVICES_MAX)
		parse_fault(p, node, "more than %d services: leave some out",
		    CONF_SERVICES_MAX);
}
