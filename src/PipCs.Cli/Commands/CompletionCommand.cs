using PipCs.Cli.Completion;
using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;

namespace PipCs.Cli.Commands;

/// <summary><c>pip completion --bash|--zsh|--fish|--powershell</c>: the script that a shell sources to complete our command lines.</summary>
internal static class CompletionCommand
{
    internal static int Run(ParsedArguments arguments, CommandContext context)
    {
        if (arguments.Text(OptionKey.Shell) is { } shell && CompletionScripts.Find(shell, context.Program.Name) is { } script)
        {
            context.Output.Write($"\n# pip {shell} completion start{script}# pip {shell} completion end\n\n");
        }
        else
        {
            context.Output.WriteError("ERROR: You must pass --bash or --fish or --powershell or --zsh\n");
        }

        return 0;
    }
}
