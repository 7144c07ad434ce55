using PipCs.Diagnostics;
using PipCs.Index.Http;
using PipCs.Standards.Projects;

namespace PipCs.Index.Downloads;

/// <summary>
/// The bytes of a file from a server, from start to end. A broken connection is resumed at the same byte
/// (<c>Range</c>, <c>If-Range</c>) as often as <c>--resume-retries</c> admits. If the body then still ends too early,
/// reading throws. Forward only; not thread-safe.
/// </summary>
public sealed class DownloadStream : Stream
{
    private readonly Transport? _transport;
    private readonly IndexOptions? _options;
    private readonly IReporter? _reporter;
    private readonly string _url;
    private Answer? _answer;
    private Stream _body;
    private long _received;
    private int _attempts;
    private bool _isAskedAnew;

    internal DownloadStream(string url, Transport transport, IndexOptions options, IReporter reporter, Answer answer, Stream body)
    {
        _url = url;
        _transport = transport;
        _options = options;
        _reporter = reporter;
        _answer = answer;
        _body = body;
        TotalLength = answer.ContentLength;
        ContentType = answer.Header("Content-Type");
    }

    internal DownloadStream(string url, Stream file)
    {
        _url = url;
        _body = file;
        TotalLength = file.Length;
    }

    /// <summary>Whether the answer came some time before reading begins. If the server has closed the connection meanwhile, the file is requested again, which does not count as a resumption.</summary>
    internal bool BeganEarlier { get; init; }

    /// <summary>The length in bytes, or null where the server does not give it.</summary>
    public long? TotalLength { get; private set; }

    /// <summary>The <c>Content-Type</c> that the server sent; null where it sent none.</summary>
    public string? ContentType { get; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => TotalLength ?? throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => _received;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                var count = _answer is null ? await _body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) : await _answer.ReadAsync(_body, buffer, cancellationToken).ConfigureAwait(false);
                _received += count;
                if (count > 0 || buffer.IsEmpty || TotalLength is null || _received >= TotalLength)
                {
                    return count;
                }
            }
            catch (NetworkFailureException) when (BeganEarlier && _received == 0 && !_isAskedAnew)
            {
                await AskAnewAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }
            catch (NetworkFailureException failure)
            {
                if (TotalLength is null)
                {
                    throw failure.ToUserError(_options!.Timeout);
                }

                _reporter!.Report(Severity.Warning, "Connection interrupted while downloading.", indent: 2);
            }

            await ResumeAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Not supported: the bytes come from the network.</summary>
    public override int Read(byte[] buffer, int offset, int count)
        => _answer is null ? _body.Read(buffer, offset, count) : throw new NotSupportedException("Read this stream asynchronously.");

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _body.Dispose();
            _answer?.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task AskAnewAsync(CancellationToken cancellationToken)
    {
        _isAskedAnew = true;
        _answer!.Dispose();
        try
        {
            _answer = await _transport!.OpenAsync(new Call(_url) { Identity = true }, cancellationToken).ConfigureAwait(false);
            _body = await _answer.OpenBodyAsync(cancellationToken).ConfigureAwait(false);
            TotalLength = _answer.ContentLength;
        }
        catch (NetworkFailureException failure)
        {
            throw failure.ToUserError(_options!.Timeout);
        }
    }

    private async Task ResumeAsync(CancellationToken cancellationToken)
    {
        var validator = _answer?.Header("ETag") ?? _answer?.Header("Last-Modified");

        // Gives up the turn at the server before the next request waits for one, because holding one while waiting for another could block for ever.
        _answer?.Dispose();
        var asksForPart = true;
        while (_transport is not null && _attempts < _options!.ResumeRetries)
        {
            _attempts++;
            _reporter!.Report(Severity.Warning, $"Attempting to resume incomplete download ({ByteSize.Format(_received)}/{ByteSize.Format(TotalLength!.Value)}, attempt {_attempts})", indent: 2);
            Answer? next = null;
            try
            {
                next = await _transport.OpenAsync(new Call(_url) { Identity = true, Range = asksForPart ? (_received, null) : null, IfRange = asksForPart ? validator : null }, cancellationToken).ConfigureAwait(false);
                var body = await next.OpenBodyAsync(cancellationToken).ConfigureAwait(false);
                if (await StartsAtAsync(next, body, cancellationToken).ConfigureAwait(false))
                {
                    await _body.DisposeAsync().ConfigureAwait(false);
                    (_answer, _body) = (next, body);
                    return;
                }

                next.Dispose();
                if (!asksForPart)
                {
                    break;
                }

                asksForPart = false;
            }
            catch (NetworkFailureException failure)
            {
                // A server that refuses to send a part may still send the whole file.
                next?.Dispose();
                asksForPart &= failure.Kind != NetworkFailure.Status;
            }
        }

        throw Errors.IncompleteDownload(LinkUrl.Redact(_url), ByteSize.Format(_received), ByteSize.Format(TotalLength!.Value), _attempts + 1);
    }

    /// <summary>Reads a new body up to the byte at which the old one broke off; false where the file has changed.</summary>
    private async Task<bool> StartsAtAsync(Answer next, Stream body, CancellationToken cancellationToken)
    {
        if (next.IsPartial)
        {
            return next.Header("Content-Range") is not { } range || range.StartsWith($"bytes {_received}-", StringComparison.OrdinalIgnoreCase);
        }

        // The server sends the whole file again, so the bytes that were read before are skipped. A file that has changed is found by its hash and checksums.
        if (next.ContentLength != TotalLength)
        {
            return false;
        }

        var buffer = new byte[64 * 1024];
        for (var left = _received; left > 0;)
        {
            var count = await next.ReadAsync(body, buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                return false;
            }

            left -= count;
        }

        return true;
    }
}
