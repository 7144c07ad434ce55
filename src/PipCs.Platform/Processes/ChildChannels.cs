namespace PipCs.Platform.Processes;

/// <summary>The standard input of a child process.</summary>
public enum ChildInput
{
    /// <summary>Nothing (<c>/dev/null</c>).</summary>
    Empty,

    /// <summary>This process's standard input.</summary>
    Inherited,

    /// <summary>A pipe, which <see cref="ChildProcess.Input"/> writes to.</summary>
    Piped,
}

/// <summary>The destination of a child's output.</summary>
public enum ChildOutput
{
    /// <summary>To this process, which reads it.</summary>
    Piped,

    /// <summary>The same destination as this process's.</summary>
    Inherited,

    /// <summary>Nowhere (<c>/dev/null</c>).</summary>
    Discarded,

    /// <summary>Standard error only: to where standard output goes, in the order of writing.</summary>
    WithOutput,
}
