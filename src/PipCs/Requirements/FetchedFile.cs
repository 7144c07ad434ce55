using PipCs.Diagnostics;
using PipCs.Index;

namespace PipCs.Requirements;

/// <summary>A requirements file as a server gives it.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="ContentType">The answer's <c>Content-Type</c>, such as <c>text/plain; charset=utf-8</c>; null where it has none.</param>
public sealed record FetchedFile(byte[] Content, string? ContentType)
{
    /// <summary>Fetches a requirements file, which no cache keeps.</summary>
    internal static async Task<FetchedFile> FetchAsync(IndexOptions options, string url, IReporter reporter, CancellationToken cancellationToken)
    {
        await using var index = new PackageIndex(options, Cache.CacheRoot.Disabled, reporter);
        var body = await index.OpenFileAsync(url, cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            using var content = new MemoryStream();
            await body.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
            return new FetchedFile(content.ToArray(), body.ContentType);
        }
    }

    /// <summary>The charset that the answer names; null for none.</summary>
    internal string? Charset
    {
        get
        {
            foreach (var parameter in ContentType?.Split(';') ?? [])
            {
                var (name, value) = parameter.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals ? (parameter[..equals], parameter[(equals + 1)..]) : ("", "");
                if (name.Trim().Equals("charset", StringComparison.OrdinalIgnoreCase) && value.Trim().Trim('"', '\'') is { Length: > 0 } charset)
                {
                    return charset;
                }
            }

            return null;
        }
    }
}
