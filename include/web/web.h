/*
 * web.h - all that a handler usually needs.
 */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "web/answer.h"
#include "web/app.h"
#include "web/ask.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/user.h"
#include "web/val.h"

#endif
