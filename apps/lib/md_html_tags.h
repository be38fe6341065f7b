/*
 * md_html_tags.h - tell what Markdown takes for HTML.
 */
#ifndef APPS_LIB_MD_HTML_TAGS_H
#define APPS_LIB_MD_HTML_TAGS_H

#include "apps/lib/md_scan.h"

enum { MD_HTML_UNTIL_BLANK = 6, MD_HTML_LONE_TAG };

/* Comments, processing instructions, declarations, CDATA sections. */
enum { MD_HTML_FORMS = 4 };

/*
 * Which of the seven kinds of HTML blocks begins with this text of a line; 0
 * for none.  Blocks from MD_HTML_UNTIL_BLANK on end before a blank line.
 */
unsigned md_html_start(struct slice text);

/* Whether a block of a kind below that ends with this line. */
bool	md_html_ends(unsigned kind, struct slice line);

/* An opening or a closing tag. */
bool	md_html_tag(struct md_scan *);

/*
 * One of those forms.  `missing` begins as zeros for each text: whose endings
 * are known not to come any more, so that nobody looks for them again and
 * again.
 */
bool	md_html_other(struct md_scan *, bool missing[MD_HTML_FORMS]);

#endif
