#include "cmd/parent_shell.h"

#include "base/fs.h"
#include "base/path.h"

#ifdef __APPLE__
#include <libproc.h>
#else
#include <fcntl.h>
#endif

#define COMMAND_LIMIT 4096 /* bytes of a command line that can matter */

/* argv[0] of the parent, and what follows it after a NUL; or its short name
 * where the system gives no more. Owned by the caller, or NULL. */
static char *parent_command(void)
{
#ifdef __APPLE__
	char name[2 * MAXCOMLEN + 1];

	if (proc_name(getppid(), name, sizeof name) <= 0)
		return NULL;
	return pv_xstrdup(name);
#else
	pv_cleanup_free char *path = pv_xasprintf("/proc/%ld/cmdline", (long)getppid());
	pv_cleanup_close int fd = open(path, O_RDONLY | O_CLOEXEC);
	char text[COMMAND_LIMIT];
	ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);

	if (n <= 0)
		return NULL;
	text[n] = '\0';
	return pv_xstrdup(text);
#endif
}

char *pv_shell_name_of(const char *command)
{
	struct pv_slice word = { command, strcspn(command, " \t\n") };
	pv_cleanup_free char *path = NULL;
	const char *base;

	if (word.n && word.p[0] == '-')
		word.p++, word.n--;
	path = pv_slice_dup(word);
	base = pv_path_base(path);
	word = (struct pv_slice){ base, strcspn(base, "-") };
	return word.n ? pv_slice_dup(word) : NULL;
}

char *pv_parent_shell(const struct pv_context *ctx)
{
	pv_cleanup_free char *command = parent_command();
	const char *shell = pv_context_env_nonempty(ctx, "SHELL");
	char *name = command ? pv_shell_name_of(command) : NULL;

	if (!name && shell)
		name = pv_shell_name_of(shell);
	return name ? name : pv_xstrdup("sh");
}
