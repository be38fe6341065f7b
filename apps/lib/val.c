#include "web/val.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apps/lib/val_index.h"
#include "apps/lib/val_number.h"
#include "apps/lib/val_text.h"
#include "web/mem.h"

enum {
	FIRST_ROOM = 4,		/* members, then twice as many each time */
	INDEX_FROM = 16		/* members: beyond, looking at all is slow */
};

struct object {
	struct val_member	*members;
	size_t			 n;
	struct val_index	 index;
};

struct val {
	enum val_type	 type;
	struct mem	*mem;			/* borrowed */
	union {
		bool truth;
		struct {
			const char	*p;
			size_t		 n;
		} text;				/* string or number */
		struct {
			struct val	**members;
			size_t		  n;
		} list;
		struct object *object;
	};
};

static struct val *
val_new(struct mem *mem, enum val_type type)
{
	struct val *v = mem_alloc(mem, sizeof(*v));

	v->type = type;
	v->mem = mem;
	return v;
}

struct val *
val_null(struct mem *mem)
{
	return val_new(mem, VAL_NULL);
}

struct val *
val_bool(struct mem *mem, bool truth)
{
	struct val *v = val_new(mem, VAL_BOOL);

	v->truth = truth;
	return v;
}

struct val *
val_text(struct mem *mem, enum val_type type, const char *s, size_t n)
{
	struct val *v = val_new(mem, type);

	v->text.p = s;
	v->text.n = n;
	return v;
}

struct val *
val_string(struct mem *mem, const char *s, size_t n)
{
	return val_text(mem, VAL_STRING, mem_dup(mem, s, n), n);
}

struct val *
val_str(struct mem *mem, const char *s)
{
	return s == NULL ? val_null(mem) : val_string(mem, s, strlen(s));
}

struct val *
val_number(struct mem *mem, const char *s, size_t n)
{
	if (n == 0 || val_number_scan(s, n) != n)
		return val_null(mem);
	return val_text(mem, VAL_NUMBER, mem_dup(mem, s, n), n);
}

static struct val *
number_printed(struct mem *mem, const char *s)
{
	return val_number(mem, s, strlen(s));
}

struct val *
val_int(struct mem *mem, long long number)
{
	char s[VAL_NUMBER_SIZE];

	(void)snprintf(s, sizeof(s), "%lld", number);
	return number_printed(mem, s);
}

struct val *
val_real(struct mem *mem, double number)
{
	char s[VAL_NUMBER_SIZE];

	if (!isfinite(number))
		return val_null(mem);
	val_number_print(s, number);
	return number_printed(mem, s);
}

struct val *
val_list(struct mem *mem)
{
	return val_new(mem, VAL_LIST);
}

struct val *
val_object(struct mem *mem)
{
	struct val *v = val_new(mem, VAL_OBJECT);

	v->object = mem_alloc(mem, sizeof(*v->object));
	return v;
}

/* The room that n members have, as grow() made it. */
static size_t
room_of(size_t n)
{
	size_t room = FIRST_ROOM;

	if (n == 0)
		return 0;
	while (room < n)
		room *= 2;
	return room;
}

/* A larger array instead of one that its n things fill. */
static void *
grow(struct mem *mem, const void *old, size_t n, size_t size)
{
	void *new = mem_array(mem, n == 0 ? FIRST_ROOM : 2 * n, size);

	if (n > 0)
		memcpy(new, old, n * size);
	return new;
}

struct val *
val_push(struct val *list, struct val *v)
{
	size_t n;

	if (list->type != VAL_LIST)
		return v;
	n = list->list.n;
	if (n == room_of(n))
		list->list.members = grow(list->mem, list->list.members, n,
		    sizeof(*list->list.members));
	list->list.members[n] = v;
	list->list.n++;
	return v;
}

static bool
member_is(const struct val_member *m, const char *key, size_t n)
{
	return m->n == n && (n == 0 || memcmp(m->key, key, n) == 0);
}

static struct val_member *
object_find(const struct object *o, const char *key, size_t n)
{
	size_t i = 0;

	if (o->n > INDEX_FROM) {
		i = val_index_find(&o->index, key, n);
		return member_is(&o->members[i], key, n) ?
		    &o->members[i] : NULL;
	}
	while (i < o->n && !member_is(&o->members[i], key, n))
		i++;
	return i < o->n ? &o->members[i] : NULL;
}

static void
object_grow(struct object *o, struct mem *mem)
{
	bool indexed = o->n > INDEX_FROM;

	o->members = grow(mem, o->members, o->n, sizeof(*o->members));
	if (indexed)
		o->index.nodes = grow(mem, o->index.nodes, o->n,
		    sizeof(*o->index.nodes));
}

