using System.Globalization;
using PipCs.Diagnostics;
using PipCs.Standards.Projects;

namespace PipCs.Index.Http;

internal sealed partial class Transport
{
    private const string RetryAfterKey = "RetryAfter";
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(120);

    /// <summary>
    /// Tries again what may pass: broken connections, timeouts, 500, 502, 503, 520, 527, and whatever comes
    /// with Retry-After (413, 429, 503). The first time at once, then after 0.5 s, 1 s, 2 s, ... (urllib3's
    /// back-off with pip's factor 0.25) less up to a quarter by chance, so that many clients do not come back at once.
    /// </summary>
    private async Task<T> RetryAsync<T>(Call call, Func<Transport, Call, CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        for (var failures = 0; ;)
        {
            NetworkFailureException failure;
            try
            {
                return await attempt(this, call, cancellationToken).ConfigureAwait(false);
            }
            catch (NetworkFailureException exception)
            {
                failure = exception;
            }

            var retryAfter = failure.Data[RetryAfterKey] as TimeSpan?;
            if (call.Once || ++failures > _options.Retries || !MayPass(failure, retryAfter) || !MayRepeat(call, failure))
            {
                throw failure;
            }

            if (failure.Kind != NetworkFailure.Status)
            {
                var url = LinkUrl.RemoveCredentials(call.Url);
                var path = Uri.TryCreate(url, UriKind.Absolute, out var uri) && _proxy?.ForwarderFor(uri) is null ? uri.PathAndQuery : url;
                _reporter.Report(Severity.Warning, $"Retrying (Retry(total={_options.Retries - failures}, connect=None, read=None, redirect=None, status=None)) after connection broken by '{failure.Python}': {path}");
            }

            var wait = retryAfter ?? (failures < 2 ? TimeSpan.Zero : TimeSpan.FromSeconds(0.25 * Math.Pow(2, failures - 1) * (1 - (_random.NextDouble() / 4))));
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait < LongestWait ? wait : LongestWait, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static bool MayPass(NetworkFailureException failure, TimeSpan? retryAfter)
        => failure.Kind switch
        {
            NetworkFailure.Status => failure.Status is 500 or 502 or 503 or 520 or 527 || (retryAfter is not null && failure.Status is 413 or 429),
            NetworkFailure.Redirects => false,
            _ => true,
        };

    /// <summary>Whether a request may be sent again: one with content only where none of it can have come to effect.</summary>
    private static bool MayRepeat(Call call, NetworkFailureException failure)
        => failure.Kind switch
        {
            NetworkFailure.Connection or NetworkFailure.ConnectTimeout or NetworkFailure.Proxy => true,
            _ => call.Content is null,
        };

    private TimeSpan? RetryAfter(string? header)
    {
        var text = header?.Trim();
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return TimeSpan.FromSeconds(seconds);
        }

        return HttpDate.Parse(text) is not { } moment ? null : moment > _time.GetUtcNow() ? moment - _time.GetUtcNow() : TimeSpan.Zero;
    }
}
