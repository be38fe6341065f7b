#include "web/hash.h"

#include <string.h>

#include "tap.h"

/* The examples of FIPS 180-4 (NIST's page of examples), and lengths around
 * that of a block: n bytes i * 7 + n. */
static const struct {
	const char	*in;
	size_t		 n;
	const char	*want;
} sums[] = {
	{ "", 0, "e3b0c44298fc1c149afbf4c8996fb924"
	    "27ae41e4649b934ca495991b7852b855" },
	{ "abc", 3, "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56,
	    "248d6a61d20638b8e5c026930c3e6039"
	    "a33ce45964ff2167f6ecedd419db06c1" },
	{ NULL, 55, "81afe5b788dc2ce138ff83d9b20164db"
	    "75a94d75d2b2432eea4a0ef605088c72" },
	{ NULL, 56, "2aba54f0ac632420a2b502431408866e"
	    "40e1d5e430df4cd822642c78ab2eb9c1" },
	{ NULL, 63, "733d3d4ee79ee67145bf73da13588f6f"
	    "235d37414fc64b14a2f00f1762792f5e" },
	{ NULL, 64, "79322907b3e9d013d7dc2c2f256674db"
	    "f733045cde01df3539271c6f5605feb8" },
	{ NULL, 65, "d85c007c6eb440f085afa2b84f6f2bce"
	    "4658b240e9f62cb1364bf0485a57e720" },
	{ NULL, 119, "6c87eedf096b345de205b702e5223b73"
	    "b447a3207791ded3ea007ba15ed6736e" },
	{ NULL, 120, "42500cf6a1e3936d6b9e0bcfe296d654"
	    "b63255e525487d3634d0b15fde591c4d" },
	{ NULL, 1000, "6b0df76627243d095b0c4400cb658b7e"
	    "804dd03461cc03aee8fc8fe0bcada168" },
};

/* RFC 4231, 4.2 to 4.8 without 4.6, which is truncated. */
static const struct {
	unsigned char	 key_byte;	/* 0: the key is text */
	size_t		 key_n;
	const char	*key;
	unsigned char	 byte;		/* 0: the same of the data */
	size_t		 n;
	const char	*in;
	const char	*want;
} macs[] = {
	{ 0x0b, 20, NULL, 0, 8, "Hi There",
	    "b0344c61d8db38535ca8afceaf0bf12b"
	    "881dc200c9833da726e9376c2e32cff7" },
	{ 0, 4, "Jefe", 0, 28, "what do ya want for nothing?",
	    "5bdcc146bf60754e6a042426089575c7"
	    "5a003f089d2739839dec58b964ec3843" },
	{ 0xaa, 20, NULL, 0xdd, 50, NULL,
	    "773ea91e36800e46854db8ebd09181a7"
	    "2959098b3ef8c122d9635514ced565fe" },
	{ 0xaa, 131, NULL, 0, 54,
	    "Test Using Larger Than Block-Size Key - Hash Key First",
	    "60e431591ee0b67f0d8a26aacbf5b77f"
	    "8e0bc6213728c5140546040f0ee37f54" },
	{ 0xaa, 131, NULL, 0, 152,
	    "This is a test using a larger than block-size key and a larger "
	    "than block-size data. The key needs to be hashed before being "
	    "used by the HMAC algorithm.",
	    "9b09ffa71b942fcb27635fbcd5b0e944"
	    "bfdc63644f0713938a7f51535c3a35e2" },
};

/* RFC 3720, B.4, and the usual check value. */
static const struct {
	int		first, step;	/* 32 bytes */
	uint32_t	want;
} crcs[] = {
	{ 0, 0, 0x8a9136aa },
	{ 255, 0, 0x62a8ab43 },
	{ 0, 1, 0x46dd794e },
	{ 31, -1, 0x113fdb5c },
};

static const struct {
	const char	*text;
	size_t		 n;
	const char	*want;		/* NULL: refused */
} hexes[] = {
	{ "", 0, "" },
	{ "00ff10", 3, "00ff10" },
	{ "aBcDeF", 3, "abcdef" },
	{ "abc", 1, NULL },
	{ "abc", 2, NULL },
	{ "abcd", 1, NULL },
	{ "0g", 1, NULL },
	{ "g0", 1, NULL },
	{ " 0", 1, NULL },
	{ "+1", 1, NULL },
};

static void
fill(unsigned char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		p[i] = (unsigned char)(i * 7 + n);
}

static void
test_sums(void)
{
	unsigned char bytes[1000];
	char hex[SHA256_HEX + 1];

	for (size_t i = 0; i < sizeof(sums) / sizeof(sums[0]); i++) {
		fill(bytes, sums[i].n);
		if (sums[i].in != NULL)
			memcpy(bytes, sums[i].in, sums[i].n);
		sha256_hex(bytes, sums[i].n, hex);
		tap_is(slice_str(hex), slice_str(sums[i].want),
		    "SHA-256 of %zu bytes", sums[i].n);
	}
}

