#include "web/text.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "web/mem.h"

enum {
	FIRST_SIZE = 64,
	NUMBER_MAX = 10000	/* of a width or precision in a format */
};

void
text_init(struct text *t, struct mem *mem)
{
	t->p = mem_alloc(mem, FIRST_SIZE);
	t->n = 0;
	t->cap = FIRST_SIZE;
	t->mem = mem;
}

void
text_clear(struct text *t)
{
	text_cut(t, 0);
}

void
text_cut(struct text *t, size_t n)
{
	assert(n <= t->n);
	t->n = n;
	t->p[n] = '\0';
}

char *
text_room(struct text *t, size_t n)
{
	size_t cap = t->cap;
	char *p;

	if (n < cap - t->n)
		return t->p + t->n;
	/* Twice as much as fits would wrap: let the arena say no. */
	while (cap <= SIZE_MAX / 2 && n >= cap - t->n)
		cap *= 2;
	p = mem_alloc(t->mem, n < cap - t->n ? cap : SIZE_MAX);
	memcpy(p, t->p, t->n);
	t->p = p;
	t->cap = cap;
	return p + t->n;
}

void
text_add(struct text *t, const char *s, size_t n)
{
	char *to = text_room(t, n);

	if (n > 0)
		memcpy(to, s, n);
	t->n += n;
	t->p[t->n] = '\0';
}

void
text_adds(struct text *t, const char *s)
{
	text_add(t, s, strlen(s));
}

void
text_addc(struct text *t, char c)
{
	text_add(t, &c, 1);
}

void
text_vaddf(struct text *t, const char *fmt, va_list ap)
{
	size_t left = t->cap - t->n;
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(t->p + t->n, left, fmt, again);
	va_end(again);
	if (n < 0) {
		text_cut(t, t->n);	/* what was printed before it failed */
		return;
	}
	if ((size_t)n >= left)
		(void)vsnprintf(text_room(t, (size_t)n), (size_t)n + 1, fmt,
		    ap);
	t->n += (size_t)n;
}

void
text_addf(struct text *t, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	text_vaddf(t, fmt, ap);
	va_end(ap);
}

static const char *
html_reference(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	}
	return NULL;
}

void
text_html(struct text *t, const char *s, size_t n)
{
	const char *reference;
	size_t done = 0;

	for (size_t i = 0; i < n; i++) {
		reference = html_reference(s[i]);
		if (reference == NULL)
			continue;
		text_add(t, s + done, i - done);
		text_adds(t, reference);
		done = i + 1;
	}
	text_add(t, s + done, n - done);
}

void
text_htmls(struct text *t, const char *s)
{
	text_html(t, s, strlen(s));
}

/* One conversion of a format: %-*.3lld and the like. */
struct spec {
	char	flags[8];	/* of "-+ #0", each once */
	int	width;		/* below 0: to the left, as printf has it */
	int	precision;	/* below 0: none */
	char	length;		/* 0, 'H' for hh, h, l, 'L' for ll, z j t */
	char	conversion;
};

/* A va_list in a struct, since a pointer to a parameter that is an array (as
 * va_list is on some systems) would be one to something else. */
struct arguments {
	va_list	ap;
};

static const char *
read_flags(struct spec *spec, const char *fmt)
{
	size_t n = 0;

	for (; *fmt != '\0' && strchr("-+ #0", *fmt) != NULL; fmt++) {
		if (strchr(spec->flags, *fmt) == NULL)
			spec->flags[n++] = *fmt;
	}
	return fmt;
}

static const char *
read_number(int *number, const char *fmt, struct arguments *args)
{
	if (*fmt == '*') {
		*number = va_arg(args->ap, int);
		return fmt + 1;
	}
	*number = 0;
	for (; *fmt >= '0' && *fmt <= '9'; fmt++) {
		assert(*number < NUMBER_MAX);
		*number = *number * 10 + (*fmt - '0');
	}
	return fmt;
}

static const char *
read_length(struct spec *spec, const char *fmt)
{
	if (*fmt == '\0' || strchr("hlzjt", *fmt) == NULL)
		return fmt;
	spec->length = *fmt++;
	if (spec->length == 'h' && *fmt == 'h') {
		spec->length = 'H';
		fmt++;
	} else if (spec->length == 'l' && *fmt == 'l') {
		spec->length = 'L';
		fmt++;
	}
	return fmt;
}

/* fmt: behind the %.  Returns what follows the conversion. */
static const char *
read_spec(struct spec *spec, const char *fmt, struct arguments *args)
{
	memset(spec, 0, sizeof(*spec));
	fmt = read_flags(spec, fmt);
	fmt = read_number(&spec->width, fmt, args);
	spec->precision = -1;
	if (*fmt == '.')
		fmt = read_number(&spec->precision, fmt + 1, args);
	fmt = read_length(spec, fmt);
	/* What is not known is a bug of the caller. */
	assert(*fmt != '\0' && strchr("%scdiuxXofeg", *fmt) != NULL);
	assert(spec->length == '\0' || strchr("%scfeg", *fmt) == NULL);
	spec->conversion = *fmt;
	return fmt + 1;
}

