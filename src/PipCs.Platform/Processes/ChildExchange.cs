namespace PipCs.Platform.Processes;

/// <summary>The input for a child process, and the receivers of its output while it runs.</summary>
public sealed record ChildExchange
{
    /// <summary>The child's input; if it is not empty, it takes precedence over <see cref="ChildCommand.Input"/>. A child may end without reading all of it.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Called with each line of standard output, without its end, instead of collecting them. Bytes that are not UTF-8 become U+FFFD.</summary>
    public Action<string>? OnOutputLine { get; init; }

    /// <summary>The same for standard error.</summary>
    public Action<string>? OnErrorLine { get; init; }

    /// <summary>How many bytes of each stream are collected; the rest is read and dropped.</summary>
    public int MaximumOutput { get; init; } = Array.MaxLength;

    /// <summary>How long it may run; null for any time.</summary>
    public TimeSpan? Timeout { get; init; }
}
