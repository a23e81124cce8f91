/* Every command of the command line; see cmd/cmd.h for what one consists of. */
#pragma once

#include "cmd/cmd.h"

extern const struct pv_command pv_cmd_commands;
extern const struct pv_command pv_cmd_completions;
extern const struct pv_command pv_cmd_dash_version;
extern const struct pv_command pv_cmd_exec;
extern const struct pv_command pv_cmd_global;
extern const struct pv_command pv_cmd_help;
extern const struct pv_command pv_cmd_hooks;
extern const struct pv_command pv_cmd_init;
extern const struct pv_command pv_cmd_install;
extern const struct pv_command pv_cmd_latest;
extern const struct pv_command pv_cmd_local;
extern const struct pv_command pv_cmd_prefix;
extern const struct pv_command pv_cmd_rehash;
extern const struct pv_command pv_cmd_root;
extern const struct pv_command pv_cmd_sh_rehash;
extern const struct pv_command pv_cmd_sh_shell;
extern const struct pv_command pv_cmd_shims;
extern const struct pv_command pv_cmd_uninstall;
extern const struct pv_command pv_cmd_version;
extern const struct pv_command pv_cmd_version_file;
extern const struct pv_command pv_cmd_version_file_read;
extern const struct pv_command pv_cmd_version_file_write;
extern const struct pv_command pv_cmd_version_name;
extern const struct pv_command pv_cmd_version_origin;
extern const struct pv_command pv_cmd_versions;
extern const struct pv_command pv_cmd_whence;
extern const struct pv_command pv_cmd_which;
extern const struct pv_command pv_cmd_why;