static void
test_million(void)
{
	unsigned char digest[SHA256_SIZE], block[1000];
	char hex[SHA256_HEX + 1];
	struct sha256 h;

	memset(block, 'a', sizeof(block));
	sha256_init(&h);
	for (int i = 0; i < 1000; i++)
		sha256_add(&h, block, sizeof(block));
	sha256_end(&h, digest);
	hex_write(hex, digest, sizeof(digest));
	tap_is(slice_str(hex), SLICE("cdc76e5c9914fb9281a1c7e284d73e67"
	    "f1809a48a497200e046d39ccc7112cd0"), "SHA-256 of a million bytes");
}

/* Three pieces of every length give what one piece gives. */
static void
test_pieces(void)
{
	unsigned char bytes[150], whole[SHA256_SIZE], digest[SHA256_SIZE];
	struct slice in;
	struct sha256 h;
	uint32_t crc;
	int wrong = 0;

	fill(bytes, sizeof(bytes));
	in = guard_copy(slice_of((const char *)bytes, sizeof(bytes)));
	sha256_of(in.p, in.n, whole);
	crc = crc32c(0, in.p, in.n);
	for (size_t a = 0; a <= in.n; a++) {
		for (size_t b = a; b <= in.n; b += 3) {
			sha256_init(&h);
			sha256_add(&h, in.p, a);
			sha256_add(&h, in.p + a, b - a);
			sha256_add(&h, in.p + b, in.n - b);
			sha256_end(&h, digest);
			wrong += memcmp(digest, whole, sizeof(whole)) != 0;
			wrong += crc != crc32c(crc32c(crc32c(0, in.p, a),
			    in.p + a, b - a), in.p + b, in.n - b);
		}
	}
	guard_free(in);
	tap_int(wrong, 0, "three pieces give what one gives");
}

static void
test_macs(void)
{
	unsigned char key[131], in[152], digest[SHA256_SIZE];
	char hex[SHA256_HEX + 1];

	for (size_t i = 0; i < sizeof(macs) / sizeof(macs[0]); i++) {
		memset(key, macs[i].key_byte, macs[i].key_n);
		if (macs[i].key != NULL)
			memcpy(key, macs[i].key, macs[i].key_n);
		memset(in, macs[i].byte, macs[i].n);
		if (macs[i].in != NULL)
			memcpy(in, macs[i].in, macs[i].n);
		hmac_sha256(key, macs[i].key_n, in, macs[i].n, digest);
		hex_write(hex, digest, sizeof(digest));
		tap_is(slice_str(hex), slice_str(macs[i].want),
		    "HMAC with a key of %zu bytes", macs[i].key_n);
	}
	hmac_sha256(NULL, 0, NULL, 0, digest);
	hex_write(hex, digest, sizeof(digest));
	tap_is(slice_str(hex), SLICE("b613679a0814d9ec772f95d778c35fc5"
	    "ff1697c493715653c6c712144292c5ad"), "HMAC of nothing");
}

static void
test_crcs(void)
{
	unsigned char bytes[32];
	uint32_t bitwise, table;
	int wrong = 0;

	tap_int(crc32c(0, "123456789", 9), 0xe3069283, "CRC of 123456789");
	tap_int(crc32c(0, NULL, 0), 0, "CRC of nothing");
	for (size_t i = 0; i < sizeof(crcs) / sizeof(crcs[0]); i++) {
		for (int k = 0; k < 32; k++)
			bytes[k] = (unsigned char)(crcs[i].first +
			    k * crcs[i].step);
		tap_int(crc32c(0, bytes, 32), crcs[i].want,
		    "CRC from %d by %d", crcs[i].first, crcs[i].step);
	}
	/* Each word of the tables is used by some one bit of nine bytes. */
	for (int byte = 0; byte < 9; byte++) {
		for (int value = 0; value < 256; value++) {
			memset(bytes, 0, 9);
			bytes[byte] = (unsigned char)value;
			table = crc32c(0, bytes, 9);
			bitwise = 0xffffffff;
			for (int k = 0; k < 72; k++) {
				bitwise ^= (uint32_t)bytes[k / 8] >> k % 8 & 1;
				bitwise = bitwise >> 1 ^
				    (bitwise & 1) * 0x82f63b78;
			}
			wrong += table != ~bitwise;
		}
	}
	tap_int(wrong, 0, "the tables are those of the polynomial");
}

static void
test_hexes(void)
{
	unsigned char bytes[4];
	char text[9];
	int got;

	for (size_t i = 0; i < sizeof(hexes) / sizeof(hexes[0]); i++) {
		got = hex_read(bytes, hexes[i].n, hexes[i].text);
		tap_int(got, hexes[i].want == NULL ? -1 : 0,
		    "%zu bytes from \"%s\"", hexes[i].n, hexes[i].text);
		if (got == -1 || hexes[i].want == NULL)
			continue;
		hex_write(text, bytes, hexes[i].n);
		tap_is(slice_str(text), slice_str(hexes[i].want),
		    "and back to text");
	}
}

int
main(void)
{
	test_sums();
	test_million();
	test_pieces();
	test_macs();
	test_crcs();
	test_hexes();
	return tap_done();
}
