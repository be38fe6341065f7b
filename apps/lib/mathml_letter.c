#include "apps/lib/mathml_letter.h"

#include <stdint.h>
#include <string.h>

#include "base/slice.h"
#include "web/text.h"

/* Where A, a, 0, Greek capital alpha and alpha of it stand; 0: none. */
static const struct alphabet {
	uint32_t	 upper, lower, digit, capital, small;
	bool		 joins;		/* letters in a row are one word */
} alphabets[ALPHA_COUNT] = {
	[ALPHA_ROMAN] = { .joins = true },
	[ALPHA_BOLD] = { 0x1d400, 0x1d41a, 0x1d7ce, 0x1d6a8, 0x1d6c2, true },
	[ALPHA_ITALIC] = { 0x1d434, 0x1d44e, 0, 0, 0, true },
	[ALPHA_BOLD_ITALIC] = { 0x1d468, 0x1d482, 0x1d7ce, 0x1d71c, 0x1d736,
	    false },
	[ALPHA_SCRIPT] = { 0x1d49c, 0x1d4b6, 0, 0, 0, false },
	[ALPHA_FRAKTUR] = { 0x1d504, 0x1d51e, 0, 0, 0, false },
	[ALPHA_DOUBLE] = { 0x1d538, 0x1d552, 0x1d7d8, 0, 0, false },
	[ALPHA_SANS] = { 0x1d5a0, 0x1d5ba, 0x1d7e2, 0, 0, true },
	[ALPHA_MONO] = { 0x1d670, 0x1d68a, 0x1d7f6, 0, 0, true },
};

/* Letters that Unicode had before it had the alphabets. */
static const struct early {
	uint32_t	 regular, early;
} early[] = {
	{ 0x1d455, 0x210e }, { 0x1d49d, 0x212c }, { 0x1d4a0, 0x2130 },
	{ 0x1d4a1, 0x2131 }, { 0x1d4a3, 0x210b }, { 0x1d4a4, 0x2110 },
	{ 0x1d4a7, 0x2112 }, { 0x1d4a8, 0x2133 }, { 0x1d4ad, 0x211b },
	{ 0x1d4ba, 0x212f }, { 0x1d4bc, 0x210a }, { 0x1d4c4, 0x2134 },
	{ 0x1d506, 0x212d }, { 0x1d50b, 0x210c }, { 0x1d50c, 0x2111 },
	{ 0x1d515, 0x211c }, { 0x1d51d, 0x2128 }, { 0x1d53a, 0x2102 },
	{ 0x1d53f, 0x210d }, { 0x1d545, 0x2115 }, { 0x1d547, 0x2119 },
	{ 0x1d548, 0x211a }, { 0x1d549, 0x211d }, { 0x1d551, 0x2124 },
};

/* Of three or four bytes: all the alphabets are above U+2000. */
static void
add_code(struct text *t, uint32_t code)
{
	for (size_t i = 0; i < sizeof(early) / sizeof(early[0]); i++)
		if (early[i].regular == code)
			code = early[i].early;
	if (code >= 0x10000) {
		text_addc(t, (char)(0xf0 | code >> 18));
		text_addc(t, (char)(0x80 | (code >> 12 & 0x3f)));
	} else {
		text_addc(t, (char)(0xe0 | code >> 12));
	}
	text_addc(t, (char)(0x80 | (code >> 6 & 0x3f)));
	text_addc(t, (char)(0x80 | (code & 0x3f)));
}

static uint32_t
offset_of(char c, char first, uint32_t begin)
{
	return begin == 0 ? 0 : begin + (uint32_t)(c - first);
}

bool
math_letter(struct text *t, char c, enum math_alphabet alphabet)
{
	const struct alphabet *a = &alphabets[alphabet];
	uint32_t code;

	if (ascii_digit(c))
		code = offset_of(c, '0', a->digit);
	else if (c >= 'a')
		code = offset_of(c, 'a', a->lower);
	else
		code = offset_of(c, 'A', a->upper);
	if (code == 0)
		text_addc(t, c);
	else
		add_code(t, code);
	return code != 0;
}

bool
math_greek(struct text *t, const char *utf8, enum math_alphabet alphabet)
{
	const struct alphabet *a = &alphabets[alphabet];
	unsigned char lead = (unsigned char)utf8[0];
	uint32_t code = 0;

	if (lead == 0xce || lead == 0xcf)	/* U+0380 to U+03FF */
		code = (lead & 0x1fu) << 6 | ((unsigned char)utf8[1] & 0x3fu);
	if (a->small != 0 && code >= 0x3b1 && code <= 0x3c9) {
		add_code(t, a->small + code - 0x3b1);
		return true;
	}
	if (a->capital != 0 && code >= 0x391 && code <= 0x3a9) {
		add_code(t, a->capital + code - 0x391);
		return true;
	}
	text_htmls(t, utf8);
	return false;
}

bool
math_alphabet_joins(enum math_alphabet alphabet)
{
	return alphabets[alphabet].joins;
}
