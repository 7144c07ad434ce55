using System.Globalization;
using PipCs.Cli.Grammar;
using PipCs.Cli.Text;
using PipCs.Diagnostics;

namespace PipCs.Cli.Parsing;

/// <summary>The parsers of options whose values have a form of their own.</summary>
internal static class OptionCallbacks
{
    /// <summary>Applies such an option.</summary>
    /// <param name="arguments">The arguments that it changes.</param>
    /// <param name="option">The option.</param>
    /// <param name="name">The option as written.</param>
    /// <param name="value">Its value; null for a flag on the command line.</param>
    internal static void Apply(ParsedArguments arguments, Option option, string name, string? value)
    {
        var command = arguments.Command;
        switch (option.Callback)
        {
            case OptionCallback.NoCacheDir:
                if (value is not null && !OptionValueReader.TryReadFlag(value, out _))
                {
                    throw Refuse(command, option, $"invalid truth value {PythonRepr.Quote(value.ToLowerInvariant())}");
                }

                arguments.Set(option.Key, false);
                break;
            case OptionCallback.PythonVersion:
                SetPythonVersion(arguments, option, value!);
                break;
            case OptionCallback.Src:
                arguments.Set(option.Key, Path.GetFullPath(value!));
                break;
            case OptionCallback.ConfigSettings:
                var equals = value!.IndexOf('=', StringComparison.Ordinal);
                if (equals < 0)
                {
                    throw new UsageException(command, $"Arguments to {name} must be of the form KEY=VAL");
                }

                arguments.GetOrAdd<List<(string, string)>>(option.Key).Add((value[..equals], value[(equals + 1)..]));
                break;
            case OptionCallback.DependencyGroup:
                AddDependencyGroup(arguments, option, value!);
                break;
            case OptionCallback.AllReleases or OptionCallback.OnlyFinal:
                RefuseOption(value!, "--all-releases / --only-final");
                var releases = arguments.GetOrAdd<GivenReleases>(option.Key);
                Merge(option.Callback == OptionCallback.AllReleases, value!, releases.AllReleases, releases.OnlyFinal);
                break;
            case OptionCallback.NoBinary or OptionCallback.OnlyBinary:
                RefuseOption(value!, "--no-binary / --only-binary");
                var formats = arguments.GetOrAdd<GivenFormats>(option.Key);
                Merge(option.Callback == OptionCallback.NoBinary, value!, formats.NoBinary, formats.OnlyBinary);
                break;
            case OptionCallback.RefreshPackage:
                RefuseOption(value!, "--refresh-package");
                var names = arguments.GetOrAdd<HashSet<string>>(option.Key);
                NamedProjects.Merge(value!, names, []);
                break;
            case OptionCallback.UploadedPriorTo:
                arguments.Set(option.Key, UploadTime.TryParse(value!, out var time, out var problem)
                    ? time
                    : throw Refuse(command, option, $"invalid value: {PythonRepr.Quote(value!)}: {problem}. Expected an ISO 8601 datetime string (e.g., '2023-01-01' or '2023-01-01T00:00:00Z') or a duration in days (e.g., 'P3D')"));
                break;
        }
    }

    private static void Merge(bool first, string value, HashSet<string> firstSet, HashSet<string> secondSet) =>
        NamedProjects.Merge(value, first ? firstSet : secondSet, first ? secondSet : firstSet);

    private static void RefuseOption(string value, string names)
    {
        if (value.StartsWith('-'))
        {
            throw Errors.ArgumentMissing(names);
        }
    }

    private static void SetPythonVersion(ParsedArguments arguments, Option option, string value)
    {
        if (value.Length == 0)
        {
            return;
        }

        var parts = value.Split('.');
        var problem = parts.Length > 3 ? "at most three version parts are allowed" : null;
        if (parts is [{ Length: > 1 } joined])
        {
            parts = [joined[..1], joined[1..]];
        }

        var numbers = new int[parts.Length];
        for (var i = 0; i < parts.Length && problem is null; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.Integer, CultureInfo.InvariantCulture, out numbers[i]))
            {
                problem = "each version part must be an integer";
            }
        }

        if (problem is not null)
        {
            throw Refuse(arguments.Command, option, $"invalid --python-version value: {PythonRepr.Quote(value)}: {problem}");
        }

        arguments.Set(option.Key, numbers);
    }

    private static void AddDependencyGroup(ParsedArguments arguments, Option option, string value)
    {
        var colon = value.LastIndexOf(':');
        var file = colon < 0 ? "pyproject.toml" : value[..colon];
        var fileName = Path.GetFileName(file);
        var isLock = fileName == "pylock.toml" || (fileName.StartsWith("pylock.", StringComparison.Ordinal) && fileName.EndsWith(".toml", StringComparison.Ordinal));
        if (fileName != "pyproject.toml" && !isLock)
        {
            throw Refuse(arguments.Command, option, "group paths use 'pyproject.toml', 'pylock.toml' or 'pylock.<name>.toml' filenames");
        }

        arguments.GetOrAdd<List<(string, string)>>(option.Key).Add((file, value[(colon + 1)..]));
    }

    private static UsageException Refuse(Command command, Option option, string problem) =>
        new(command, string.Join('\n', TextWrap.Wrap($"{string.Join('/', option.Names)} error: {problem}", 70)));
}
