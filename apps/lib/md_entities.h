/*
 * md_entities.h - the named character references of HTML5.
 */
#ifndef APPS_LIB_MD_ENTITIES_H
#define APPS_LIB_MD_ENTITIES_H

#include "base/slice.h"

/*
 * What a name without its & and ; stands for, in UTF-8; empty when there is
 * no such name.
 */
struct slice	md_entity_find(struct slice name);

#endif
