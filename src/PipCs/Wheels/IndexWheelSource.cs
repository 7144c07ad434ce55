using System.Collections.Concurrent;
using System.Diagnostics;
using PipCs.Diagnostics;
using PipCs.Index;
using PipCs.Index.Downloads;
using PipCs.Store;

namespace PipCs.Wheels;

/// <summary>Gives the store the bytes of wheels, from the indexes or the disk, and counts them for the progress bar. Thread-safe.</summary>
internal sealed class IndexWheelSource(PackageIndex index, IWorkObserver? work) : IWheelSource
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<long?>> _lengths = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DownloadStream> _bodies = new(StringComparer.Ordinal);
    private ITransferProgress? _progress;
    private long _before;
    private long _begun;

    /// <summary>The time since the first file was asked for; zero where none was.</summary>
    internal TimeSpan Elapsed => _begun == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_begun);

    /// <inheritdoc/>
    public async ValueTask<Stream> OpenAsync(WheelRequest request, CancellationToken cancellationToken)
    {
        DownloadStream body;
        _ = Interlocked.CompareExchange(ref _begun, Stopwatch.GetTimestamp(), 0);
        try
        {
            body = await index.OpenFileAsync(request.Url, cancellationToken).ConfigureAwait(false);
        }
        catch (UserErrorException error) when (error.InnerException is FileRefusedException refused)
        {
            throw Refuse(new WheelRefusedException(refused, error.Message), request.Description);
        }

        LengthOf(request.Url).TrySetResult(body.TotalLength);
        var counted = new CountedStream(body, this, work, body.TotalLength ?? 0);
        _bodies.AddOrUpdate(request.Url, body, (_, earlier) =>
        {
            // The earlier attempt's bytes will be read again.
            Advance(-earlier.Position);
            return body;
        });
        return counted;
    }

    /// <summary>The error for a file that a server refuses; it names the requirement.</summary>
    /// <param name="refused">The refusal.</param>
    /// <param name="requirement">The requirement with its link and its origin.</param>
    internal static UserErrorException Refuse(WheelRefusedException refused, string requirement)
        => Errors.RequirementRefused(requirement, refused.Reason, refused.Answer.Url, refused.Answer.Message, refused);

    /// <summary>The length in bytes of a file that was opened; null where it was not opened or the server gave no length.</summary>
    internal long? GetLength(string url) => LengthOf(url).Task is { IsCompletedSuccessfully: true, Result: var length } ? length : null;

    /// <summary>Waits for the length in bytes of a file that is being fetched; null where the fetch ends without one.</summary>
    internal async ValueTask<long?> WaitForLengthAsync(string url, Task fetch)
    {
        _ = await Task.WhenAny(LengthOf(url).Task, fetch).ConfigureAwait(false);
        return GetLength(url);
    }

    private TaskCompletionSource<long?> LengthOf(string url) => _lengths.GetOrAdd(url, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Counts the bytes for the progress bar from now on, and adds those that came before.</summary>
    internal void Show(ITransferProgress progress)
    {
        Volatile.Write(ref _progress, progress);
        progress.Advance(Interlocked.Exchange(ref _before, 0));
    }

    private void Advance(long bytes)
    {
        if (Volatile.Read(ref _progress) is { } progress)
        {
            progress.Advance(bytes);
        }
        else
        {
            Interlocked.Add(ref _before, bytes);
        }
    }

    private sealed class CountedStream : Stream
    {
        private readonly Stream _inner;
        private readonly IndexWheelSource _source;
        private readonly IWorkObserver? _work;
        private long _left;

        internal CountedStream(Stream inner, IndexWheelSource source, IWorkObserver? work, long length)
        {
            (_inner, _source, _work, _left) = (inner, source, work, length);
            work?.Expect(WorkKind.Downloading, length);
        }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => _inner.Length;

        public override long Position
        {
            get => _inner.Position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Count(_inner.Read(buffer, offset, count));

        public override int Read(Span<byte> buffer) => Count(_inner.Read(buffer));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            => Count(await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
            => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override async ValueTask DisposeAsync()
        {
            ExpectNoMore();
            await _inner.DisposeAsync().ConfigureAwait(false);
            await base.DisposeAsync().ConfigureAwait(false);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                ExpectNoMore();
                _inner.Dispose();
            }

            base.Dispose(disposing);
        }

        private int Count(int bytes)
        {
            _source.Advance(bytes);
            _work?.Advance(WorkKind.Downloading, bytes);
            _left -= bytes;
            return bytes;
        }

        /// <summary>Corrects the expected number of bytes: the body may have been closed early, or may have been longer than the server announced.</summary>
        private void ExpectNoMore()
        {
            _work?.Expect(WorkKind.Downloading, -_left);
            _left = 0;
        }
    }
}

/// <summary>A server refused a wheel. It is caught where the requirement is known, because a wheel may be fetched before that.</summary>
internal sealed class WheelRefusedException(FileRefusedException answer, string reason) : Exception(answer.Message)
{
    /// <summary>The answer.</summary>
    internal FileRefusedException Answer => answer;

    /// <summary>The answer in words.</summary>
    internal string Reason => reason;
}
