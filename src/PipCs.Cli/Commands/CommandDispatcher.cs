using PipCs.Cli.Parsing;

namespace PipCs.Cli.Commands;

/// <summary>Runs the command that the command line names.</summary>
internal static class CommandDispatcher
{
    /// <summary>Runs it and gives the exit code.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">The command failed, or is not built yet.</exception>
    internal static ValueTask<int> RunAsync(ParsedArguments arguments, CommandContext context) => arguments.Command.Name switch
    {
        "install" => InstallCommand.RunAsync(arguments, context),
        "download" => DownloadCommand.RunAsync(arguments, context),
        "lock" => LockCommand.RunAsync(arguments, context),
        "cache" => new(CacheCommand.Run(arguments, context)),
        "hash" => new(HashCommand.Run(arguments, context)),
        "completion" => new(CompletionCommand.Run(arguments, context)),
        "help" => new(HelpCommand.Run(arguments, context)),
        "list" => ListCommand.RunAsync(arguments, context),
        "tree" => new(TreeCommand.Run(arguments, context)),
        "sync" => SyncCommand.RunAsync(arguments, context),
        "update" => UpdateCommand.RunAsync(arguments, context),
        "search" => SearchCommand.RunAsync(arguments, context),
        "index" => IndexCommand.RunAsync(arguments, context),
        "freeze" => new(FreezeCommand.Run(arguments, context)),
        "show" => new(ShowCommand.Run(arguments, context)),
        "check" => new(CheckCommand.Run(context)),
        "inspect" => new(InspectCommand.Run(arguments, context)),
        "uninstall" => UninstallCommand.RunAsync(arguments, context),
        _ => throw Errors.CommandNotAvailable(arguments.Command.Name),
    };
}
