namespace PipCs.Index.Http;

/// <summary>An answer with its whole body. Disposing gives the body's memory back.</summary>
internal sealed class FetchedBody : IDisposable
{
    private BodyBuffer? _buffer;

    internal FetchedBody(string url, int status, Func<string, string?> header)
    {
        Url = url;
        Status = status;
        ContentType = header("Content-Type");
        ETag = header("ETag");
        LastModified = header("Last-Modified");
        CacheControl = header("Cache-Control");
        Expires = header("Expires");
        Date = header("Date");
        Age = header("Age");
        Vary = header("Vary");
        ContentRange = header("Content-Range");
    }

    /// <summary>The URL that answered, after redirects, without credentials.</summary>
    internal string Url { get; }

    internal int Status { get; }

    internal string? ContentType { get; }

    internal string? ETag { get; }

    internal string? LastModified { get; }

    internal string? CacheControl { get; }

    internal string? Expires { get; }

    internal string? Date { get; }

    internal string? Age { get; }

    internal string? Vary { get; }

    internal string? ContentRange { get; }

    internal ReadOnlyMemory<byte> Body => _buffer?.Written ?? default;

    public void Dispose() => Interlocked.Exchange(ref _buffer, null)?.Dispose();

    internal void Take(BodyBuffer buffer) => _buffer = buffer;
}
