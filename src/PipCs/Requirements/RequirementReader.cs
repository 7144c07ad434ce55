using PipCs.Diagnostics;
using PipCs.Index;
using PipCs.Platform;
using PipCs.Python.Interpreters;
using PipCs.Resolution;
using PipCs.Standards.Markers;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.RequirementsFiles;
using PipCs.Standards.Tags;

namespace PipCs.Requirements;

/// <summary>Reads a command's requirements: arguments, then requirements files with what they include, then constraints.</summary>
/// <param name="markers">The target's marker values.</param>
/// <param name="reporter">Receives warnings about files and lines.</param>
/// <param name="fetch">Fetches the file behind an http URL.</param>
public sealed partial class RequirementReader(MarkerEnvironment markers, IReporter reporter, Func<string, CancellationToken, Task<FetchedFile>> fetch)
{
    private readonly GivenRequirements _given = new();

    /// <summary>Python's codecs, for files in other encodings than UTF-8; null for those of .NET.</summary>
    public InterpreterCodecs? Codecs { get; init; }

    /// <summary>Whether requirements count even if their markers do not hold, as for uninstalling.</summary>
    public bool IgnoresMarkers { get; init; }

    /// <summary>Whether a script's <c>requires-python</c> is disregarded.</summary>
    public bool IgnoresRequiresPython { get; init; }

    /// <summary>The target's tags, which choose among the wheels of a lock file; null for <c>uninstall</c>, which reads a lock file as a requirements file.</summary>
    public SupportedTags? Tags { get; init; }

    /// <summary>Whether the sdist of a project is preferred, because its wheels may not be used.</summary>
    public Func<ProjectName, bool> PrefersSdist { get; init; } = _ => false;

    /// <summary>Reads all sources, with the files that they include.</summary>
    /// <exception cref="UserErrorException">A file cannot be read or a line is not a requirement; the message names file and line.</exception>
    public async Task<GivenRequirements> ReadAsync(RequirementSources sources, CancellationToken cancellationToken)
    {
        foreach (var file in sources.ConstraintFiles)
        {
            await ReadFileAsync(file, Role.Constraint, Including.None, cancellationToken).ConfigureAwait(false);
        }

        foreach (var file in sources.OverrideFiles)
        {
            await ReadFileAsync(file, Role.Override, Including.None, cancellationToken).ConfigureAwait(false);
        }

        foreach (var argument in sources.Arguments)
        {
            if (!string.IsNullOrWhiteSpace(argument))
            {
                Add(argument, origin: "", lineSource: "", hashes: [], Role.Requirement, pins: []);
            }
        }

        foreach (var requirement in ProjectTables.GroupRequirements(sources.Groups.Where(source => !LockFileSource.Matches(source.File))))
        {
            Add(requirement, origin: "", lineSource: "", hashes: [], Role.Requirement, pins: []);
        }

        foreach (var editable in sources.Editables)
        {
            AddUnnamed(RequirementText.ParseEditable(editable), origin: "", hashes: []);
        }

        var locks = Tags is null ? [] : LockFilesOf(sources);
        foreach (var file in sources.RequirementFiles)
        {
            if (Tags is null || !LockFileSource.Matches(file))
            {
                await ReadFileAsync(file, Role.Requirement, Including.None, cancellationToken).ConfigureAwait(false);
            }
            else if (locks.Remove(KeyOf(file), out var source))
            {
                await ReadLockFileAsync(source, cancellationToken).ConfigureAwait(false);
            }
        }

        foreach (var source in locks.Values)
        {
            await ReadLockFileAsync(source, cancellationToken).ConfigureAwait(false);
        }

        if (sources.Scripts.Count > 1)
        {
            throw Errors.SeveralScripts();
        }

        foreach (var script in sources.Scripts)
        {
            foreach (var requirement in ProjectTables.ScriptRequirements(script, IgnoresRequiresPython ? null : markers.PythonFullVersion.TrimEnd('+')))
            {
                Add(requirement, origin: "", lineSource: "", hashes: [], Role.Requirement, pins: []);
            }
        }

        return _given;
    }

    /// <summary>The meaning of the lines of a file.</summary>
    private enum Role
    {
        Requirement,
        Constraint,
        Override,
    }

    private static bool IsHttp(string path) => LinkUrl.IsDocument(path) && !LinkUrl.IsFile(path);

    private static string OptionOf(Role role) => role switch { Role.Constraint => "-c", Role.Override => "--override", _ => "-r" };

