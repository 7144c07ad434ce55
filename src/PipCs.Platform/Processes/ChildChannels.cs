namespace PipCs.Platform.Processes;

/// <summary>What a child process reads.</summary>
public enum ChildInput
{
    /// <summary>Nothing (<c>/dev/null</c>).</summary>
    Empty,

    /// <summary>This process's standard input.</summary>
    Inherited,

    /// <summary>What is written to <see cref="ChildProcess.Input"/>.</summary>
    Piped,
}

/// <summary>Where a child process writes.</summary>
public enum ChildOutput
{
    /// <summary>To this process, which reads it.</summary>
    Piped,

    /// <summary>Where this process writes.</summary>
    Inherited,

    /// <summary>Nowhere (<c>/dev/null</c>).</summary>
    Discarded,

    /// <summary>Standard error only: to where standard output goes, in the order of writing.</summary>
    WithOutput,
}
