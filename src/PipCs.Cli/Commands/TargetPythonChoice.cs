using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Python.Tags;

namespace PipCs.Cli.Commands;

/// <summary>The options that choose wheels for another Python, and their conflicts with other options.</summary>
internal static class TargetPythonChoice
{
    internal static InterpreterTarget Target(ParsedArguments arguments) => new()
    {
        Platforms = arguments.List(OptionKey.Platforms),
        Version = arguments.PythonVersion ?? [],
        Implementation = arguments.Text(OptionKey.Implementation),
        Abis = arguments.List(OptionKey.Abis),
    };

    /// <summary>Refuses combinations that would build packages with this Python for another one, install them for this one, or choose them from a lock file.</summary>
    /// <exception cref="Diagnostics.UserErrorException">Such options were given together.</exception>
    internal static void Check(ParsedArguments arguments, bool installs)
    {
        if (Target(arguments).IsEmpty)
        {
            return;
        }

        var formats = arguments.Formats;
        var isBinaryOnly = formats.NoBinary.Count == 0 && formats.OnlyBinary.SetEquals([":all:"]);
        if (!isBinaryOnly && !arguments.Flag(OptionKey.IgnoreDependencies))
        {
            throw Errors.TargetNeedsWheels();
        }

        if (installs && !arguments.Flag(OptionKey.DryRun) && string.IsNullOrEmpty(arguments.Text(OptionKey.TargetDir)))
        {
            throw Errors.TargetNeedsFolder();
        }

        if (InstallingOptions.Sources(arguments).FirstLockFile is { } file)
        {
            throw Errors.TargetWithLockFile(file);
        }
    }

    /// <summary>Refuses <c>--only-deps</c> beside options that it has no meaning with.</summary>
    /// <exception cref="Diagnostics.UserErrorException">Such options were given together.</exception>
    internal static void CheckOnlyDependencies(ParsedArguments arguments)
    {
        if (!arguments.Flag(OptionKey.OnlyDependencies))
        {
            return;
        }

        var conflicts = new List<string>();
        void Add(bool isGiven, string option)
        {
            if (isGiven)
            {
                conflicts.Add($"'{option}'");
            }
        }

        Add(arguments.Flag(OptionKey.IgnoreDependencies), "--no-deps");
        Add(arguments.List(OptionKey.DeprecatedFeaturesEnabled).Contains("legacy-resolver"), "--use-deprecated legacy-resolver");
        Add(arguments.List(OptionKey.Requirements).Count > 0, "--requirement");
        Add(arguments.List(OptionKey.RequirementsFromScripts).Count > 0, "--requirements-from-script");
        Add(arguments.DependencyGroups.Count > 0, "--group");
        if (conflicts.Count > 0)
        {
            if (conflicts.Count > 1)
            {
                conflicts[^1] = "or " + conflicts[^1];
            }

            throw Errors.OnlyDependenciesConflict(string.Join(", ", conflicts));
        }
    }
}
