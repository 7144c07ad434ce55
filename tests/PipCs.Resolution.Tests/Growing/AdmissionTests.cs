using PipCs.Resolution.Growing;
using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;
using PipCs.Resolution.Tests.Fixtures;

namespace PipCs.Resolution.Tests.Growing;

public sealed class AdmissionTests
{
    private readonly Parts _parts = new(Requests.For("a"), new MemoryIndex().Add("a", "1").Add("a", "2rc1").Add("a", "3", new ReleaseFiles { IsYanked = true }));

    [Theory]
    [InlineData("a", "1")]
    [InlineData("a>=2rc1", "1 2rc1")]
    [InlineData("a>1,<3", "1 2rc1")]
    [InlineData("a==3", "1 3")]
    [InlineData("a>=3", "1")]
    public async Task Admit_new_project_grows_without_restart(string requirement, string candidates)
    {
        ProjectState project = await _parts.LoadAsync("a");
        Assert.False(Admission.Admit(project, null, Parts.Dependency(requirement)));
        Assert.Equal(candidates, Candidates(project));
    }

    [Fact]
    public async Task Admit_known_package_restarts_only_where_something_is_admitted()
    {
        ProjectState project = await _parts.LoadAsync("a");
        SolverPackage package = _parts.Universe.PackageOf(project);
        Assert.False(Admission.Admit(project, package, Parts.Dependency("a>=1")));
        Assert.True(Admission.Admit(project, package, Parts.Dependency("a>=2rc1")));
        Assert.False(Admission.Admit(project, package, Parts.Dependency("a>=2rc1")));
    }

    [Fact]
    public async Task Admit_requirement_in_force_excludes_it_nothing()
    {
        ProjectState project = await _parts.LoadAsync("a");
        SolverPackage package = _parts.Universe.PackageOf(project);
        Dependency older = Parts.Dependency("a<2");
        package.Requirers.Add(new ActiveRequirement(older, _parts.Universe.Root, older.Traits));
        Assert.False(Admission.Admit(project, package, Parts.Dependency("a==3")));
        Assert.Equal("1", Candidates(project));
    }

    [Fact]
    public async Task AdmitBehind_requirement_in_force_kept_it_out_admits()
    {
        ProjectState project = await _parts.LoadAsync("a");
        SolverPackage package = _parts.Universe.PackageOf(project);
        Incompatibility first = Fact(package, Parts.Dependency("a<2"));
        Incompatibility second = Fact(package, Parts.Dependency("a==3"));
        Assert.True(Admission.AdmitBehind(new Incompatibility([], [], new Conclusion(first, second))));
        Assert.Equal("1 3", Candidates(project));
    }

    private Incompatibility Fact(SolverPackage target, Dependency dependency)
        => new([_parts.Universe.Root, target], [[2], dependency.ExcludedOf(target.Universe, target.Project!.Versions)], dependency.Reason) { Target = target };

    private static string Candidates(ProjectState project)
        => string.Join(' ', Enumerable.Range(1, project.Versions.VersionCount).Where(project.IsCandidate).Select(position => project.Versions.VersionAt(position)));
}
