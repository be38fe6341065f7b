#include "apps/tutor/model/language.h"

#include <string.h>
#include <unistd.h>

#include "apps/tutor/model/box.h"
#include "apps/tutor/model/grow.h"
#include "web/mem.h"

#define MIB	(1LL << 20)

static const struct language table[] = {
	{ "c", "main.c", "cc gcc musl-gcc clang",
	    "-std=gnu11 -Wall -o " LANGUAGE_RESULT " main.c -lm",
	    NULL, 16 * MIB, 8 },
	{ "sh", "main.sh", "sh", NULL, "main.sh", 32 * MIB, 16 },
	{ "python", "main.py", "python3", NULL, "-I main.py", 64 * MIB, 8 },
	{ "perl", "main.pl", "perl", NULL, "main.pl", 32 * MIB, 8 },
};

static const char *const folders[] = { "/usr/bin", "/bin" };

const struct language *
language_find(const char *name)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (strcmp(table[i].name, name) == 0)
			return &table[i];
	return NULL;
}

/* The next word of s, which moves on; NULL: none. */
static const char *
word(struct mem *mem, const char **s)
{
	const char *begin = *s + strspn(*s, " \t");
	const char *end;

	if (*begin == '\0')
		return NULL;
	if (*begin == '"' && strchr(begin + 1, '"') != NULL) {
		end = strchr(++begin, '"');
		*s = end + 1;
	} else {
		end = begin + strcspn(begin, " \t");
		*s = end;
	}
	return mem_dup(mem, begin, (size_t)(end - begin));
}

const char *
language_program(const struct language *language, struct mem *mem)
{
	const char *names = language->programs, *name, *path;

	while ((name = word(mem, &names)) != NULL)
		for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]);
		    i++) {
			path = mem_printf(mem, "%s/%s", folders[i], name);
			if (access(path, X_OK) == 0)
				return path;
		}
	return NULL;
}

const char *
language_missing(const struct language *language, struct mem *mem)
{
	return mem_printf(mem, "Answers in %s wait: none of the programs %s "
	    "is installed in /usr/bin.", language->name, language->programs);
}

struct argv {
	const char	**list;
	size_t		 n;
	struct mem	*mem;
};

static void
put(struct argv *a, const char *s)
{
	a->list = grow_list(a->mem, a->list, a->n, sizeof(*a->list));
	a->list[a->n++] = s;
}

static void
put_words(struct argv *a, const char *words)
{
	const char *s;

	while (words != NULL && (s = word(a->mem, &words)) != NULL)
		put(a, s);
}

const char *const *
language_compile(const struct language *language, struct mem *mem,
    const char *program)
{
	struct argv a = { NULL, 0, mem };

	put(&a, program);
	put_words(&a, language->compile);
	put(&a, NULL);
	return a.list;
}

const char *const *
language_run(const struct language *language, struct mem *mem,
    const char *program, const char *args)
{
	struct argv a = { NULL, 0, mem };

	put(&a, language->compile != NULL ? "./" LANGUAGE_RESULT : program);
	put_words(&a, language->run);
	put_words(&a, args);
	put(&a, NULL);
	return a.list;
}

void
language_compile_limits(struct box_limits *limits)
{
	limits->cpu_ms = 10000;
	limits->memory = 1024 * MIB;
	limits->disk = 64 * MIB;
	limits->processes = 16;
}
