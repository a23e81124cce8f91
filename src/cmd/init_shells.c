#include "cmd/init_shells.h"

#include "base/path.h"

/* PATH is taken apart by parameter expansion alone. An empty rest must not
 * leave a ':' behind, which would stand for the working directory. */
#define POSIX_PUSH                                                            \
	"_pyver_shims=<SHIMS_WORD>\n"                                         \
	"_pyver_path=:${PATH-}:\n"                                            \
	"while :; do\n"                                                       \
	"  case \"$_pyver_path\" in\n"                                        \
	"  *:\"$_pyver_shims\":*)\n"                                          \
	"    _pyver_path=${_pyver_path%%:\"$_pyver_shims\":*}"              \
	":${_pyver_path#*:\"$_pyver_shims\":}\n"                             \
	"    ;;\n"                                                            \
	"  *) break ;;\n"                                                     \
	"  esac\n"                                                            \
	"done\n"                                                              \
	"_pyver_path=${_pyver_path#:}\n"                                      \
	"PATH=${_pyver_path%:}\n"                                             \
	"unset _pyver_path _pyver_shims\n" POSIX_PREPEND

#define POSIX_PREPEND                                                         \
	"if [ -n \"${PATH-}\" ]; then\n"                                      \
	"export PATH=\"<SHIMS>:${PATH}\"\n"                                   \
	"else\n"                                                              \
	"export PATH=\"<SHIMS>\"\n"                                           \
	"fi\n"

#define POSIX_KEEP                                                            \
	"case \":${PATH-}:\" in\n"                                            \
	"*:<SHIMS_WORD>:*) ;;\n"                                              \
	"*)\n" POSIX_PREPEND ";;\n"                                           \
	"esac\n"

#define POSIX_BODY                                                            \
	"  case \"$command\" in\n"                                            \
	"  <COMMANDS>)\n"                                                     \
	"    shift\n"                                                         \
	"    eval \"$(command pyver \"sh-$command\" \"$@\")\"\n"              \
	"    ;;\n"                                                            \
	"  *)\n"                                                              \
	"    command pyver \"$@\"\n"                                          \
	"    ;;\n"                                                            \
	"  esac\n"                                                            \
	"}\n"

#define POSIX_SWAP                                                            \
	"if [ -n \"${PYVER_VERSION_OLD+x}\" ]; then\n"                        \
	"  _pyver_swap=\"${PYVER_VERSION-}\"\n"                               \
	"  if [ -n \"$PYVER_VERSION_OLD\" ]; then\n"                          \
	"    export PYVER_VERSION=\"$PYVER_VERSION_OLD\"\n"                   \
	"  else\n"                                                            \
	"    unset PYVER_VERSION\n"                                           \
	"  fi\n"                                                              \
	"  PYVER_VERSION_OLD=\"$_pyver_swap\"\n"                              \
	"  unset _pyver_swap\n"                                               \
	"else\n"                                                              \
	"  echo \"pyver: PYVER_VERSION_OLD is not set\" >&2\n"                \
	"  false\n"                                                           \
	"fi\n"

#define POSIX_COMMON                                                          \
	.quoting = PV_QUOTE_POSIX, .list_separator = "|", .push_path = POSIX_PUSH, \
	.keep_path = POSIX_KEEP, .remember = "export PYVER_SHELL=<SHELL>\n",  \
	.rehash = "command pyver rehash\n",                                   \
	.sh_rehash = "command pyver rehash\nhash -r 2>/dev/null || true\n",   \
	.shell_unset = "PYVER_VERSION_OLD=\"${PYVER_VERSION-}\"\nunset PYVER_VERSION\n", \
	.shell_swap = POSIX_SWAP,                                             \
	.shell_set = "PYVER_VERSION_OLD=\"${PYVER_VERSION-}\"\n"              \
	             "export PYVER_VERSION=\"<VERSION>\"\n"

#define SETUP(test)                                                           \
	"export PYVER_ROOT=\"$HOME/.pyver\"\n" test                           \
	" && export PATH=\"$PYVER_ROOT/bin:$PATH\"\n"                         \
	"eval \"$(pyver init - <SHELL>)\"\n"

#define BRACKETS "[[ -d $PYVER_ROOT/bin ]]"

static const struct pv_syntax posix = {
	POSIX_COMMON,
	.function = "pyver() {\n  local command=\"${1-}\"\n" POSIX_BODY,
	.setup = SETUP("[ -d \"$PYVER_ROOT/bin\" ]"),
};

/* ~/.profile may be read by a plain sh that has no `source'. */
static const struct pv_syntax bash = {
	POSIX_COMMON,
	.completions = "if [ -n \"${BASH_VERSION-}\" ]; then\nsource <COMPLETIONS>\nfi\n",
	.function = "pyver() {\n  local command=\"${1-}\"\n" POSIX_BODY,
	.setup = SETUP(BRACKETS),
};

static const struct pv_syntax zsh = {
	POSIX_COMMON,
	.completions = "source <COMPLETIONS>\n",
	.function = "pyver() {\n  local command=\"${1-}\"\n" POSIX_BODY,
	.setup = SETUP(BRACKETS),
};

