using PipCs.Resolution.Growing;
using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;
using PipCs.Resolution.Tests.Fixtures;

namespace PipCs.Resolution.Tests.Growing;

public sealed class SolverUniverseTests
{
    private readonly Parts _parts = new(Requests.For("b", "a"), new MemoryIndex().Add("a", "1").Add("a", "2rc1"));

    [Fact]
    public async Task Restart_packages_are_made_anew_over_the_grown_candidates()
    {
        ProjectState project = await _parts.LoadAsync("a");
        SolverPackage before = _parts.Universe.PackageOf(project);
        Assert.Same(before, _parts.Universe.PackageOf(project));
        Assert.True(Admission.Admit(project, before, Parts.Dependency("a>1")));
        _parts.Universe.Restart();
        Assert.Equal(1, _parts.Universe.Restarts);
        Assert.False(_parts.Universe.Contains(project.Name));
        SolverPackage after = _parts.Universe.PackageOf(project);
        Assert.True(Positions.IsSubset(before.Universe, after.Universe));
        Assert.False(Positions.AreEqual(before.Universe, after.Universe));
    }

    [Fact]
    public async Task PackageOf_constraint_leaves_what_it_admits()
    {
        ProjectState project = await _parts.LoadAsync("a");
        project.Constraint = Parts.Dependency("a>5");
        SolverPackage package = _parts.Universe.PackageOf(project);
        Assert.Equal(Positions.Of(package.Universe.Length, Positions.Absent), package.Allowed);
        Assert.IsType<ConstraintReason>(Assert.Single(package.Incompatibilities).Reason);
    }

    [Fact]
    public async Task ExtraOf_same_name_same_package()
    {
        SolverPackage package = _parts.Universe.PackageOf(await _parts.LoadAsync("a"));
        SolverPackage extra = _parts.Universe.ExtraOf(package, "x");
        Assert.Same(extra, _parts.Universe.ExtraOf(package, "x"));
        Assert.Equal(("a[x]", 1), (extra.Identifier, extra.RequestedOrder));
    }
}
