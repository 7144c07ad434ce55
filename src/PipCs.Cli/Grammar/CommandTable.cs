using PipCs.Cli.Grammar.Options;

namespace PipCs.Cli.Grammar;

/// <summary>
/// The grammar: every command of pip 26.3. A command is made when it is looked up, so that the others
/// cost nothing.
/// </summary>
internal static partial class CommandTable
{
    /// <summary>The names of pip's commands, in the order of its help.</summary>
    internal static ReadOnlySpan<string> Names => new[]
    {
        "install", "lock", "download", "uninstall", "freeze", "inspect", "list", "show", "check",
        "config", "search", "cache", "index", "wheel", "hash", "completion", "debug", "help",
    };

    /// <summary>The names of our own commands: never suggested, enumerated or completed, and in help only where we are not started as pip.</summary>
    internal static ReadOnlySpan<string> AddedNames => new[] { "update", "sync", "tree" };

    /// <summary>The part of the command line before a command.</summary>
    internal static Command Main => new("")
    {
        Usage = "\n%prog <command> [options]",
        Ungrouped = [GeneralOptions.Version],
        Groups = [GeneralOptions.Group],
    };

    /// <summary>The command of this name; null where there is none.</summary>
    internal static Command? Find(string name) => name switch
    {
        "install" => Install,
        "lock" => Lock,
        "download" => Download,
        "uninstall" => Uninstall,
        "freeze" => Freeze,
        "inspect" => Inspect,
        "list" => List,
        "show" => Show,
        "check" => Check,
        "config" => Config,
        "search" => Search,
        "cache" => Cache,
        "index" => Index,
        "wheel" => Wheel,
        "hash" => Hash,
        "completion" => Completion,
        "debug" => Debug,
        "help" => Help,
        "update" => Update,
        "sync" => Sync,
        "tree" => Tree,
        _ => null,
    };

    /// <summary>The description of a command in one line, for the list of commands.</summary>
    internal static string Summarize(string name) => name switch
    {
        "install" => "Install packages.",
        "lock" => "Generate a lock file.",
        "download" => "Download packages.",
        "uninstall" => "Uninstall packages.",
        "freeze" => "Output installed packages in requirements format.",
        "inspect" => "Inspect the python environment.",
        "list" => "List installed packages.",
        "show" => "Show information about installed packages.",
        "check" => "Verify installed packages have compatible dependencies.",
        "config" => "Manage local and global configuration.",
        "search" => "Search PyPI for packages.",
        "cache" => "Inspect and manage pip's wheel cache.",
        "index" => "Inspect information available from package indexes.",
        "wheel" => "Build wheels from your requirements.",
        "hash" => "Compute hashes of package archives.",
        "completion" => "A helper command used for command completion.",
        "debug" => "Show information useful for debugging.",
        "help" => "Show help for commands.",
        "update" => "Bring what is installed to its newest versions.",
        "sync" => "Install exactly what files ask for.",
        "tree" => "Show what needs what.",
        _ => "",
    };
}