/* Variables are local only in functions defined with the keyword. */
static const struct pv_syntax ksh = {
	POSIX_COMMON,
	.function = "function pyver {\n  typeset command=\"${1-}\"\n" POSIX_BODY,
	.setup = SETUP(BRACKETS),
};

static const struct pv_syntax fish = {
	.quoting = PV_QUOTE_FISH,
	.list_separator = " ",
	.push_path = "while set _pyver_at (contains -i -- <SHIMS_WORD> $PATH)\n"
	             "  set -e PATH[$_pyver_at[1]]\n"
	             "end\n"
	             "set -e _pyver_at\n"
	             "set -gx PATH <SHIMS_WORD> $PATH\n",
	.keep_path = "if not contains -- <SHIMS_WORD> $PATH\n"
	             "set -gx PATH <SHIMS_WORD> $PATH\n"
	             "end\n",
	.remember = "set -gx PYVER_SHELL <SHELL>\n",
	.completions = "source <COMPLETIONS>\n",
	.rehash = "command pyver rehash\n",
	.function = "function pyver\n"
	            "  set -l command $argv[1]\n"
	            "  switch \"$command\"\n"
	            "  case <COMMANDS>\n"
	            "    command pyver \"sh-$command\" $argv[2..-1] | source\n"
	            "  case '*'\n"
	            "    command pyver $argv\n"
	            "  end\n"
	            "end\n",
	.sh_rehash = "command pyver rehash\n",
	.shell_unset = "set -gu PYVER_VERSION_OLD \"$PYVER_VERSION\"\nset -e PYVER_VERSION\n",
	.shell_swap = "if set -q PYVER_VERSION_OLD\n"
	              "  set -l _pyver_swap \"$PYVER_VERSION\"\n"
	              "  if test -n \"$PYVER_VERSION_OLD\"\n"
	              "    set -gx PYVER_VERSION \"$PYVER_VERSION_OLD\"\n"
	              "  else\n"
	              "    set -e PYVER_VERSION\n"
	              "  end\n"
	              "  set -gu PYVER_VERSION_OLD \"$_pyver_swap\"\n"
	              "else\n"
	              "  echo \"pyver: PYVER_VERSION_OLD is not set\" >&2\n"
	              "  false\n"
	              "end\n",
	.shell_set = "set -gu PYVER_VERSION_OLD \"$PYVER_VERSION\"\n"
	             "set -gx PYVER_VERSION \"<VERSION>\"\n",
	.once = "set -Ux PYVER_ROOT $HOME/.pyver\n"
	        "if functions -q fish_add_path\n"
	        "  test -d $PYVER_ROOT/bin; and fish_add_path $PYVER_ROOT/bin\n"
	        "else\n"
	        "  test -d $PYVER_ROOT/bin; and "
	        "set -U fish_user_paths $PYVER_ROOT/bin $fish_user_paths\n"
	        "end\n",
	.setup = "pyver init - fish | source\n",
};

/* An assignment of $null removes an environment variable. */
static const struct pv_syntax pwsh = {
	.quoting = PV_QUOTE_PWSH,
	.list_separator = "','",
	.push_path = "$Env:PATH=(@(\"$Env:PATH\" -split ':' | "
	             "Where-Object { $_ -cne <SHIMS_WORD> }) -join ':')\n"
	             "$Env:PATH=\"<SHIMS>:$Env:PATH\"\n",
	.keep_path = "if (@(\"$Env:PATH\" -split ':') -cnotcontains <SHIMS_WORD>) {\n"
	             "$Env:PATH=\"<SHIMS>:$Env:PATH\"\n"
	             "}\n",
	.remember = "$Env:PYVER_SHELL=\"<SHELL>\"\n",
	.completions = "iex (gc <COMPLETIONS> -Raw)\n",
	.rehash = "& pyver rehash\n",
	.function =
		"function pyver {\n"
		"  $program = (Get-Command pyver -CommandType Application)[0]\n"
		"  if ($args.Count -gt 0 -and @('<COMMANDS>') -ccontains $args[0]) {\n"
		"    $rest = @($args | Select-Object -Skip 1)\n"
		"    $code = (& $program \"sh-$($args[0])\" @rest) -join \"`n\"\n"
		"    if ($code) { Invoke-Expression $code }\n"
		"  } else {\n"
		"    & $program @args\n"
		"  }\n"
		"}\n",
	.sh_rehash = "& (get-command pyver -commandtype application) rehash\n",
	.shell_unset = "$Env:PYVER_VERSION, $Env:PYVER_VERSION_OLD = $null, $Env:PYVER_VERSION\n",
	.shell_swap = "if ( Get-Item -Path Env:\\PYVER_VERSION* ) {\n"
	              "  $Env:PYVER_VERSION, $Env:PYVER_VERSION_OLD = "
	              "$Env:PYVER_VERSION_OLD, $Env:PYVER_VERSION\n"
	              "} else {\n"
	              "  Write-Error \"pyver: PYVER_VERSION_OLD is not set\"\n"
	              "}\n",
	.shell_set = "$Env:PYVER_VERSION, $Env:PYVER_VERSION_OLD = \"<VERSION>\", "
	             "$Env:PYVER_VERSION\n",
	.setup = "$Env:PYVER_ROOT=\"$Env:HOME/.pyver\"\n"
	         "if (Test-Path -LP \"$Env:PYVER_ROOT/bin\" -PathType Container) {\n"
	         "  $Env:PATH=\"$Env:PYVER_ROOT/bin:$Env:PATH\" }\n"
	         "iex ((pyver init -) -join \"`n\")\n",
};

