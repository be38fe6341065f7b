/*
 * printf of JSON: strings are quoted and escaped, numbers are numbers of JSON.
 */
#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "web/json.h"
#include "web/mem.h"
#include "web/store.h"
#include "web/text.h"

/* A conversion: %s %.*s %d %i %u %g, with l, ll, z or j for whole numbers. */
struct spec {
	bool		counted;	/* .* */
	char		length;		/* 'L' is ll */
	char		conversion;
};

/* In a struct: a va_list may be an array, to which there is no pointer. */
struct arguments {
	va_list	ap;
};

/* fmt: behind the %.  Returns what follows; what is not known is a bug. */
static const char *
read_spec(struct spec *spec, const char *fmt)
{
	memset(spec, 0, sizeof(*spec));
	if (strncmp(fmt, ".*", 2) == 0) {
		spec->counted = true;
		fmt += 2;
		assert(*fmt == 's');
	}
	if (*fmt != '\0' && strchr("lzj", *fmt) != NULL) {
		spec->length = *fmt++;
		if (spec->length == 'l' && *fmt == 'l') {
			spec->length = 'L';
			fmt++;
		}
		assert(*fmt != '\0' && strchr("diu", *fmt) != NULL);
	}
	assert(*fmt != '\0' && strchr("%sdiug", *fmt) != NULL);
	spec->conversion = *fmt;
	return fmt + 1;
}

static void
add_signed(struct text *t, char length, struct arguments *args)
{
	intmax_t i;

	switch (length) {
	case 'l':
		i = va_arg(args->ap, long);
		break;
	case 'L':
		i = va_arg(args->ap, long long);
		break;
	case 'z':
		i = va_arg(args->ap, ptrdiff_t);
		break;
	case 'j':
		i = va_arg(args->ap, intmax_t);
		break;
	default:
		i = va_arg(args->ap, int);
	}
	text_addf(t, "%jd", i);
}

static void
add_unsigned(struct text *t, char length, struct arguments *args)
{
	uintmax_t u;

	switch (length) {
	case 'l':
		u = va_arg(args->ap, unsigned long);
		break;
	case 'L':
		u = va_arg(args->ap, unsigned long long);
		break;
	case 'z':
		u = va_arg(args->ap, size_t);
		break;
	case 'j':
		u = va_arg(args->ap, uintmax_t);
		break;
	default:
		u = va_arg(args->ap, unsigned);
	}
	text_addf(t, "%ju", u);
}

/* The shortest text that is read back as the same; no number is null. */
static void
add_real(struct text *t, double d)
{
	char digits[32];

	if (!(d - d == 0)) {
		text_adds(t, "null");
		return;
	}
	(void)snprintf(digits, sizeof(digits), "%.15g", d);
	if (strtod(digits, NULL) < d || strtod(digits, NULL) > d)
		(void)snprintf(digits, sizeof(digits), "%.17g", d);
	text_adds(t, digits);
}

/* False: there is no room for it in a record. */
static bool
add_string(struct text *t, const struct spec *spec, struct arguments *args)
{
	int count = spec->counted ? va_arg(args->ap, int) : -1;
	const char *s = va_arg(args->ap, const char *);
	size_t n;

	if (s == NULL) {
		text_adds(t, "null");
		return true;
	}
	n = count < 0 ? strlen(s) : strnlen(s, (size_t)count);
	if (n > STORE_RECORD_MAX)
		return false;
	json_write_string(t, s, n);
	return true;
}

static bool
add_one(struct text *t, const struct spec *spec, struct arguments *args)
{
	switch (spec->conversion) {
	case 's':
		return add_string(t, spec, args);
	case 'd':
	case 'i':
		add_signed(t, spec->length, args);
		break;
	case 'u':
		add_unsigned(t, spec->length, args);
		break;
	case 'g':
		add_real(t, va_arg(args->ap, double));
		break;
	default:
		text_addc(t, '%');
	}
	return t->n <= STORE_RECORD_MAX;
}

static bool
format(struct text *t, const char *fmt, struct arguments *args)
{
	struct spec spec;
	size_t n;

	for (;;) {
		n = strcspn(fmt, "%");
		text_add(t, fmt, n);
		fmt += n;
		if (*fmt == '\0')
			return true;
		fmt = read_spec(&spec, fmt + 1);
		if (!add_one(t, &spec, args))
			return false;
	}
}

long long
store_addf(struct store *s, long long ms, const char *fmt, ...)
{
	struct arguments args;
	long long seq = -1;
	struct mem m;
	struct text t;
	int error;
	bool fits;

	mem_init(&m, 0);
	text_init(&t, &m);
	va_start(args.ap, fmt);
	fits = format(&t, fmt, &args);
	va_end(args.ap);
	if (fits)
		seq = store_add(s, t.p, t.n, ms);
	error = fits ? errno : EMSGSIZE;
	mem_release(&m);
	errno = error;
	return seq;
}
