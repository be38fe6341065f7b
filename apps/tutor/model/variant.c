#include "apps/tutor/model/variant.h"

#include <complex.h>
#include <math.h>
#include <string.h>

#include "apps/tutor/model/expr_tree.h"
#include "apps/tutor/model/page.h"
#include "apps/tutor/model/problem.h"
#include "apps/tutor/model/variant_value.h"
#include "web/hash.h"
#include "web/mem.h"
#include "web/number.h"
#include "web/secret.h"
#include "web/text.h"

static const double imaginary_max = 1e-12;	/* beside the real part */

/* Is the value of a let a number?  Words have none. */
static bool
number_of(const char *s, double complex *value)
{
	size_t sign = *s == '-' ? 1 : 0, n = strlen(s) - sign;

	if (n == 0 || number_scan(s + sign, n) != n)
		return false;
	*value = number_value(s + sign, n);
	if (sign == 1)
		*value = -*value;
	return true;
}

size_t
variant_find(const struct variant *v, const char *s, size_t n)
{
	for (size_t i = 0; i < v->n; i++)
		if (strncmp(v->names[i], s, n) == 0 && v->names[i][n] == '\0')
			return i;
	return v->n;
}

bool
variant_value(struct mem *m, const struct variant *v, const char *s, size_t n,
    struct variant_value *out)
{
	const char **names = mem_array(m, v->n, sizeof(*names));
	double complex *values = mem_array(m, v->n, sizeof(*values)), z;
	struct expr_names known = { names, 0 };
	const struct expr *e;

	*out = (struct variant_value){ .named = false };
	for (size_t i = 0; i < v->n; i++)
		if (number_of(v->values[i], &values[known.n]))
			names[known.n++] = v->names[i];
	e = expr_read(m, s, n, &known, &out->what);
	if (e == NULL)
		return false;
	out->named = expr_has_names(e);
	z = expr_value(e, values);
	out->value = creal(z);
	if (!isfinite(creal(z)) || !isfinite(cimag(z)))
		out->what = "it has no finite value";
	else if (fabs(cimag(z)) > imaginary_max * (1 + fabs(creal(z))))
		out->what = "its value is no real number";
	return out->what == NULL;
}

/* Each part ends with a NUL, so that no two keys make the same bytes. */
static unsigned long long
seed_of(struct mem *m, const struct variant_key *key)
{
	unsigned char digest[SHA256_SIZE];
	unsigned long long seed = 0;
	struct text t;

	text_init(&t, m);
	text_add(&t, key->user, strlen(key->user) + 1);
	text_add(&t, key->page, strlen(key->page) + 1);
	text_add(&t, key->question, strlen(key->question) + 1);
	text_addf(&t, "%d", key->number);
	hmac_sha256(key->key, SECRET_KEY_SIZE, t.p, t.n, digest);
	for (int i = 0; i < 8; i++)
		seed = seed << 8 | digest[i];
	return seed;
}

void
variant_make(struct variant *v, struct mem *m, const struct question *q,
    const struct variant_key *key, const char *file, struct problems *ps)
{
	const char **names = mem_array(m, q->nlets, sizeof(*names));
	const char **values = mem_array(m, q->nlets, sizeof(*values));
	const char *what;

	*v = (struct variant){ 0, names, values, seed_of(m, key) };
	for (size_t i = 0; i < q->nlets; i++) {
		what = NULL;
		names[i] = q->lets[i].name;
		values[i] = variant_choose(m, v, &q->lets[i], &what);
		if (values[i] == NULL) {
			values[i] = "1";
			if (ps != NULL)
				problem_error(ps, file, q->lets[i].line,
				    "let %s: %s", names[i], what);
		}
		v->n++;
	}
}
