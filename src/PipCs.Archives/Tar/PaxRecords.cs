using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace PipCs.Archives.Tar;

/// <summary>The records of a pax extended header: <c>LENGTH KEY=VALUE\n</c>, one behind the other (POSIX.1-2017, pax).</summary>
internal sealed class PaxRecords
{
    private readonly Dictionary<string, byte[]> _values = new(StringComparer.Ordinal);
    private readonly List<long> _sparseNumbers = [];

    internal byte[]? Path => _values.GetValueOrDefault("GNU.sparse.name") ?? _values.GetValueOrDefault("path");

    internal byte[]? LinkTarget => _values.GetValueOrDefault("linkpath");

    internal long? Size => Number("size");

    internal double? ModificationTime => _values.TryGetValue("mtime", out var value)
        && double.TryParse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time) ? time : null;

    internal bool IsSparse => _sparseNumbers.Count > 0 || _values.ContainsKey("GNU.sparse.map") || HasSparseMapInContent;

    /// <summary>Whether the content begins with the map of the pieces (GNU sparse format 1.0).</summary>
    internal bool HasSparseMapInContent => _values.TryGetValue("GNU.sparse.major", out var major) && major.AsSpan().SequenceEqual("1"u8);

    internal long? SparseSize => Number("GNU.sparse.realsize") ?? Number("GNU.sparse.size");

    /// <summary>The pieces of formats 0.0 and 0.1, as numbers in pairs: offset, length.</summary>
    internal IReadOnlyList<long> SparseNumbers
        => _values.TryGetValue("GNU.sparse.map", out var map)
            ? [.. Encoding.ASCII.GetString(map).Split(',').Select(ParseNumber)]
            : _sparseNumbers;

    /// <exception cref="InvalidDataException">A record is malformed.</exception>
    internal static PaxRecords Read(ReadOnlySpan<byte> content)
    {
        var records = new PaxRecords();
        while (!content.IsEmpty && content[0] != 0)
        {
            if (!Utf8Parser.TryParse(content, out int length, out var digits) || length <= digits + 1 || length > content.Length
                || content[digits] != (byte)' ' || content[length - 1] != (byte)'\n')
            {
                throw new InvalidDataException("invalid header");
            }

            var record = content[(digits + 1)..(length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals < 1)
            {
                throw new InvalidDataException("invalid header");
            }

            records.Add(Encoding.UTF8.GetString(record[..equals]), record[(equals + 1)..]);
            content = content[length..];
        }

        return records;
    }

    private void Add(string key, ReadOnlySpan<byte> value)
    {
        // Format 0.0 repeats these two, in the order of the pieces.
        if (key is "GNU.sparse.offset" or "GNU.sparse.numbytes")
        {
            _sparseNumbers.Add(ParseNumber(Encoding.ASCII.GetString(value)));
        }
        else
        {
            _values[key] = value.ToArray();
        }
    }

    private long? Number(string key) => _values.TryGetValue(key, out var value) ? ParseNumber(Encoding.ASCII.GetString(value)) : null;

    private static long ParseNumber(string text)
        => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new InvalidDataException("invalid header");
}
