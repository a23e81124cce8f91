# Read this file into fish with `source': it changes that shell.
# `deactivate' puts everything back as it was.

function deactivate --description 'Leave the virtual environment'
    if set -q _OLD_VIRTUAL_PATH
        set -gx PATH $_OLD_VIRTUAL_PATH
        set -e _OLD_VIRTUAL_PATH
    end
    if set -q _OLD_VIRTUAL_PYTHONHOME
        set -gx PYTHONHOME $_OLD_VIRTUAL_PYTHONHOME
        set -e _OLD_VIRTUAL_PYTHONHOME
    end
    set -e VIRTUAL_ENV
    if set -q _OLD_VIRTUAL_ENV
        set -gx VIRTUAL_ENV $_OLD_VIRTUAL_ENV
        set -e _OLD_VIRTUAL_ENV
    end
    set -e VIRTUAL_ENV_PROMPT
    if set -q _OLD_VIRTUAL_ENV_PROMPT
        set -gx VIRTUAL_ENV_PROMPT $_OLD_VIRTUAL_ENV_PROMPT
        set -e _OLD_VIRTUAL_ENV_PROMPT
    end
    if functions -q _old_fish_prompt
        functions -e fish_prompt
        functions -c _old_fish_prompt fish_prompt
        functions -e _old_fish_prompt
        functions -e _old_fish_status
    end
    if test "$argv[1]" != nondestructive
        functions -e deactivate
    end
end

# Leave the environment that is active in this shell, if there is one.
if set -q _OLD_VIRTUAL_PATH
    deactivate nondestructive
end

if set -q VIRTUAL_ENV
    set -g _OLD_VIRTUAL_ENV $VIRTUAL_ENV
end
if set -q VIRTUAL_ENV_PROMPT
    set -g _OLD_VIRTUAL_ENV_PROMPT $VIRTUAL_ENV_PROMPT
end
set -gx VIRTUAL_ENV @VENV_DIR@
set -gx VIRTUAL_ENV_PROMPT @VENV_PROMPT@

set -g _OLD_VIRTUAL_PATH $PATH
set -gx PATH "$VIRTUAL_ENV/bin" $PATH

# Python would look for its library there instead of in the environment.
if set -q PYTHONHOME
    set -g _OLD_VIRTUAL_PYTHONHOME $PYTHONHOME
    set -e PYTHONHOME
end

if test -z "$VIRTUAL_ENV_DISABLE_PROMPT"; and functions -q fish_prompt
    functions -c fish_prompt _old_fish_prompt
    function _old_fish_status
        return $argv[1]
    end
    function fish_prompt
        # The prompt below may want to show how the last command ended.
        set -l last $status
        printf '(%s) ' "$VIRTUAL_ENV_PROMPT"
        _old_fish_status $last
        _old_fish_prompt
    end
end
