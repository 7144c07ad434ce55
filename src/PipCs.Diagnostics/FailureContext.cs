namespace PipCs.Diagnostics;

/// <summary>
/// Describes the work and its input during which an unexpected exception was thrown. Each place that begins work on an input adds
/// it from an exception filter, which costs nothing unless something fails:
/// <c>catch (Exception exception) when (FailureContext.Add(exception, $"reading {path}"))</c>.
/// </summary>
public static class FailureContext
{
    private const string Key = "pip-cs work";

    /// <summary>Adds a description of the work to an exception. Always false, so that the filter does not catch the exception.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="work">A participle and the input, such as <c>reading the metadata of x 1.0 (/path/METADATA)</c>.</param>
    public static bool Add(Exception exception, string work)
    {
        ArgumentNullException.ThrowIfNull(exception);
        if (exception is not (UserErrorException or OperationCanceledException))
        {
            exception.Data[Key] = exception.Data[Key] is string inner ? $"{inner}\n{work}" : work;
        }

        return false;
    }

    /// <summary>The work that was under way, the innermost first; empty where nothing was added.</summary>
    public static IReadOnlyList<string> Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause.Data[Key] is string work)
            {
                return work.Split('\n');
            }
        }

        return [];
    }
}