static void
object_index(struct object *o, struct mem *mem)
{
	o->index.nodes = mem_array(mem, room_of(o->n),
	    sizeof(*o->index.nodes));
	for (size_t i = 1; i < o->n; i++)
		val_index_add(&o->index, o->members, i);
}

/* The key is not there yet. */
static void
object_add(struct val *v, const struct val_member *m)
{
	struct object *o = v->object;

	if (o->n == room_of(o->n))
		object_grow(o, v->mem);
	o->members[o->n] = *m;
	o->n++;
	if (o->n == INDEX_FROM + 1)
		object_index(o, v->mem);
	else if (o->n > INDEX_FROM)
		val_index_add(&o->index, o->members, o->n - 1);
}

struct val *
val_member(struct val *object, const char *key, size_t n, struct val *v)
{
	struct val_member *m;

	if (object->type != VAL_OBJECT)
		return v;
	m = object_find(object->object, key, n);
	if (m != NULL)
		m->value = v;
	else
		object_add(object, &(struct val_member){ key, n, v });
	return v;
}

struct val *
val_putn(struct val *object, const char *key, size_t n, struct val *v)
{
	return val_member(object, mem_dup(object->mem, key, n), n, v);
}

struct val *
val_put(struct val *object, const char *key, struct val *v)
{
	return val_putn(object, key, strlen(key), v);
}

void
val_set(struct val *object, const char *key, const char *string)
{
	val_put(object, key, val_str(object->mem, string));
}

void
val_setf(struct val *object, const char *key, const char *fmt, ...)
{
	const char *s;
	va_list ap;

	va_start(ap, fmt);
	s = mem_vprintf(object->mem, fmt, ap);
	va_end(ap);
	val_put(object, key,
	    val_text(object->mem, VAL_STRING, s, strlen(s)));
}

void
val_seti(struct val *object, const char *key, long long number)
{
	val_put(object, key, val_int(object->mem, number));
}

void
val_setr(struct val *object, const char *key, double number)
{
	val_put(object, key, val_real(object->mem, number));
}

void
val_setb(struct val *object, const char *key, bool truth)
{
	val_put(object, key, val_bool(object->mem, truth));
}

struct val *
val_setlist(struct val *object, const char *key)
{
	return val_put(object, key, val_list(object->mem));
}

struct val *
val_setobject(struct val *object, const char *key)
{
	return val_put(object, key, val_object(object->mem));
}

struct val *
val_pushobject(struct val *list)
{
	return val_push(list, val_object(list->mem));
}

enum val_type
val_type(const struct val *v)
{
	return v == NULL ? VAL_NULL : v->type;
}

bool
val_isint(const struct val *v)
{
	long long whole;

	return val_type(v) == VAL_NUMBER && val_number_whole(v->text.p, &whole);
}

bool
val_tobool(const struct val *v)
{
	return val_type(v) == VAL_BOOL && v->truth;
}

long long
val_toint(const struct val *v)
{
	return val_type(v) == VAL_NUMBER ? val_number_int(v->text.p) : 0;
}

double
val_toreal(const struct val *v)
{
	return val_type(v) == VAL_NUMBER ? strtod(v->text.p, NULL) : 0;
}

static bool
has_text(const struct val *v)
{
	return val_type(v) == VAL_STRING || val_type(v) == VAL_NUMBER;
}

const char *
val_tostr(const struct val *v)
{
	return has_text(v) ? v->text.p : "";
}

size_t
val_size(const struct val *v)
{
	if (has_text(v))
		return v->text.n;
	if (val_type(v) == VAL_LIST)
		return v->list.n;
	return val_type(v) == VAL_OBJECT ? v->object->n : 0;
}

struct val *
val_at(const struct val *v, size_t i)
{
	if (has_text(v) || i >= val_size(v))
		return NULL;
	return v->type == VAL_LIST ? v->list.members[i] :
	    v->object->members[i].value;
}

const char *
val_key(const struct val *v, size_t i, size_t *n)
{
	const struct val_member *m;

	if (val_type(v) != VAL_OBJECT || i >= v->object->n) {
		if (n != NULL)
			*n = 0;
		return "";
	}
	m = &v->object->members[i];
	if (n != NULL)
		*n = m->n;
	return m->key;
}

struct val *
val_getn(const struct val *v, const char *key, size_t n)
{
	const struct val_member *m;

	if (val_type(v) != VAL_OBJECT)
		return NULL;
	m = object_find(v->object, key, n);
	return m == NULL ? NULL : m->value;
}

struct val *
val_get(const struct val *v, const char *key)
{
	return val_getn(v, key, strlen(key));
}

const char *
val_getstr(const struct val *v, const char *key)
{
	return val_tostr(val_get(v, key));
}

long long
val_getint(const struct val *v, const char *key)
{
	return val_toint(val_get(v, key));
}

struct mem *
val_mem(const struct val *v)
{
	return v->mem;
}
