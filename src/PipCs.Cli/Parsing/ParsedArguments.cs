using System.Globalization;
using PipCs.Cli.Grammar;

namespace PipCs.Cli.Parsing;

/// <summary>The values of a command line, with those of configuration and environment below them. An option that was not given has its default.</summary>
internal sealed class ParsedArguments
{
    private readonly object?[] _values = new object?[(int)OptionKey.Count];
    private readonly List<string> _positionals = [];

    internal ParsedArguments(Command command) => Command = command;

    /// <summary>The command with the options.</summary>
    internal Command Command { get; }

    /// <summary>The arguments that are no options, in order.</summary>
    internal IReadOnlyList<string> Positionals => _positionals;

    /// <summary>Whether help was asked for, in which case the words after it were not parsed.</summary>
    internal bool HelpRequested { get; set; }

    /// <summary>The index of the first argument that is no option, for a command line that stops there.</summary>
    internal int Consumed { get; set; }

    /// <summary>Whether a flag is on.</summary>
    internal bool Flag(OptionKey key) => Switch(key) ?? false;

    /// <summary>A flag that may be on, off or not given.</summary>
    internal bool? Switch(OptionKey key) => _values[(int)key] is bool value ? value : DefaultsToTrue(key) ? true : null;

    /// <summary>How often a counted option was given.</summary>
    internal int Count(OptionKey key) => _values[(int)key] is int value ? value : 0;

    /// <summary>The value of an option; null where it was not given and has no default.</summary>
    internal string? Text(OptionKey key) => _values[(int)key] as string ?? DefaultText(key);

    /// <summary>All values of an option that may be repeated.</summary>
    internal IReadOnlyList<string> List(OptionKey key) => _values[(int)key] as List<string> ?? (IReadOnlyList<string>)[];

    /// <summary>The value of an option that takes a whole number.</summary>
    internal int Integer(OptionKey key) => _values[(int)key] is int value ? value : int.Parse(DefaultText(key) ?? "0", CultureInfo.InvariantCulture);

    /// <summary>The value of an option that takes a number.</summary>
    internal double Number(OptionKey key) => _values[(int)key] is double value ? value : double.Parse(DefaultText(key) ?? "0", CultureInfo.InvariantCulture);

    /// <summary>The value of an option that takes a span of time; null where it was not given.</summary>
    internal TimeSpan? Duration(OptionKey key) => _values[(int)key] as TimeSpan?;

    /// <summary>The value of an option that takes a size in bytes; null where it was not given.</summary>
    internal long? Size(OptionKey key) => _values[(int)key] as long?;

    /// <summary>Whether the option was given on the command line, in the environment or in configuration.</summary>
    internal bool IsGiven(OptionKey key) => _values[(int)key] is not null;

    /// <summary>The allowed formats (<c>--no-binary</c>, <c>--only-binary</c>).</summary>
    internal GivenFormats Formats => Get<GivenFormats>(OptionKey.FormatControl) ?? new GivenFormats();

    /// <summary>The projects for which pre-releases are allowed (<c>--all-releases</c>, <c>--only-final</c>).</summary>
    internal GivenReleases Releases => Get<GivenReleases>(OptionKey.ReleaseControl) ?? new GivenReleases();

    /// <summary>The three numbers at most of <c>--python-version</c>; null where it was not given.</summary>
    internal int[]? PythonVersion => Get<int[]>(OptionKey.PythonVersion);

    /// <summary>The names given to <c>--refresh-package</c>, normalised, or <c>:all:</c>.</summary>
    internal IReadOnlyCollection<string> RefreshedPackages => Get<HashSet<string>>(OptionKey.RefreshPackage) ?? (IReadOnlyCollection<string>)[];

    /// <summary>The file and name of each <c>--group</c>.</summary>
    internal IReadOnlyList<(string File, string Group)> DependencyGroups => Get<List<(string, string)>>(OptionKey.DependencyGroups) ?? (IReadOnlyList<(string, string)>)[];

    /// <summary>The keys and values of <c>--config-settings</c>, in order; a key may be there more than once.</summary>
    internal IReadOnlyList<(string Key, string Value)> ConfigSettings => Get<List<(string, string)>>(OptionKey.ConfigSettings) ?? (IReadOnlyList<(string, string)>)[];

    /// <summary><c>--uploaded-prior-to</c>; null where it was not given.</summary>
    internal DateTimeOffset? UploadedPriorTo => _values[(int)OptionKey.UploadedPriorTo] as DateTimeOffset?;

    /// <summary>Whether the cache is turned off (<c>--no-cache-dir</c>).</summary>
    internal bool CacheDisabled => _values[(int)OptionKey.CacheDir] is false;

    /// <summary><c>-v</c> less <c>-q</c>; 2 under <c>--debug</c>.</summary>
    internal int Verbosity => Flag(OptionKey.DebugMode) ? 2 : Count(OptionKey.Verbose) - Count(OptionKey.Quiet);

    internal T? Get<T>(OptionKey key)
        where T : class => _values[(int)key] as T;

    internal void Set(OptionKey key, object value) => _values[(int)key] = value;

    internal void Append(OptionKey key, string value)
    {
        if (_values[(int)key] is not List<string> list)
        {
            _values[(int)key] = list = [];
        }

        list.Add(value);
    }

    internal T GetOrAdd<T>(OptionKey key)
        where T : class, new()
    {
        if (_values[(int)key] is not T value)
        {
            _values[(int)key] = value = new T();
        }

        return value;
    }

    internal void AddPositional(string value) => _positionals.Add(value);

    private bool DefaultsToTrue(OptionKey key)
    {
        foreach (var group in Command.Groups)
        {
            foreach (var option in group.Options)
            {
                if (option.Key == key && option.DefaultsToTrue)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private string? DefaultText(OptionKey key)
    {
        foreach (var group in Command.Groups)
        {
            foreach (var option in group.Options)
            {
                if (option.Key == key && option.Default is { } value)
                {
                    return value;
                }
            }
        }

        return null;
    }
}