static void
add_blanks(struct text *t, size_t n)
{
	memset(text_room(t, n), ' ', n);
	t->n += n;
	t->p[t->n] = '\0';
}

/* The width counts bytes before they are escaped. */
static void
format_bytes(struct text *t, const struct spec *spec, const char *s, size_t n)
{
	bool left = spec->width < 0 || strchr(spec->flags, '-') != NULL;
	size_t width, blanks;

	width = spec->width < 0 ? -(size_t)spec->width : (size_t)spec->width;
	blanks = width > n ? width - n : 0;
	if (!left)
		add_blanks(t, blanks);
	text_html(t, s, n);
	if (left)
		add_blanks(t, blanks);
}

static void
format_string(struct text *t, const struct spec *spec, const char *s)
{
	if (s == NULL)
		s = "";
	format_bytes(t, spec, s, spec->precision < 0 ? strlen(s) :
	    strnlen(s, (size_t)spec->precision));
}

static intmax_t
next_signed(char length, struct arguments *args)
{
	switch (length) {
	case 'H':
		return (signed char)va_arg(args->ap, int);
	case 'h':
		return (short)va_arg(args->ap, int);
	case 'l':
		return va_arg(args->ap, long);
	case 'L':
		return va_arg(args->ap, long long);
	case 'z':
	case 't':
		return va_arg(args->ap, ptrdiff_t);
	case 'j':
		return va_arg(args->ap, intmax_t);
	}
	return va_arg(args->ap, int);
}

static uintmax_t
next_unsigned(char length, struct arguments *args)
{
	switch (length) {
	case 'H':
		return (unsigned char)va_arg(args->ap, int);
	case 'h':
		return (unsigned short)va_arg(args->ap, int);
	case 'l':
		return va_arg(args->ap, unsigned long);
	case 'L':
		return va_arg(args->ap, unsigned long long);
	case 'z':
	case 't':
		return va_arg(args->ap, size_t);
	case 'j':
		return va_arg(args->ap, uintmax_t);
	}
	return va_arg(args->ap, unsigned);
}

/* Numbers hold nothing to escape: printf does them, in the widest type. */
static void
format_number(struct text *t, const struct spec *spec, struct arguments *args)
{
	bool real = strchr("feg", spec->conversion) != NULL;
	char fmt[24];

	(void)snprintf(fmt, sizeof(fmt), "%%%s*.*%s%c", spec->flags,
	    real ? "" : "j", spec->conversion);
	if (real)
		text_addf(t, fmt, spec->width, spec->precision,
		    va_arg(args->ap, double));
	else if (strchr("di", spec->conversion) != NULL)
		text_addf(t, fmt, spec->width, spec->precision,
		    next_signed(spec->length, args));
	else
		text_addf(t, fmt, spec->width, spec->precision,
		    next_unsigned(spec->length, args));
}

static void
format_one(struct text *t, const struct spec *spec, struct arguments *args)
{
	char c;

	switch (spec->conversion) {
	case '%':
		text_addc(t, '%');
		break;
	case 's':
		format_string(t, spec, va_arg(args->ap, const char *));
		break;
	case 'c':
		c = (char)va_arg(args->ap, int);
		format_bytes(t, spec, &c, 1);
		break;
	default:
		format_number(t, spec, args);
	}
}

void
text_vhtmlf(struct text *t, const char *fmt, va_list ap)
{
	struct arguments args;
	struct spec spec;
	size_t n;

	va_copy(args.ap, ap);
	for (;;) {
		n = strcspn(fmt, "%");
		text_add(t, fmt, n);
		fmt += n;
		if (*fmt == '\0')
			break;
		fmt = read_spec(&spec, fmt + 1, &args);
		format_one(t, &spec, &args);
	}
	va_end(args.ap);
}

void
text_htmlf(struct text *t, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	text_vhtmlf(t, fmt, ap);
	va_end(ap);
}

/* Not by isalnum(), which a locale may widen. */
static bool
url_unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') ||
	    (c != '\0' && strchr("-._~", c) != NULL);
}

static void
url_escape(struct text *t, char c)
{
	static const char digits[] = "0123456789ABCDEF";
	unsigned char byte = (unsigned char)c;

	text_addc(t, '%');
	text_addc(t, digits[byte >> 4]);
	text_addc(t, digits[byte & 15]);
}

void
text_url(struct text *t, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (url_unreserved(s[i]))
			text_addc(t, s[i]);
		else
			url_escape(t, s[i]);
	}
}

void
text_urls(struct text *t, const char *s)
{
	text_url(t, s, strlen(s));
}

void
text_urlpath(struct text *t, const char *s)
{
	size_t n;

	for (;;) {
		n = strcspn(s, "/");
		text_url(t, s, n);
		s += n;
		if (*s == '\0')
			break;
		text_addc(t, '/');
		s++;
	}
}

char *
text_count(struct mem *m, long long n, const char *one, const char *many)
{
	if (n == 1 || many == NULL)
		return mem_printf(m, "%lld %s%s", n, one, n == 1 ? "" : "s");
	return mem_printf(m, "%lld %s", n, many);
}
