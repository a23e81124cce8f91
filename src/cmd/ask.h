/* A question on the terminal. */
#pragma once

#include "cmd/cmd.h"

enum pv_answer { PV_ANSWER_NO, PV_ANSWER_YES, PV_ANSWER_END /* of the input */ };

/* Prints the question (when standard input is a terminal) and reads one line of it:
 * y, Y, yes and YES mean yes. */
enum pv_answer pv_ask(FILE *to, const char *question);
