#include "apps/tutor/model/similar.h"

#include <stdint.h>
#include <stdlib.h>

#include "apps/tutor/model/grow.h"
#include "apps/tutor/model/similar_token.h"
#include "web/mem.h"

/*
 * Tokens of a run, and runs of which one is kept: common passages of both
 * together, less one, are always found.
 */
enum {
	CODE_RUN = 12, CODE_WINDOW = 8,
	WORDS_RUN = 5, WORDS_WINDOW = 4,
	COMMON_MIN = 6,			/* texts; fewer are never too many */
	COMMON_PART = 4			/* and one in so many is too many */
};

static const uint64_t FACTOR = 6364136223846793005u;

struct mark {
	uint64_t	hash;
	uint32_t	text;
};

struct marks {
	struct mark	*list;
	size_t		 n;
};

struct finding {
	const struct similar *s;
	struct mem	*mem;
	size_t		 texts;		/* of s->n */
	struct marks	 marks;		/* of all texts */
	uint32_t	*count;		/* kept runs of each text */
	uint16_t	*shared;	/* texts * texts */
};

static size_t
run_of(const struct similar *s)
{
	return s->code ? CODE_RUN : WORDS_RUN;
}

/* The hashes of all runs; how many. */
static size_t
hash_runs(const struct similar *s, const struct tokens *t, uint64_t **to)
{
	size_t run = run_of(s), n;
	uint64_t h;

	if (t->n < run)
		return 0;
	n = t->n - run + 1;
	*to = mem_array(s->mem, n, sizeof(**to));
	for (size_t i = 0; i < n; i++) {
		h = 0;
		for (size_t k = 0; k < run; k++)
			h = (h + t->list[i + k].hash + 1) * FACTOR;
		(*to)[i] = h ^ h >> 29;
	}
	return n;
}

static void
keep(struct mem *m, struct marks *to, uint64_t hash, size_t text)
{
	to->list = grow_list(m, to->list, to->n, sizeof(*to->list));
	to->list[to->n++] = (struct mark){ hash, (uint32_t)text };
}

/* Of each window the smallest hash, the last one of equals, once. */
static void
winnow(struct finding *f, const uint64_t *hashes, size_t n, size_t text)
{
	size_t window = f->s->code ? CODE_WINDOW : WORDS_WINDOW, least;
	size_t before = SIZE_MAX;

	if (window > n)
		window = n;
	for (size_t i = 0; n > 0 && i + window <= n; i++) {
		least = i;
		for (size_t k = i + 1; k < i + window; k++)
			if (hashes[k] <= hashes[least])
				least = k;
		if (least != before)
			keep(f->mem, &f->marks, hashes[least], text);
		before = least;
	}
}

/* The tokens of a text are needed no longer than it is read. */
static void
read_text(struct finding *f, size_t i)
{
	struct similar own = *f->s;
	struct tokens tokens;
	uint64_t *hashes = NULL;
	struct mem one;
	size_t n;

	mem_init(&one, 0);
	mem_on_full(&one, f->mem->full, f->mem->arg);
	own.mem = &one;
	tokens_read(&tokens, &one, &own.texts[i], own.code);
	n = hash_runs(&own, &tokens, &hashes);
	winnow(f, hashes, n, i);
	mem_release(&one);
}

static int
by_hash(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash > y->hash ? 1 : -1;
	return (x->text > y->text) - (x->text < y->text);
}

/* In order, and each but once. */
static void
sort(struct marks *m)
{
	size_t n = 0;

	if (m->n == 0)
		return;
	qsort(m->list, m->n, sizeof(*m->list), by_hash);
	for (size_t i = 0; i < m->n; i++)
		if (n == 0 || by_hash(&m->list[n - 1], &m->list[i]) != 0)
			m->list[n++] = m->list[i];
	m->n = n;
}

