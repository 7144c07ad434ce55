namespace PipCs.Platform.Processes;

/// <summary>A program and how it is to be started.</summary>
/// <param name="Program">Its path, or a name without <c>/</c> that is looked for on the child's <c>PATH</c>.</param>
/// <param name="Arguments">Its arguments after the program's own name.</param>
public sealed record ChildCommand(string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>The folder it starts in; null for this process's.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables that it gets beside, or instead of, this process's; null as a value removes one.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Whether <see cref="Variables"/> are its whole environment.</summary>
    public bool HasOnlyItsVariables { get; init; }

    /// <summary>Its standard input.</summary>
    public ChildInput Input { get; init; }

    /// <summary>Its standard output; not <see cref="ChildOutput.WithOutput"/>.</summary>
    public ChildOutput Output { get; init; }

    /// <summary>Its standard error.</summary>
    public ChildOutput Errors { get; init; }

    /// <summary>
    /// Whether it may ask a person at the terminal. It then stays in this process's group, because the system stops a program of another group that reads from
    /// the terminal. Any other child leads a group of its own.
    /// </summary>
    public bool IsInteractive { get; init; }
}
