#include "apps/lib/test_jar.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/slice.h"
#include "http/date.h"
#include "web/mem.h"
#include "web/text.h"

static const char *
copy(const struct jar *jar, struct slice s)
{
	return mem_dup(jar->mem, s.p, s.n);
}

static void
take_attribute(const struct jar *jar, struct jar_cookie *cookie,
    struct slice piece)
{
	struct slice name = slice_of(piece.p, slice_find(piece, '='));
	struct slice value = slice_trim(slice_skip(piece, name.n + 1));
	int64_t t;

	name = slice_trim(name);
	if (slice_caseeqs(name, "Secure"))
		cookie->secure = true;
	if (slice_caseeqs(name, "Max-Age"))
		cookie->until = jar->now_ms + 1000 *
		    strtoll(copy(jar, value), NULL, 10);
	if (slice_caseeqs(name, "Expires") &&
	    date_parse(value, jar->now_ms / 1000, &t) == 0)
		cookie->until = t <= 0 ? 1 : t * 1000;
}

static struct jar_cookie *
place_of(struct jar *jar, const char *name)
{
	struct jar_cookie *larger;

	for (size_t i = 0; i < jar->n; i++)
		if (strcmp(jar->cookies[i].name, name) == 0)
			return &jar->cookies[i];
	if (jar->n == jar->room) {
		jar->room = jar->room == 0 ? 8 : 2 * jar->room;
		larger = mem_array(jar->mem, jar->room, sizeof(*larger));
		if (jar->n > 0)
			memcpy(larger, jar->cookies, jar->n * sizeof(*larger));
		jar->cookies = larger;
	}
	return &jar->cookies[jar->n++];
}

void
jar_take(struct jar *jar, const char *set_cookie)
{
	struct slice rest = slice_str(set_cookie), piece, name;
	struct jar_cookie cookie = { .until = 0 };

	if (!slice_cut(&rest, ';', &piece))
		return;
	name = slice_of(piece.p, slice_find(piece, '='));
	cookie.name = copy(jar, slice_trim(name));
	cookie.value = copy(jar, slice_trim(slice_skip(piece, name.n + 1)));
	while (slice_cut(&rest, ';', &piece))
		take_attribute(jar, &cookie, piece);
	*place_of(jar, cookie.name) = cookie;
}

static bool
is_over(const struct jar *jar, const struct jar_cookie *cookie)
{
	return cookie->until != 0 && cookie->until <= jar->now_ms;
}

const char *
jar_field(const struct jar *jar, bool secure)
{
	struct text t;

	text_init(&t, jar->mem);
	for (size_t i = 0; i < jar->n; i++) {
		const struct jar_cookie *cookie = &jar->cookies[i];

		if (is_over(jar, cookie) || (cookie->secure && !secure))
			continue;
		text_addf(&t, "%s%s=%s", t.n == 0 ? "" : "; ", cookie->name,
		    cookie->value);
	}
	return t.n == 0 ? NULL : t.p;
}

const char *
jar_get(const struct jar *jar, const char *name)
{
	for (size_t i = 0; i < jar->n; i++)
		if (strcmp(jar->cookies[i].name, name) == 0 &&
		    !is_over(jar, &jar->cookies[i]))
			return jar->cookies[i].value;
	return NULL;
}
