using PipCs.Diagnostics;

namespace PipCs;

/// <content>Errors of lock files, dependency groups and scripts.</content>
internal static partial class Errors
{
    internal static UserErrorException NulInLine(string text, int line, string file)
        => new($"Invalid requirement: {PythonRepr.Quote(text)}: a NUL character, which no requirement, option or path may have (from line {line} of {file})");

    internal static UserErrorException CannotWriteLockFile(string reason) => new($"Could not write the lock file: {reason}");

    internal static UserErrorException RequirementRefused(string requirement, string reason, string url, string answer, Exception inner)
        => new($"Could not install requirement {requirement} because of HTTP error {reason} for URL {url}", inner: inner) { Before = answer };

    internal static UserErrorException CannotReadLockFile(string file, string reason) => new($"Error reading pylock file {PythonRepr.Quote(file)}: {reason}");

    internal static UserErrorException InvalidLockFile(string file, string reason) => new($"Invalid pylock file {PythonRepr.Quote(file)}: {reason}");

    internal static UserErrorException CannotSelect(string file, string reason) => new($"Cannot select requirements from pylock file {PythonRepr.Quote(file)}: {reason}");

    internal static UserErrorException SeveralLockedFiles(string project, string first, string second) => new($"Multiple locked links provided for {project}: {first} and {second}");

    /// <summary>A URL or path that a lock file must not contain; the message is <see cref="PipCs.Standards.LockFiles.LockFileException"/>'s.</summary>
    internal static UserErrorException LockedPathRefused(string message) => new(message);

    internal static UserErrorException LockedUrlNamesNoFile(string project, string file)
        => new($"Could not install locked package {PythonRepr.Quote(project)} from {PythonRepr.Quote(file)}: not a file", hints: ["The URL or path in the lock file must end in the name of a wheel or sdist of the project."]);

    internal static UserErrorException GroupFileNotFound(string file) => new($"{file} not found. Cannot resolve '--group' option.");

    internal static UserErrorException GroupFileUnreadable(string file, string reason) => new($"Error reading {file}: {reason}");

    internal static UserErrorException GroupFileInvalid(string file, string reason) => new($"Error parsing {file}: {reason}");

    internal static UserErrorException GroupTableMissing(string file)
        => new($"[dependency-groups] table was missing from '{file}'. Cannot resolve '--group' option.");

    internal static UserErrorException GroupTableMalformed(string file)
        => new($"[dependency-groups] table was malformed in {file}. Cannot resolve '--group' option.");

    internal static UserErrorException GroupTableInvalid(string file, string reason) => new($"[dependency-groups] data was invalid in {file}: {reason}");

    internal static UserErrorException GroupUnresolvable(string group, string file, string reason)
        => new($"[dependency-groups] resolution failed for '{group}' from '{file}': {reason}");

    internal static UserErrorException SeveralScripts() => new("--requirements-from-script can only be given once");

    internal static UserErrorException CannotReadScript(string reason) => new($"Could not open script: {reason}");

    internal static UserErrorException NoScriptMetadata(string script) => new($"File does not contain 'script' metadata: {PythonRepr.Quote(script)}");

    internal static UserErrorException SeveralScriptBlocks(string script) => new($"Multiple 'script' blocks found in {PythonRepr.Quote(script)}");

    internal static UserErrorException InvalidScriptMetadata(string script, string reason)
        => new($"Failed to parse TOML in {PythonRepr.Quote(script)}", hints: [reason]);

    internal static UserErrorException ScriptPython(string script, string python, string required)
        => new($"Script {PythonRepr.Quote(script)} requires a different Python: {python} not in {PythonRepr.Quote(required)}");
}
