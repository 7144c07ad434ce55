using System.Diagnostics.CodeAnalysis;
using PipCs.Standards.Names;
using PipCs.Standards.Text;
using PipCs.Standards.Versions;

namespace PipCs.Standards.FileNames;

/// <summary>A source distribution's file name (PEP 625 and the legacy forms that indexes contain).</summary>
public sealed partial record SdistFileName : ITextParsable<SdistFileName>
{
    /// <summary>The normalised name.</summary>
    public required ProjectName Project { get; init; }

    /// <summary>The version.</summary>
    public required PackageVersion Version { get; init; }

    /// <summary>
    /// Reads the file name of a known project, as pip does: the name may contain dashes; <c>.tar.gz</c>, <c>.zip</c>, <c>.tar.bz2</c>, ...
    /// Names that end in <c>-py2.7</c> and the like belong to one old interpreter and are refused.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> fileName, ProjectName project, [NotNullWhen(true)] out SdistFileName? result)
    {
        result = null;
        if (!TrySplitArchiveExtension(fileName, out ReadOnlySpan<char> stem))
        {
            return false;
        }

        int dash = FindSeparator(stem, project.Value);
        if (dash < 0 || !PackageVersion.TryParse(stem[(dash + 1)..], out PackageVersion version))
        {
            return false;
        }

        result = new SdistFileName { Project = project, Version = version };
        return true;
    }

    /// <summary>Reads a file name as <c>packaging.utils.parse_sdist_filename</c> does: <c>.tar.gz</c> or <c>.zip</c>, the version after the last dash.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out SdistFileName? result) => TryParse(text, out result, out _);

    /// <summary>Reads a file name as <c>packaging.utils.parse_sdist_filename</c> does.</summary>
    /// <exception cref="FormatException">It is not a source distribution's; the message is packaging's.</exception>
    public static SdistFileName Parse(ReadOnlySpan<char> text)
        => TryParse(text, out SdistFileName? result, out string? error) ? result : throw new FormatException(error);

    /// <summary>Reads a file name as <c>packaging.utils.parse_sdist_filename</c> does; gives packaging's message where it is not a source distribution's.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out SdistFileName? result, [NotNullWhen(false)] out string? error)
    {
        result = null;
        int extension = text.EndsWith(".tar.gz", StringComparison.Ordinal) ? 7 : text.EndsWith(".zip", StringComparison.Ordinal) ? 4 : 0;
        if (extension == 0)
        {
            error = $"Invalid sdist filename (extension must be '.tar.gz' or '.zip'): {PythonText.Repr(text)}";
            return false;
        }

        ReadOnlySpan<char> stem = text[..^extension];
        int dash = stem.LastIndexOf('-');
        if (dash <= 0)
        {
            error = $"Invalid sdist filename{(dash == 0 ? " (empty project name)" : "")}: {PythonText.Repr(text)}";
            return false;
        }

        if (!PackageVersion.TryParse(stem[(dash + 1)..], out PackageVersion version))
        {
            error = $"Invalid sdist filename (invalid version): {PythonText.Repr(text)}";
            return false;
        }

        error = null;
        result = new SdistFileName { Project = ProjectName.Normalize(stem[..dash]), Version = version };
        return true;
    }

    /// <summary>Takes off the extension of an archive that pip unpacks.</summary>
    private static bool TrySplitArchiveExtension(ReadOnlySpan<char> fileName, out ReadOnlySpan<char> stem)
    {
        int length = ArchiveExtension.LengthOfSdist(fileName, StringComparison.Ordinal);
        stem = fileName[..^length];

        // As pip splits a name, .tar and what follows it are one extension: .tar.zip is none.
        return length > 0 && !stem.IsEmpty && !stem.EndsWith(".tar", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The position of the first dash whose preceding text normalises to a name; -1 where there is none.</summary>
    private static int FindSeparator(ReadOnlySpan<char> text, ReadOnlySpan<char> normalized)
    {
        int position = 0;
        bool inSeparator = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '-' && position == normalized.Length)
            {
                return i;
            }

            bool isSeparator = c is '-' or '_' or '.';
            if (isSeparator && inSeparator)
            {
                continue;
            }

            char expected = isSeparator ? '-' : c < '\x80' ? char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c : char.ToLowerInvariant(c);
            if (position == normalized.Length || normalized[position] != expected)
            {
                return -1;
            }

            position++;
            inSeparator = isSeparator;
        }

        return -1;
    }
}
