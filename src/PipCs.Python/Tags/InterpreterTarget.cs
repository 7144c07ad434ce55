namespace PipCs.Python.Tags;

/// <summary>Another Python than the one that runs, as far as it was named: wheels are chosen for it.</summary>
public sealed record InterpreterTarget
{
    /// <summary>Platforms as in tags, best first. Each includes the older ones whose wheels it supports. Empty for the interpreter's own.</summary>
    public IReadOnlyList<string> Platforms { get; init; } = [];

    /// <summary>Up to three numbers of a version; empty for the interpreter's own.</summary>
    public IReadOnlyList<int> Version { get; init; } = [];

    /// <summary>The short name of an implementation, such as <c>cp</c>; null for the interpreter's own.</summary>
    public string? Implementation { get; init; }

    /// <summary>ABIs, best first; empty for those that the interpreter would have with <see cref="Version"/>.</summary>
    public IReadOnlyList<string> Abis { get; init; } = [];

    /// <summary>Whether nothing was named: the target is the interpreter itself.</summary>
    public bool IsEmpty => Platforms.Count == 0 && Version.Count == 0 && string.IsNullOrEmpty(Implementation) && Abis.Count == 0;
}
