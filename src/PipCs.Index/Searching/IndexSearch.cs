using PipCs.Diagnostics;
using PipCs.Index.Http;
using PipCs.Standards.Projects;

namespace PipCs.Index.Searching;

/// <summary>A version of a project that a search found.</summary>
/// <param name="Name">The project's name as the index spells it.</param>
/// <param name="Version">The version.</param>
/// <param name="Summary">A one-line description; may be empty.</param>
public readonly record struct SearchHit(string Name, string Version, string Summary);

/// <summary>Searches an index by XML-RPC, the only interface for searching that indexes have had. PyPI itself has closed it.</summary>
public static class IndexSearch
{
    /// <summary>Finds the versions of projects whose name or summary has any of some words, in the index's order.</summary>
    /// <param name="url">The index's base URL (<c>--index</c>), not that of its simple API.</param>
    /// <param name="words">The words.</param>
    /// <param name="options">The network options.</param>
    /// <param name="reporter">Gets pip's warnings.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="UserErrorException">The index has no search, or cannot be reached.</exception>
    public static async Task<IReadOnlyList<SearchHit>> SearchAsync(string url, IReadOnlyList<string> words, IndexOptions options, IReporter reporter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(options);
        using var transport = new Transport(options, reporter, TimeProvider.System);
        object? value;
        bool isFault;
        try
        {
            using var body = await transport.FetchAsync(new Call(WithPath(url)) { Content = XmlRpc.SearchCall(words) }, cancellationToken).ConfigureAwait(false);
            if (!XmlRpc.TryRead(body.Body, out value, out isFault))
            {
                throw Errors.SearchUnreadable(LinkUrl.Redact(url));
            }
        }
        catch (NetworkFailureException failure)
        {
            throw failure.Kind == NetworkFailure.Status ? Errors.SearchRefused(failure.Status, failure.Url) : failure.ToUserError(options.Timeout);
        }

        if (isFault)
        {
            var fault = value as Dictionary<string, object>;
            throw Errors.SearchFault(fault?.GetValueOrDefault("faultCode") as string ?? "", fault?.GetValueOrDefault("faultString") as string ?? "");
        }

        var hits = new List<SearchHit>();
        foreach (var element in value as List<object> ?? throw Errors.SearchUnreadable(LinkUrl.Redact(url)))
        {
            if (element is not Dictionary<string, object> hit || hit.GetValueOrDefault("name") is not string name || hit.GetValueOrDefault("version") is not string version)
            {
                throw Errors.SearchUnreadable(LinkUrl.Redact(url));
            }

            hits.Add(new SearchHit(name, version, hit.GetValueOrDefault("summary") as string ?? ""));
        }

        return hits;
    }

    /// <summary>A URL without a path gets XML-RPC's customary one, as Python's client gives it.</summary>
    private static string WithPath(string url)
        => url.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme && url.IndexOf('/', scheme + 3) < 0 ? url + "/RPC2" : url;
}
