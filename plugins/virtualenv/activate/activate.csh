# Read this file into csh or tcsh with `source': it changes that shell.
# `deactivate' puts everything back as it was.

# `test' and not `if', which reads all variables of its line before it decides.
alias deactivate 'unsetenv VIRTUAL_ENV; unsetenv VIRTUAL_ENV_PROMPT; test $?_OLD_VIRTUAL_PATH != 0 && setenv PATH $_OLD_VIRTUAL_PATH:q && unset _OLD_VIRTUAL_PATH; test $?_OLD_VIRTUAL_PYTHONHOME != 0 && setenv PYTHONHOME $_OLD_VIRTUAL_PYTHONHOME:q && unset _OLD_VIRTUAL_PYTHONHOME; test $?_OLD_VIRTUAL_ENV != 0 && setenv VIRTUAL_ENV $_OLD_VIRTUAL_ENV:q && unset _OLD_VIRTUAL_ENV; test $?_OLD_VIRTUAL_ENV_PROMPT != 0 && setenv VIRTUAL_ENV_PROMPT $_OLD_VIRTUAL_ENV_PROMPT:q && unset _OLD_VIRTUAL_ENV_PROMPT; test $?_OLD_VIRTUAL_PROMPT != 0 && set prompt = $_OLD_VIRTUAL_PROMPT:q && unset _OLD_VIRTUAL_PROMPT; rehash; test "\!:*" != "nondestructive" && unalias deactivate'

# Leave the environment that is active in this shell, if there is one.
if ($?_OLD_VIRTUAL_PATH) then
	deactivate nondestructive
endif

if ($?VIRTUAL_ENV) then
	set _OLD_VIRTUAL_ENV = $VIRTUAL_ENV:q
endif
if ($?VIRTUAL_ENV_PROMPT) then
	set _OLD_VIRTUAL_ENV_PROMPT = $VIRTUAL_ENV_PROMPT:q
endif
setenv VIRTUAL_ENV @VENV_DIR@
setenv VIRTUAL_ENV_PROMPT @VENV_PROMPT@

set _OLD_VIRTUAL_PATH = $PATH:q
setenv PATH $VIRTUAL_ENV:q/bin:$PATH:q

# Python would look for its library there instead of in the environment.
if ($?PYTHONHOME) then
	set _OLD_VIRTUAL_PYTHONHOME = $PYTHONHOME:q
	unsetenv PYTHONHOME
endif

if (! $?VIRTUAL_ENV_DISABLE_PROMPT) then
	if ($?prompt) then
		set _OLD_VIRTUAL_PROMPT = $prompt:q
		set prompt = @VENV_PS1@$prompt:q
	endif
endif

rehash
