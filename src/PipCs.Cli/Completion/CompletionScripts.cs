namespace PipCs.Cli.Completion;

/// <summary>The scripts that shells source; each calls the program with <c>PIP_AUTO_COMPLETE</c>. They are pip's text, because tools install and compare it.</summary>
internal static class CompletionScripts
{
    /// <summary>The script for a shell, with a line break before and after; null where there is none.</summary>
    internal static string? Find(string shell, string program) => shell switch
    {
        "bash" => Bash(program),
        "zsh" => Zsh,
        "fish" => Fish(program),
        "powershell" => PowerShell(program),
        _ => null,
    };

    private const string Zsh = """

        #compdef -P pip[0-9.]#
        __pip() {
          compadd $( COMP_WORDS="$words[*]" \
                     COMP_CWORD=$((CURRENT-1)) \
                     PIP_AUTO_COMPLETE=1 $words[1] 2>/dev/null )
        }
        if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
          # autoload from fpath, call function directly
          __pip "$@"
        else
          # eval/source/. command, register function for later
          compdef __pip -P 'pip[0-9.]#'
        fi

        """;

    private static string Bash(string program) => $$"""

        _pip_completion()
        {
            local IFS=$' \t\n'
            COMPREPLY=( $( COMP_WORDS="${COMP_WORDS[*]}" \
                           COMP_CWORD=$COMP_CWORD \
                           PIP_AUTO_COMPLETE=1 "$1" 2>/dev/null ) )
        }
        complete -o default -F _pip_completion {{program}}

        """;

    private static string Fish(string program) => $$"""

        function __fish_complete_pip
            set -lx COMP_WORDS \
                (commandline --current-process --tokenize --cut-at-cursor) \
                (commandline --current-token --cut-at-cursor)
            set -lx COMP_CWORD (math (count $COMP_WORDS) - 1)
            set -lx PIP_AUTO_COMPLETE 1
            set -l completions
            if string match -q '2.*' $version
                set completions (eval $COMP_WORDS[1])
            else
                set completions ($COMP_WORDS[1])
            end
            string split \  -- $completions
        end
        complete -fa "(__fish_complete_pip)" -c {{program}}

        """;

    private static string PowerShell(string program) => $$"""

        if ((Test-Path Function:\TabExpansion) -and -not `
            (Test-Path Function:\_pip_completeBackup)) {
            Rename-Item Function:\TabExpansion _pip_completeBackup
        }
        function TabExpansion($line, $lastWord) {
            $lastBlock = [regex]::Split($line, '[|;]')[-1].TrimStart()
            if ($lastBlock.StartsWith("{{program}} ")) {
                $Env:COMP_WORDS=$lastBlock
                $Env:COMP_CWORD=$lastBlock.Split().Length - 1
                $Env:PIP_AUTO_COMPLETE=1
                (& {{program}}).Split()
                Remove-Item Env:COMP_WORDS
                Remove-Item Env:COMP_CWORD
                Remove-Item Env:PIP_AUTO_COMPLETE
            }
            elseif (Test-Path Function:\_pip_completeBackup) {
                # Fall back on existing tab expansion
                _pip_completeBackup $line $lastWord
            }
        }

        """;
}
