using System.Globalization;

namespace PipCs.Index.Http;

/// <summary>The times of HTTP's headers (RFC 9110, section 5.6.7), in today's form or one of the two old ones.</summary>
internal static class HttpDate
{
    private static readonly string[] Formats = ["ddd, dd MMM yyyy HH:mm:ss 'GMT'", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy", "ddd MMM  d HH:mm:ss yyyy"];

    /// <summary>Reads a date; null where the text is none.</summary>
    internal static DateTimeOffset? Parse(string? text)
        => DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
