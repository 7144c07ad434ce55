using System.Buffers;
using System.IO.Compression;
using System.Net;
using PipCs.Index.Http.Pacing;

namespace PipCs.Index.Http;

/// <summary>An answer whose headers are there and whose body is not yet read; its turn ends when it is read, or disposed.</summary>
internal sealed class Answer(HttpResponseMessage response, string url, TimeSpan timeout, Turn turn) : IDisposable
{
    /// <summary>The URL that answered, after redirects, without credentials.</summary>
    internal string Url => url;

    internal int Status => (int)response.StatusCode;

    internal string Reason => response.ReasonPhrase ?? "";

    internal bool IsNotModified => response.StatusCode == HttpStatusCode.NotModified;

    internal bool IsPartial => response.StatusCode == HttpStatusCode.PartialContent;

    internal long? ContentLength => response.Content.Headers.ContentLength;

    internal string? Header(string name)
        => response.Headers.NonValidated.TryGetValues(name, out var values) || response.Content.Headers.NonValidated.TryGetValues(name, out values) ? values.ToString() : null;

    public void Dispose()
    {
        response.Dispose();
        turn.Dispose();
    }

    /// <summary>Opens the body as it was sent: no compression is undone.</summary>
    internal Task<Stream> OpenBodyAsync(CancellationToken cancellationToken) => response.Content.ReadAsStreamAsync(cancellationToken);

    /// <summary>Reads a part of the body, giving up where nothing comes for as long as the timeout.</summary>
    internal async ValueTask<int> ReadAsync(Stream body, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var uri = new Uri(url);
        Task<int>? pending = null;
        try
        {
            var read = body.ReadAsync(buffer, cancellationToken);
            var count = read.IsCompletedSuccessfully ? read.Result : await (pending = read.AsTask()).WaitAsync(timeout, CancellationToken.None).ConfigureAwait(false);
            if (count == 0)
            {
                turn.Dispose();
            }

            return count;
        }
        catch (TimeoutException exception)
        {
            // The buffer is the caller's again only when nobody writes to it any more.
            Dispose();
            await (pending ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw Failure.Timeout(uri, timeout, exception, isReached: true);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or InvalidDataException)
        {
            turn.Strained();
            Dispose();
            throw Failure.Interrupted(uri, exception);
        }
    }

    internal async Task<FetchedBody> ReadBodyAsync(CancellationToken cancellationToken)
    {
        var body = new FetchedBody(url, Status, name => Header(name));
        if (Status == 304)
        {
            return body;
        }

        Stream stream;
        try
        {
            stream = Inflate(await OpenBodyAsync(cancellationToken).ConfigureAwait(false), Header("Content-Encoding"));
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw Failure.Interrupted(new Uri(url), exception);
        }

        await using (stream.ConfigureAwait(false))
        {
            var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min((ContentLength ?? 64 * 1024) + 1, 1 << 30));
            var length = 0;
            try
            {
                while (await ReadAsync(stream, buffer.AsMemory(length), cancellationToken).ConfigureAwait(false) is var count and > 0)
                {
                    length += count;
                    if (length == buffer.Length)
                    {
                        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                        buffer.AsSpan(0, length).CopyTo(larger);
                        ArrayPool<byte>.Shared.Return(buffer);
                        buffer = larger;
                    }
                }
            }
            catch
            {
                ArrayPool<byte>.Shared.Return(buffer);
                throw;
            }

            body.Take(buffer, length);
            return body;
        }
    }

    /// <summary>Undoes what a server may have compressed (RFC 9110, section 8.4.1), whether or not it was asked to.</summary>
    private static Stream Inflate(Stream body, string? encoding) => encoding?.Trim().ToLowerInvariant() switch
    {
        "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress),
        "deflate" => new ZLibStream(body, CompressionMode.Decompress),
        _ => body,
    };
}

/// <summary>An answer with its whole body, in a pooled buffer that disposing gives back.</summary>
internal sealed class FetchedBody : IDisposable
{
    private byte[]? _buffer;
    private int _length;

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

    internal ReadOnlyMemory<byte> Body => _buffer.AsMemory(0, _length);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    internal void Take(byte[] buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }
}
