#include "http/chunk.h"

#include "http/class.h"

/* An LF state waits for the LF after a CR. */
enum chunk_state {
	CHUNK_SIZE, CHUNK_EXT, CHUNK_QUOTED, CHUNK_ESCAPED, CHUNK_SIZE_LF,
	CHUNK_DATA, CHUNK_DATA_CR, CHUNK_DATA_LF,
	CHUNK_TRAILER, CHUNK_NAME, CHUNK_VALUE, CHUNK_VALUE_LF, CHUNK_END_LF,
	CHUNK_NSTATES
};

enum { CHUNK_MAX_DIGITS = 16 };		/* what 64 bits hold */

void
chunk_init(struct chunk *c)
{
	*c = (struct chunk){ .state = CHUNK_SIZE };
}

/* Go on to `state` when b is the only byte that may stand here. */
static int
expect(struct chunk *c, char b, char want, enum chunk_state state)
{
	if (b != want)
		return -400;
	c->state = (uint8_t)state;
	return 0;
}

static int
step_size(struct chunk *c, char b)
{
	int digit = ascii_hex(b);

	if (digit != -1) {
		if (c->digits == CHUNK_MAX_DIGITS)
			return -400;
		c->size = c->size << 4 | (uint64_t)digit;
		c->digits++;
		return 0;
	}
	if (c->digits == 0)
		return -400;
	if (b == ';') {
		c->state = CHUNK_EXT;
		return 0;
	}
	return expect(c, b, '\r', CHUNK_SIZE_LF);
}

static int
step_ext(struct chunk *c, char b)
{
	if (b == '\r') {
		c->state = CHUNK_SIZE_LF;
		return 0;
	}
	if (b == '"')
		c->state = CHUNK_QUOTED;
	return b == ' ' || class_has(b, CLASS_WORD) ? 0 : -400;
}

static int
step_quoted(struct chunk *c, char b)
{
	if (b == '"')
		c->state = CHUNK_EXT;
	else if (b == '\\')
		c->state = CHUNK_ESCAPED;
	return b == ' ' || class_has(b, CLASS_WORD) ? 0 : -400;
}

static int
step_escaped(struct chunk *c, char b)
{
	c->state = CHUNK_QUOTED;
	return b == ' ' || class_has(b, CLASS_WORD) ? 0 : -400;
}

/* The size line is over: a chunk begins, or after the last one the trailer. */
static int
step_size_lf(struct chunk *c, char b)
{
	if (b != '\n')
		return -400;
	c->left = c->size;
	c->line = 0;
	c->state = c->left > 0 ? CHUNK_DATA : CHUNK_TRAILER;
	return 0;
}

static int
step_data_cr(struct chunk *c, char b)
{
	return expect(c, b, '\r', CHUNK_DATA_LF);
}

static int
step_data_lf(struct chunk *c, char b)
{
	c->line = 0;
	c->size = 0;
	c->digits = 0;
	return expect(c, b, '\n', CHUNK_SIZE);
}

static int
step_trailer(struct chunk *c, char b)
{
	if (b == '\r') {
		c->state = CHUNK_END_LF;
		return 0;
	}
	c->state = CHUNK_NAME;
	return class_has(b, CLASS_TOKEN) ? 0 : -400;
}

static int
step_name(struct chunk *c, char b)
{
	return class_has(b, CLASS_TOKEN) ? 0 :
	    expect(c, b, ':', CHUNK_VALUE);
}

static int
step_value(struct chunk *c, char b)
{
	return class_has(b, CLASS_TEXT) ? 0 :
	    expect(c, b, '\r', CHUNK_VALUE_LF);
}

static int
step_value_lf(struct chunk *c, char b)
{
	return expect(c, b, '\n', CHUNK_TRAILER);
}

static int
step_end_lf(struct chunk *c, char b)
{
	c->done = b == '\n';
	return c->done ? 0 : -400;
}

/* A row a state, except CHUNK_DATA: data does not go byte by byte. */
static int (*const steps[CHUNK_NSTATES])(struct chunk *, char) = {
	[CHUNK_SIZE] = step_size,
	[CHUNK_EXT] = step_ext,
	[CHUNK_QUOTED] = step_quoted,
	[CHUNK_ESCAPED] = step_escaped,
	[CHUNK_SIZE_LF] = step_size_lf,
	[CHUNK_DATA_CR] = step_data_cr,
	[CHUNK_DATA_LF] = step_data_lf,
	[CHUNK_TRAILER] = step_trailer,
	[CHUNK_NAME] = step_name,
	[CHUNK_VALUE] = step_value,
	[CHUNK_VALUE_LF] = step_value_lf,
	[CHUNK_END_LF] = step_end_lf,
};

/* Count a byte against the bound of the line, or of the whole trailer. */
static int
count_byte(struct chunk *c)
{
	c->line++;
	if (c->state >= CHUNK_TRAILER)
		return c->line > CHUNK_MAX_TRAILER ? -431 : 0;
	return c->line > CHUNK_MAX_LINE ? -400 : 0;
}

static struct slice
take_data(struct chunk *c, struct slice in)
{
	size_t n = c->left < in.n ? (size_t)c->left : in.n;

	c->left -= n;
	c->total += n;
	if (c->left == 0)
		c->state = CHUNK_DATA_CR;
	return slice_of(in.p, n);
}

/*
 * A run of data ends the call, so that data and an error never come together:
 * what is given out does not depend on how the input was split.
 */
ssize_t
chunk_parse(struct chunk *c, struct slice in, struct slice *data)
{
	size_t i = 0;
	int error;

	*data = slice_of(NULL, 0);
	while (i < in.n && !c->done) {
		if (c->state == CHUNK_DATA) {
			*data = take_data(c, slice_skip(in, i));
			return (ssize_t)(i + data->n);
		}
		error = count_byte(c);
		if (error == 0)
			error = steps[c->state](c, in.p[i]);
		if (error != 0)
			return error;
		i++;
	}
	return (ssize_t)i;
}
