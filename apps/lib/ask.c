#include "web/ask.h"

#include <sys/stat.h>

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "apps/lib/request.h"
#include "base/slice.h"
#include "web/cookie.h"
#include "web/folder.h"

const char *
web_env(const struct web *w, const char *name)
{
	return w->port->env(w->port->arg, name);
}

const char *
web_var(const struct web *w, const char *name)
{
	const char *value = web_env(w, name);

	return value == NULL ? "" : value;
}

const char *
web_method(struct web *w)
{
	if (w->method == NULL) {
		w->method = web_var(w, "REQUEST_METHOD");
		if (*w->method == '\0')
			w->method = "GET";
	}
	return w->method;
}

bool
web_only_looks(struct web *w)
{
	const char *method = web_method(w);

	return strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
}

/* "/" of servers that say it for "": links would begin with "//", a host. */
static const char *
script_name(const struct web *w)
{
	const char *script = web_var(w, "SCRIPT_NAME");

	return strcmp(script, "/") == 0 ? "" : script;
}

/*
 * An application may be reached by several locations, each with limits of its
 * own.  WEB_BASE then says where it begins, and what stands between there and
 * the location is path.
 */
const char *
web_base(const struct web *w)
{
	const char *script = script_name(w);
	const char *base = web_var(w, "WEB_BASE");
	size_t n = strlen(base);

	if (n > 0 && strncmp(script, base, n) == 0 &&
	    (script[n] == '/' || script[n] == '\0'))
		return base;
	return script;
}

static const char *
find_path(struct web *w)
{
	const char *script = script_name(w);
	const char *path = web_var(w, "PATH_INFO");
	size_t n = strlen(web_base(w));

	if (script[n] != '\0')
		return mem_printf(&w->mem, "%s%s", script + n, path);
	return *path == '\0' ? "/" : path;
}

const char *
web_path(struct web *w)
{
	if (w->path == NULL)
		w->path = find_path(w);
	return w->path;
}

/* RFC 3875, 4.1.18: HTTP_ and the name in capitals with underscores. */
const char *
web_header(const struct web *w, const char *name)
{
	char variable[128] = "HTTP_";
	size_t n = strlen(name), prefix = 5;

	if (strcasecmp(name, "Content-Type") == 0 ||
	    strcasecmp(name, "Content-Length") == 0)
		prefix = 0;
	if (n >= sizeof(variable) - prefix)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		char c = name[i];

		if (ascii_alpha(c))
			c = (char)(ascii_lower(c) - 'a' + 'A');
		else if (c == '-')
			c = '_';
		variable[prefix + i] = c;
	}
	variable[prefix + n] = '\0';
	return web_env(w, variable);
}

const char *
web_cookie(struct web *w, const char *name)
{
	return cookie_get(&w->mem, web_var(w, "HTTP_COOKIE"), name);
}

const char *
web_address(const struct web *w)
{
	return web_var(w, "REMOTE_ADDR");
}

const char *
web_network(struct web *w)
{
	const char *address = web_address(w);
	char text[INET6_ADDRSTRLEN] = "";
	struct in6_addr a;

	if (inet_pton(AF_INET6, address, &a) != 1)
		return address;
	if (IN6_IS_ADDR_V4MAPPED(&a)) {
		(void)inet_ntop(AF_INET, &a.s6_addr[12], text, sizeof(text));
		return mem_str(&w->mem, text);
	}
	memset(&a.s6_addr[8], 0, 8);
	(void)inet_ntop(AF_INET6, &a, text, sizeof(text));
	return mem_printf(&w->mem, "%s/64", text);
}

bool
web_secure(const struct web *w)
{
	return strcasecmp(web_var(w, "HTTPS"), "on") == 0;
}

struct mem *
web_mem(struct web *w)
{
	return &w->mem;
}

long long
web_now(const struct web *w)
{
	struct timespec t;

	if (w->port->now_ms != 0)
		return w->port->now_ms;
	if (clock_gettime(CLOCK_REALTIME, &t) == -1)
		return 0;
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

/* REQUEST_TIME is seconds, maybe with three decimals. */
long long
web_arrived(const struct web *w)
{
	const char *time = web_var(w, "REQUEST_TIME");
	char *end;
	long long ms;

	if (w->port->now_ms != 0 || !ascii_digit(*time))
		return web_now(w);
	errno = 0;
	ms = strtoll(time, &end, 10);
	if (errno != 0 || ms > 1LL << 40)
		return web_now(w);
	ms *= 1000;
	if (*end == '.' && strlen(end + 1) == 3)
		ms += strtol(end + 1, NULL, 10);
	return ms;
}

const char *
web_url(struct web *w, const char *fmt, ...)
{
	struct text url;
	va_list ap;

	text_init(&url, &w->mem);
	text_urlpath(&url, web_base(w));
	va_start(ap, fmt);
	text_vaddf(&url, fmt, ap);
	va_end(ap);
	return url.p;
}

const char *
web_arg(const struct web *w, const char *name)
{
	const char *value = route_arg(&w->match, name);

	return value == NULL ? "" : value;
}

long long
web_argi(const struct web *w, const char *name)
{
	return strtoll(web_arg(w, name), NULL, 10);
}

const struct form *
web_query_form(struct web *w)
{
	const char *query = web_var(w, "QUERY_STRING");
	struct form *form;

	if (w->query == NULL) {
		form = mem_alloc(&w->mem, sizeof(*form));
		if (form_parse(form, &w->mem, query, strlen(query), 0) != 0)
			form->n = 0;
		w->query = form;
	}
	return w->query;
}

const char *
web_query(struct web *w, const char *name)
{
	return form_get(web_query_form(w), name);
}

/* What root makes in the folder of another is that one's. */
static int
hand_over(int fd, int parent)
{
	struct stat st;

	if (fd == -1 || geteuid() != 0 || fstat(parent, &st) == -1 ||
	    st.st_uid == 0 || fchown(fd, st.st_uid, st.st_gid) == 0)
		return fd;
	(void)close(fd);	/* a folder: nothing to lose */
	return -1;
}

int
web_data(struct web *w)
{
	const char *folder = web_var(w, "DATA_DIR");
	int fd;

	if (w->data_fd != -1)
		return w->data_fd;
	if (*folder == '\0') {
		errno = ENOENT;
		return -1;
	}
	fd = folder_open(folder);
	if (fd == -1)
		return -1;
	w->data_fd = hand_over(folder_in(fd, w->app->name, true), fd);
	(void)close(fd);	/* a folder: nothing to lose */
	return w->data_fd;
}
