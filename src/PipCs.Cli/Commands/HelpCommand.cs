using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Cli.Start;
using PipCs.Cli.Text;

namespace PipCs.Cli.Commands;

/// <summary><c>pip help COMMAND</c>.</summary>
internal static class HelpCommand
{
    internal static int Run(ParsedArguments arguments, CommandContext context)
    {
        if (arguments.Positionals.Count > 0)
        {
            var command = Find(arguments.Positionals[0]);
            context.Output.Write(HelpPrinter.Format(context.Program, arguments).FormatHelp(command, null));
        }

        return 0;
    }

    /// <summary>Finds a command by its name.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">There is none.</exception>
    internal static Command Find(string name) =>
        CommandTable.Find(name) ?? throw Errors.UnknownCommand(name, CloseMatch.Find(name.ToLowerInvariant(), CommandTable.Names));
}
