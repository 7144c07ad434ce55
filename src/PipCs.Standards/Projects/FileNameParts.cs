using System.Text;
using PipCs.Standards.FileNames;

namespace PipCs.Standards.Projects;

/// <summary>
/// The parts of a distribution's file name, without copying, for a known project: of wheels as
/// <c>packaging.utils.parse_wheel_filename</c> reads them, of sdists with the version that pip finds in them.
/// </summary>
internal ref struct FileNameParts
{
    internal bool IsSdist;
    internal ReadOnlySpan<byte> Start;
    internal ReadOnlySpan<byte> End;
    internal ReadOnlySpan<byte> Version;
    internal ReadOnlySpan<byte> Build;
    internal ReadOnlySpan<byte> Tags;

    /// <summary>Reads a name; false where it is not a distribution of this project.</summary>
    /// <param name="name">The file name.</param>
    /// <param name="project">The normalised name of the project.</param>
    /// <param name="parts">Its parts.</param>
    internal static bool TryRead(ReadOnlySpan<byte> name, ReadOnlySpan<byte> project, out FileNameParts parts)
        => name.EndsWith(".whl"u8) ? TryReadWheel(name[..^4], project, out parts) : TryReadSdist(name, project, out parts);

    private static bool TryReadWheel(ReadOnlySpan<byte> stem, ReadOnlySpan<byte> project, out FileNameParts parts)
    {
        parts = default;
        var dashes = stem.Count((byte)'-');
        if (dashes is not (4 or 5))
        {
            return false;
        }

        var end = stem.IndexOf((byte)'-');
        var written = stem[..end];
        if (written.IndexOf("__"u8) >= 0 || !IsProject(written, project))
        {
            return false;
        }

        parts.Start = stem[..(end + 1)];
        parts.End = ".whl"u8;
        var rest = stem[(end + 1)..];
        end = rest.IndexOf((byte)'-');
        parts.Version = rest[..end];
        rest = rest[(end + 1)..];
        if (dashes == 5)
        {
            end = rest.IndexOf((byte)'-');
            parts.Build = rest[..end];
            rest = rest[(end + 1)..];
            if (parts.Build.IsEmpty || !char.IsAsciiDigit((char)parts.Build[0]))
            {
                return false;
            }
        }

        parts.Tags = rest;
        return true;
    }

    private static bool TryReadSdist(ReadOnlySpan<byte> name, ReadOnlySpan<byte> project, out FileNameParts parts)
    {
        parts = default;
        var extension = ArchiveExtension.LengthOfSdist(name);
        if (extension == 0 || (name.EndsWith(".zip"u8) && name.IndexOf("macosx10"u8) >= 0))
        {
            return false;
        }

        // The name may hold dashes itself: the first prefix that is the project's name counts.
        var stem = name[..^extension];
        for (var at = 0; at < stem.Length; at++)
        {
            if (stem[at] == '-' && IsProject(stem[..at], project))
            {
                parts.IsSdist = true;
                parts.Start = stem[..(at + 1)];
                parts.End = name[^extension..];
                parts.Version = stem[(at + 1)..];
                return !parts.Version.IsEmpty;
            }
        }

        return false;
    }

    /// <summary>Whether a name as written normalises to the project's.</summary>
    private static bool IsProject(ReadOnlySpan<byte> written, ReadOnlySpan<byte> project)
    {
        var at = 0;
        for (var i = 0; i < written.Length; i++)
        {
            var value = written[i];
            if (value is (byte)'-' or (byte)'_' or (byte)'.')
            {
                if (i > 0 && written[i - 1] is (byte)'-' or (byte)'_' or (byte)'.')
                {
                    continue;
                }

                value = (byte)'-';
            }
            else if (value is >= (byte)'A' and <= (byte)'Z')
            {
                value |= 0x20;
            }

            if (at >= project.Length || project[at++] != value)
            {
                return false;
            }
        }

        return at == project.Length;
    }

    /// <summary>Decodes percent escapes; gives the same bytes where there are none.</summary>
    internal static ReadOnlySpan<byte> Unquote(ReadOnlySpan<byte> text)
        => text.Contains((byte)'%') ? Encoding.UTF8.GetBytes(LinkUrl.Unquote(Encoding.UTF8.GetString(text))) : text;
}
