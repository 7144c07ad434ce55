namespace PipCs.Python.Bytecode;

/// <summary>One file to compile.</summary>
/// <param name="SourcePath">The absolute path of the source.</param>
/// <param name="OutputPath">The absolute path of the <c>.pyc</c> to write; its folder is made where it is missing.</param>
/// <param name="DisplayPath">The path to record in the code object (<c>co_filename</c>).</param>
public readonly record struct BytecodeJob(string SourcePath, string OutputPath, string DisplayPath);
