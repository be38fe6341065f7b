/*
 * flash.c - messages for the next page, in a signed cookie.
 *
 * "<ms>.<hmac>.<text, encoded as in a form>".  Signed, because a page shows it
 * as its own words; dated, because a cookie that was caught should soon be
 * worth nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "apps/lib/request.h"
#include "apps/lib/session.h"
#include "base/slice.h"
#include "base/utf8.h"
#include "web/answer.h"
#include "web/form.h"

enum {
	FLASH_MAX = 1000,		/* bytes: encoded, it fits a cookie */
	FLASH_SECONDS = 600
};

#define FLASH_COOKIE	"_flash"

/* At most `max` bytes, and no half character. */
static size_t
whole_characters(const char *text, size_t max)
{
	struct slice rest = slice_str(text);
	size_t n = 0, step;

	while (rest.n > 0) {
		step = utf8_len(rest);
		if (step == 0)
			step = 1;
		if (n + step > max)
			break;
		n += step;
		rest = slice_skip(rest, step);
	}
	return n;
}

static const char *
signed_part(struct web *w, const char *ms, const char *encoded)
{
	return mem_printf(&w->mem, "%s.%s", ms, encoded);
}

/* Several of one request become lines of one message. */
void
web_flash(struct web *w, const char *fmt, ...)
{
	const char *line, *ms, *mac;
	struct text encoded;
	va_list ap;

	va_start(ap, fmt);
	line = mem_vprintf(&w->mem, fmt, ap);
	va_end(ap);
	if (w->flash != NULL)
		line = mem_printf(&w->mem, "%s\n%s", w->flash, line);
	w->flash = mem_dup(&w->mem, line, whole_characters(line, FLASH_MAX));
	text_init(&encoded, &w->mem);
	form_write_component(&encoded, w->flash, strlen(w->flash));
	ms = mem_printf(&w->mem, "%lld", web_now(w));
	mac = session_mac(w, "flash", signed_part(w, ms, encoded.p));
	if (mac != NULL)
		session_set_cookie(w, FLASH_COOKIE, mem_printf(&w->mem,
		    "%s.%s.%s", ms, mac, encoded.p), FLASH_SECONDS);
}

/* The text of a cookie that is ours and not too old, or NULL. */
static const char *
verified(struct web *w, const char *cookie)
{
	struct slice encoded = slice_str(cookie), ms, mac;
	const char *time;
	struct form form;

	if (!slice_cut(&encoded, '.', &ms) || !slice_cut(&encoded, '.', &mac))
		return NULL;
	time = mem_dup(&w->mem, ms.p, ms.n);
	if (!session_mac_ok(w, "flash", signed_part(w, time, encoded.p),
	    mem_dup(&w->mem, mac.p, mac.n)))
		return NULL;
	if (web_now(w) - strtoll(time, NULL, 10) > FLASH_SECONDS * 1000LL)
		return NULL;
	if (form_parse(&form, &w->mem, encoded.p, encoded.n, 1) != 0 ||
	    form.n != 1)
		return NULL;
	return form.pairs[0].name;
}

/* Once: what this request says itself stays for the next page. */
const char *
web_flash_take(struct web *w)
{
	const char *cookie = session_cookie(w, FLASH_COOKIE), *text;

	if (cookie == NULL)
		return NULL;
	text = verified(w, cookie);
	if (w->flash == NULL)
		session_set_cookie(w, FLASH_COOKIE, "", -1);
	return text;
}
