using System.Buffers;

namespace PipCs.Standards.Metadata;

/// <summary>Goes through the headers of a core metadata document as Python's <c>email</c> parser does, over bytes. A byte-order mark before the first header is left out: pip takes the whole document for a body there.</summary>
internal ref struct MetadataHeaders(ReadOnlySpan<byte> document)
{
    private readonly ReadOnlySpan<byte> _document = document;

    /// <summary>The start of the next line; after the last header, the start of the body.</summary>
    public int Position { get; private set; } = document.StartsWith("\uFEFF"u8) ? 3 : 0;

    /// <summary>The current header's name, as written.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Its value: without blanks before and line ends after, continuation lines included.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Goes to the next header; false where the body begins.</summary>
    public bool MoveNext()
    {
        while (Position < _document.Length)
        {
            ReadOnlySpan<byte> rest = _document[Position..];
            byte first = rest[0];
            if (first is (byte)'\n' or (byte)'\r')
            {
                Position += LineLength(rest);
                return false;
            }

            if (first is (byte)' ' or (byte)'\t' || rest.StartsWith("From "u8))
            {
                // A continuation of nothing, or a mail's envelope.
                Position += LineLength(rest);
                continue;
            }

            int colon = rest.IndexOf((byte)':');
            if (colon < 0 || rest[..colon].IndexOfAnyExceptInRange((byte)'!', (byte)'~') >= 0)
            {
                return false;
            }

            int end = LineLength(rest);
            while (end < rest.Length && rest[end] is (byte)' ' or (byte)'\t')
            {
                end += LineLength(rest[end..]);
            }

            Position += end;
            if (colon == 0)
            {
                continue;
            }

            Name = rest[..colon];
            Value = rest[(colon + 1)..end].TrimStart(" \t"u8).TrimEnd("\r\n"u8);
            return true;
        }

        return false;
    }

    /// <summary>Whether the current header has a name, given in lower case.</summary>
    public readonly bool Is(ReadOnlySpan<byte> lowerName)
    {
        if (Name.Length != lowerName.Length)
        {
            return false;
        }

        for (int i = 0; i < lowerName.Length; i++)
        {
            byte c = Name[i];
            if ((c is >= (byte)'A' and <= (byte)'Z' ? c | 0x20 : c) != lowerName[i])
            {
                return false;
            }
        }

        return true;
    }

    private static int LineLength(ReadOnlySpan<byte> rest)
    {
        int end = rest.IndexOfAny((byte)'\n', (byte)'\r');
        return end < 0 ? rest.Length : rest[end] == '\r' && end + 1 < rest.Length && rest[end + 1] == '\n' ? end + 2 : end + 1;
    }
}
