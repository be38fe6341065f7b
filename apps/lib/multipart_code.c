#include "apps/lib/multipart_code.h"

#include <string.h>

/* The most that one byte of quoted-printable can let go: "=X" and itself. */
enum { STEP_MAX = 3, GROUP = 4 };

static const struct {
	const char		*name;
	enum multipart_coding	 coding;
} codings[] = {
	{ "", MULTIPART_PLAIN },
	{ "7bit", MULTIPART_PLAIN },
	{ "8bit", MULTIPART_PLAIN },
	{ "binary", MULTIPART_PLAIN },
	{ "utf-8", MULTIPART_PLAIN },		/* wrong, but sent */
	{ "base64", MULTIPART_BASE64 },
	{ "quoted-printable", MULTIPART_QUOTED },
};

enum multipart_coding
multipart_coding(struct slice name)
{
	for (size_t i = 0; i < sizeof(codings) / sizeof(codings[0]); i++)
		if (slice_caseeqs(name, codings[i].name))
			return codings[i].coding;
	return MULTIPART_UNKNOWN;
}

void
multipart_code_init(struct multipart_code *c, enum multipart_coding coding)
{
	*c = (struct multipart_code){ .coding = coding };
}

static int
base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (ascii_digit(c))
		return c - '0' + 52;
	if (c == '+')
		return 62;
	return c == '/' ? 63 : -1;
}

/* A whole group: three bytes less its pads, and room for the next. */
static size_t
base64_group(struct multipart_code *c, char *out)
{
	size_t n = 3 - c->pads;

	for (size_t i = 0; i < n; i++)
		out[i] = (char)(c->bits >> (16 - 8 * i) & 0xff);
	c->count = 0;
	c->bits = 0;
	return n;
}

static size_t
base64_byte(struct multipart_code *c, char in, char *out)
{
	int value = base64_value(in);

	if (in == '\r' || in == '\n' || in == ' ' || in == '\t')
		return 0;
	if (in == '=' && (c->count == 3 || (c->count == 2 && c->pads == 0))) {
		c->pads++;
		value = 0;
	} else if (value == -1 || c->pads > 0) {
		c->bad = true;
		return 0;
	}
	c->bits = c->bits << 6 | (unsigned)value;
	if (++c->count < GROUP)
		return 0;
	return base64_group(c, out);
}

static size_t
give_held(struct multipart_code *c, char *out)
{
	size_t n = c->nheld;

	memcpy(out, c->held, n);
	c->nheld = 0;
	return n;
}

/* An escape that is none stands for itself (RFC 2045, 6.7). */
static size_t
quoted_byte(struct multipart_code *c, char in, char *out)
{
	size_t n = 0;

	if (c->nheld == 2 && c->held[1] != '\r' && ascii_hex(in) != -1) {
		*out = (char)(ascii_hex(c->held[1]) << 4 | ascii_hex(in));
		c->nheld = 0;
		return 1;
	}
	if (c->nheld > 0 && in == '\n' &&
	    (c->nheld == 1 || c->held[1] == '\r')) {
		c->nheld = 0;
		return 0;
	}
	if (c->nheld == 1 && (in == '\r' || ascii_hex(in) != -1)) {
		c->held[c->nheld++] = in;
		return 0;
	}
	n = give_held(c, out);
	if (in == '=')
		c->held[c->nheld++] = in;
	else
		out[n++] = in;
	return n;
}

size_t
multipart_code_next(struct multipart_code *c, struct slice *in, char *out)
{
	size_t n = 0, i;

	for (i = 0; i < in->n && !c->bad && n + STEP_MAX <= MULTIPART_OUT;
	    i++) {
		if (c->coding == MULTIPART_BASE64)
			n += base64_byte(c, in->p[i], out + n);
		else
			n += quoted_byte(c, in->p[i], out + n);
	}
	*in = slice_skip(*in, i);
	return n;
}

size_t
multipart_code_end(struct multipart_code *c, char *out)
{
	if (c->count > 0)
		c->bad = true;
	/* "=" at the very end, and "=\r", are a soft line break. */
	if (c->nheld == 1 || (c->nheld == 2 && c->held[1] == '\r'))
		c->nheld = 0;
	return give_held(c, out);
}
