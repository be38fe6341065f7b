/*
 * main.c - run a fuzz target over files, without a fuzzer: each argument is a
 * file or a folder of files.  Used by compilers without libFuzzer, by valgrind
 * and to replay a corpus.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static int
run_file(const char *path)
{
	enum { MAX = 1 << 20 };
	uint8_t *data = malloc(MAX);
	FILE *f = fopen(path, "rb");
	size_t n;

	if (data == NULL || f == NULL) {
		perror(path);
		exit(1);
	}
	n = fread(data, 1, MAX, f);
	fclose(f);
	LLVMFuzzerTestOneInput(data, n);
	free(data);
	return 1;
}

static int
run_path(const char *path)
{
	DIR *d = opendir(path);
	struct dirent *e;
	char name[4096];
	int count = 0;

	if (d == NULL)
		return run_file(path);
	while ((e = readdir(d)) != NULL) {
		if (e->d_name[0] == '.')
			continue;
		if (snprintf(name, sizeof(name), "%s/%s", path, e->d_name) <
		    (int)sizeof(name))
			count += run_file(name);
	}
	closedir(d);
	return count;
}

int
main(int argc, char **argv)
{
	int count = 0;

	for (int i = 1; i < argc; i++)
		count += run_path(argv[i]);
	printf("%d inputs\n", count);
	return 0;
}
