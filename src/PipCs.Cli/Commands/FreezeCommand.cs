using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Freezing;

namespace PipCs.Cli.Commands;

/// <summary><c>pip freeze</c>: the installed distributions as requirements, printed even under <c>-q</c>.</summary>
internal static class FreezeCommand
{
    internal static int Run(ParsedArguments arguments, CommandContext context)
    {
        var request = new FreezeRequest
        {
            RequirementsFiles = arguments.List(OptionKey.Requirements),
            Local = arguments.Flag(OptionKey.Local),
            User = arguments.Flag(OptionKey.User),
            Paths = arguments.List(OptionKey.Path),
            All = arguments.Flag(OptionKey.FreezeAll),
            ExcludeEditable = arguments.Flag(OptionKey.ExcludeEditable),
            Excludes = arguments.List(OptionKey.Excludes),
        };
        foreach (var line in InstallingOptions.Client(context).Freeze(request, context.Cancellation))
        {
            context.Output.Write(line);
            context.Output.Write("\n");
        }

        return 0;
    }
}