    private async Task ReadFileAsync(string path, Role role, Including including, CancellationToken cancellationToken)
    {
        var content = await ReadTextAsync(path, role, cancellationToken).ConfigureAwait(false);
        including = including.Enter(LinkUrl.IsDocument(path) ? path : Path.GetFullPath(path), from: null);
        await ReadLinesAsync(path, content, role, including, cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadLinesAsync(string path, string content, Role role, Including including, CancellationToken cancellationToken)
    {
        IReadOnlyList<RequirementsLine> lines;
        try
        {
            lines = RequirementsFile.Parse(content, Environment.GetEnvironmentVariable);
        }
        catch (RequirementsFileException error)
        {
            throw error.IsOptionError ? Errors.InvalidFileOption(error.Line, error.Message) : Errors.InvalidFileLine(error.Line, error.Message);
        }

        foreach (var line in lines)
        {
            try
            {
                await ReadLineAsync(path, line, role, including, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (FailureContext.Add(exception, $"reading line {line.LineNumber} of {path}"))
            {
                throw;
            }
        }
    }

    private async Task ReadLineAsync(string path, RequirementsLine line, Role role, Including including, CancellationToken cancellationToken)
    {
        if ((line.Arguments.Contains('\0', StringComparison.Ordinal) ? line.Arguments : line.Options.FirstOrDefault(static option => option.Value.Contains('\0', StringComparison.Ordinal)).Value) is { } withNul)
        {
            throw Errors.NulInLine(withNul, line.LineNumber, path);
        }

        if (line.Arguments.Length > 0)
        {
            var origin = $"{OptionOf(role)} {path} (line {line.LineNumber})";
            Add(line.Arguments, origin, $"line {line.LineNumber} of {path}", HashesOf(line), role, [.. line.Options.Where(option => option.Key == "index-url").Select(option => option.Value)]);
            return;
        }

        if (Find(line, "editable") is { } editable)
        {
            if (role != Role.Requirement)
            {
                throw role == Role.Override ? Errors.EditableOverride(editable) : Errors.EditableConstraint(editable);
            }

            AddUnnamed(RequirementText.ParseEditable(editable), $"{OptionOf(role)} {path} (line {line.LineNumber})", HashesOf(line));
            return;
        }

        if ((Find(line, "requirement") ?? Find(line, "constraint")) is { } nested)
        {
            await ReadNestedAsync(path, nested, Find(line, "requirement") is null ? Role.Constraint : role == Role.Override ? role : Role.Requirement, including, cancellationToken).ConfigureAwait(false);
            return;
        }

        TakeOptions(line, path);
    }

    private async Task ReadNestedAsync(string path, string nested, Role role, Including including, CancellationToken cancellationToken)
    {
        if (LinkUrl.IsDocument(path))
        {
            nested = Uri.TryCreate(new Uri(path), nested, out var joined) ? joined.ToString() : nested;
        }
        else if (!LinkUrl.IsDocument(nested))
        {
            nested = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/", nested));
        }

        if (including.TryGet(nested, out var first))
        {
            throw Errors.RecursiveFile(nested, path, first is null ? "" : $" and again in {first}");
        }

        var content = await ReadTextAsync(nested, role, cancellationToken).ConfigureAwait(false);
        await ReadLinesAsync(nested, content, role, including.Enter(nested, path), cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> ReadTextAsync(string path, Role role, CancellationToken cancellationToken)
    {
        var text = new RequirementsText(Codecs, reporter);
        if (IsHttp(path))
        {
            return text.Decode(await fetch(path, cancellationToken).ConfigureAwait(false), path);
        }

        var local = LocalPathOf(path);
        var error = NativeFile.ReadAll(local, out var content);
        if (error is Errno.NoEntry or Errno.NotDirectory && local != path)
        {
            throw Errors.FileUrlMissing(path, error == Errno.NoEntry ? "FileNotFoundError" : "NotADirectoryError");
        }

        if (error != Errno.None)
        {
            throw Errors.CannotOpenFile(role switch { Role.Constraint => "constraint", Role.Override => "override", _ => "requirements" }, PlatformError.Describe(error, path));
        }

        return local != path ? text.Decode(new FetchedFile(content, ContentType: null), path) : text.Decode(content, path);
    }

    private static string LocalPathOf(string pathOrUrl)
        => !LinkUrl.IsFile(pathOrUrl) ? pathOrUrl : LinkUrl.ToPath(pathOrUrl) ?? throw Errors.FileOnOtherHost(pathOrUrl);

    private void Add(string text, string origin, string lineSource, IReadOnlyList<string> hashes, Role role, IReadOnlyList<string> pins)
    {
        switch (RequirementText.Parse(text, lineSource, reporter))
        {
            case ParsedRequirement.Named named:
                AddNamed(named, text, origin, hashes, role, pins);
                break;
            case ParsedRequirement.Unnamed when role == Role.Constraint:
                throw Refuse(Errors.UnnamedConstraint());
            case ParsedRequirement.Unnamed when role == Role.Override:
                throw Errors.UnnamedOverride(text);
            case ParsedRequirement.Unnamed unnamed:
                AddUnnamed(unnamed.Requirement, origin, hashes);
                break;
        }
    }

    private void AddUnnamed(UnnamedRequirement requirement, string origin, IReadOnlyList<string> hashes)
    {
        if (!IgnoresMarkers && requirement.Marker is { } marker && !marker.Evaluate(markers))
        {
            _given.Ignored.Add($"Ignoring {requirement.Text}: markers '{marker}' don't match your environment");
            return;
        }

        _given.RequireHashes |= hashes.Count > 0;
        _given.Unnamed.Add(requirement with { Origin = origin, Hashes = hashes, Position = _given.Requirements.Count });
    }

    private void AddNamed(ParsedRequirement.Named parsed, string text, string origin, IReadOnlyList<string> hashes, Role role, IReadOnlyList<string> pins)
    {
        if (role == Role.Constraint && parsed.Requirement.Extras.Count > 0)
        {
            throw Refuse(Errors.ConstraintWithExtras(text));
        }

        var holds = IgnoresMarkers || parsed.Requirement.Marker is not { } marker || marker.Evaluate(markers);
        if (!holds && role != Role.Override)
        {
            if (role == Role.Requirement)
            {
                _given.Ignored.Add($"Ignoring {parsed.Requirement.Name}: markers '{parsed.Requirement.Marker}' don't match your environment");
            }

            return;
        }

        if (parsed.Display is { } display)
        {
            _given.DirectDisplay.TryAdd(parsed.Requirement.Url!, display);
        }

        foreach (var pin in holds ? pins : [])
        {
            _given.IndexPins.Add(new(parsed.Requirement.Project, new IndexPin(pin.Length > 0 ? pin : throw Errors.IndexPinWithoutUrl(parsed.Requirement.Project.Value, origin), origin)));
        }

        var root = new RootRequirement(parsed.Requirement, origin, hashes);
        _given.RequireHashes |= hashes.Count > 0;
        if (role != Role.Requirement)
        {
            (role == Role.Constraint ? _given.Constraints : _given.Overrides).Add(root);
            return;
        }

        _given.Spelling.TryAdd(parsed.Requirement.Project, parsed.Requirement.Name);
        _given.Requirements.Add(root);
    }

    /// <summary>Reports, beside an error, the forms that constraints may have.</summary>
    private UserErrorException Refuse(UserErrorException error)
    {
        reporter.Report(
            Severity.Warning,
            "DEPRECATION: Constraints are only allowed to take the form of a package name and a version specifier. Other forms were originally permitted as an accident of the implementation, but were undocumented. The new implementation of the resolver no longer supports these forms. A possible replacement is replacing the constraint with a requirement. Discussion can be found at https://github.com/pypa/pip/issues/8210");
        return error;
    }

    private void TakeOptions(RequirementsLine line, string path)
    {
        foreach (var (name, value) in line.Options)
        {
            switch (name)
            {
                case "hash":
                    reporter.Report(Severity.Warning, $"{path} line {line.LineNumber} has --hash but no requirement, and will be ignored.");
                    break;
                case "require-hashes":
                    _given.RequireHashes = true;
                    break;
                case "no-require-hashes":
                    _given.NoRequireHashes = true;
                    break;
                default:
                    _given.Options.Add(new FileOption(name, value, path, line.LineNumber));
                    break;
            }
        }
    }

    private static string? Find(RequirementsLine line, string name)
    {
        foreach (var option in line.Options)
        {
            if (option.Key == name)
            {
                return option.Value;
            }
        }

        return null;
    }

    private static List<string> HashesOf(RequirementsLine line)
    {
        var hashes = new List<string>();
        foreach (var (name, value) in line.Options)
        {
            if (name == "hash")
            {
                hashes.Add(value.IndexOf(':', StringComparison.Ordinal) > 0 ? value : throw Errors.InvalidHash(value));
            }
        }

        return hashes;
    }

    /// <summary>The chain of files that are being read, each with the file that included it.</summary>
    private sealed class Including
    {
        private readonly Dictionary<string, string?> _files;

        private Including(Dictionary<string, string?> files) => _files = files;

        internal static Including None { get; } = new([]);

        internal Including Enter(string path, string? from) => new(new Dictionary<string, string?>(_files) { [path] = from });

        internal bool TryGet(string path, out string? from) => _files.TryGetValue(path, out from);
    }
}
