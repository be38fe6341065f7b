#include "apps/yell/shout.h"

#include <limits.h>
#include <locale.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

#include "web/text.h"

void
shout_locale(void)
{
	/* Without it there are the capitals of ASCII, which is fine. */
	(void)setlocale(LC_CTYPE, "C.UTF-8");
}

/* One character off the front; how many bytes it took. */
static size_t
shout_one(struct text *out, const char *s, size_t n)
{
	char capital[MB_LEN_MAX];
	mbstate_t in, to;
	wchar_t c;
	size_t took, gave;

	memset(&in, 0, sizeof(in));
	memset(&to, 0, sizeof(to));
	took = mbrtowc(&c, s, n, &in);
	if (took == 0 || took == (size_t)-1 || took == (size_t)-2) {
		text_addc(out, *s);
		return 1;
	}
	gave = wcrtomb(capital, (wchar_t)towupper((wint_t)c), &to);
	if (gave == (size_t)-1)
		text_add(out, s, took);
	else
		text_add(out, capital, gave);
	return took;
}

void
shout(struct text *out, const char *s, size_t n)
{
	size_t took;

	for (; n > 0; n -= took, s += took)
		took = shout_one(out, s, n);
}
