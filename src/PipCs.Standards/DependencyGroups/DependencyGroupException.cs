namespace PipCs.Standards.DependencyGroups;

/// <summary>Dependency groups that violate the specification. The message lists all problems that were found, joined by <c>; </c>.</summary>
public sealed class DependencyGroupException : FormatException
{
    internal DependencyGroupException(IReadOnlyList<string> problems)
        : base(string.Join("; ", problems)) => Problems = problems;

    /// <summary>The problems, in the order in which they were found, in packaging's words.</summary>
    public IReadOnlyList<string> Problems { get; }
}
