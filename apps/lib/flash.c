/*
 * flash.c - messages for the next page, in a signed cookie.
 *
 * "<ms>.<hmac>.<text, percent-encoded>".  Signed, because a page shows it as
 * its own words; dated, because a cookie that was caught is worth nothing soon.
 */
#include <stdlib.h>
#include <string.h>

#include "apps/lib/request.h"
#include "apps/lib/session.h"
#include "base/slice.h"
#include "base/utf8.h"
#include "web/answer.h"

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
sign(struct web *w, const char *ms, const char *text)
{
	return session_mac(w, "flash", mem_printf(&w->mem, "%s.%s", ms, text));
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
	ms = mem_printf(&w->mem, "%lld", web_now(w));
	mac = sign(w, ms, w->flash);
	if (mac == NULL)
		return;
	text_init(&encoded, &w->mem);
	text_urls(&encoded, w->flash);
	session_set_cookie(w, FLASH_COOKIE, mem_printf(&w->mem, "%s.%s.%s", ms,
	    mac, encoded.p), FLASH_SECONDS);
}

/* What text_url() wrote; anything else has no right signature anyway. */
static const char *
decode(struct web *w, struct slice s)
{
	struct text out;

	text_init(&out, &w->mem);
	while (s.n > 0) {
		if (s.p[0] == '%' && s.n >= 3 && ascii_hex(s.p[1]) != -1 &&
		    ascii_hex(s.p[2]) != -1) {
			text_addc(&out, (char)(ascii_hex(s.p[1]) * 16 +
			    ascii_hex(s.p[2])));
			s = slice_skip(s, 3);
		} else {
			text_addc(&out, s.p[0]);
			s = slice_skip(s, 1);
		}
	}
	return out.p;
}

static const char *
verified(struct web *w, const char *cookie)
{
	struct slice rest = slice_str(cookie), ms, mac;
	const char *text, *time;

	if (!slice_cut(&rest, '.', &ms) || !slice_cut(&rest, '.', &mac))
		return NULL;
	text = decode(w, rest);
	time = mem_dup(&w->mem, ms.p, ms.n);
	if (!session_mac_ok(w, "flash", mem_printf(&w->mem, "%s.%s", time,
	    text), mem_dup(&w->mem, mac.p, mac.n)))
		return NULL;
	if (web_now(w) - strtoll(time, NULL, 10) > FLASH_SECONDS * 1000LL)
		return NULL;
	return text;
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
