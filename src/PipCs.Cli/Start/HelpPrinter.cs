using PipCs.Cli.Grammar;
using PipCs.Cli.Help;
using PipCs.Cli.Parsing;
using PipCs.Cli.Terminal;

namespace PipCs.Cli.Start;

/// <summary>Chooses the layout of help for the terminal, pipe or file that it is written to.</summary>
internal static class HelpPrinter
{
    /// <summary>A formatter for standard output, or, for usage, standard error.</summary>
    internal static HelpFormatter Format(ProgramLocation program, ParsedArguments? arguments, int descriptor = 1) => new()
    {
        Program = program.Name,
        ShowsAdded = !program.IsPip,
        Columns = TerminalStyle.LayoutColumns,
        FoldColumns = TerminalStyle.FoldColumns,
        Coloured = TerminalStyle.IsColoured(descriptor, arguments?.Flag(OptionKey.NoColor) ?? false),
    };
}
