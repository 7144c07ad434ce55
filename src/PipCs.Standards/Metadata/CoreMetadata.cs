using System.Text;
using PipCs.Standards.Text;

namespace PipCs.Standards.Metadata;

/// <summary>A core metadata document (METADATA, PKG-INFO), read leniently as real files need. Immutable.</summary>
/// <remarks>
/// The values of continued headers keep their line ends, and lose the indentation that the lines share, as
/// Python's <c>importlib.metadata</c> gives them to pip.
/// </remarks>
public sealed partial class CoreMetadata
{
    private readonly List<KeyValuePair<string, string>> _headers;

    private CoreMetadata(List<KeyValuePair<string, string>> headers, string body)
    {
        _headers = headers;
        Body = body;
    }

    /// <summary>The headers in order; names as written.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers => _headers;

    /// <summary>The body: the description of metadata 2.1 and later; empty where there is none.</summary>
    public string Body { get; }

    /// <summary>Why a document is not UTF-8, in the words of Python's <c>UnicodeDecodeError</c>; null where it is UTF-8. pip refuses wheels with other metadata.</summary>
    public static string? DescribeUndecodable(ReadOnlySpan<byte> document) => PythonCodec.DescribeInvalidUtf8(document);

    /// <summary>Reads a document from UTF-8 (invalid bytes are read as Latin-1 characters, as pip does).</summary>
    /// <param name="document">The document.</param>
    /// <param name="universalNewlines">Whether CR LF and CR become LF, as when Python reads an installed file, but not a member of a wheel.</param>
    public static CoreMetadata Parse(ReadOnlySpan<byte> document, bool universalNewlines = false)
    {
        ReadOnlySpan<byte> bytes = document;
        if (universalNewlines && bytes.Contains((byte)'\r'))
        {
            bytes = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'));
        }

        var headers = new List<KeyValuePair<string, string>>(32);
        var reader = new MetadataHeaders(bytes);
        while (reader.MoveNext())
        {
            headers.Add(new(Encoding.ASCII.GetString(reader.Name), MetadataText.Dedent(MetadataText.Decode(reader.Value))));
        }

        return new CoreMetadata(headers, MetadataText.Decode(bytes[reader.Position..]));
    }

    /// <summary>The first value of a field (names compare without case), or null.</summary>
    public string? GetFirst(string field)
    {
        foreach ((string name, string value) in _headers)
        {
            if (name.Equals(field, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>All values of a field, in order.</summary>
    public IReadOnlyList<string> GetAll(string field)
    {
        var values = new List<string>();
        foreach ((string name, string value) in _headers)
        {
            if (name.Equals(field, StringComparison.OrdinalIgnoreCase))
            {
                values.Add(value);
            }
        }

        return values;
    }
}
