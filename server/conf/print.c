#include "conf/conf.h"

#include <string.h>

#include "conf/row.h"

/*
 * Would the row, printed in a program block, give the program a counter that it
 * has not got?
 */
static bool
is_shared_cap(const struct printer *pr, const struct key *key)
{
	return pr->context == IN_PROGRAM &&
	    pr->limits->cap == pr->loc->limits.cap &&
	    (row_field(pr, key) == (const void *)&pr->limits->max_running ||
	    row_field(pr, key) == (const void *)&pr->limits->max_queue);
}

static void
print_plain(const struct printer *pr)
{
	for (size_t i = 0; i < nkeys; i++) {
		const struct key *key = &keys[i];

		if ((key->contexts & pr->context) != 0 &&
		    !is_shared_cap(pr, key))
			row_print(pr, key);
	}
}

/* A printer for a block in that of `outer`. */
static struct printer
inner(const struct printer *outer, unsigned context)
{
	struct printer pr = *outer;

	row_put(outer, "\n");
	row_put_indent(outer);
	pr.outer = outer;
	pr.context = context;
	pr.depth++;
	return pr;
}

static void
end_block(const struct printer *outer)
{
	row_put_indent(outer);
	row_put(outer, "}\n");
}

static void
print_programs(const struct printer *outer)
{
	for (size_t i = 0; i < outer->loc->nprograms; i++) {
		const struct conf_program *program = &outer->loc->programs[i];
		struct printer pr = inner(outer, IN_PROGRAM);

		pr.limits = &program->limits;
		row_put(outer, "program");
		row_put_value(outer, program->glob);
		row_put(outer, " {\n");
		print_plain(&pr);
		end_block(outer);
	}
}

static void
print_streams(const struct printer *outer)
{
	for (size_t i = 0; i < outer->conf->nlistens; i++) {
		const struct conf_listen *l = &outer->conf->listens[i];
		struct printer pr;

		if (l->stream == NULL)
			continue;
		pr = inner(outer, IN_STREAM);
		pr.stream = l->stream;
		pr.limits = &l->stream->limits;
		row_put(outer, "listen");
		row_put_value(outer, l->text);
		row_put(outer, " stream {\n");
		print_plain(&pr);
		end_block(outer);
	}
}

static void
print_service(const struct printer *outer, const struct conf_service *service)
{
	struct printer pr = inner(outer, IN_SERVICE);

	pr.service = service;
	pr.who = &service->who;
	pr.limits = &service->limits;
	row_put(outer, "service");
	row_put_value(outer, service->name);
	row_put(outer, " {\n");
	print_plain(&pr);
	end_block(outer);
}

static void
print_location(const struct printer *outer, const struct location *loc)
{
	struct printer pr = inner(outer, IN_LOCATION);
	bool slash = loc->slash && strcmp(loc->prefix, "/") != 0;

	pr.loc = loc;
	pr.limits = &loc->limits;
	row_put(outer, "location");
	row_put_joined(outer, loc->prefix, slash ? "/" : "");
	row_put(outer, " {\n");
	print_plain(&pr);
	print_programs(&pr);
	end_block(outer);
}

/* All of a site that follows its opening line. */
static void
print_site(const struct printer *pr)
{
	print_plain(pr);
	print_programs(pr);
	for (size_t i = 0; i < pr->site->nlocations; i++)
		print_location(pr, &pr->site->locations[i]);
}

static void
set_site(struct printer *pr, const struct site *site)
{
	pr->site = site;
	pr->loc = &site->root;
	pr->limits = &site->root.limits;
}

static struct printer
main_printer(const struct conf *conf, conf_write_fn *out, void *arg)
{
	struct printer pr = {
		.out = out, .arg = arg, .context = IN_MAIN, .conf = conf,
		.who = &conf->who
	};

	set_site(&pr, &conf->sites[0]);
	return pr;
}

void
conf_print_service(const struct conf *conf, const struct conf_service *service,
    conf_write_fn *out, void *arg)
{
	struct printer main_pr = main_printer(conf, out, arg);

	print_service(&main_pr, service);
}

void
conf_print(const struct conf *conf, conf_write_fn *out, void *arg)
{
	struct printer main_pr = main_printer(conf, out, arg);

	print_site(&main_pr);
	print_streams(&main_pr);
	for (size_t i = 0; i < conf->nservices; i++)
		print_service(&main_pr, &conf->services[i]);
	for (size_t i = 1; i < conf->nsites; i++) {
		const struct conf_words *names = &conf->sites[i].names;
		struct printer pr = inner(&main_pr, IN_SITE);

		set_site(&pr, &conf->sites[i]);
		row_put(&main_pr, "site");
		for (size_t j = 0; j < names->n; j++)
			row_put_value(&main_pr, names->v[j]);
		row_put(&main_pr, " {\n");
		print_site(&pr);
		end_block(&main_pr);
	}
}
