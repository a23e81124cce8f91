#include "core/installer.h"

#include "base/str.h"

static bool has_word(int argc, char *const *argv, const char *word)
{
	for (int i = 0; i < argc; i++)
		if (strcmp(argv[i], word) == 0)
			return true;
	return false;
}

/* "pip", "pip3", "pip3.12": `name` and nothing but digits and dots. */
static bool is_family(const char *command, const char *name)
{
	size_t n = strlen(name);

	return strncmp(command, name, n) == 0 &&
	       strspn(command + n, "0123456789.") == strlen(command + n);
}

static bool runs_pip_module(int argc, char *const *argv)
{
	for (int i = 0; i + 1 < argc; i++)
		if (strcmp(argv[i], "-m") == 0 && strcmp(argv[i + 1], "pip") == 0)
			return true;
	return false;
}

bool pv_is_installer(const char *command, int argc, char *const *argv)
{
	if (is_family(command, "easy_install"))
		return true;
	if (strcmp(command, "conda") == 0)
		return argc > 0 && (strcmp(argv[0], "install") == 0 || strcmp(argv[0], "remove") == 0 ||
		                    strcmp(argv[0], "uninstall") == 0);
	if (!is_family(command, "pip") && !runs_pip_module(argc, argv))
		return false;
	return has_word(argc, argv, "install") || has_word(argc, argv, "uninstall");
}
