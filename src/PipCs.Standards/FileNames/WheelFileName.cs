using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using PipCs.Standards.Names;
using PipCs.Standards.Tags;
using PipCs.Standards.Text;
using PipCs.Standards.Versions;

namespace PipCs.Standards.FileNames;

/// <summary>A wheel's file name taken apart (Binary distribution format, PEP 427): <c>name-version(-build)?-python-abi-platform.whl</c>.</summary>
public sealed partial record WheelFileName : ITextParsable<WheelFileName>
{
    private static readonly SearchValues<char> PlainNameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.");

    /// <summary>The name as written, before the first dash.</summary>
    public required string Name { get; init; }

    /// <summary>The normalised name.</summary>
    public required ProjectName Project { get; init; }

    /// <summary>The version.</summary>
    public required PackageVersion Version { get; init; }

    /// <summary>The build tag as written, such as <c>2</c> or <c>1local</c>; null where there is none.</summary>
    public string? Build { get; init; }

    /// <summary>The compressed tag set as written, such as <c>py2.py3-none-any</c>.</summary>
    public required string Tags { get; init; }

    /// <summary>Reads a file name as <c>packaging.utils.parse_wheel_filename</c> does.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out WheelFileName? result) => TryParse(text, out result, out _);

    /// <summary>Reads a file name as <c>packaging.utils.parse_wheel_filename</c> does.</summary>
    /// <exception cref="FormatException">It is not a wheel's; the message is packaging's.</exception>
    public static WheelFileName Parse(ReadOnlySpan<char> text)
        => TryParse(text, out WheelFileName? result, out string? error) ? result : throw new FormatException(error);

    /// <summary>Reads a file name as <c>packaging.utils.parse_wheel_filename</c> does; gives packaging's message where it is not a wheel's.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out WheelFileName? result, [NotNullWhen(false)] out string? error)
    {
        result = null;
        ReadOnlySpan<char> stem = text;
        if (!stem.EndsWith(".whl", StringComparison.Ordinal))
        {
            error = $"Invalid wheel filename (extension must be '.whl'): {PythonText.Repr(stem)}";
            return false;
        }

        stem = stem[..^4];
        int dashes = stem.Count('-');
        if (dashes is not (4 or 5))
        {
            error = $"Invalid wheel filename (wrong number of parts): {PythonText.Repr(stem)}";
            return false;
        }

        int nameEnd = stem.IndexOf('-');
        int versionEnd = nameEnd + 1 + stem[(nameEnd + 1)..].IndexOf('-');
        int buildEnd = dashes == 4 ? versionEnd : versionEnd + 1 + stem[(versionEnd + 1)..].IndexOf('-');
        ReadOnlySpan<char> name = stem[..nameEnd];
        if (!IsEscapedName(name))
        {
            error = $"Invalid project name: {PythonText.Repr(stem)}";
            return false;
        }

        if (!PackageVersion.TryParse(stem[(nameEnd + 1)..versionEnd], out PackageVersion version))
        {
            error = $"Invalid wheel filename (invalid version): {PythonText.Repr(stem)}";
            return false;
        }

        ReadOnlySpan<char> build = dashes == 4 ? default : stem[(versionEnd + 1)..buildEnd];
        if (dashes == 5 && (build.IsEmpty || !char.IsAsciiDigit(build[0])))
        {
            error = $"Invalid build number: {build} in {PythonText.Repr(stem)}";
            return false;
        }

        ReadOnlySpan<char> tags = stem[(buildEnd + 1)..];
        if (!Tag.IsSet(tags))
        {
            error = $"Invalid wheel filename (invalid tag component): {PythonText.Repr(stem)}";
            return false;
        }

        string nameText = name.ToString();
        error = null;
        result = new WheelFileName
        {
            Name = nameText,
            Project = ProjectName.Normalize(nameText),
            Version = version,
            Build = dashes == 4 ? null : build.ToString(),
            Tags = tags.ToString(),
        };
        return true;
    }

    /// <summary>Whether a name consists of word characters and dots, without two underscores in a row.</summary>
    private static bool IsEscapedName(ReadOnlySpan<char> name)
    {
        int other = name.IndexOfAnyExcept(PlainNameCharacters);
        foreach (char c in other < 0 ? [] : name[other..])
        {
            if (!PythonText.IsWord(c) && c != '.' && !char.IsSurrogate(c))
            {
                return false;
            }
        }

        return !name.IsEmpty && !name.Contains("__", StringComparison.Ordinal);
    }
}
