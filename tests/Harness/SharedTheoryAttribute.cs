using System.Runtime.CompilerServices;

namespace PipCs.Harness;

/// <summary>A theory of which every case needs a file of <c>../shared</c>. Where that is absent the theory is one skipped test, however many cases it has.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedTheoryAttribute : TheoryAttribute
{
    /// <param name="path">The file or folder, relative to <c>../shared</c>.</param>
    /// <param name="sourceFilePath">The file of the test, which the compiler gives.</param>
    /// <param name="sourceLineNumber">The line of the test, which the compiler gives.</param>
    public SharedTheoryAttribute(string path, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Path = path;
        Skip = SharedFiles.WhyAbsent(path);
    }

    public string Path { get; }
}
