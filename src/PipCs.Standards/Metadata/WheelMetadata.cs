using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using PipCs.Standards.Text;

namespace PipCs.Standards.Metadata;

/// <summary>A wheel's WHEEL file, which describes its layout and its tags (Binary distribution format, PEP 427, "File contents"). Immutable.</summary>
/// <remarks>It is read leniently, as in pip: only <c>Wheel-Version</c> must be present and valid. Of a repeated field, the first counts.</remarks>
public sealed class WheelMetadata
{
    private WheelMetadata()
    {
    }

    /// <summary>The numbers of <c>Wheel-Version</c>: 1, 0 of all wheels so far. At least one.</summary>
    /// <remarks>The specification has an installer refuse a greater first number than it understands, and warn of a greater second one.</remarks>
    public required IReadOnlyList<int> WheelVersion { get; init; }

    /// <summary>The tool that made the wheel (<c>Generator</c>), or null.</summary>
    public string? Generator { get; private init; }

    /// <summary>Whether the wheel's content belongs in purelib, not platlib (<c>Root-Is-Purelib</c>): false but where it is <c>true</c>, in any case.</summary>
    public bool RootIsPurelib { get; private init; }

    /// <summary>The values of <c>Tag</c> in order, each a compatibility tag, without the blanks around; not checked.</summary>
    public IReadOnlyList<string> Tags { get; private init; } = [];

    /// <summary>The build number (<c>Build</c>) as written, or null.</summary>
    public string? Build { get; private init; }

    /// <summary>Reads the file's content (UTF-8; other bytes are read as Latin-1).</summary>
    /// <exception cref="FormatException"><c>Wheel-Version</c> is missing, or is not numbers joined by dots; the message is pip's.</exception>
    public static WheelMetadata Parse(ReadOnlySpan<byte> document)
        => TryParse(document, out WheelMetadata? result, out string? error) ? result : throw new FormatException(error);

    /// <summary>Reads the file's content; gives pip's message where <c>Wheel-Version</c> is missing, or is not numbers joined by dots.</summary>
    public static bool TryParse(ReadOnlySpan<byte> document, [NotNullWhen(true)] out WheelMetadata? result, [NotNullWhen(false)] out string? error)
    {
        string? version = null, generator = null, rootIsPurelib = null, build = null;
        var tags = new List<string>(1);
        var reader = new MetadataHeaders(document);
        while (reader.MoveNext())
        {
            if (reader.Is("tag"u8))
            {
                tags.Add(MetadataText.Decode(reader.Value).Trim());
            }
            else if (reader.Is("wheel-version"u8))
            {
                version ??= MetadataText.Decode(reader.Value).Trim();
            }
            else if (reader.Is("generator"u8))
            {
                generator ??= MetadataText.Decode(reader.Value);
            }
            else if (reader.Is("root-is-purelib"u8))
            {
                rootIsPurelib ??= MetadataText.Decode(reader.Value);
            }
            else if (reader.Is("build"u8))
            {
                build ??= MetadataText.Decode(reader.Value);
            }
        }

        int[]? numbers = version is null ? null : ReadNumbers(version);
        error = numbers is not null ? null
            : version is null ? "WHEEL is missing Wheel-Version"
            : $"invalid Wheel-Version: {PythonText.Repr(version)}";
        result = numbers is null ? null : new WheelMetadata
        {
            WheelVersion = numbers,
            Generator = generator,
            RootIsPurelib = string.Equals(rootIsPurelib, "true", StringComparison.OrdinalIgnoreCase),
            Tags = tags,
            Build = build,
        };
        return result is not null;
    }

    /// <summary>The numbers as Python's <c>int</c> reads them.</summary>
    private static int[]? ReadNumbers(string version)
    {
        string[] parts = version.Split('.');
        var numbers = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return null;
            }
        }

        return numbers;
    }
}
