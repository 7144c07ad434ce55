namespace PipCs.Standards.DependencyGroups;

/// <summary>Dependency groups that are not as the specification wants them. All problems that were found are told, joined by <c>; </c>.</summary>
public sealed class DependencyGroupException : FormatException
{
    internal DependencyGroupException(IReadOnlyList<string> problems)
        : base(string.Join("; ", problems)) => Problems = problems;

    /// <summary>The problems, in the order in which they were found, in packaging's words.</summary>
    public IReadOnlyList<string> Problems { get; }
}
