using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Inspecting;

namespace PipCs.Cli.Commands;

/// <summary><c>pip inspect</c>: an environment's content as JSON.</summary>
internal static class InspectCommand
{
    internal static int Run(ParsedArguments arguments, CommandContext context)
    {
        var request = new InspectRequest
        {
            Local = arguments.Flag(OptionKey.Local),
            User = arguments.Flag(OptionKey.User),
            Paths = arguments.List(OptionKey.Path),
        };
        var result = InstallingOptions.Client(context).Inspect(request);
        context.Output.Write(InspectRendering.Json(result, ProgramVersion.Pip).Span);
        return 0;
    }
}
