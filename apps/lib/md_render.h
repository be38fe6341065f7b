/*
 * md_render.h - the blocks of a document as HTML.
 */
#ifndef APPS_LIB_MD_RENDER_H
#define APPS_LIB_MD_RENDER_H

struct md_doc;

void	md_render(struct md_doc *);

#endif
