#include "services.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "cgi/launch.h"
#include "service.h"

struct text {
	char	*p;			/* NULL: only counted */
	size_t	 n;
};

static void
add_text(void *to, const char *p, size_t n)
{
	struct text *t = to;

	if (t->p != NULL)
		memcpy(t->p + t->n, p, n);
	t->n += n;
}

/* All that the start of a service depends on. */
static char *
text_of(const struct conf *conf, const struct conf_service *want)
{
	const char *dir = conf->data_dir.path;
	struct text t = { NULL, 0 };

	for (int i = 0; i < 2; i++) {
		t.n = 0;
		conf_print_service(conf, want, add_text, &t);
		if (dir != NULL)
			add_text(&t, dir, strlen(dir));
		if (t.p == NULL)
			t.p = calloc(1, t.n + 1);
		if (t.p == NULL)
			fatal("service");
	}
	return t.p;
}

static struct service *
find(const struct services *ss, const char *name)
{
	struct list_node *n = list_first(&ss->all);

	for (; n != NULL; n = list_next(&ss->all, n)) {
		struct service *sv = list_entry(n, struct service, node);

		if (strcmp(sv->name, name) == 0)
			return sv;
	}
	return NULL;
}

static void
apply(struct services *ss, const struct conf *conf,
    const struct conf_service *want)
{
	struct service *sv = find(ss, want->name);
	char *text = text_of(conf, want);
	bool same;

	if (sv == NULL)
		sv = service_new(ss, want->name);
	same = strcmp(sv->text, text) == 0;
	free(sv->text);
	sv->text = text;
	sv->conf = conf;
	sv->want = want;
	if (!same)
		sv->backoff = 0;
	if (sv->pid == 0)
		service_start(sv);	/* what was wrong may be mended */
	else if (!same)
		service_end(sv);	/* and start it once it has */
}

static void
no_more(struct service *sv)
{
	sv->want = NULL;
	if (sv->pid != 0)
		service_end(sv);
	else
		service_retire(sv);
}

static bool
is_wanted(const struct service *sv, const struct conf *conf)
{
	for (size_t i = 0; conf != NULL && i < conf->nservices; i++)
		if (strcmp(conf->services[i].name, sv->name) == 0)
			return true;
	return false;
}

/* End those that the configuration, NULL for none, has not. */
static void
end_others(struct services *ss, const struct conf *conf)
{
	struct list_node *n, *next;

	for (n = list_first(&ss->all); n != NULL; n = next) {
		struct service *sv = list_entry(n, struct service, node);

		next = list_next(&ss->all, n);
		if (!is_wanted(sv, conf))
			no_more(sv);
	}
}

void
services_apply(struct services *ss, const struct conf *conf)
{
	end_others(ss, conf);
	for (size_t i = 0; i < conf->nservices; i++)
		apply(ss, conf, &conf->services[i]);
}

void
services_stop(struct services *ss)
{
	end_others(ss, NULL);
}

bool
services_reap(struct services *ss, pid_t pid)
{
	struct list_node *n = list_first(&ss->all);

	for (; n != NULL; n = list_next(&ss->all, n)) {
		struct service *sv = list_entry(n, struct service, node);

		if (sv->pid != pid)
			continue;
		service_bury(sv);
		return true;
	}
	return false;
}

bool
services_none(const struct services *ss)
{
	return list_empty(&ss->all);
}

void
services_init(struct services *ss, struct loop *l)
{
	ss->loop = l;
	list_init(&ss->all);
	ss->null_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	ss->mem = malloc(ENV_MAX);
	if (ss->null_fd == -1 || ss->mem == NULL)
		fatal("services");
}

void
services_forget(const struct services *ss)
{
	struct list_node *n = list_first(&ss->all);

	(void)close(ss->null_fd);
	for (; n != NULL; n = list_next(&ss->all, n)) {
		const struct service *sv = list_entry(n, struct service, node);

		if (sv->out.fd != -1)
			(void)close(sv->out.fd);
		if (sv->pid != 0)
			(void)close(sv->report);
	}
}
