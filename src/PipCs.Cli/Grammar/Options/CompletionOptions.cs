namespace PipCs.Cli.Grammar.Options;

/// <summary>The options of <c>pip completion</c> alone.</summary>
internal static class CompletionOptions
{
    internal static readonly Option Bash = new(OptionKey.Shell, "shell", "-b", "--bash")
    {
        Action = OptionAction.StoreConstant,
        Constant = "bash",
        Help = "Emit completion code for bash",
    };

    internal static readonly Option Zsh = new(OptionKey.Shell, "shell", "-z", "--zsh")
    {
        Action = OptionAction.StoreConstant,
        Constant = "zsh",
        Help = "Emit completion code for zsh",
    };

    internal static readonly Option Fish = new(OptionKey.Shell, "shell", "-f", "--fish")
    {
        Action = OptionAction.StoreConstant,
        Constant = "fish",
        Help = "Emit completion code for fish",
    };

    internal static readonly Option Powershell = new(OptionKey.Shell, "shell", "-p", "--powershell")
    {
        Action = OptionAction.StoreConstant,
        Constant = "powershell",
        Help = "Emit completion code for powershell",
    };
}
