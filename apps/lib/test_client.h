/*
 * test_client.h - the test client inside.
 */
#ifndef APPS_LIB_TEST_CLIENT_H
#define APPS_LIB_TEST_CLIENT_H

#include "apps/lib/test_jar.h"
#include "apps/lib/test_page.h"
#include "web/form.h"
#include "web/mem.h"
#include "web/test.h"
#include "web/text.h"

/* What came, and what it answered. */
struct test_answer {
	struct mem	 mem;
	struct text	 bytes;		/* as they were written */
	int		 status;
	const char	*head, *body;
	size_t		 size;		/* of the body */
	const char	*path;		/* that was asked for */
	struct page	 page;
};

struct web_test {
	const struct web_app *app;
	struct mem	 mem;
	struct jar	 jar;
	struct test_answer answers[2];	/* arguments may be of the other one */
	size_t		 last;		/* which of them */
	const char	*folder;
	const char	*token;		/* of the last page with one */
	struct form	 with;		/* fields of the next request */
	struct form	 fills;		/* of the next click */
};

static inline const struct test_answer *
test_last(const struct web_test *t)
{
	return &t->answers[t->last];
}

/* A temporary folder; there is none: the program ends. */
const char *test_make_folder(struct mem *);
void	test_remove_folder(const char *);

#endif
