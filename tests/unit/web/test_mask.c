/*
 * What is no secret stays as it is, byte by byte.
 */
#include "apps/lib/mask.h"

#include <string.h>

#include "tap.h"
#include "web/mem.h"
#include "web/text.h"

static const struct {
	const char *type, *body, *want;
} rows[] = {
	{ "application/x-www-form-urlencoded",
	  "a=1&pw=x&&new_pw=x&p%77=x&pwd=x&=&PassWord2=x&x",
	  "a=1&pw=***&&new_pw=***&p%77=***&pwd=***&=&PassWord2=***&x" },
	{ "application/x-www-form-urlencoded; charset=x",
	  "csrf=a=b&token&secret=&&", "csrf=***&token&secret=***&&" },
	{ "application/json",
	  "{ \"pw\" : [1,{\"a\":\"]\"}] , \"b\":\"pw\",\"token\":1}",
	  "{ \"pw\" :\"***\", \"b\":\"pw\",\"token\":\"***\"}" },
	{ "application/json", "{\"secret\":\"half",
	  "{\"secret\":\"***\"" },
	{ "application/json", "[\"pw\", \"\\\"\", {\"x\": \"pw\"}",
	  "[\"pw\", \"\\\"\", {\"x\": \"pw\"}" },
	{ "application/x+json", "{\"p\\u0077\":1}",
	  "{\"p\\u0077\":\"***\"}" },
	{ "multipart/form-data; boundary=B",
	  "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"
	  "pw\r\n--B\r\nContent-Disposition: form-data; name=\"pw\""
	  "\r\n\r\nx\r\n--\r\ny\r\n--B--\r\n",
	  "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"
	  "pw\r\n--B\r\nContent-Disposition: form-data; name=\"pw\""
	  "\r\n\r\n***\r\n--B--\r\n" },
	{ "multipart/form-data; boundary=\"B\"",
	  "--B\r\nx: token\r\n\r\nhalf", "--B\r\nx: token\r\n\r\n" },
	{ "multipart/form-data", "--B\r\n", "***" },
	{ "text/plain", "pw=x", "pw=x" },
	{ "", "pw=x", "pw=x" }
};

int
main(void)
{
	struct mem m;
	struct text t;

	mem_init(&m, 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		text_init(&t, &m);
		mask_body(&t, rows[i].type, rows[i].body,
		    strlen(rows[i].body));
		tap_is(slice_of(t.p, t.n), slice_str(rows[i].want), "%s: %s",
		    rows[i].type, rows[i].body);
	}
	tap_is(slice_str(mask_variable(&m, "HTTP_REFERER", "/x?pw=1&a=2")),
	    SLICE("/x?pw=***&a=2"), "the query of where one came from");
	tap_is(slice_str(mask_variable(&m, "HTTP_AUTHORIZATION", "Basic x")),
	    SLICE("***"), "a password in the head");
	tap_is(slice_str(mask_variable(&m, "HTTP_HOST", "x")), SLICE("x"),
	    "no secret");
	mem_release(&m);
	return tap_done();
}
