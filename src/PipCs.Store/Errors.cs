using System.Text;
using PipCs.Diagnostics;

namespace PipCs.Store;

/// <summary>The store's errors for users.</summary>
internal static class Errors
{
    internal static UserErrorException UnknownHashName(string name) => new($"Unknown hash name: {name}");

    /// <summary>pip's <c>HashMismatch</c>.</summary>
    /// <param name="requirement">The requirement, such as <c>six==1.0 from https://...</c>.</param>
    /// <param name="allowedHashes">The admitted hashes as <c>algorithm:hex</c>, sorted by algorithm.</param>
    /// <param name="gotHashes">The hashes of the fetched file, one for each algorithm.</param>
    internal static UserErrorException HashMismatch(string requirement, IReadOnlyList<string> allowedHashes, IReadOnlyList<string> gotHashes)
    {
        var text = new StringBuilder(
            "THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package versions, please update the hashes. "
            + "Otherwise, examine the package contents carefully; someone may have tampered with them.\n    ");
        text.Append(requirement).Append(':');
        foreach (var got in gotHashes)
        {
            var (name, digest) = Split(got);
            var first = true;
            foreach (var allowed in allowedHashes)
            {
                var (allowedName, allowedDigest) = Split(allowed);
                if (allowedName == name)
                {
                    text.Append("\n        Expected ").Append(first ? name : "    or").Append(' ').Append(allowedDigest);
                    first = false;
                }
            }

            if (!first)
            {
                text.Append("\n             Got        ").Append(digest).Append('\n');
            }
        }

        return new(text.ToString());
    }

    /// <summary>pip's <c>InvalidWheel</c>.</summary>
    internal static UserErrorException InvalidWheel(string project, string location, string? reason)
        => new($"Wheel '{project}' located at {location} is invalid.", hints: reason is null ? [] : [$"The file is truncated or corrupt ({reason.TrimEnd('.')}): download or build it again."]);

    /// <summary>A wheel that is larger than this program can keep.</summary>
    internal static UserErrorException WheelTooLarge(string project, string location, string limit)
        => new($"Wheel '{project}' located at {location} is too large: {limit}.", hints: ["Install this wheel with pip itself, or ask those who publish it to split it."]);

    /// <summary>A wheel that two programs may unpack differently.</summary>
    /// <param name="project">The project.</param>
    /// <param name="location">The wheel's path or URL.</param>
    /// <param name="conflict">The contradiction.</param>
    internal static UserErrorException ContradictoryWheel(string project, string location, string conflict)
        => new($"Wheel '{project}' located at {location} is invalid: {conflict}.", hints: ["The archive contradicts itself, so other programs may see other files in it than were checked: do not use it, and ask those who publish it for a sound one."]);

    /// <summary>pip's <c>UnsupportedWheel</c> for the content of a wheel.</summary>
    internal static UserErrorException UnsupportedWheel(string project, string reason) => new($"{project} has an invalid wheel, {reason}");

    internal static UserErrorException NoDistInfo(string project) => UnsupportedWheel(project, ".dist-info directory not found");

    internal static UserErrorException SeveralDistInfos(string project, IReadOnlyList<string> folders)
        => UnsupportedWheel(project, $"multiple .dist-info directories found: {string.Join(", ", folders)}");

    internal static UserErrorException ForeignDistInfo(string project, string folder)
        => UnsupportedWheel(project, $".dist-info directory {PythonRepr.Quote(folder)} does not start with {PythonRepr.Quote(project)}");

    internal static UserErrorException MissingFile(string project, string path)
        => UnsupportedWheel(project, $"could not read {PythonRepr.Quote(path)} file: it is not in the wheel");

    internal static UserErrorException UndecodableFile(string project, string path) => UnsupportedWheel(project, $"error decoding {PythonRepr.Quote(path)}: it is not UTF-8");

    internal static UserErrorException UndecodableMetadata(string location, string problem) => new($"Error decoding metadata for {location}: {problem} in METADATA file");

    internal static UserErrorException InvalidWheelFile(string project, string problem) => UnsupportedWheel(project, problem);

    internal static UserErrorException IncompatibleWheelVersion(string project, string version)
        => new($"{project}'s Wheel-Version ({version}) is not compatible with this version of pip");

    /// <summary>pip's <c>MetadataInconsistent</c>.</summary>
    internal static UserErrorException InconsistentMetadata(string requirement, string field, string expected, string actual)
    {
        var reason = $"has inconsistent {field}: expected {PythonRepr.Quote(expected)}, but metadata has {PythonRepr.Quote(actual)}";
        return new($"Requested {requirement} {reason}", inner: new InconsistentWheelException(reason));
    }

    internal static UserErrorException InvalidMetadata(string requirement, string reason) => new($"Requested {requirement} has invalid metadata: {reason}");

    internal static UserErrorException PathOutside(string location, string path)
        => new($"The wheel {PythonRepr.Quote(location)} has a file {PythonRepr.Quote(path)} trying to install outside the target directory");

    internal static UserErrorException UnsafePath(string location, string path, string reason)
        => new($"The wheel {PythonRepr.Quote(location)} has a file {PythonRepr.Quote(path)} that cannot be installed: {reason}");

    internal static UserErrorException InvalidEntryPoints(string project, string path, string reason)
        => UnsupportedWheel(project, $"could not read {PythonRepr.Quote(path)} file: {reason}");

    /// <summary>The temporary folder cannot be written. Wheels are unpacked there when the cache cannot hold them.</summary>
    internal static UserErrorException CannotStore(string project, string folder, string reason, bool hasCache)
    {
        var first = reason.StartsWith("[Errno 28]", StringComparison.Ordinal) || reason.StartsWith("[Errno 122]", StringComparison.Ordinal) ? "Free some space there, or name" : "Name";
        return new(
            $"Could not unpack the wheel of '{project}' into {folder}: {reason}",
            hints: [$"{first} another folder for temporary files in the environment variable TMPDIR{(hasCache ? ", or a cache folder that can be written with --cache-dir" : "")}."]);
    }

    private static (string Name, string Digest) Split(string hash)
    {
        var colon = hash.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? ("", hash) : (hash[..colon], hash[(colon + 1)..]);
    }
}
