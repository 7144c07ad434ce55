using System.Diagnostics.CodeAnalysis;

namespace PipCs.Standards.Text;

/// <summary>Reading documents whose errors are rare, and found deep within: they are thrown, and caught here where no exception is wanted.</summary>
internal static class DocumentParsing
{
    /// <summary>Reads a document; where that fails, says why in the words of the exception.</summary>
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
