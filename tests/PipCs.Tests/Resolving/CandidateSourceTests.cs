using System.Text;
using PipCs.Diagnostics;
using PipCs.Installing;
using PipCs.Python.Installed;
using PipCs.Requirements;
using PipCs.Resolution;
using PipCs.Resolving;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Requirements;
using PipCs.Standards.Versions;
using PipCs.Tests.Client;

namespace PipCs.Tests.Resolving;

public sealed class CandidateSourceTests : IAsyncLifetime
{
    private static readonly string Words = "file://" + Path.Combine(HelloEnvironment.Packages, "pipcs_words-1.0-py3-none-any.whl");
    private readonly HelloEnvironment _environment = new();
    private InstallServices _services = null!;
    private ResolutionLog _log = null!;
    private CandidateSource _source = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var read = await ReadRequest.ReadAsync(
            new PlanRequest { Command = "install", Sources = new() { Arguments = ["pipcs-hello"] }, Options = new() }, _environment.Client.Session, Token);
        _services = InstallServices.Open(read, _environment.Client.Session, Token);
        _log = new ResolutionLog(read.Given, new Dictionary<ProjectName, InstalledDistribution>(), _environment.Reporter, _environment.Events, downloadFolder: null);
        _source = new CandidateSource(_services, _log, fetchEarly: false, work: null) { Given = read.Given };
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _environment.Dispose();
    }

    [Fact]
    public async Task GetDirect_reads_a_URL_once()
    {
        var requirement = Requirement.Parse("pipcs-words @ " + Words);

        var first = await _source.GetDirectAsync(requirement, Token);
        var second = await _source.GetDirectAsync(requirement, Token);

        Assert.Same(first, second);
        Assert.Equal(("pipcs-words", "1.0", Words), (first.Project.Value, first.Version.ToString(), first.DirectUrl));
        Assert.Equal("pipcs-words", (await _source.GetMetadataAsync(first, Token)).Project.Value);
    }

    [Fact]
    public async Task GetDirect_wheel_of_another_name_is_refused()
    {
        var error = await Assert.ThrowsAsync<UserErrorException>(() => _source.GetDirectAsync(Requirement.Parse("other @ " + Words), Token).AsTask());

        Assert.Equal("MetadataDisagrees", error.Code);
    }

    [Fact]
    public async Task GetMetadata_of_a_wheel_without_metadata_beside_it_is_that_of_the_whole_wheel()
    {
        var page = (await _source.GetPageAsync(ProjectName.Normalize("pipcs-hello"), Token))!;

        var metadata = await _source.GetMetadataAsync(CandidateOf(page, "pipcs_hello-1.1.0-py3-none-any.whl"), Token);

        Assert.Equal("1.1.0", metadata.Version.ToString());
        Assert.Contains(metadata.RequiresDist, requirement => requirement.Project.Value == "pipcs-words");
    }

    [Fact]
    public async Task GetMetadata_of_an_installed_distribution_is_its_own()
    {
        var installed = new InstalledCandidate
        {
            Project = ProjectName.Normalize("there"),
            Version = PackageVersion.Parse("3"),
            ReadMetadata = static () => new() { Name = "there", Version = PackageVersion.Parse("3") },
        };

        var metadata = await _source.GetMetadataAsync(new() { Project = installed.Project, Version = installed.Version, Source = new DistributionSource.Installed(installed) }, Token);

        Assert.Equal("there", metadata.Name);
    }

    [Fact]
    public async Task GetPage_locked_project_has_the_file_of_the_lock_alone()
    {
        var project = ProjectName.Normalize("pipcs-words");
        var builder = new ProjectPageBuilder(project);
        builder.BeginSource("pylock.toml", "");
        Assert.True(builder.Add(new ProjectFileEntry { Url = Encoding.UTF8.GetBytes(Words) }));
        var locked = builder.Build();
        _source.Given.LockedPages.Add(project, locked);

        var page = await _source.GetPageAsync(project, Token);

        Assert.Same(locked, page);
        Assert.True(_source.IsLocked(project));
        Assert.False(_source.IsLocked(ProjectName.Normalize("pipcs-hello")));
        Assert.Null(_source.PeekPage(project));
        Assert.Equal("1.0", (await _source.GetMetadataAsync(CandidateOf(locked, "pipcs_words-1.0-py3-none-any.whl"), Token)).Version.ToString());
    }

    private static Candidate CandidateOf(ProjectPage page, string fileName)
    {
        var file = Enumerable.Range(0, page.FileCount).Select(page.GetFile).Single(file => file.FileName == fileName);
        return new() { Project = page.Project, Version = PackageVersion.Parse(fileName.Split('-')[1]), Source = new DistributionSource.IndexFile(file) };
    }
}
