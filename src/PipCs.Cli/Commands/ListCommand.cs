using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Diagnostics;
using PipCs.Listing;

namespace PipCs.Cli.Commands;

/// <summary><c>pip list</c>: what is installed, as a table, requirements or JSON.</summary>
internal static class ListCommand
{
    internal static int Run(ParsedArguments arguments, CommandContext context)
    {
        var request = new ListRequest
        {
            Local = arguments.Flag(OptionKey.Local),
            User = arguments.Flag(OptionKey.User),
            Editable = arguments.Flag(OptionKey.Editable),
            IncludeEditable = arguments.Flag(OptionKey.IncludeEditable),
            NotRequired = arguments.Flag(OptionKey.NotRequired),
            Excludes = arguments.List(OptionKey.Excludes),
            Paths = arguments.List(OptionKey.Path),
        };
        var result = Listing.ListCommand.Run(request, context.Interpreter, context.Reporter);
        var verbose = arguments.Verbosity >= 1;
        var text = arguments.Text(OptionKey.ListFormat) switch
        {
            "freeze" => ListRendering.Freeze(result, verbose),
            "json" => ListRendering.Json(result, verbose),
            _ => ListRendering.Columns(result, verbose),
        };
        if (text.Length > 0)
        {
            context.Reporter.Report(Severity.Info, text);
        }

        return 0;
    }
}
