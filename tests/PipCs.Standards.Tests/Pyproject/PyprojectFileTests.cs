using PipCs.Standards.Pyproject;

namespace PipCs.Standards.Tests.Pyproject;

public sealed class PyprojectFileTests
{
    [Fact]
    public void ReadBuildSystem_whole_table_is_read()
    {
        BuildSystem system = PyprojectFile.Parse("""
            [build-system]
            requires = ["hatchling >= 1.5", "tomli; python_version < '3.11'"]
            build-backend = "local.backend:make"
            backend-path = [".", "tools"]
            """).ReadBuildSystem();
        Assert.Equal(["hatchling >= 1.5", "tomli; python_version < '3.11'"], system.Requires);
        Assert.Equal("local.backend:make", system.Backend);
        Assert.Equal([".", "tools"], system.BackendPath);
        Assert.False(system.NeedsSetuptools);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[project]\nname = 'x'\n[tool.black]\nline-length = 100")]
    public void ReadBuildSystem_no_table_is_setuptools(string toml)
    {
        BuildSystem system = PyprojectFile.Parse(toml).ReadBuildSystem();
        Assert.Same(BuildSystem.Legacy, system);
        Assert.Equal(["setuptools>=40.8.0"], system.Requires);
        Assert.Equal("setuptools.build_meta:__legacy__", system.Backend);
    }

    [Fact]
    public void ReadBuildSystem_no_backend_is_setuptools_that_must_be_there()
    {
        BuildSystem system = PyprojectFile.Parse("[build-system]\nrequires = ['cython']").ReadBuildSystem();
        Assert.Equal(["cython"], system.Requires);
        Assert.Equal("setuptools.build_meta:__legacy__", system.Backend);
        Assert.True(system.NeedsSetuptools);
        Assert.Empty(system.BackendPath);
    }

    [Theory]
    [InlineData("build-system = 1", "'build-system' is not a table")]
    [InlineData("[build-system]", "The [build-system] table is missing the mandatory `requires` key.")]
    [InlineData("[build-system]\nrequires = 'setuptools'", "It is not a list of strings.")]
    [InlineData("[build-system]\nrequires = [1]", "It is not a list of strings.")]
    [InlineData("[build-system]\nrequires = ['set uptools']", "It contains an invalid requirement: 'set uptools'")]
    [InlineData("[build-system]\nrequires = []\nbuild-backend = 1", "'build-system.build-backend' is not a string")]
    [InlineData("[build-system]\nrequires = []\nbuild-backend = 'x'\nbackend-path = '.'", "'build-system.backend-path' is not a list of strings")]
    [InlineData("[build-system]\nrequires = []\nbuild-backend = 'x'\nbackend-path = ['.', 1]", "'build-system.backend-path' is not a list of strings")]
    public void ReadBuildSystem_invalid_table_names_the_key(string toml, string message)
        => Assert.Equal(message, Assert.Throws<FormatException>(() => PyprojectFile.Parse(toml).ReadBuildSystem()).Message);

    [Fact]
    public void ReadProject_whole_table_is_read()
    {
        ProjectTable project = PyprojectFile.Parse("""
            [project]
            name = "Spam.Eggs"
            version = "2020.0.0"
            requires-python = ">=3.8"
            dependencies = ["httpx", "gidgethub[httpx]>4.0.0"]
            dynamic = ["readme"]
            description = "Lovely Spam!"

            [project.optional-dependencies]
            gui = ["PyQt5"]
            cli = []

            [project.scripts]
            spam-cli = "spam:main_cli"
            """).ReadProject()!;
        Assert.Equal(("Spam.Eggs", "2020.0.0", ">=3.8"), (project.Name, project.Version, project.RequiresPython));
        Assert.Equal(["httpx", "gidgethub[httpx]>4.0.0"], project.Dependencies!);
        Assert.Equal(["gui", "cli"], project.OptionalDependencies.Select(extra => extra.Key));
        Assert.Equal(["PyQt5"], project.OptionalDependencies[0].Value);
        Assert.Empty(project.OptionalDependencies[1].Value);
        Assert.Equal(["readme"], project.Dynamic);
        Assert.True(project.IsStatic);
    }

    [Theory]
    [InlineData("name = 'x'\nversion = '1'", true)]
    [InlineData("name = 'x'\nversion = '1'\ndynamic = ['classifiers']", true)]
    [InlineData("name = 'x'\ndynamic = ['version']", false)]
    [InlineData("name = 'x'", false)]
    [InlineData("name = 'x'\nversion = '1'\ndynamic = ['dependencies']", false)]
    [InlineData("name = 'x'\nversion = '1'\ndynamic = ['optional-dependencies']", false)]
    [InlineData("name = 'x'\nversion = '1'\ndynamic = ['requires-python']", false)]
    public void IsStatic_what_the_backend_computes_is_not(string table, bool isStatic)
        => Assert.Equal(isStatic, PyprojectFile.Parse("[project]\n" + table).ReadProject()!.IsStatic);

    [Fact]
    public void ReadProject_bare_name_has_nothing_else()
    {
        ProjectTable project = PyprojectFile.Parse("[project]\nname = 'x'").ReadProject()!;
        Assert.Null(project.Version);
        Assert.Null(project.RequiresPython);
        Assert.Null(project.Dependencies);
        Assert.Empty(project.OptionalDependencies);
        Assert.Empty(project.Dynamic);
    }

    [Fact]
    public void ReadProject_no_table_is_none() => Assert.Null(PyprojectFile.Parse("[tool.x]\ny = 1").ReadProject());

    [Theory]
    [InlineData("project = []", "'project' is not a table")]
    [InlineData("[project]", "The [project] table is missing the mandatory `name` key.")]
    [InlineData("[project]\nname = 1", "'project.name' is not a string")]
    [InlineData("[project]\nname = 'x'\nversion = 1.0", "'project.version' is not a string")]
    [InlineData("[project]\nname = 'x'\nrequires-python = 3", "'project.requires-python' is not a string")]
    [InlineData("[project]\nname = 'x'\ndependencies = 'y'", "'project.dependencies' is not a list of strings")]
    [InlineData("[project]\nname = 'x'\ndynamic = [1]", "'project.dynamic' is not a list of strings")]
    [InlineData("[project]\nname = 'x'\noptional-dependencies = []", "'project.optional-dependencies' is not a table")]
    [InlineData("[project]\nname = 'x'\n[project.optional-dependencies]\ngui = 'y'", "'project.optional-dependencies.gui' is not a list of strings")]
    public void ReadProject_invalid_table_names_the_key(string toml, string message)
        => Assert.Equal(message, Assert.Throws<FormatException>(() => PyprojectFile.Parse(toml).ReadProject()).Message);

    [Fact]
    public void Parse_no_toml_says_where()
        => Assert.Contains("line 2", Assert.Throws<FormatException>(() => PyprojectFile.Parse("[project]\nname = x")).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_bytes_that_are_not_UTF8_are_refused() => Assert.Throws<FormatException>(() => PyprojectFile.Parse([.. "name = '"u8, 0xff, (byte)'\'']));
}
