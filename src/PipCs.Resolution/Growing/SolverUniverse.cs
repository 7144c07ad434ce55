using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;
using PipCs.Standards.Names;

namespace PipCs.Resolution.Growing;

/// <summary>
/// The solver and its packages over the candidates that are known now. The solver's sets cannot grow, so where there turn out to be more
/// candidates (a page that was not needed at first, an admitted pre-release), it begins again over them.
/// </summary>
internal sealed class SolverUniverse(ProjectTable projects)
{
    private readonly Dictionary<ProjectName, SolverPackage> _packages = [];

    internal Solver Solver { get; private set; } = new();

    internal SolverPackage Root => Solver.Root;

    /// <summary>How often it began again.</summary>
    internal int Restarts { get; private set; }

    internal void Restart()
    {
        Restarts++;
        _packages.Clear();
        Solver = new Solver();
    }

    /// <summary>Whether the solver works with the project already, so that more candidates of it need a restart.</summary>
    internal bool Contains(ProjectName project) => _packages.ContainsKey(project);

    /// <summary>The package of a project that the solver works with already; null for others.</summary>
    internal SolverPackage? Find(ProjectName project) => _packages.GetValueOrDefault(project);

    /// <summary>The package of a project, made over its candidates of now at the first call, and with its constraint.</summary>
    internal SolverPackage PackageOf(ProjectState project)
    {
        if (_packages.TryGetValue(project.Name, out SolverPackage? package))
        {
            return package;
        }

        package = new SolverPackage(Solver.Packages.Count, project.Name.Value, project.Universe())
        {
            Project = project,
            RequestedOrder = projects.RequestedOrderOf(project.Name),
        };
        _packages.Add(project.Name, package);
        Solver.Packages.Add(package);
        if (project.Constraint is { } constraint)
        {
            ulong[] excluded = Positions.Difference(package.Universe, constraint.PositionsIn(project.Versions));
            Positions.Remove(excluded, Positions.Absent);
            if (!Positions.IsEmpty(excluded))
            {
                var incompatibility = new Incompatibility([package], [excluded], new ConstraintReason(constraint)) { Target = package };
                Solver.Add(incompatibility);
                Solver.Exclude(incompatibility);
            }
        }

        return package;
    }

    /// <summary>The package of an extra, made at the first call.</summary>
    internal SolverPackage ExtraOf(SolverPackage package, string name)
    {
        foreach (SolverPackage known in package.Extras)
        {
            if (known.Extra == name)
            {
                return known;
            }
        }

        var extra = new SolverPackage(Solver.Packages.Count, $"{package.Identifier}[{name}]", [3])
        {
            Project = package.Project,
            Base = package,
            Extra = name,
            RequestedOrder = package.RequestedOrder,
        };
        package.Extras.Add(extra);
        Solver.Packages.Add(extra);
        return extra;
    }
}
