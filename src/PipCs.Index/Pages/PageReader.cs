using System.Text;
using System.Text.Json;
using PipCs.Index.Http;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Index.Pages;

/// <summary>Turns an answer into a page, by its Content-Type.</summary>
internal static class PageReader
{
    internal const string Accept = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html; q=0.1, text/html; q=0.01";

    internal static bool IsSupported(string? contentType)
        => contentType is not null
        && (contentType.StartsWith("text/html", StringComparison.OrdinalIgnoreCase)
            || contentType.StartsWith("application/vnd.pypi.simple.v1+html", StringComparison.OrdinalIgnoreCase)
            || IsJson(contentType));

    /// <summary>Reads a page.</summary>
    /// <param name="project">The project of the page.</param>
    /// <param name="answer">The answer, of a supported Content-Type.</param>
    /// <param name="holdsCredentials">Whether a link contains credentials, in which case the page must not be kept.</param>
    internal static ProjectPage Read(ProjectName project, FetchedBody answer, out bool holdsCredentials)
    {
        var builder = new ProjectPageBuilder(project);
        if (IsJson(answer.ContentType!))
        {
            try
            {
                builder.AddJson(answer.Url, answer.Url, answer.Body.Span);
            }
            catch (JsonException exception)
            {
                throw Errors.PageUnreadable(
                    answer.Url,
                    exception.LineNumber is { } line ? $"its JSON is broken at line {line + 1}, byte {exception.BytePositionInLine + 1}" : "a JSON object is expected");
            }
        }
        else
        {
            builder.AddHtml(answer.Url, answer.Url, Decode(answer.Body.Span, answer.ContentType!));
        }

        holdsCredentials = builder.HoldsCredentials;
        return builder.Build();
    }

    internal static bool IsJson(string contentType)
        => contentType.StartsWith("application/vnd.pypi.simple.v1+json", StringComparison.OrdinalIgnoreCase);

    internal static string Decode(ReadOnlySpan<byte> body, string contentType)
    {
        var at = contentType.IndexOf("charset=", StringComparison.OrdinalIgnoreCase);
        var name = at < 0 ? "utf-8" : contentType.AsSpan(at + 8).Trim(" \"'").ToString();
        name = name.IndexOf(';', StringComparison.Ordinal) is var end and >= 0 ? name[..end].Trim(' ', '"') : name;
        try
        {
            return Encoding.GetEncoding(name).GetString(body);
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8.GetString(body);
        }
    }
}
