using System.Buffers;

namespace PipCs.Index.Metadata;

/// <summary>Cuts a core metadata document down to the fields that resolving reads, still a core metadata document.</summary>
internal static class TrimmedMetadata
{
    internal static byte[] Of(ReadOnlySpan<byte> document)
    {
        var head = new ArrayBufferWriter<byte>(1024);
        var isWanted = false;
        while (!document.IsEmpty)
        {
            var end = document.IndexOf((byte)'\n');
            var line = end < 0 ? document : document[..(end + 1)];
            document = document[line.Length..];
            if (line.TrimEnd("\r\n"u8).IsEmpty)
            {
                break;
            }

            // A folded line belongs to the field above it.
            if (line[0] is not ((byte)' ' or (byte)'\t'))
            {
                isWanted = IsWanted(line);
            }

            if (isWanted)
            {
                head.Write(line);
                if (line[^1] != '\n')
                {
                    head.Write("\n"u8);
                }
            }
        }

        return head.WrittenSpan.ToArray();
    }

    private static bool IsWanted(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon < 0)
        {
            return false;
        }

        var field = line[..colon].TrimEnd((byte)' ');
        return Is(field, "Requires-Dist"u8) || Is(field, "Provides-Extra"u8) || Is(field, "Name"u8) || Is(field, "Version"u8)
            || Is(field, "Requires-Python"u8) || Is(field, "Metadata-Version"u8) || Is(field, "Dynamic"u8);
    }

    private static bool Is(ReadOnlySpan<byte> field, ReadOnlySpan<byte> name) => System.Text.Ascii.EqualsIgnoreCase(field, name);
}
