#include "cmd/ask.h"

static bool is_yes(const char *line)
{
	static const char *const words[] = { "y", "Y", "yes", "YES" };

	for (size_t i = 0; i < PV_ARRAY_SIZE(words); i++)
		if (strcmp(line, words[i]) == 0)
			return true;
	return false;
}

enum pv_answer pv_ask(FILE *to, const char *question)
{
	char line[64];

	if (isatty(STDIN_FILENO)) {
		fputs(question, to);
		fflush(to);
	}
	if (!fgets(line, sizeof line, stdin))
		return PV_ANSWER_END;
	line[strcspn(line, "\r\n")] = '\0';
	return is_yes(line) ? PV_ANSWER_YES : PV_ANSWER_NO;
}
