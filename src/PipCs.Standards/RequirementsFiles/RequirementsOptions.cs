using System.Diagnostics.CodeAnalysis;
using PipCs.Standards.Text;

namespace PipCs.Standards.RequirementsFiles;

/// <summary>The options of requirements files, read as Python's <c>optparse</c> does, with its error messages.</summary>
internal static class RequirementsOptions
{
    /// <summary>The long options in alphabetical order; those that take a value end in <c>=</c>.</summary>
    private static readonly string[] LongOptions =
    [
        "all-releases=", "config-settings=", "constraint=", "editable=", "extra-index-url=", "find-links=", "hash=", "index-url=",
        "no-binary=", "no-index", "no-require-hashes", "only-binary=", "only-final=", "pre", "prefer-binary", "pypi-url=",
        "require-hashes", "requirement=", "trusted-host=", "use-feature=",
    ];

    private static readonly string[] Features =
        ["fast-deps", "inprocess-build-deps", "venv-isolation", "truststore", "no-binary-enable-wheel-cache", "build-constraint"];

    /// <summary>Reads the options among the words; as in pip, other words are ignored.</summary>
    public static bool TryRead(
        List<string> words,
        [NotNullWhen(true)] out List<KeyValuePair<string, string>>? options,
        [NotNullWhen(false)] out string? error)
    {
        options = [];
        error = null;
        for (int i = 0; i < words.Count; i++)
        {
            string word = words[i];
            if (word == "--")
            {
                break;
            }

            if (word.Length < 2 || word[0] != '-')
            {
                continue;
            }

            string? value = null;
            string spelling;
            string? option;
            if (word[1] == '-')
            {
                int equals = word.IndexOf('=', StringComparison.Ordinal);
                value = equals < 0 ? null : word[(equals + 1)..];
                option = FindLong(equals < 0 ? word : word[..equals], out error);
                spelling = $"--{option?.TrimEnd('=')}";
            }
            else
            {
                option = FindShort(word[1]);
                spelling = word[..2];
                value = word.Length > 2 ? word[2..] : null;
                error = option is null ? $"no such option: {spelling}" : null;
            }

            if (option is null)
            {
                error ??= "";
                return false;
            }

            bool takesValue = option[^1] == '=';
            if (takesValue && value is null && ++i < words.Count)
            {
                value = words[i];
            }

            error = takesValue ? CheckValue(option, spelling, value) : value is null ? null : $"{spelling} option does not take a value";
            if (error is not null)
            {
                return false;
            }

            options.Add(new(option == "pypi-url=" ? "index-url" : option.TrimEnd('='), value ?? ""));
        }

        return true;
    }

    private static string? FindShort(char letter) => letter switch
    {
        'i' => "index-url=",
        'c' => "constraint=",
        'r' => "requirement=",
        'e' => "editable=",
        'f' => "find-links=",
        'C' => "config-settings=",
        _ => null,
    };

    /// <summary>Finds an option by its name, or by a beginning that no other has.</summary>
    private static string? FindLong(string word, out string? error)
    {
        error = null;
        ReadOnlySpan<char> name = word.AsSpan(2);
        var matches = new List<string>();
        foreach (string option in LongOptions)
        {
            ReadOnlySpan<char> optionName = option.AsSpan().TrimEnd('=');
            if (optionName.SequenceEqual(name))
            {
                return option;
            }

            if (optionName.StartsWith(name, StringComparison.Ordinal))
            {
                matches.Add(option);
            }
        }

        if (matches.Count == 1)
        {
            return matches[0];
        }

        error = matches.Count == 0
            ? $"no such option: {word}"
            : $"ambiguous option: {word} ({string.Join(", ", matches.ConvertAll(match => "--" + match.TrimEnd('=')))}?)";
        return null;
    }

    private static string? CheckValue(string option, string spelling, string? value)
    {
        if (value is null)
        {
            return $"{spelling} option requires 1 argument";
        }

        switch (option)
        {
            case "hash=":
                int colon = value.IndexOf(':', StringComparison.Ordinal);
                return colon < 0
                    ? $"Arguments to {spelling} must be a hash name followed by a value, like --hash=sha256:abcde..."
                    : value.AsSpan(0, colon) is "sha256" or "sha384" or "sha512" ? null : $"Allowed hash algorithms for {spelling} are sha256, sha384, sha512.";
            case "config-settings=":
                return value.Contains('=', StringComparison.Ordinal) ? null : $"Arguments to {spelling} must be of the form KEY=VAL";
            case "use-feature=":
                return Array.IndexOf(Features, value) >= 0 ? null
                    : $"option {spelling}: invalid choice: {PythonText.Repr(value)} (choose from {string.Join(", ", Array.ConvertAll(Features, feature => PythonText.Repr(feature)))})";
            case "no-binary=" or "only-binary=" when value.StartsWith('-'):
                return "--no-binary / --only-binary option requires 1 argument.";
            default:
                return null;
        }
    }
}
