using System.Collections.Concurrent;
using PipCs.Diagnostics;
using PipCs.Index;
using PipCs.Index.Downloads;
using PipCs.Store;

namespace PipCs.Wheels;

/// <summary>Gives the store the bytes of wheels, from the indexes or the disk, and counts them for the progress bar. Thread-safe.</summary>
internal sealed class IndexWheelSource(PackageIndex index, IReporter reporter) : IWheelSource
{
    private readonly ConcurrentDictionary<string, long> _lengths = new(StringComparer.Ordinal);
    private ITransferProgress? _progress;
    private long _before;

    /// <inheritdoc/>
    public async ValueTask<Stream> OpenAsync(WheelRequest request, CancellationToken cancellationToken)
    {
        DownloadStream body;
        try
        {
            body = await index.OpenFileAsync(request.Url, cancellationToken).ConfigureAwait(false);
        }
        catch (UserErrorException error) when (error.InnerException is FileRefusedException refused)
        {
            throw Refuse(refused, error.Message, request.Description);
        }

        if (body.TotalLength is { } length)
        {
            _lengths[request.Url] = length;
        }

        return new CountedStream(body, this);
    }

    /// <summary>Tells that a server refuses a file, and says what it was wanted for.</summary>
    /// <param name="refused">The answer.</param>
    /// <param name="reason">The answer in words.</param>
    /// <param name="requirement">The requirement with its link and where it was given.</param>
    internal UserErrorException Refuse(FileRefusedException refused, string reason, string requirement)
    {
        reporter.Report(Severity.Critical, refused.Message);
        return Errors.RequirementRefused(requirement, reason, refused.Url);
    }

    /// <summary>The length in bytes of a file that was opened; null where it was not, or the server did not say.</summary>
    internal long? GetLength(string url) => _lengths.TryGetValue(url, out var length) ? length : null;

    /// <summary>Shows what comes from now on, and what came before.</summary>
    internal void Show(ITransferProgress progress)
    {
        Volatile.Write(ref _progress, progress);
        progress.Advance(Interlocked.Exchange(ref _before, 0));
    }

    private void Advance(int bytes)
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

    private sealed class CountedStream(Stream inner, IndexWheelSource source) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

        public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            => Count(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

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
            await inner.DisposeAsync().ConfigureAwait(false);
            await base.DisposeAsync().ConfigureAwait(false);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }

        private int Count(int bytes)
        {
            source.Advance(bytes);
            return bytes;
        }
    }
}
