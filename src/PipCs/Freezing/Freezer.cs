using PipCs.Diagnostics;
using PipCs.Python.Interpreters;
using PipCs.Requirements;
using PipCs.Selection;
using PipCs.Standards.Names;
using PipCs.Standards.Versions;

namespace PipCs.Freezing;

/// <summary><c>freeze</c>: writes the installed distributions as requirements.</summary>
internal static class Freezer
{
    /// <summary>The lines: requirements, their comments, and the lines that requirements files add. The files are read while the caller takes the lines.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="UserErrorException">Options contradict each other, or a requirements file cannot be read; in the second case the lines before it have been given.</exception>
    internal static IEnumerable<string> Run(FreezeRequest request, Interpreter interpreter, IReporter reporter, CancellationToken cancellationToken)
    {
        if (request.Paths.Count > 0 && (request.User || request.Local))
        {
            throw Errors.PathWithUserOrLocal();
        }

        var installed = new Dictionary<ProjectName, FrozenRequirement>();
        foreach (var distribution in InstalledSelection.Scan(interpreter, request.Paths, reporter).InOrder)
        {
            if (!InstalledSelection.IsIn(distribution, request.Local, request.User))
            {
                continue;
            }

            var frozen = FrozenRequirement.From(distribution, reporter, cancellationToken);
            if (!(request.ExcludeEditable && frozen.IsEditable))
            {
                installed[ProjectName.Normalize(frozen.Name)] = frozen;
            }
        }

        return Lines(request, installed, Skipped(request, interpreter), new RequirementsText(new(interpreter.Executable), reporter), reporter);
    }

    private static IEnumerable<string> Lines(FreezeRequest request, Dictionary<ProjectName, FrozenRequirement> installed, HashSet<ProjectName> skipped, RequirementsText text, IReporter reporter)
    {
        if (request.RequirementsFiles.Count > 0)
        {
            foreach (var line in new RequirementsFileOrder(installed, text.Decode, reporter).Follow(request.RequirementsFiles))
            {
                yield return line;
            }

            yield return "## The following requirements were added by pip freeze:";
        }

        foreach (var (project, frozen) in installed.OrderBy(static pair => pair.Value.Name.ToLowerInvariant(), StringComparer.Ordinal))
        {
            if (!skipped.Contains(project))
            {
                foreach (var line in frozen.Lines)
                {
                    yield return line;
                }
            }
        }
    }

    private static HashSet<ProjectName> Skipped(FreezeRequest request, Interpreter interpreter)
    {
        var names = new List<string>(["python", "wsgiref", "argparse", .. request.Excludes]);
        if (!request.All)
        {
            names.Add("pip");
            if (interpreter.Version < PackageVersion.Parse("3.12.dev0"))
            {
                names.AddRange(["setuptools", "distribute", "wheel"]);
            }
        }

        var skipped = new HashSet<ProjectName>();
        foreach (var name in names)
        {
            skipped.Add(ProjectName.Normalize(name));
        }

        return skipped;
    }
}
