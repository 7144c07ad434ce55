using System.Text;

namespace PipCs.Platform.Processes;

/// <summary>A child process that ended, and what it wrote.</summary>
/// <param name="Exit">How it ended.</param>
/// <param name="Output">What was collected of standard output.</param>
/// <param name="Errors">What was collected of standard error.</param>
/// <param name="IsTruncated">Whether it wrote more than <see cref="ChildExchange.MaximumOutput"/> to one of them.</param>
/// <param name="IsTimedOut">Whether it was ended because <see cref="ChildExchange.Timeout"/> was over.</param>
public sealed record ChildResult(ChildExit Exit, ReadOnlyMemory<byte> Output, ReadOnlyMemory<byte> Errors, bool IsTruncated, bool IsTimedOut)
{
    /// <summary><see cref="Output"/> as text; bytes that are not UTF-8 become U+FFFD.</summary>
    public string OutputText => Encoding.UTF8.GetString(Output.Span);

    /// <summary><see cref="Errors"/> as text.</summary>
    public string ErrorText => Encoding.UTF8.GetString(Errors.Span);
}
