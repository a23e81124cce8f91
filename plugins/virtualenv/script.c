#include "script.h"

#include "quote.h"

/* The kernel looks at 127 bytes in older versions, a line's end among them;
 * where a longer line is cut off, something else would be run. */
#define SHEBANG_MAX 127

void pv_script_head(struct pv_buf *out, const char *bin)
{
	pv_cleanup_free char *python = pv_xasprintf("%s/python", bin);

	if (strlen(python) + strlen("#!\n") <= SHEBANG_MAX && !strpbrk(python, " \t\r\n")) {
		pv_buf_addf(out, "#!%s\n", python);
		return;
	}
	pv_buf_adds(out, "#!/bin/sh\n");
	/* Between double quotes for the shell, inside of a string for Python. */
	if (!strpbrk(python, "\"'$`\\\r\n") && pv_utf8_valid(python))
		pv_buf_addf(out, "'''exec' \"%s\" \"$0\" \"$@\"\n' '''\n", python);
	else
		pv_buf_adds(out, "'''exec' \"$(dirname -- \"$(realpath -- \"$0\")\")/python\" "
		            "\"$0\" \"$@\"\n' '''\n");
}

void pv_script_text(struct pv_buf *out, const char *bin, const char *module, const char *attr)
{
	pv_script_head(out, bin);
	pv_buf_adds(out, "import sys\n\n");
	pv_buf_addf(out, "from %s import %.*s\n\n", module, (int)strcspn(attr, "."), attr);
	pv_buf_addf(out, "if __name__ == \"__main__\":\n    sys.exit(%s())\n", attr);
}
