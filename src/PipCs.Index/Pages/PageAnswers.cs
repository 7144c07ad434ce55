using System.Collections.Concurrent;
using PipCs.Cache;
using PipCs.Index.Http;
using PipCs.Standards.Names;

namespace PipCs.Index.Pages;

/// <summary>Puts questions to pages, through the answers that are kept and the pages that are.</summary>
internal sealed class PageAnswers(CacheRoot root, PageCache pages, IndexSource source, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Lazy<KeptAnswers>> _kept = new(StringComparer.Ordinal);

    /// <summary>Answers a question; null where the index has no such page. Answers from the cache complete synchronously.</summary>
    internal ValueTask<ReadOnlyMemory<byte>?> AskAsync(ProjectName project, string url, PageQuestion question, CancellationToken cancellationToken)
    {
        var kept = _kept.GetOrAdd(question.Key, key => new(() => new KeptAnswers(root, key))).Value;
        var written = pages.GetWriteTime(url, user: null);
        var known = kept.Find(url);
        if (known?.PageWritten != written)
        {
            known = FromPage(project, url, question, written);
            if (known is not null)
            {
                kept.Put(url, known);
            }
        }

        if (known is null)
        {
            kept.Counter.Miss();
        }
        else if (source.MayUse(project, known.Freshness))
        {
            kept.Counter.Hit(savedRequests: 1, known.PageBytes);
            return new(known.Value);
        }
        else
        {
            kept.Counter.Expire();
        }

        return new(FetchAsync(project, url, question, kept, known, written, cancellationToken));
    }

    /// <summary>Answers a question from the cached page; null where there is none.</summary>
    private KeptAnswer? FromPage(ProjectName project, string url, PageQuestion question, long written)
        => written != 0 && pages.TryRead(project, url, user: null, out var cached, out _) && question.Answer(cached.Page, true) is { } value
            ? new KeptAnswer(value, cached.Freshness, cached.Page.Bytes.Length, written) : null;

    /// <summary>Writes new answers to the cache.</summary>
    internal void Flush()
    {
        foreach (var (_, kept) in _kept)
        {
            kept.Value.Flush(time.GetUtcNow().ToUnixTimeSeconds());
        }
    }

    private async Task<ReadOnlyMemory<byte>?> FetchAsync(
        ProjectName project, string url, PageQuestion question, KeptAnswers kept, KeptAnswer? known, long written, CancellationToken cancellationToken)
        => await source.AskAsync<KeptAnswer>(project, url, known?.Freshness, (answer, freshness) => Take(project, url, question, kept, known, written, answer, freshness), cancellationToken)
            .ConfigureAwait(false) is { } fresh ? fresh.Value : default(ReadOnlyMemory<byte>?);

    private static KeptAnswer Take(
        ProjectName project, string url, PageQuestion question, KeptAnswers kept, KeptAnswer? known, long written, FetchedBody body, Freshness? freshness)
    {
        KeptAnswer answer;
        if (body.Status == 304 && known is not null)
        {
            kept.Counter.Confirm(known.PageBytes);
            answer = known;
        }
        else if (NewestVersions.TryRead(project, body, out var page, out var isWhole) && question.Answer(page, isWhole) is { } value)
        {
            answer = new(value, Freshness.Unknown, body.Body.Length, written);
        }
        else
        {
            answer = new(question.Answer(PageReader.Read(project, body, out _), true), Freshness.Unknown, body.Body.Length, written);
        }

        if (freshness is not null)
        {
            kept.Put(url, answer = answer with { Freshness = freshness });
        }
        else if (body.Status != 304)
        {
            kept.Remove(url);
        }

        return answer;
    }
}
