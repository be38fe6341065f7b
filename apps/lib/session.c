#include "apps/lib/session.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "apps/lib/request.h"
#include "apps/lib/session_file.h"
#include "web/answer.h"
#include "web/cookie.h"
#include "web/hash.h"
#include "web/secret.h"

enum { ID_BYTES = 32 };

static const char *
cookie_name(struct web *w, const char *suffix)
{
	return mem_printf(&w->mem, "%s%s%s", web_secure(w) ? "__Host-" : "",
	    w->app->name, suffix);
}

const char *
session_cookie(struct web *w, const char *suffix)
{
	if (web_env(w, "HTTP_COOKIE") == NULL)
		return NULL;
	return web_cookie(w, cookie_name(w, suffix));
}

/* Two Set-Cookie of one name leave it to the browser which one counts. */
static void
drop_cookie(struct web *w, const char *name)
{
	size_t kept = 0, n = strlen(name);

	for (size_t i = 0; i < w->nfields; i++) {
		const struct web_head_field *field = &w->fields[i];

		if (strcasecmp(field->name, "Set-Cookie") != 0 ||
		    strncmp(field->value, name, n) != 0 ||
		    field->value[n] != '=')
			w->fields[kept++] = *field;
	}
	w->nfields = kept;
}

void
session_set_cookie(struct web *w, const char *suffix, const char *value,
    long long max_age)
{
	struct cookie cookie = { .name = cookie_name(w, suffix),
	    .value = value, .max_age = max_age, .secure = web_secure(w) };
	struct text path, line;

	text_init(&path, &w->mem);
	text_init(&line, &w->mem);
	if (!cookie.secure)
		text_urlpath(&path, web_base(w));
	cookie.path = path.n == 0 ? "/" : path.p;
	drop_cookie(w, cookie.name);
	if (cookie_write(&line, &cookie) == -1)
		(void)web_broken(w, "the cookie %s cannot be sent",
		    cookie.name);
	else
		web_add(w, "Set-Cookie", "%s", line.p);
}

static bool
id_ok(const char *id)
{
	return id != NULL && strlen(id) == 2 * ID_BYTES &&
	    strspn(id, "0123456789abcdef") == 2 * ID_BYTES;
}

void
session_load(struct web *w)
{
	struct session *s = &w->session;
	struct session_file f;
	const char *id;

	if (s->loaded)
		return;
	s->loaded = true;
	s->user = w->port->user;
	id = session_cookie(w, "");
	if (!id_ok(id))
		return;
	s->id = id;
	if (s->user == NULL && session_file_open(&f, w, id, false) == 0) {
		s->user = session_file_user(&f, w);
		session_file_close(&f);
	}
}

static const char *
random_id(struct web *w)
{
	unsigned char bytes[ID_BYTES];
	char *id = mem_alloc(&w->mem, 2 * ID_BYTES + 1);

	secret_random(bytes, sizeof(bytes));
	hex_write(id, bytes, sizeof(bytes));
	return id;
}

static void
forget(struct web *w)
{
	struct session_file f;

	if (w->session.id != NULL &&
	    session_file_open(&f, w, w->session.id, false) == 0) {
		session_file_remove(&f);
		session_file_close(&f);
	}
	w->session.id = NULL;
	w->session.user = NULL;
}

int
session_begin(struct web *w, const char *user)
{
	const char *id = random_id(w);
	struct session_file f;
	int saved = -1;

	session_load(w);
	if (session_file_open(&f, w, id, true) == 0)
		saved = session_file_save(&f, w, user);
	session_file_close(&f);
	if (saved == -1)
		return -1;
	forget(w);
	w->session.id = id;
	w->session.user = mem_str(&w->mem, user);
	session_set_cookie(w, "", id, 0);
	return 0;
}

void
session_end(struct web *w)
{
	session_load(w);
	forget(w);
	session_set_cookie(w, "", "", -1);
}

const char *
session_id(struct web *w)
{
	session_load(w);
	if (w->session.id == NULL) {
		w->session.id = random_id(w);
		session_set_cookie(w, "", w->session.id, 0);
	}
	return w->session.id;
}

static const unsigned char *
key(struct web *w)
{
	unsigned char *bytes;

	if (w->session.key != NULL)
		return w->session.key;
	bytes = mem_alloc(&w->mem, SECRET_KEY_SIZE);
	if (web_data(w) == -1 || secret_key(web_data(w), "key", bytes) == -1) {
		(void)web_broken(w, "the key of %s: %s", w->app->name,
		    strerror(errno));
		return NULL;
	}
	w->session.key = bytes;
	return bytes;
}

const char *
session_mac(struct web *w, const char *what, const char *text)
{
	const char *all = mem_printf(&w->mem, "%s:%s", what, text);
	unsigned char mac[SHA256_SIZE];
	char *hex = mem_alloc(&w->mem, SHA256_HEX + 1);

	if (key(w) == NULL)
		return NULL;
	hmac_sha256(key(w), SECRET_KEY_SIZE, all, strlen(all), mac);
	hex_write(hex, mac, sizeof(mac));
	return hex;
}

bool
session_mac_ok(struct web *w, const char *what, const char *text,
    const char *mac)
{
	const char *right;

	if (mac == NULL || strlen(mac) != SHA256_HEX)
		return false;
	right = session_mac(w, what, text);
	return right != NULL && secret_equal(mac, right, SHA256_HEX);
}
