using System.Globalization;
using PipCs.Diagnostics;
using PipCs.Standards.Projects;

namespace PipCs.Index.Http;

internal sealed partial class Transport
{
    private const string RetryAfterKey = "RetryAfter";
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(120);

    /// <summary>
    /// Repeats a request after failures that may pass: broken connections, timeouts, 500, 502, 503, 520, 527, and any answer
    /// with Retry-After (413, 429, 503). The first repetition follows at once, the next ones after 0.5 s, 1 s, 2 s, ... (urllib3's
    /// back-off with pip's factor 0.25), shortened at random by up to a quarter, so that many clients do not come back at the same moment. A failure that may come from
    /// an optimisation of ours is first followed by the plain request, which does not count as a repetition.
    /// </summary>
    private async Task<T> RetryAsync<T>(Call call, Func<Transport, Call, CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        var isSpeaking = false;
        NetworkFailureException? last = null;
        try
        {
            for (var failures = 0; ;)
            {
                if (call.IsPage && !isSpeaking)
                {
                    await _outages.WaitAsync(call.Url, cancellationToken).ConfigureAwait(false);
                }

                try
                {
                    var answer = await attempt(this, call, cancellationToken).ConfigureAwait(false);
                    last = null;
                    return answer;
                }
                catch (NetworkFailureException exception)
                {
                    last = exception;
                }

                if (TryWithoutOptimisation(ref call, last))
                {
                    continue;
                }

                if (call.IsPage && last.IsUnreachable && !isSpeaking)
                {
                    if (!_outages.TryBegin(call.Url))
                    {
                        continue;
                    }

                    isSpeaking = true;
                }

                var retryAfter = last.Data[RetryAfterKey] as TimeSpan?;
                if (call.Once || ++failures > _options.Retries || !MayPass(last, retryAfter) || !MayRepeat(call, last))
                {
                    throw last;
                }

                TellRetry(call, last, _options.Retries - failures);
                var wait = retryAfter ?? (failures < 2 ? TimeSpan.Zero : TimeSpan.FromSeconds(0.25 * Math.Pow(2, failures - 1) * (1 - (_random.NextDouble() / 4))));
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait < LongestWait ? wait : LongestWait, _time, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            if (isSpeaking)
            {
                _outages.End(call.Url, last);
            }
        }
    }

    /// <summary>Warns as urllib3 does. If an index cannot be reached and there are others, the warning is only verbose, because the reader of the index reports the failure once.</summary>
    private void TellRetry(Call call, NetworkFailureException failure, int left)
    {
        if (failure.Kind != NetworkFailure.Status)
        {
            var url = LinkUrl.RemoveCredentials(call.Url);
            var path = Uri.TryCreate(url, UriKind.Absolute, out var uri) && _proxy?.ForwarderFor(uri) is null ? uri.PathAndQuery : url;
            _reporter.Report(
                call.IsPage && failure.IsUnreachable && _options.HasSeveralIndexes ? Severity.Verbose : Severity.Warning,
                $"Retrying (Retry(total={left}, connect=None, read=None, redirect=None, status=None)) after connection broken by '{failure.Python}': {path}");
        }
    }

    /// <summary>Repeats a request over HTTP/1.1 if it broke over HTTP/2, and uncompressed if its answer was broken while compressed, because pip would not have met either failure.</summary>
    private bool TryWithoutOptimisation(ref Call call, NetworkFailureException failure)
    {
        if (failure.Kind == NetworkFailure.Interrupted && failure.InnerException is InvalidDataException && !call.Identity)
        {
            call = call with { Identity = true };
            return true;
        }

        return failure.Kind is NetworkFailure.Interrupted or NetworkFailure.Connection or NetworkFailure.ReadTimeout && !failure.IsUnreachable && call.Content is null
            && Outages.OriginOf(call.Url) is var origin && _speaksHttp2.ContainsKey(origin) && _plain.TryAdd(origin, true);
    }

    private static bool MayPass(NetworkFailureException failure, TimeSpan? retryAfter)
        => failure.Kind switch
        {
            NetworkFailure.Status => failure.Status is 500 or 502 or 503 or 520 or 527 || (retryAfter is not null && failure.Status is 413 or 429),
            NetworkFailure.Redirects => false,
            _ => true,
        };

    /// <summary>Whether a request may be sent again. One with content may only if the server cannot have received it.</summary>
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
