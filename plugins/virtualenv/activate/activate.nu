# Bring this file into nushell with `overlay use': it changes that shell.
# `deactivate' hides the overlay again, and all it changed.

export-env {
    let venv = @VENV_DIR@
    $env.VIRTUAL_ENV = $venv
    $env.VIRTUAL_ENV_PROMPT = @VENV_PROMPT@
    $env.PATH = ($env.PATH | split row (char esep) | prepend ($venv | path join "bin"))

    # Python would look for its library there instead of in the environment.
    hide-env --ignore-errors PYTHONHOME

    let prompt = ($env.PROMPT_COMMAND? | default "")
    if ($env.VIRTUAL_ENV_DISABLE_PROMPT? | is-empty) {
        $env.PROMPT_COMMAND = {||
            let rest = (if ($prompt | describe) == "closure" { do $prompt } else { $prompt })
            $"(char lparen)($env.VIRTUAL_ENV_PROMPT)(char rparen) ($rest)"
        }
    }
}

export alias deactivate = overlay hide activate
