using System.Globalization;
using System.Security.Cryptography;
using PipCs.Archives.Zip;
using PipCs.Index.Downloads;
using PipCs.Index.Http;
using PipCs.Index.Sources;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Index.Metadata;

/// <summary>
/// Reads METADATA from a wheel: by offset from a local one, by range requests from a remote one. A server that does not answer these
/// properly causes no error; the metadata is then read from the whole wheel.
/// </summary>
internal sealed class WheelMetadataReader(Transport transport, RangeServers ranges, WholeFiles files)
{
    /// <summary>Reads the document.</summary>
    /// <exception cref="PartialMetadataException">The whole wheel is needed to read it.</exception>
    internal async Task<byte[]> ReadAsync(ProjectFile file, CancellationToken cancellationToken)
    {
        try
        {
            return LinkUrl.ToPath(file.Url) is { } path
                ? await ReadLocalAsync(file.Page.Project, path, cancellationToken).ConfigureAwait(false)
                : await ReadRemoteAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsNoAnswer(exception))
        {
            throw new PartialMetadataException();
        }
    }

    private static async Task<byte[]> ReadLocalAsync(ProjectName project, string path, CancellationToken cancellationToken)
    {
        using var file = LocalFile.Open(path);
        var handle = file.SafeFileHandle;
        return await WheelTail.ReadMetadataAsync(
            project,
            RandomAccess.GetLength(handle),
            (offset, length, _) =>
            {
                var buffer = new byte[length];
                for (var read = 0; read < length;)
                {
                    var count = RandomAccess.Read(handle, buffer.AsSpan(read), offset + read);
                    read += count > 0 ? count : throw new EndOfStreamException();
                }

                return new(buffer);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<byte[]> ReadRemoteAsync(ProjectFile file, CancellationToken cancellationToken)
    {
        var url = file.Url;
        if ((files.IsOpened(url) && !ranges.Gives(url)) || !await ranges.MayAskAsync(url, cancellationToken).ConfigureAwait(false))
        {
            throw new PartialMetadataException();
        }

        try
        {
            return await ReadPartsAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsNoAnswer(exception))
        {
            // Only a plain request for the whole file can show whether the server refuses range requests or the file is at fault.
            ranges.Learn(url, gave: false);
            throw;
        }
        catch
        {
            ranges.GiveUp(url);
            throw;
        }
    }

    private async Task<byte[]> ReadPartsAsync(ProjectFile file, CancellationToken cancellationToken)
    {
        using var tail = await FetchPartAsync(file, (null, WheelTail.FirstRead), cancellationToken).ConfigureAwait(false);
        var bytes = tail.Body.Body;
        var document = await WheelTail.ReadMetadataAsync(
            file.Page.Project,
            tail.Total,
            async (offset, length, token) =>
            {
                if (offset >= tail.Start && offset + length <= tail.Start + bytes.Length)
                {
                    return bytes.Slice((int)(offset - tail.Start), length);
                }

                using var part = await FetchPartAsync(file, (offset, offset + length - 1), token).ConfigureAwait(false);
                return part.Start == offset && part.Body.Body.Length == length && part.Total == tail.Total ? part.Body.Body.ToArray()
                    : throw new InvalidDataException("a range request got something else");
            },
            cancellationToken).ConfigureAwait(false);
        ranges.Learn(file.Url, gave: tail.IsPart);
        if (bytes.Length == tail.Total && (file.Sha256 is not { } sha256 || Convert.ToHexStringLower(SHA256.HashData(bytes.Span)) == sha256))
        {
            files.Keep(file.Url, bytes.Span);
        }

        return document;
    }

    /// <summary>Requests a part. A small whole file that comes in its place is used as the part; a large one is kept for later readers.</summary>
    private async Task<FilePart> FetchPartAsync(ProjectFile file, (long? From, long? To) range, CancellationToken cancellationToken)
    {
        var answer = await transport.OpenAsync(new Call(file.Url) { Identity = true, Once = true, Range = range }, cancellationToken).ConfigureAwait(false);
        var start = 0L;
        var total = answer.ContentLength ?? 0;
        var isPart = answer.IsPartial && TryReadPlace(answer.Header("Content-Range"), out start, out total) && !(answer.ContentLength > LengthOf(range));
        var isSmallFile = answer.Status == 200 && total is > 0 and <= WheelTail.FirstRead && range.From is null;
        if (isPart || isSmallFile)
        {
            files.NoteLength(file.Url, total);
        }

        if (isPart)
        {
            ranges.Learn(file.Url, gave: true);
        }
        else if (!isSmallFile)
        {
            KeepWhole(file, answer, start, total);
            throw new InvalidDataException("a range request got something else");
        }

        using (answer)
        {
            return new(await answer.ReadBodyAsync(cancellationToken).ConfigureAwait(false), start, total, isPart);
        }
    }

    /// <summary>Keeps an answer that is the whole file. An answer no longer than the requested part may be that part, and an answer of text may be a proxy's error page; neither is kept.</summary>
    private void KeepWhole(ProjectFile file, Answer answer, long start, long total)
    {
        var isWhole = answer.Status is 200 or 206 && start == 0 && total > WheelTail.FirstRead && answer.ContentLength == total && (file.Size < 0 || file.Size == total)
            && answer.Header("Content-Type")?.StartsWith("text/", StringComparison.OrdinalIgnoreCase) != true;
        if (isWhole)
        {
            files.Keep(file.Url, answer);
        }
        else
        {
            answer.Dispose();
        }
    }

    private static long LengthOf((long? From, long? To) range) => range.From is { } from ? range.To!.Value - from + 1 : range.To!.Value;

    /// <summary>Whether an exception comes from a bad answer of the server rather than from a fault of ours.</summary>
    private static bool IsNoAnswer(Exception exception)
        => exception is NetworkFailureException or InvalidDataException or ZipConflictException or EndOfStreamException or ArgumentOutOfRangeException;

    /// <summary>Reads <c>bytes 100-199/200</c>.</summary>
    private static bool TryReadPlace(string? range, out long start, out long total)
    {
        start = total = 0;
        if (range is null || !range.StartsWith("bytes ", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var dash = range.IndexOf('-', StringComparison.Ordinal);
        var slash = range.IndexOf('/', StringComparison.Ordinal);
        return dash > 6 && slash > dash
            && long.TryParse(range.AsSpan(6, dash - 6), NumberStyles.None, CultureInfo.InvariantCulture, out start)
            && long.TryParse(range.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out total);
    }

    /// <summary>The bytes of a file from offset <paramref name="Start"/> on.</summary>
    private readonly record struct FilePart(FetchedBody Body, long Start, long Total, bool IsPart) : IDisposable
    {
        public void Dispose() => Body.Dispose();
    }
}
