#include "core/version.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool pv_version_is_freethreaded(const char *name)
{
	size_t n = strlen(name);

	return n >= 2 && name[n - 1] == 't' && is_digit(name[n - 2]);
}

/* Ends in a, b or rc and digits, within the first `n` bytes. */
static bool ends_in_prerelease(const char *name, size_t n)
{
	size_t end = n;

	while (n && is_digit(name[n - 1]))
		n--;
	if (n == end || n < 2)
		return false;
	if (name[n - 1] == 'a' || name[n - 1] == 'b')
		return is_digit(name[n - 2]);
	return n >= 3 && name[n - 1] == 'c' && name[n - 2] == 'r' && is_digit(name[n - 3]);
}

bool pv_version_is_prerelease(const char *name)
{
	size_t n = strlen(name);

	if (pv_ends_with(name, "-dev") || pv_ends_with(name, "-src") || pv_ends_with(name, "-latest"))
		return true;
	return ends_in_prerelease(name, pv_version_is_freethreaded(name) ? n - 1 : n);
}

/* `name` continues the first `n` bytes of `prefix` with '.' or '-', is final,
 * and is free-threaded exactly when that was asked for. */
static bool continues(const char *name, const char *prefix, size_t n, bool freethreaded)
{
	return strncmp(name, prefix, n) == 0 && (name[n] == '.' || name[n] == '-') &&
	       !pv_version_is_prerelease(name) && pv_version_is_freethreaded(name) == freethreaded;
}

/* "3.13.5-debug" is a build of 3.13.5: the length of what comes before "-word" or "+word". */
static size_t release_length(const char *name)
{
	size_t n = strlen(name);

	for (size_t i = n; i-- > 1;)
		if ((name[i] == '-' || name[i] == '+') && name[i + 1] && !is_digit(name[i + 1]))
			return i;
	return n;
}

/* Newest last; of the builds of one release the plain one is the newest. */
static int compare_releases(const char *a, const char *b)
{
	size_t n = release_length(a), m = release_length(b);
	pv_cleanup_free char *release_a = pv_xstrndup(a, n);
	pv_cleanup_free char *release_b = pv_xstrndup(b, m);
	int difference = pv_version_cmp(release_a, release_b);

	if (difference)
		return difference;
	if ((a[n] == '\0') != (b[m] == '\0'))
		return a[n] == '\0' ? 1 : -1;
	return pv_version_cmp(a, b);
}

static int newest_first(const void *a, const void *b)
{
	return compare_releases(*(const char *const *)b, *(const char *const *)a);
}

size_t pv_version_matches(const char *prefix, char *const *names, size_t n, const char ***ret)
{
	bool freethreaded = pv_version_is_freethreaded(prefix);
	size_t length = strlen(prefix) - freethreaded;
	const char **found = pv_xcalloc(n + 1, sizeof *found);
	size_t count = 0;

	for (size_t i = 0; i < n && *prefix; i++) {
		if (strcmp(names[i], prefix) == 0) {
			found[0] = names[i];
			count = 1;
			break;
		}
		if (continues(names[i], prefix, length, freethreaded))
			found[count++] = names[i];
	}
	found[count] = NULL;
	if (count > 1)
		qsort(found, count, sizeof *found, newest_first);
	*ret = found;
	return count;
}

const char *pv_version_latest(const char *prefix, char *const *names, size_t n)
{
	const char **found;
	const char *newest;

	pv_version_matches(prefix, names, n, &found);
	newest = found[0];
	free(found);
	return newest;
}

const char *pv_version_name_fault(const char *name)
{
	size_t n = strlen(name);

	if (n == 0)
		return "is empty";
	if (n > 255)
		return "is too long";
	if (name[0] == '-')
		return "begins with `-', as options do";
	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return "leads out of the versions folder";
	if (strcmp(name, "system") == 0)
		return "stands for what pyver does not manage";
	for (size_t i = 0; i < n; i++) {
		if ((unsigned char)name[i] < ' ' || name[i] == 0x7f)
			return "contains a control character";
		if (name[i] == '/')
			return "is a path";
	}
	return NULL;
}

bool pv_version_name_valid(const char *name)
{
	return !pv_version_name_fault(name);
}

bool pv_version_minor(const char *name, int *ret_major, int *ret_minor)
{
	int parts[2] = { 0, 0 };

	for (int i = 0; i < 2; i++) {
		if (!is_digit(*name))
			return false;
		while (is_digit(*name) && parts[i] < 1000)
			parts[i] = parts[i] * 10 + (*name++ - '0');
		if (i == 0 && *name++ != '.')
			return false;
	}
	*ret_major = parts[0];
	*ret_minor = parts[1];
	return true;
}
