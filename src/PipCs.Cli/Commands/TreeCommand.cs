using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Trees;

namespace PipCs.Cli.Commands;

/// <summary><c>tree</c>, a command of our own.</summary>
internal static class TreeCommand
{
    internal static int Run(ParsedArguments arguments, CommandContext context)
    {
        int? depth = arguments.IsGiven(OptionKey.Depth) ? arguments.Integer(OptionKey.Depth) : null;
        if (depth < 0)
        {
            throw new UsageException(arguments.Command, $"option --depth: invalid number of levels: {depth}");
        }

        var request = new TreeRequest
        {
            Names = arguments.Positionals,
            IsInverted = arguments.Flag(OptionKey.Inverted),
            Depth = depth,
        };
        var (tree, roots) = InstallingOptions.Client(context).ReadTree(request);
        var text = arguments.Text(OptionKey.ListFormat) == "json" ? TreeRendering.Json(tree, roots, request) : TreeRendering.Text(roots, request);
        if (text.Length > 0)
        {
            context.Output.Write(text + "\n");
        }

        return 0;
    }
}
