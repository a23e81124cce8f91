<#
.SYNOPSIS
Enters the virtual environment this file belongs to.
.DESCRIPTION
Run it with the dot operator or by its path in a PowerShell session.
`deactivate' puts everything back as it was.
#>

function global:deactivate ([switch] $NonDestructive) {
    $old = Get-Variable -Name _OLD_VIRTUAL -Scope Global -ValueOnly -ErrorAction SilentlyContinue
    if ($null -ne $old) {
        foreach ($name in $old.Env.Keys) {
            # A null value removes the variable.
            [Environment]::SetEnvironmentVariable($name, $old.Env[$name])
        }
        if ($null -ne $old.Prompt) {
            Set-Item -LiteralPath Function:global:prompt -Value $old.Prompt
        }
        Remove-Variable -Name _OLD_VIRTUAL -Scope Global
    }
    if (-not $NonDestructive) {
        Remove-Item -LiteralPath Function:deactivate
    }
}

# Leave the environment that is active in this session, if there is one.
deactivate -NonDestructive

$global:_OLD_VIRTUAL = @{ Env = @{}; Prompt = $null }
foreach ($name in 'PATH', 'PYTHONHOME', 'VIRTUAL_ENV', 'VIRTUAL_ENV_PROMPT') {
    $global:_OLD_VIRTUAL.Env[$name] = [Environment]::GetEnvironmentVariable($name)
}

$env:VIRTUAL_ENV = @VENV_DIR@
$env:VIRTUAL_ENV_PROMPT = @VENV_PROMPT@
$env:PATH = $env:VIRTUAL_ENV + '/bin' + [IO.Path]::PathSeparator + $env:PATH

# Python would look for its library there instead of in the environment.
[Environment]::SetEnvironmentVariable('PYTHONHOME', $null)

if (-not $env:VIRTUAL_ENV_DISABLE_PROMPT) {
    $global:_OLD_VIRTUAL.Prompt = (Get-Item -LiteralPath Function:prompt).ScriptBlock
    function global:prompt {
        Write-Host -NoNewline ('(' + $env:VIRTUAL_ENV_PROMPT + ') ')
        & $global:_OLD_VIRTUAL.Prompt
    }
}
