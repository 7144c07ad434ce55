using PipCs.Diagnostics;
using PipCs.Standards.Projects;

namespace PipCs;

/// <summary>The errors of the commands.</summary>
internal static partial class Errors
{
    internal static UserErrorException NothingToInstall(string command)
        => new($"You must give at least one requirement to {command} (see \"pip help {command}\")");

    internal static UserErrorException NotInstalled(IReadOnlyList<string> names)
        => new($"Package(s) not found: {string.Join(", ", names)}");

    internal static UserErrorException NothingToUninstall() => NothingToInstall("uninstall");

    internal static UserErrorException CannotOpenFile(string kind, string reason)
        => new($"Could not open {kind} file: {reason}");

    internal static UserErrorException FileOnOtherHost(string url)
        => new(LinkUrl.DescribeOtherHost(url));

    internal static UserErrorException FileUrlMissing(string url, string problem) => new($"404 Client Error: {problem} for url: {url}");

    internal static UserErrorException RecursiveFile(string path, string file, string tail)
        => new($"{path} recursively references itself in {file}{tail}");

    internal static UserErrorException InvalidFileLine(string line, string reason)
        => new($"Invalid requirement: {line}\n{reason}");

    internal static UserErrorException InvalidFileOption(string line, string reason)
        => new($"Invalid requirement: {line}\npip: error: {reason}\n") { IsOptionError = true };

    internal static UserErrorException FileNotDecodable(string path, string reason)
        => new($"Could not read requirements file {path}: {reason}", exitCode: 2, hints: ["Say its encoding in a comment in its first line, such as `# -*- coding: latin-1 -*-`, or save it in UTF-8."]);

    internal static UserErrorException InvalidRequirement(string text, string reason, string source)
        => new($"Invalid requirement: {PythonRepr.Quote(text)}: {reason}" + (source.Length == 0 ? "" : $" (from {source})"));

    internal static UserErrorException InvalidRequirementWithAdvice(string text, string reason, string source, string advice)
        => new($"Invalid requirement: {PythonRepr.Quote(text)}: {reason}" + (source.Length == 0 ? "" : $" (from {source})") + $"\nHint: {advice}");

    internal static UserErrorException NotInstallableFolder(string name)
        => new($"Directory {PythonRepr.Quote(name)} is not installable. Neither 'setup.py' nor 'pyproject.toml' found.");

    internal static UserErrorException InvalidWheelFileName(string name)
        => new($"Invalid wheel filename (wrong number of parts): {PythonRepr.Quote(name)}");

    internal static UserErrorException UnsupportedWheel(string fileName)
        => new($"{fileName} is not a supported wheel on this platform.");

    internal static UserErrorException SourceNotAvailableYet(string what)
        => new($"Cannot install {what}: building from source is not available yet in pip-cs.", hints: ["Use pip for this requirement."]);

    /// <summary>The best candidate is an sdist, which cannot be built yet.</summary>
    internal static UserErrorException SourceChosen(string file)
        => new($"Cannot install {file}: building from source is not available yet in pip-cs.", hints: ["`--only-binary :all:` leaves source distributions out of the choice; else use pip for this requirement."]);

    internal static UserErrorException EditableNotAvailableYet(string what)
        => new($"Cannot install {what}: editable installs are not available yet in pip-cs.", hints: ["Use pip for this requirement."]);

    internal static UserErrorException VersionControlNotAvailableYet(string url)
        => new($"Cannot install {url}: version control URLs are not available yet in pip-cs.", hints: ["Use pip for this requirement."]);

    internal static UserErrorException ConstraintWithExtras(string text)
        => new("Constraints cannot have extras", hints: [$"The constraint is `{text}`."]);

    internal static UserErrorException UnnamedConstraint()
        => new("Unnamed requirements are not allowed as constraints");

    internal static UserErrorException UnnamedOverride(string text)
        => new($"Overrides must name their project: {text}");

    internal static UserErrorException EditableOverride(string text)
        => new($"Overrides cannot be editable: {text}");

