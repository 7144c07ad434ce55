using PipCs.Diagnostics;
using PipCs.Python.Interpreters;
using PipCs.Selection;
using PipCs.Standards.Names;
using PipCs.Standards.Versions;

namespace PipCs.Freezing;

/// <summary>Writes what is installed as requirements.</summary>
public static class FreezeCommand
{
    /// <summary>Writes it.</summary>
    /// <exception cref="UserErrorException">Options contradict each other, or a requirements file cannot be read.</exception>
    public static FreezeResult Run(FreezeRequest request, Interpreter interpreter, IReporter reporter)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(interpreter);
        ArgumentNullException.ThrowIfNull(reporter);
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

            var frozen = FrozenRequirement.From(distribution, reporter);
            if (!(request.ExcludeEditable && frozen.IsEditable))
            {
                installed[ProjectName.Normalize(frozen.Name)] = frozen;
            }
        }

        var lines = new List<string>();
        if (request.RequirementsFiles.Count > 0)
        {
            new RequirementsFileOrder(installed, lines, reporter).Follow(request.RequirementsFiles);
            lines.Add("## The following requirements were added by pip freeze:");
        }

        var skipped = Skipped(request, interpreter);
        var rest = new List<KeyValuePair<ProjectName, FrozenRequirement>>(installed);
        foreach (var (project, frozen) in rest.OrderBy(static pair => pair.Value.Name.ToLowerInvariant(), StringComparer.Ordinal))
        {
            if (!skipped.Contains(project))
            {
                frozen.AppendTo(lines);
            }
        }

        return new(lines);
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
