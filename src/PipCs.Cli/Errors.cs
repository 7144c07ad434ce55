using PipCs.Diagnostics;

namespace PipCs.Cli;

/// <summary>The errors of Cli itself.</summary>
internal static class Errors
{
    /// <summary>A list option was followed by another option.</summary>
    internal static UserErrorException ArgumentMissing(string names) => new($"{names} option requires 1 argument.");

    /// <summary>An unknown command.</summary>
    internal static UserErrorException UnknownCommand(string name, string? guess) =>
        new(guess is null ? $"unknown command \"{name}\"" : $"unknown command \"{name}\" - maybe you meant \"{guess}\"");

    /// <summary>The command is pip's, but is not built yet.</summary>
    internal static UserErrorException CommandNotAvailable(string name) => new($"\"{name}\" is not available yet");

    /// <summary>The option is pip's, but is not built yet.</summary>
    internal static UserErrorException OptionNotAvailable(string option) => new($"\"{option}\" is not available yet");

    /// <summary><c>--python</c> after the command.</summary>
    internal static UserErrorException PythonAfterCommand() => new("The --python option must be placed before the pip subcommand name");

    /// <summary>The Python is no virtual environment, although <c>--require-virtualenv</c> demands one.</summary>
    internal static UserErrorException EnvironmentRequired() => new("Could not find an activated virtualenv (required).", 3);

    /// <summary>A file to be hashed cannot be read. pip prints a traceback that ends with this line.</summary>
    internal static UserErrorException FileNotReadable(string path, string problem) => new($"{problem}: {PythonRepr.Quote(path)}", 2);

    /// <summary>A question, where <c>--no-input</c> forbids one.</summary>
    internal static UserErrorException NoInputExpected(string question) => new($"No input was expected ($PIP_NO_INPUT set); question: {question}", 2);

    /// <summary>The input ended where an answer was awaited.</summary>
    internal static UserErrorException InputEnded(string question) => new($"EOF when reading a line; question: {question}", 2);

    /// <summary>The cache is turned off, and a command works on it.</summary>
    internal static UserErrorException CacheDisabled() => new("pip cache commands can not function since cache is disabled.");

    /// <summary>A command with verbs got none, or an unknown one.</summary>
    internal static UserErrorException ActionMissing(IReadOnlyList<string> actions) => new($"Need an action ({string.Join(", ", actions)}) to perform.");

    /// <summary>A verb takes fewer arguments.</summary>
    internal static UserErrorException TooManyArguments() => new("Too many arguments");

    /// <summary><c>--pre</c> together with options that choose the same for single projects.</summary>
    internal static UserErrorException PreWithReleaseControl() => new("--pre cannot be used with --all-releases or --only-final.");

    /// <summary><c>cache prune</c> needs a limit.</summary>
    internal static UserErrorException PruneLimitMissing() => new("Please provide a limit with --max-size or --max-age");

    /// <summary><c>cache clear</c> got a name that is neither a bucket nor a project.</summary>
    internal static UserErrorException NotInCache(string what) => new($"'{what}' is neither a bucket of the cache nor the name of a project");

    /// <summary>Options for another Python together with packages that this Python may have to build.</summary>
    internal static UserErrorException TargetNeedsWheels() => new("When restricting platform and interpreter constraints using --python-version, --platform, --abi, or --implementation, either --no-deps must be set, or --only-binary=:all: must be set and --no-binary must not be set (or must be set to :none:).");

    /// <summary>Wheels for another Python where this one would look for them.</summary>
    internal static UserErrorException TargetNeedsFolder() => new("Can not use any platform or abi specific options unless installing via '--target' or using '--dry-run'");

    /// <summary>Wheels for another Python out of a lock file, which is for this one.</summary>
    internal static UserErrorException TargetWithLockFile(string file) => new($"Platform and interpreter constraints using --python-version, --platform, --abi, or --implementation, are not supported when selecting requirements from '{file}'");

    /// <summary><c>--only-deps</c> beside options that it has no meaning with.</summary>
    internal static UserErrorException OnlyDependenciesConflict(string options) =>
        new($"Cannot use '--only-dependencies' in combination with {options}. If this is unexpected, please refer to the user guide:\n\n    https://pip.pypa.io/en/stable/user_guide/#installing-only-dependencies");

    /// <summary><c>uninstall --unused</c> finds the names itself.</summary>
    internal static UserErrorException UnusedWithNames() => new("--unused cannot be used with names or requirements files.");

    /// <summary><c>uninstall --dry-run</c> is for <c>--unused</c>.</summary>
    internal static UserErrorException DryRunWithoutUnused() => new("--dry-run can only be used with --unused.");

    /// <summary><c>cache remove</c> without a pattern.</summary>
    internal static UserErrorException PatternMissing() => new("Please provide a pattern");

    /// <summary><c>list</c> with both options.</summary>
    internal static UserErrorException OutdatedWithUptodate() => new("Options --outdated and --uptodate cannot be combined.");

    /// <summary><c>list --outdated</c> with a format that it does not have.</summary>
    internal static UserErrorException OutdatedAsFreeze() => new("List format 'freeze' cannot be used with the --outdated option.");

    /// <summary><c>search</c> without words.</summary>
    internal static UserErrorException QueryMissing() => new("Missing required argument (search query).");

    /// <summary><c>index versions</c> takes one name.</summary>
    internal static UserErrorException ArgumentCount() => new("You need to specify exactly one argument");

    /// <summary><c>sync</c> takes files alone.</summary>
    internal static UserErrorException SyncTakesFiles(string argument) => new(
        $"sync takes what is wanted from files, not from arguments: '{argument}'",
        hints: [$"`-r {argument}` if that is a file; `pip-cs install {argument}` if it is a requirement."]);

    /// <summary>A command has to ask a question, but there is no terminal.</summary>
    internal static UserErrorException NobodyToAsk() =>
        new("Cannot ask whether to go on: standard input is not a terminal.", hints: ["`--yes` goes on without asking; `--dry-run` shows the plan alone."]);
}
