using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Install;
using PipCs.Python.Interpreters;
using PipCs.Uninstalling;

namespace PipCs.Cli.Commands;

/// <summary><c>pip uninstall</c>.</summary>
internal static class UninstallCommand
{
    internal static int Run(ParsedArguments arguments, CommandContext context)
    {
        if (!arguments.Flag(OptionKey.OverrideExternallyManaged))
        {
            ExternallyManaged.Check(context.Interpreter, CommandContext.Variable);
        }

        Uninstaller.Run(new UninstallRequest
        {
            Interpreter = context.Interpreter,
            Requirements = arguments.Positionals,
            Confirm = arguments.Flag(OptionKey.Yes) ? null : () => context.Ask("Proceed (Y/n)? ", "y", "n", "") != "n",
            IsVerbose = arguments.Verbosity > 0,
            LockFolder = EnvironmentTransaction.FindLockFolder(CommandContext.Variable),
            Reporter = context.Reporter,
        });
        context.WarnIfRoot();
        return 0;
    }
}
