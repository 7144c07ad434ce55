namespace PipCs.Cli.Configuration;

/// <summary>
/// The values of configuration files and environment variables; of several values of one key the last counts. The order is:
/// global files, the user's, the environment's (site), <c>PIP_CONFIG_FILE</c>, then <c>PIP_*</c>.
/// </summary>
internal sealed class ConfigurationSet
{
    private readonly List<(string Section, string Key, string Value)> _values = [];

    /// <summary>The section for values of <c>PIP_*</c> variables.</summary>
    internal const string EnvironmentSection = ":env:";

    /// <summary>Gives the keys and values of a section, those with empty values left out, in the order in which keys were first met.</summary>
    internal IEnumerable<(string Key, string Value)> GetSection(string section)
    {
        foreach (var (candidate, key, value) in _values)
        {
            if (value.Length > 0 && string.Equals(candidate, section, StringComparison.Ordinal))
            {
                yield return (key, value);
            }
        }
    }

    /// <summary>Sets a key, after changing its name into the form of a long option.</summary>
    internal void Set(string section, string name, string value)
    {
        var key = Normalize(name);
        for (var i = 0; i < _values.Count; i++)
        {
            if (_values[i].Key == key && _values[i].Section == section)
            {
                _values[i] = (section, key, value);
                return;
            }
        }

        _values.Add((section, key, value));
    }

    private static string Normalize(string name)
    {
        var key = name.ToLowerInvariant().Replace('_', '-');
        return key.StartsWith("--", StringComparison.Ordinal) ? key[2..] : key;
    }
}
