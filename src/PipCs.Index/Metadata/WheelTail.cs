using System.Text;
using PipCs.Archives.Zip;
using PipCs.Standards.Names;

namespace PipCs.Index.Metadata;

/// <summary>Reads bytes of a wheel at an offset; an answer shorter than <c>length</c> means that the wheel ends there.</summary>
internal delegate ValueTask<ReadOnlyMemory<byte>> ReadRange(long offset, int length, CancellationToken cancellationToken);

/// <summary>
/// Reads the METADATA of a wheel from its end on by ranges: the end record, the central directory, the one member.
/// Everything it reads is checked against the length.
/// </summary>
internal static class WheelTail
{
    /// <summary>How much of the end is read first: enough for the directory of most wheels.</summary>
    internal const int FirstRead = 16 * 1024;
    private const int LikelyExtra = 512;
    private const int LargestMetadata = 64 * 1024 * 1024;
    private const int LargestDirectory = 128 * 1024 * 1024;

    /// <summary>Reads the METADATA document.</summary>
    /// <exception cref="InvalidDataException">It is no wheel, or has not exactly one <c>.dist-info</c> of the project.</exception>
    internal static async ValueTask<byte[]> ReadMetadataAsync(ProjectName project, long length, ReadRange read, CancellationToken cancellationToken)
    {
        var tail = await read(Math.Max(0, length - FirstRead), (int)Math.Min(length, FirstRead), cancellationToken).ConfigureAwait(false);
        if (!ZipDirectory.TryLocate(tail.Span, length, out var location))
        {
            throw new InvalidDataException("the end of the central directory is missing");
        }

        if (location.Size > LargestDirectory)
        {
            throw new InvalidDataException("the central directory is too large");
        }

        var start = length - tail.Length;
        var directory = location.Offset >= start
            ? tail.Slice((int)(location.Offset - start), (int)location.Size)
            : await read(location.Offset, (int)location.Size, cancellationToken).ConfigureAwait(false);
        var member = FindMetadata(ZipDirectory.Read(directory, location.Count), project);
        if (member.PackedSize > LargestMetadata || member.Size > LargestMetadata || member.HeaderOffset >= length)
        {
            throw new InvalidDataException("METADATA lies outside the file");
        }

        // The local header may be longer than the central directory shows, so a little more is read, and the rest in a second read where that is too short.
        var wanted = Math.Min(ZipLocalHeader.FixedLength + member.NameBytes.Length + LikelyExtra + member.PackedSize, length - member.HeaderOffset);
        var bytes = member.HeaderOffset >= start ? tail[(int)(member.HeaderOffset - start)..] : await read(member.HeaderOffset, (int)wanted, cancellationToken).ConfigureAwait(false);
        if (ZipMember.Unpack(member, bytes.Span) is { } document)
        {
            return document;
        }

        wanted = Math.Min(ZipMember.LongestLength(member), length - member.HeaderOffset);
        bytes = await read(member.HeaderOffset, (int)wanted, cancellationToken).ConfigureAwait(false);
        return ZipMember.Unpack(member, bytes.Span) ?? throw new InvalidDataException("METADATA lies outside the file");
    }

    private static ZipEntry FindMetadata(ZipEntry[] entries, ProjectName project)
    {
        ZipEntry? found = null;
        foreach (var entry in entries)
        {
            var name = entry.NameBytes.Span;
            if (name.EndsWith(".dist-info/METADATA"u8) && name.IndexOf((byte)'/') == name.Length - "/METADATA".Length && IsOf(name, project))
            {
                found = found is null ? entry : throw new InvalidDataException("multiple .dist-info directories found");
            }
        }

        return found ?? throw new InvalidDataException($".dist-info directory with METADATA not found for {project.Value}");
    }

    private static bool IsOf(ReadOnlySpan<byte> name, ProjectName project)
    {
        var text = Encoding.UTF8.GetString(name[..name.IndexOf((byte)'/')]);
        return ProjectName.Normalize(text).Value.StartsWith(project.Value, StringComparison.Ordinal);
    }
}
