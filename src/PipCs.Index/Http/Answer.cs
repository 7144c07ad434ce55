using System.IO.Compression;
using System.Net;
using PipCs.Index.Http.Pacing;

namespace PipCs.Index.Http;

/// <summary>An answer whose headers are there and whose body is not yet read; its turn ends when it is read, or disposed.</summary>
internal sealed class Answer(HttpResponseMessage response, string url, TimeSpan timeout, Turn turn) : IDisposable
{
    private const int SmallBody = 64 * 1024;
    private const int MaximumBody = 1 << 30;

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
            // What was not compressed is as long as its head says: a large body gets just that, which the pool would round up to a power of two, and
            // keep. One byte more, so that the end is seen without room being made.
            var known = stream is GZipStream or ZLibStream ? null : ContentLength;
            var buffer = known is > SmallBody and < MaximumBody ? new BodyBuffer((int)known + 1) : BodyBuffer.FromPool((int)Math.Min((known ?? SmallBody) + 1, MaximumBody));
            try
            {
                while (await ReadAsync(stream, buffer.Rest, cancellationToken).ConfigureAwait(false) is var count and > 0)
                {
                    buffer.Advance(count);
                }
            }
            catch
            {
                buffer.Dispose();
                throw;
            }

            body.Take(buffer);
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
