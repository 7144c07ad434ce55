using PipCs.Python.Interpreters;

namespace PipCs.Python.Bytecode;

/// <summary>
/// Two long-lived processes of an interpreter that compile source files to <c>.pyc</c> files. They
/// start with the first request and end with <see cref="DisposeAsync"/>. Thread-safe.
/// </summary>
public sealed partial class BytecodeCompiler : IAsyncDisposable
{
    /// <summary>Names the interpreter; starts nothing.</summary>
    public BytecodeCompiler(Interpreter interpreter) => throw new NotImplementedException();

    /// <summary>What must be equal for a <c>.pyc</c> to be used again: magic, cache tag, optimisation, invalidation mode; a valid file name.</summary>
    public string CompatibilityKey => throw new NotImplementedException();

    /// <summary>
    /// Compiles files of one folder. Each <c>.pyc</c> records the source's mtime and size (PEP 3147, 552
    /// timestamp mode) and the path <paramref name="jobs"/> give for tracebacks.
    /// </summary>
    /// <returns>For each job whether it could be compiled (false: a syntax error).</returns>
    public Task<IReadOnlyList<bool>> CompileAsync(IReadOnlyList<BytecodeJob> jobs, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}

/// <summary>One file to compile.</summary>
/// <param name="SourcePath">The absolute path of the source.</param>
/// <param name="OutputPath">The absolute path of the <c>.pyc</c> to write.</param>
/// <param name="DisplayPath">The path to record in the code object (<c>co_filename</c>).</param>
public readonly record struct BytecodeJob(string SourcePath, string OutputPath, string DisplayPath);