/* There is no eval: the code is kept in a file, and `shell' is done here. */
static const struct pv_syntax nu = {
	.quoting = PV_QUOTE_NU,
	.list_separator = " ",
	.push_path = "$env.PATH = ($env.PATH | split row (char esep) | "
	             "where {|dir| $dir != <SHIMS_WORD> } | prepend <SHIMS_WORD>)\n",
	.keep_path = "if <SHIMS_WORD> not-in ($env.PATH | split row (char esep)) {\n"
	             "  $env.PATH = ($env.PATH | split row (char esep) | prepend <SHIMS_WORD>)\n"
	             "}\n",
	.remember = "$env.PYVER_SHELL = \"<SHELL>\"\n",
	.rehash = "^pyver rehash\n",
	.function =
		"def \"nu-complete pyver\" [context: string] {\n"
		"  let typed = ($context | split row --regex '\\s+' | skip 1 | drop 1)\n"
		"  if ($typed | is-empty) { ^pyver commands | lines } "
		"else { ^pyver completions ...$typed | lines }\n"
		"}\n"
		"def --env \"pyver select\" [version: string] {\n"
		"  $env.PYVER_VERSION_OLD = ($env.PYVER_VERSION? | default \"\")\n"
		"  if $version == \"\" { hide-env --ignore-errors PYVER_VERSION } else {\n"
		"    $env.PYVER_VERSION = $version\n"
		"  }\n"
		"}\n"
		"def --env --wrapped pyver [...args: string@\"nu-complete pyver\"] {\n"
		"  let rest = ($args | skip 1)\n"
		"  if $args.0? != \"shell\" {\n"
		"    ^pyver ...$args\n"
		"  } else if $rest == [] and ($env.PYVER_VERSION? | default \"\") != \"\" {\n"
		"    print $env.PYVER_VERSION\n"
		"  } else if $rest == [\"--unset\"] {\n"
		"    pyver select \"\"\n"
		"  } else if $rest == [\"-\"] and \"PYVER_VERSION_OLD\" in $env {\n"
		"    pyver select $env.PYVER_VERSION_OLD\n"
		"  } else {\n"
		"    let answer = (^pyver sh-shell ...$rest | complete)\n"
		"    let version = ($answer.stdout | str trim --right)\n"
		"    if $answer.exit_code != 0 { error make --unspanned "
		"{ msg: ($answer.stderr | str trim) } }\n"
		"    if $version != \"\" { pyver select $version }\n"
		"  }\n"
		"}\n",
	.sh_rehash = "^pyver rehash\n",
	.shell_unset = "hide-env --ignore-errors PYVER_VERSION\n",
	.shell_swap = "echo \"pyver: PYVER_VERSION_OLD is not set\"\n",
	.shell_set = "<VERSION>\n",
	.once = "let code = ($nu.default-config-dir | path join autoload pyver.nu)\n"
	        "mkdir ($code | path dirname)\n"
	        "pyver init - nu | save --force $code\n",
};

#define FISH_RC "~/.config/fish/config.fish"
#define PWSH_RC "~/.config/powershell/profile.ps1"

/* bash prefers ~/.bash_profile when that exists: the caller's to look. */
static const struct pv_shell shells[] = {
	{ "bash", &bash, "~/.profile", "~/.bashrc", "bash", true },
	{ "zsh", &zsh, "~/.zprofile", "~/.zshrc", "zsh", true },
	{ "fish", &fish, FISH_RC, FISH_RC, "fish", true },
	{ "ksh", &ksh, "~/.profile", "~/.profile", NULL, true },
	{ "ksh93", &ksh, "~/.profile", "~/.profile", NULL, true },
	{ "mksh", &ksh, "~/.profile", "~/.profile", NULL, true },
	{ "pwsh", &pwsh, PWSH_RC, PWSH_RC, "pwsh", true },
	{ "nu", &nu, NULL, NULL, NULL, false },
	{ NULL, &posix, NULL, NULL, NULL, false },
};

const struct pv_shell *pv_shell_find(const char *name)
{
	const struct pv_shell *s = shells;

	while (s->name && strcmp(s->name, name) != 0)
		s++;
	return s;
}

const struct pv_shell *pv_shell_of_session(const struct pv_context *ctx)
{
	const char *name = pv_context_env_nonempty(ctx, "PYVER_SHELL");
	const char *path = pv_context_env_nonempty(ctx, "SHELL");

	if (!name && path)
		name = pv_path_base(path);
	return pv_shell_find(name ? name : "sh");
}
