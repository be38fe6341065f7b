/*
 * md_table.h - tables, as in GitHub Flavored Markdown.
 */
#ifndef APPS_LIB_MD_TABLE_H
#define APPS_LIB_MD_TABLE_H

#include "apps/lib/md_scan.h"
#include "apps/lib/md_start.h"

/* A row of dashes makes a table of the last line of a paragraph. */
enum md_start md_table_start(struct md_doc *, struct md_line *);

/* Any line with a cell is a row of a table that is open. */
enum md_start md_table_row(struct md_doc *, struct md_line *);

/*
 * The next cell of a row, without the blanks round it; \| is still escaped.
 * Begins with the row, as it stands in the document.
 */
bool	md_table_cell(struct md_scan *row, struct slice *cell);

#endif
