using PipCs.Cli.Grammar.Options;

namespace PipCs.Cli.Grammar;

internal static partial class CommandTable
{
    private static Command Config => new("config")
    {
        Usage = "\n%prog [<file-option>] list\n%prog [<file-option>] [--editor <editor-path>] edit\n\n%prog [<file-option>] get command.option\n%prog [<file-option>] set command.option value\n%prog [<file-option>] unset command.option\n%prog [<file-option>] debug\n",
        Description = """
            Manage local and global configuration.

            Subcommands:

            - list: List the active configuration (or from the file specified)
            - edit: Edit the configuration file in an editor
            - get: Get the value associated with command.option
            - set: Set the command.option=value
            - unset: Unset the value associated with command.option
            - debug: List the configuration files and values defined under them

            Configuration keys should be dot separated command and option name,
            with the special prefix "global" affecting any command. For example,
            "pip config set global.index-url https://example.org/" would configure
            the index url for all commands, but "pip config set download.timeout 10"
            would configure a 10 second timeout only for "pip download" commands.

            If none of --user, --global and --site are passed, a virtual
            environment configuration file is used if one is active and the file
            exists. Otherwise, all modifications happen to the user file by
            default.
            """,
        NeedsNoPython = true,
        IgnoresRequiredEnvironment = true,
        Subcommands = ["list", "edit", "get", "set", "unset", "debug"],
        Groups =
        [
            new("Config Options",
            [
                ConfigOptions.Editor,
                ConfigOptions.Global,
                ConfigOptions.User,
                ConfigOptions.Site,
            ]),
            GeneralOptions.Group,
        ],
    };

    private static Command Search => new("search")
    {
        Usage = "\n%prog [options] <query>",
        Description = "Search for PyPI packages whose name or summary contains <query>.",
        IgnoresRequiredEnvironment = true,
        Groups =
        [
            new("Search Options",
            [
                SearchOptions.Index,
            ]),
            GeneralOptions.Group,
        ],
    };

    private static Command Cache => new("cache")
    {
        Usage = "\n%prog dir\n%prog info\n%prog list [<pattern>] [--format=[human, abspath]]\n%prog remove <pattern>\n%prog purge\n",
        Description = """
            Inspect and manage pip's wheel cache.

            Subcommands:

            - dir: Show the cache directory.
            - info: Show information about the cache.
            - list: List filenames of packages stored in the cache.
            - remove: Remove one or more package from the cache.
            - purge: Remove all items from the cache.

            ``<pattern>`` can be a glob expression or a package name.
            """,
        AddedUsage = "%prog stats [--format=[human, json]]\n%prog clear [<bucket> | <package>]... [--expired]\n%prog prune [--max-size <size>] [--max-age <time>]\n%prog verify\n",
        AddedDescription = """


            Of our own cache, which lies beside pip's:

            - stats: Show what is in it, by bucket, and what it saved.
            - clear: Remove all of it, some buckets, or what is known of some packages.
            - prune: Remove what was used least recently.
            - verify: Check all of it, and drop what is damaged.
            """,
        NeedsNoPython = true,
        IgnoresRequiredEnvironment = true,
        Subcommands = ["dir", "info", "list", "remove", "purge"],
        Groups =
        [
            new("Cache Options",
            [
                CacheOptions.Format,
                CacheOptions.MaximumSize,
                CacheOptions.MaximumAge,
                CacheOptions.Expired,
            ]),
            GeneralOptions.Group,
        ],
    };

    private static Command Index => new("index")
    {
        Usage = "\n%prog versions <package>\n",
        Description = "Inspect information available from package indexes.",
        IgnoresRequiredEnvironment = true,
        Subcommands = ["versions"],
        Groups =
        [
            new("Index Options",
            [
                TargetPythonOptions.Platform,
                TargetPythonOptions.PythonVersion,
                TargetPythonOptions.Implementation,
                TargetPythonOptions.Abi,
                RequirementOptions.IgnoreRequiresPython,
                IndexOptions.Json,
            ]),
            PackageSelectionOptions.Group,
            PackageIndexOptions.Group,
            GeneralOptions.Group,
        ],
    };

    private static Command Hash => new("hash")
    {
        Usage = "%prog [options] <file> ...",
        Description = """
            Compute a hash of a local package archive.

            These can be used with --hash in a requirements file to do repeatable
            installs.
            """,
        NeedsNoPython = true,
        IgnoresRequiredEnvironment = true,
        Groups =
        [
            new("Hash Options",
            [
                HashOptions.Algorithm,
            ]),
            GeneralOptions.Group,
        ],
    };

    private static Command Completion => new("completion")
    {
        Usage = "",
        Description = "A helper command to be used for command completion.",
        NeedsNoPython = true,
        IgnoresRequiredEnvironment = true,
        Groups =
        [
            new("Completion Options",
            [
                CompletionOptions.Bash,
                CompletionOptions.Zsh,
                CompletionOptions.Fish,
                CompletionOptions.Powershell,
            ]),
            GeneralOptions.Group,
        ],
    };

    private static Command Debug => new("debug")
    {
        Usage = "\n%prog <options>",
        Description = "Display debug information.",
        IgnoresRequiredEnvironment = true,
        Groups =
        [
            new("Debug Options",
            [
                TargetPythonOptions.Platform,
                TargetPythonOptions.PythonVersion,
                TargetPythonOptions.Implementation,
                TargetPythonOptions.Abi,
            ]),
            GeneralOptions.Group,
        ],
    };

    private static Command Help => new("help")
    {
        Usage = "\n%prog <command>",
        Description = "Show help for commands",
        NeedsNoPython = true,
        IgnoresRequiredEnvironment = true,
        Groups =
        [
            GeneralOptions.Group,
        ],
    };
}
