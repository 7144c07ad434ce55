namespace PipCs.Standards.Tags;

/// <summary>The data on which the ABI of a CPython depends.</summary>
public sealed record CPythonBuild
{
    /// <summary>Whether it is a debug build.</summary>
    public bool IsDebug { get; init; }

    /// <summary>Whether it runs without the global lock (PEP 703, from 3.13 on).</summary>
    public bool IsFreeThreaded { get; init; }

    /// <summary>Whether it uses Python's own allocator, which counted until 3.7.</summary>
    public bool HasPymalloc { get; init; } = true;

    /// <summary>Whether its texts are of 32-bit characters, which counted until 3.2.</summary>
    public bool HasWideUnicode { get; init; } = true;
}
