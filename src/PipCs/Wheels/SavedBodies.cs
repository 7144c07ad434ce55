using System.Collections.Concurrent;
using PipCs.Standards.Projects;
using PipCs.Store;

namespace PipCs.Wheels;

/// <summary>
/// Gives the store the wheels that <c>download</c> has to fetch whole for their metadata. Each body is also written into the download folder while the
/// store reads it, so that it need not be fetched again. Bodies that are not taken are deleted at the end. Thread-safe.
/// </summary>
/// <param name="source">The source of the wheels.</param>
/// <param name="folder">The folder to save to.</param>
internal sealed class SavedBodies(IWheelSource source, string folder) : IWheelSource, IDisposable
{
    private readonly ConcurrentDictionary<string, string> _complete = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _paths = new(StringComparer.Ordinal);
    private int _count;

    /// <inheritdoc/>
    public async ValueTask<Stream> OpenAsync(WheelRequest request, CancellationToken cancellationToken)
    {
        var body = await source.OpenAsync(request, cancellationToken).ConfigureAwait(false);
        return LinkUrl.IsFile(request.Url) ? body : Save(request.Url, body);
    }

    /// <summary>Wraps a body so that it is written to a file while it is read.</summary>
    private Stream Save(string url, Stream body)
    {
        var path = Path.Combine(folder, $"{WheelRequests.FileNameOf(url)}.{Environment.ProcessId}.{Interlocked.Increment(ref _count)}.part");
        try
        {
            Directory.CreateDirectory(folder);
            _paths[path] = true;
            return new SavingStream(body, File.Create(path), () => _complete[url] = path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The error of the folder is thrown later, when the wheel is saved.
            return body;
        }
    }

    /// <summary>The path of a body that was written to its end; null where there is none.</summary>
    internal string? Take(string url) => _complete.TryRemove(url, out var path) ? path : null;

    public void Dispose()
    {
        foreach (var (path, _) in _paths)
        {
            File.Delete(path);
        }
    }

    private sealed class SavingStream(Stream inner, FileStream file, Action complete) : Stream
    {
        private FileStream? _file = file;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read this stream asynchronously.");

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (_file is { } file && !buffer.IsEmpty)
            {
                try
                {
                    file.Write(buffer.Span[..count]);
                    if (count == 0)
                    {
                        file.Dispose();
                        _file = null;
                        complete();
                    }
                }
                catch (IOException)
                {
                    // The file system is full. Reading goes on; the error is thrown later, when the wheel is saved.
                    file.Dispose();
                    _file = null;
                }
            }

            return count;
        }

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
                _file?.Dispose();
                _file = null;
            }

            base.Dispose(disposing);
        }
    }
}
