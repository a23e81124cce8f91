/* How much this machine can do at once. */
#pragma once

#include "base/defs.h"

/* Processors this process may use (affinity and, on Linux, the cgroup's share
 * counted); at least 1. */
long pv_machine_processors(void);
/* Bytes of memory that can be had without swapping; -1 when not known. */
long long pv_machine_memory(void);
