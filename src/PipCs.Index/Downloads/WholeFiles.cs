using System.Collections.Concurrent;
using PipCs.Index.Http;

namespace PipCs.Index.Downloads;

/// <summary>
/// Holds files that a server sent whole although a part was requested. A later reader takes such a file from here, so that it is transferred once. Thread-safe.
/// </summary>
internal sealed class WholeFiles : IDisposable
{
    /// <summary>How many bytes of small files are held. The bound is needed because a solver that goes through many versions reads thousands of files.</summary>
    private const long MostHeld = 4 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, bool> _opened = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Answer> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[]> _small = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _lengths = new(StringComparer.Ordinal);
    private long _held;

    /// <summary>Whether the file is being read, or was read.</summary>
    internal bool IsOpened(string url) => _opened.ContainsKey(url);

    /// <summary>The length of a file, as a server gave it together with a part of the file; null where none was given.</summary>
    internal long? GetLength(string url) => _lengths.TryGetValue(url, out var length) ? length : null;

    /// <summary>Notes the length of a file.</summary>
    internal void NoteLength(string url, long length) => _lengths[url] = length;

    /// <summary>Keeps an answer whose body is the whole file and was not read yet.</summary>
    internal void Keep(string url, Answer answer)
    {
        if (IsOpened(url) || !_answers.TryAdd(url, answer))
        {
            answer.Dispose();
        }
    }

    /// <summary>Keeps the bytes of a small file.</summary>
    internal void Keep(string url, ReadOnlySpan<byte> bytes)
    {
        if (!IsOpened(url) && Interlocked.Add(ref _held, bytes.Length) <= MostHeld)
        {
            _small.TryAdd(url, bytes.ToArray());
        }
    }

    /// <summary>Marks a file as opened, and gives the answer or the bytes that are kept of it.</summary>
    internal void Open(string url, out Answer? answer, out byte[]? bytes)
    {
        _opened[url] = true;
        _answers.TryRemove(url, out answer);
        if (_small.TryRemove(url, out bytes))
        {
            Interlocked.Add(ref _held, -bytes.Length);
        }
    }

    public void Dispose()
    {
        foreach (var (_, answer) in _answers)
        {
            answer.Dispose();
        }

        _answers.Clear();
    }
}
