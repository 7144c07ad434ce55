using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;
using PipCs.Cache;
using PipCs.Cache.Uses;

namespace PipCs.Index.Pages;

/// <summary>A page's answer to a question, and how long it is valid.</summary>
/// <param name="Value">The answer.</param>
/// <param name="Freshness">The freshness of the page.</param>
/// <param name="PageBytes">The length of the page, which is the number of bytes saved when the answer is used.</param>
/// <param name="PageWritten">The time at which the cached page had been written. A different time now means that the page has changed since the answer.</param>
internal sealed record KeptAnswer(ReadOnlyMemory<byte> Value, Freshness Freshness, int PageBytes, long PageWritten);

/// <summary>
/// All answers to one question, by the page's URL: one entry of the <c>answers</c> bucket, read and written as a whole. If two
/// processes write it, the last one wins, and the answers of the other are asked for again. Thread-safe.
/// </summary>
/// <remarks>A record: length of the URL 2, of the answer 2, of the page 4, then stamp and freshness as for a page, URL (UTF-8) and answer.</remarks>
internal sealed class KeptAnswers
{
    private const int Lengths = 8;
    private const long LongestUnused = 30L * 24 * 3600;

    private readonly CacheBucket _bucket;
    private readonly string _key;
    private readonly ConcurrentDictionary<string, KeptAnswer> _answers = new(StringComparer.Ordinal);
    private int _changes;

    internal KeptAnswers(CacheRoot root, string key)
    {
        _bucket = root.GetBucket(CacheBuckets.Answers);
        _key = key;
        if (_bucket.TryReadMemory(key, out var entry))
        {
            Read(entry, (url, answer) => _answers[url] = answer);
        }
    }

    internal BucketCounter Counter => _bucket.Counter;

    internal KeptAnswer? Find(string url) => _answers.GetValueOrDefault(url);

    internal void Put(string url, KeptAnswer answer)
    {
        _answers[url] = answer;
        Interlocked.Increment(ref _changes);
    }

    internal void Remove(string url)
    {
        if (_answers.TryRemove(url, out _))
        {
            Interlocked.Increment(ref _changes);
        }
    }

    /// <summary>Rewrites the entry if something has changed, without answers that no server has confirmed for a month.</summary>
    internal void Flush(long nowSeconds)
    {
        if (Interlocked.Exchange(ref _changes, 0) == 0 || !_bucket.CanWrite)
        {
            return;
        }

        var entry = new ArrayBufferWriter<byte>(_answers.Count * 192);
        foreach (var (url, answer) in _answers)
        {
            if (nowSeconds - answer.Freshness.FetchedSeconds < LongestUnused && url.Length < ushort.MaxValue / 4 && answer.Value.Length < ushort.MaxValue)
            {
                Write(entry, url, answer);
            }
        }

        _bucket.Write(_key, entry.WrittenSpan);
    }

    /// <summary>Reads the records of an entry, up to the first one whose lengths do not fit.</summary>
    internal static void Read(ReadOnlyMemory<byte> entry, Action<string, KeptAnswer> take)
    {
        while (entry.Length >= Lengths)
        {
            var urlLength = BinaryPrimitives.ReadUInt16LittleEndian(entry.Span);
            var valueLength = BinaryPrimitives.ReadUInt16LittleEndian(entry.Span[2..]);
            var pageLength = BinaryPrimitives.ReadInt32LittleEndian(entry.Span[4..]);
            entry = entry[Lengths..];
            if (!PageCache.TryReadHeader(entry.Span, out var written, out var freshness, out var header) || entry.Length < header + urlLength + valueLength)
            {
                return;
            }

            entry = entry[header..];
            take(Encoding.UTF8.GetString(entry.Span[..urlLength]), new(entry.Slice(urlLength, valueLength), freshness, pageLength, written));
            entry = entry[(urlLength + valueLength)..];
        }
    }

    private static void Write(ArrayBufferWriter<byte> entry, string url, KeptAnswer answer)
    {
        var lengths = entry.GetSpan(Lengths);
        BinaryPrimitives.WriteUInt16LittleEndian(lengths, (ushort)Encoding.UTF8.GetByteCount(url));
        BinaryPrimitives.WriteUInt16LittleEndian(lengths[2..], (ushort)answer.Value.Length);
        BinaryPrimitives.WriteInt32LittleEndian(lengths[4..], answer.PageBytes);
        entry.Advance(Lengths);
        entry.Write(PageCache.Header(answer.PageWritten, answer.Freshness));
        Encoding.UTF8.GetBytes(url, entry);
        entry.Write(answer.Value.Span);
    }
}
