namespace PipCs.Standards.LockFiles;

/// <summary>A lock file that violates the specification. The message ends with the place: <c>in 'packages[0].wheels[1].hashes'</c>.</summary>
public sealed class LockFileException : FormatException
{
    internal LockFileException(string problem, string? context = null)
        : base(context is null ? problem : $"{problem} in '{context}'")
    {
        Problem = problem;
        Context = context;
    }

    /// <summary>The problem, without the place.</summary>
    public string Problem { get; }

    /// <summary>The place, from the document's root; null for the document itself.</summary>
    public string? Context { get; }

    /// <summary>The same problem with a longer place, which begins at an enclosing value.</summary>
    internal LockFileException Within(string context) => new(Problem, Context is null ? context : $"{context}.{Context}");
}
