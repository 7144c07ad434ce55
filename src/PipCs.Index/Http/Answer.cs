using System.Net;
using PipCs.Index.Http.Pacing;

namespace PipCs.Index.Http;

/// <summary>An answer whose headers have arrived and whose body is still to be read. It holds a turn at the server until the body is read or the answer disposed.</summary>
internal sealed class Answer(HttpResponseMessage response, string url, Uri peer, TimeSpan timeout, Turn turn, ContentCoding coding) : IDisposable
{
    private const int UnknownLength = 16 * 1024;
    private const int LargestKnownLength = 1 << 30;

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

    /// <summary>Reads a part of the body; gives up when no bytes come within the timeout.</summary>
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
            // The caller may use the buffer again only when the pending read no longer writes to it.
            Dispose();
            await (pending ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw Failure.Timeout(uri, peer, timeout, exception, isReached: true);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or InvalidDataException)
        {
            turn.Strained();
            Dispose();
            throw Failure.Interrupted(uri, exception);
        }
    }

    /// <summary>Reads the whole body and undoes its compression (RFC 9110, section 8.4.1), whether or not compression was requested.</summary>
    internal async Task<FetchedBody> ReadBodyAsync(CancellationToken cancellationToken)
    {
        var body = new FetchedBody(url, Status, name => Header(name));
        if (Status != 304)
        {
            var sent = await ReadAllAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                body.Take(coding.Undo(sent, Header("Content-Encoding")));
            }
            catch (InvalidDataException exception)
            {
                sent.Dispose();
                turn.Strained();
                throw Failure.Interrupted(new Uri(url), exception);
            }
        }

        return body;
    }

    private async Task<BodyBuffer> ReadAllAsync(CancellationToken cancellationToken)
    {
        Stream stream;
        try
        {
            stream = await OpenBodyAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw Failure.Interrupted(new Uri(url), exception);
        }

        await using (stream.ConfigureAwait(false))
        {
            var buffer = BodyBuffer.Of(ContentLength is { } length and < LargestKnownLength ? (int)length : UnknownLength);
            try
            {
                while (await ReadAsync(stream, buffer.Rest, cancellationToken).ConfigureAwait(false) is var count and > 0)
                {
                    buffer.Advance(count);
                }
            }
            catch (InvalidDataException exception)
            {
                buffer.Dispose();
                throw Failure.Interrupted(new Uri(url), exception);
            }
            catch
            {
                buffer.Dispose();
                throw;
            }

            return buffer;
        }
    }
}
