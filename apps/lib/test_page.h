/*
 * test_page.h - the forms and links of a page, for the test client.
 *
 * A tolerant reader of HTML as our views and handlers write it: not the
 * standard's tree, but tags, attributes and references one after the other.
 */
#ifndef APPS_LIB_TEST_PAGE_H
#define APPS_LIB_TEST_PAGE_H

#include <stdbool.h>
#include <stddef.h>

struct mem;

enum page_kind {
	PAGE_VALUE,		/* input, textarea: always sent */
	PAGE_CHECK,		/* sent when on: checkbox, option of many */
	PAGE_CHOICE,		/* one of its name is on: radio, option */
	PAGE_FILE,		/* value: the content */
	PAGE_BUTTON		/* sent when pressed */
};

struct page_field {
	enum page_kind	 kind;
	const char	*name;		/* "": never sent */
	const char	*value;
	const char	*text;		/* of a button, an option */
	bool		 on;
};

struct page_form {
	const char	*action;
	bool		 post, multipart;
	struct page_field *fields;
	size_t		 n;
};

struct page_link {
	const char	*href, *text;
};

struct page {
	struct page_form *forms;
	size_t		 nforms;
	struct page_link *links;
	size_t		 nlinks;
};

/* Everything in the page is copied into the arena. */
void	test_page_read(struct page *, struct mem *, const char *html, size_t n);

/*
 * Put a value in: of a checkbox "" takes the mark off, other values set it; of
 * a choice it is the value or the text of what to choose.  0, or -1: there is
 * no such field, or no such choice.
 */
int	page_fill(struct page_form *, const char *name, const char *value);

/* The button with that text, name or value, and its form; or NULL. */
struct page_field *page_button(const struct page *, const char *what,
		struct page_form **form);

#endif
