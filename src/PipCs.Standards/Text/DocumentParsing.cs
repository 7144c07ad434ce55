using System.Diagnostics.CodeAnalysis;

namespace PipCs.Standards.Text;

/// <summary>Reads documents whose parsers throw, because errors are rare and found deep inside, and catches the exceptions for <c>TryParse</c>.</summary>
internal static class DocumentParsing
{
    /// <summary>Reads a document; gives the message of the exception where that fails.</summary>
    public static bool TryParse<T>(ReadOnlySpan<byte> utf8, Func<ReadOnlySpan<byte>, T> parse, [NotNullWhen(true)] out T? result, [NotNullWhen(false)] out string? error)
        where T : class
    {
        try
        {
            result = parse(utf8);
            error = null;
            return true;
        }
        catch (FormatException problem)
        {
            result = null;
            error = problem.Message;
            return false;
        }
    }
}