static int
by_run(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/*
 * All runs of what was given, not only those kept: the windows of an answer
 * are others.
 */
static size_t
all_runs(const struct similar *s, const struct similar_text *text,
    uint64_t **to)
{
	struct tokens tokens;
	size_t n;

	tokens_read(&tokens, s->mem, text, s->code);
	n = hash_runs(s, &tokens, to);
	if (n > 0)
		qsort(*to, n, sizeof(**to), by_run);
	return n;
}

static bool
has_run(const uint64_t *runs, size_t n, uint64_t hash)
{
	return n > 0 && bsearch(&hash, runs, n, sizeof(hash), by_run) != NULL;
}

static bool
too_common(const struct finding *f, size_t texts)
{
	return texts > COMMON_MIN && texts > f->texts / COMMON_PART;
}

/* The texts of one hash: places i to j of the marks. */
static void
count_group(struct finding *f, size_t i, size_t j)
{
	const struct mark *list = f->marks.list;
	uint16_t *cell;

	for (size_t a = i; a < j; a++) {
		f->count[list[a].text]++;
		for (size_t b = a + 1; b < j; b++) {
			cell = &f->shared[list[a].text * f->texts +
			    list[b].text];
			if (*cell < UINT16_MAX)
				(*cell)++;
		}
	}
}

static void
count(struct finding *f)
{
	uint64_t *given = NULL;
	size_t n = all_runs(f->s, &f->s->given, &given), j;
	const struct mark *list = f->marks.list;

	for (size_t i = 0; i < f->marks.n; i = j) {
		for (j = i + 1; j < f->marks.n && list[j].hash == list[i].hash;)
			j++;
		if (!too_common(f, j - i) && !has_run(given, n, list[i].hash))
			count_group(f, i, j);
	}
}

static int
by_share(const void *a, const void *b)
{
	const struct similar_pair *x = a, *y = b;

	if (x->share != y->share)
		return x->share < y->share ? 1 : -1;
	if (x->shared != y->shared)
		return x->shared < y->shared ? 1 : -1;
	if (x->a != y->a)
		return x->a > y->a ? 1 : -1;
	return (x->b > y->b) - (x->b < y->b);
}

static size_t
collect(const struct finding *f, struct similar_pair **to)
{
	struct similar_pair p;
	size_t n = 0;
	uint32_t least;

	*to = NULL;
	for (p.a = 0; p.a < f->texts; p.a++)
		for (p.b = p.a + 1; p.b < f->texts; p.b++) {
			p.shared = f->shared[p.a * f->texts + p.b];
			if (p.shared == 0)
				continue;
			least = f->count[p.a] < f->count[p.b] ?
			    f->count[p.a] : f->count[p.b];
			p.share = (double)p.shared / (double)least;
			*to = grow_list(f->mem, *to, n, sizeof(p));
			(*to)[n++] = p;
		}
	if (n > 0)
		qsort(*to, n, sizeof(p), by_share);
	return n;
}

size_t
similar_find(const struct similar *s, struct similar_pair **pairs, size_t max)
{
	struct finding f = { .s = s, .mem = s->mem };
	size_t n;

	f.texts = s->n < SIMILAR_TEXTS_MAX ? s->n : SIMILAR_TEXTS_MAX;
	for (size_t i = 0; i < f.texts; i++)
		read_text(&f, i);
	sort(&f.marks);
	f.count = mem_array(s->mem, f.texts, sizeof(*f.count));
	f.shared = mem_array(s->mem, f.texts * f.texts, sizeof(*f.shared));
	count(&f);
	n = collect(&f, pairs);
	return n < max ? n : max;
}

const bool *
similar_lines(const struct similar *s, size_t a, size_t b, size_t *n)
{
	uint64_t *mine = NULL, *others = NULL, *given = NULL;
	size_t nothers = all_runs(s, &s->texts[b], &others);
	size_t ngiven = all_runs(s, &s->given, &given), runs;
	struct tokens t;
	bool *lines;

	*n = 1;
	for (size_t i = 0; i < s->texts[a].n; i++)
		*n += s->texts[a].p[i] == '\n';
	lines = mem_array(s->mem, *n, sizeof(*lines));
	tokens_read(&t, s->mem, &s->texts[a], s->code);
	runs = hash_runs(s, &t, &mine);
	for (size_t i = 0; i < runs; i++) {
		if (!has_run(others, nothers, mine[i]) ||
		    has_run(given, ngiven, mine[i]))
			continue;
		for (size_t k = i; k < i + run_of(s); k++)
			lines[t.list[k].line] = true;
	}
	return lines;
}