    internal static UserErrorException IndexPinConflict(string project, string first, string firstOrigin, string second, string secondOrigin)
        => new($"`{project}` is pinned to two indexes: {first} ({firstOrigin}) and {second} ({secondOrigin})");

    internal static UserErrorException IndexPinWithoutUrl(string project, string origin)
        => new($"`{project}` is pinned to no index: `--index-url` has no URL ({origin})");

    internal static UserErrorException PinnedElsewhere(string requirement, string project, string index, string origin)
        => new($"`{requirement}` comes from elsewhere than the index that `{project}` is pinned to: {index} ({origin})");

    internal static UserErrorException EditableConstraint(string text)
        => new("Editable requirements are not allowed as constraints", hints: [$"The constraint is `-e {text}`."]);

    internal static UserErrorException InvalidHash(string value)
        => new($"Arguments to --hash must be a hash name followed by a value, like --hash=sha256:abcde...: '{value}'", exitCode: 2);

    internal static UserErrorException UserWithTarget() => new("Can not combine '--user' and '--target'");

    internal static UserErrorException UserWithPrefix()
        => new("Can not combine '--user' and '--prefix' as they imply different installation locations");

    internal static UserErrorException UserSiteInvisible()
        => new("Can not perform a '--user' install. User site-packages are not visible in this virtualenv.");

    internal static UserErrorException UserSiteDisabled()
        => new("Can not perform a '--user' install. User site-packages are disabled for this Python.");

    internal static UserErrorException HiddenFromUserSite(string name, string location)
        => new($"Will not install to the user site because it will lack sys.path precedence to {name} in {location}");

    internal static UserErrorException TargetNotFolder(string path)
        => new($"Target path exists but is not a directory, will not continue: {path}");

    internal static UserErrorException HashesUnpinned(string requirement)
        => new("In --require-hashes mode, all requirements must have their versions pinned with ==. These do not:\n    " + requirement);

    internal static UserErrorException HashesMissing(string requirement)
        => new("Hashes are required in --require-hashes mode, but they are missing from some requirements. Here is a list of those requirements along with the hashes their downloaded archives actually had. Add lines like these to your requirements files to prevent tampering. (If you did not enable --require-hashes manually, note that it turns on automatically when any package has a hash.)\n    " + requirement);

    internal static UserErrorException CannotInstall(string reason, string advice)
        => new(SystemFailureText.Of(reason) + (advice.Length == 0 ? "" : $"\n{advice}"));

    internal static UserErrorException MetadataDisagrees(string requirement, string field, string expected, string found)
        => new($"Requested {requirement} has inconsistent {field}: expected {PythonRepr.Quote(expected)}, but metadata has {PythonRepr.Quote(found)}");

    internal static UserErrorException DirectUnavailable(string project)
        => new($"No matching distribution found for {project} (unavailable)", hints: ["The file's name and the metadata in it disagree: whoever built it must build it again."]);

    internal static UserErrorException SidecarDisagrees(string requirement, string field, string beside, string own)
        => new($"Requested {requirement} has inconsistent {field} between its PEP 658 .metadata file and the wheel's METADATA: sidecar has {PythonRepr.Quote(beside)}, wheel has {PythonRepr.Quote(own)}");

    internal static UserErrorException CannotWriteReport(string reason) => new($"Could not write the report: {reason}");

    internal static UserErrorException NoMatchingDistribution(string query) => new($"No matching distribution found for {query}");

    internal static UserErrorException CannotUpdate(string name, string reason, string hint)
        => new($"Cannot update {name}: {reason}.", hints: [hint]);

    internal static UserErrorException CannotRemove(string name, string reason)
        => new($"Cannot remove {name}: {reason}");

    internal static UserErrorException NotInCache(IEnumerable<string> what, string hint)
        => new($"Offline, and the cache does not hold:\n{string.Join('\n', what.Select(one => "    " + one))}", hints: [hint]);

    internal static UserErrorException NothingToSync()
        => new("The files name nothing for this environment: everything in it would be removed.", hints: ["`--allow-empty-requirements` does so."]);
}
