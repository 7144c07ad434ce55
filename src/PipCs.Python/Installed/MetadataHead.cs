using System.Text;
using PipCs.Platform;
using PipCs.Standards.Metadata;
using PipCs.Standards.Versions;

namespace PipCs.Python.Installed;

/// <summary>The two fields that lists show, read from the start of a metadata document. Null where a field is missing.</summary>
internal sealed record MetadataHead(string? Name, string? Version)
{
    // Every build backend writes Name and Version into the first lines.
    private const int HeadSize = 1024;

    /// <summary>That of a document without either.</summary>
    internal static MetadataHead None { get; } = new(null, null);

    /// <summary>Whether there are a name and a valid version.</summary>
    internal bool IsComplete => Name is not null && Version is not null && PackageVersion.TryParse(Version, out _);

    internal static MetadataHead Read(string path)
    {
        Span<byte> buffer = stackalloc byte[HeadSize];
        if (NativeFile.ReadHead(path, buffer, out var length) != Errno.None)
        {
            return None;
        }

        if (TryFind(buffer[..length], length < HeadSize, out var name, out var version))
        {
            return new(name, version);
        }

        if (NativeFile.ReadAll(path, out var content) != Errno.None)
        {
            return None;
        }

        var metadata = CoreMetadata.Parse(content);
        return new(metadata.GetFirst("Name"), metadata.GetFirst("Version"));
    }

    /// <summary>The headers of a document, with the blank line after them; null where they are unusually long or have unusual line ends.</summary>
    internal static byte[]? ReadHeaders(string path)
    {
        const int Usual = 8 * 1024;
        Span<byte> buffer = stackalloc byte[Usual];
        if (NativeFile.ReadHead(path, buffer, out var length) != Errno.None)
        {
            return null;
        }

        var head = buffer[..length];
        var end = head.IndexOf("\n\n"u8);
        head = end < 0 ? head : head[..(end + 2)];
        return (end < 0 && length == Usual) || head.Contains((byte)'\r') ? null : head.ToArray();
    }

    /// <summary>Puts a name and a version before a document that lacks them.</summary>
    internal static byte[] Complete(ReadOnlySpan<byte> document, MetadataHead head, string name, PackageVersion version)
    {
        var added = $"{(head.Name is null ? $"Name: {name}\n" : "")}Version: {(version == default ? "0" : version.ToString())}\n";
        return [.. Encoding.UTF8.GetBytes(added), .. WithoutMark(document)];
    }

    /// <summary>The first value of a field in a small file of the same syntax; null where the field is missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="field">The field in lower case, with its colon.</param>
    internal static string? ReadField(string path, ReadOnlySpan<byte> field)
    {
        Span<byte> buffer = stackalloc byte[HeadSize];
        if (NativeFile.ReadHead(path, buffer, out var length) != Errno.None)
        {
            return null;
        }

        ReadOnlySpan<byte> content = buffer[..length];
        if (length == HeadSize && NativeFile.ReadAll(path, out var whole) == Errno.None)
        {
            content = whole;
        }

        content = WithoutMark(content);
        foreach (var range in content.Split((byte)'\n'))
        {
            var line = content[range].TrimEnd((byte)'\r');
            if (line.IsEmpty)
            {
                return null;
            }

            if (Starts(line, field))
            {
                return Value(line[field.Length..]);
            }
        }

        return null;
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> document) => document.StartsWith("\uFEFF"u8) ? document[3..] : document;

    private static bool TryFind(ReadOnlySpan<byte> head, bool isWhole, out string? name, out string? version)
    {
        name = null;
        version = null;
        head = WithoutMark(head);
        while (!head.IsEmpty)
        {
            var end = head.IndexOf((byte)'\n');
            if (end < 0 && !isWhole)
            {
                return false;
            }

            var line = (end < 0 ? head : head[..end]).TrimEnd((byte)'\r');
            head = end < 0 ? default : head[(end + 1)..];
            if (line.IsEmpty)
            {
                // The headers end here.
                return true;
            }

            if (name is null && Starts(line, "name:"u8))
            {
                name = Value(line["name:".Length..]);
            }
            else if (version is null && Starts(line, "version:"u8))
            {
                version = Value(line["version:".Length..]);
            }

            // The next line could continue a value. In practice these two are never continued; if one is, the complete parser reads them.
            if (name is not null && version is not null)
            {
                return head.IsEmpty ? isWhole : head[0] is not ((byte)' ' or (byte)'\t');
            }
        }

        return isWhole;
    }

    private static bool Starts(ReadOnlySpan<byte> line, ReadOnlySpan<byte> field)
        => line.Length >= field.Length && Ascii.EqualsIgnoreCase(line[..field.Length], field);

    private static string Value(ReadOnlySpan<byte> value) => Encoding.UTF8.GetString(value.Trim(" \t"u8));
}
