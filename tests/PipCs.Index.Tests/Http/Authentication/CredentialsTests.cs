using System.Diagnostics;
using System.Text;
using PipCs.Index.Tests.Server;

namespace PipCs.Index.Tests.Http.Authentication;

/// <summary>Logins that a server asks for: from a real <c>keyring</c> package in a real environment, from a program, from a person.</summary>
public sealed class CredentialsTests : IAsyncDisposable
{
    private const string Json = """{"files":[{"url":"foo-1.0.tar.gz"}]}""";

    private readonly IndexFixture _fixture;

    public CredentialsTests()
        => _fixture = new IndexFixture(request => request["Authorization"] == Basic("me", "s3cret") ? Reply.Json(Json) : new Reply(401) { Headers = [("WWW-Authenticate", "Basic")] });

    private string Authority => $"127.0.0.1:{_fixture.Server.Port}";

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    /// <summary>To pip the file's login counts also where the URL names another user.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("me@")]
    [InlineData("other@")]
    public async Task Netrc_gives_the_login_where_the_url_has_no_password(string user)
    {
        var netrc = _fixture.Folder + "/netrc";
        File.WriteAllText(netrc, "machine 127.0.0.1 login me password s3cret\n");
        Assert.NotNull(await _fixture.PageAsync(options => options with { IndexUrl = $"http://{user}{Authority}/simple", Environment = name => name == "NETRC" ? netrc : null }));
        Assert.Equal([Basic("me", "s3cret")], _fixture.Server.Requests.Select(request => request["Authorization"]));
    }

    [Fact]
    public async Task Keyring_package_gives_the_login_of_the_index()
    {
        var python = Environment($"def get_credential(service, user):\n    print('noise')\n    return Found('me', 's3cret') if (service, user) == ('{_fixture.Server.Url}/simple', None) else None\n");
        Assert.NotNull(await _fixture.PageAsync(options => With(options, KeyringProvider.Auto, python)));
        Assert.Equal([null, Basic("me", "s3cret")], _fixture.Server.Requests.Select(request => request["Authorization"]));
        Assert.Contains("Keyring provider requested: auto", _fixture.Reports.All);
        Assert.Contains("Keyring provider set: import", _fixture.Reports.All);
        Assert.Empty(_fixture.Reports.Warnings);
    }

    [Fact]
    public async Task Keyring_package_gives_the_login_of_the_host_and_the_user_of_the_url()
    {
        var python = Environment($"def get_credential(service, user):\n    return Found(user, 's3cret') if (service, user) == ('{Authority}', 'me') else None\n");
        Assert.NotNull(await _fixture.PageAsync(options => With(options, KeyringProvider.Import, python) with { IndexUrl = $"http://me@{Authority}/simple" }));
    }

    [Fact]
    public async Task Keyring_package_without_get_credential_is_asked_for_the_password()
    {
        var python = Environment($"def get_password(service, user):\n    return 's3cret' if user == 'me' else None\n");
        Assert.NotNull(await _fixture.PageAsync(options => With(options, KeyringProvider.Import, python) with { IndexUrl = $"http://me@{Authority}/simple" }));
    }

    [Fact]
    public async Task Keyring_package_that_fails_is_warned_of_and_left_alone()
    {
        var python = Environment("def get_credential(service, user):\n    raise RuntimeError('locked')\n");
        var index = _fixture.Open(options => With(options, KeyringProvider.Import, python));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => index.GetPageAsync(Standards.Names.ProjectName.Normalize($"foo{i}"), TestContext.Current.CancellationToken).AsTask()));
        Assert.Equal("Keyring is skipped due to an exception: locked", Assert.Single(_fixture.Reports.Warnings));
        Assert.Equal(5, _fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task Keyring_package_that_cannot_be_imported_gives_way_to_the_program()
    {
        var python = Environment("raise RuntimeError('no backend')\n");
        var path = Program("""[ "$1 $2 $3" = "--mode=creds --output=json get" ] && echo '{"username": "me", "password": "s3cret"}'""");
        Assert.NotNull(await _fixture.PageAsync(options => With(options, KeyringProvider.Auto, python, path)));
        Assert.Equal("Installed copy of keyring fails with exception no backend, trying to find a keyring executable as a fallback", Assert.Single(_fixture.Reports.Warnings));
        Assert.Contains($"Keyring provider set: subprocess with executable {path}/keyring", _fixture.Reports.All);
    }

    [Fact]
    public async Task Keyring_program_that_is_outdated_is_warned_of()
    {
        var path = Program("echo 'keyring: error: unrecognized arguments: --mode=creds' >&2; exit 2");
        Assert.Null(await _fixture.PageAsync(options => With(options, KeyringProvider.Subprocess, "/nowhere/python", path)));
        Assert.Equal("Keyring is skipped due to an exception: Keyring util is outdated; must be at least version 25.2.1, please upgrade it", Assert.Single(_fixture.Reports.Warnings));
    }

    [Fact]
    public async Task Keyring_program_in_the_environments_scripts_is_not_the_one_meant()
    {
        var path = Program("echo '{\"username\": \"me\", \"password\": \"s3cret\"}'");
        Assert.Null(await _fixture.PageAsync(options => With(options, KeyringProvider.Subprocess, "/nowhere/python", path) with { ScriptsFolder = path }));
        Assert.Contains("Keyring provider set: disabled", _fixture.Reports.All);
    }

    [Fact]
    public async Task Keyring_disabled_is_not_asked()
    {
        var python = Environment("def get_credential(service, user):\n    return Found('me', 's3cret')\n");
        Assert.Null(await _fixture.PageAsync(options => With(options, KeyringProvider.Disabled, python)));
        Assert.Single(_fixture.Server.Requests);
    }

    [Fact]
    public async Task Person_is_asked_once_for_many_requests()
    {
        var person = new Person("me", "s3cret");
        var index = _fixture.Open(options => options with { Keyring = KeyringProvider.Disabled, LoginPrompt = person });
        var pages = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => index.GetPageAsync(Standards.Names.ProjectName.Normalize($"foo{i}"), TestContext.Current.CancellationToken).AsTask()));
        Assert.All(pages, Assert.NotNull);
        Assert.Equal([Authority, "password"], person.Questions);
    }

    [Fact]
    public async Task Person_whose_login_is_wrong_is_warned_and_not_asked_again()
    {
        var person = new Person("me", "wrong");
        Assert.Null(await _fixture.PageAsync(options => options with { Keyring = KeyringProvider.Disabled, LoginPrompt = person }));
        Assert.Equal(2, person.Questions.Count);
        Assert.Equal($"401 Error, Credentials not correct for {_fixture.Server.Url}/simple/foo/", Assert.Single(_fixture.Reports.Warnings));
    }

    [Fact]
    public async Task Login_that_was_asked_for_goes_to_no_other_host_and_no_file()
    {
        await using var other = new FaultServer(_ => Reply.Json(Json, ("Cache-Control", "max-age=60")));
        await using var fixture = new IndexFixture(request => request["Authorization"] is null ? new Reply(401) : new Reply(302) { Headers = [("Location", $"{other.Url}/simple/foo/")] });
        Assert.NotNull(await fixture.PageAsync(options => options with { Keyring = KeyringProvider.Disabled, LoginPrompt = new Person("me", "s3cret") }));
        Assert.Null(other.Requests.Single()["Authorization"]);
        Assert.DoesNotContain("s3cret", string.Join('\n', fixture.Reports.All), StringComparison.Ordinal);
        foreach (var file in Directory.GetFiles(fixture.Folder, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("s3cret", File.ReadAllText(file), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("s3cret", true, "me s3cret")]
    [InlineData("s3cret", false, null)]
    [InlineData("wrong", true, null)]
    public async Task Login_of_a_person_is_saved_by_the_package_where_he_wants_it_and_it_is_right(string password, bool saves, string? saved)
    {
        var python = Environment($"def get_credential(service, user):\n    return None\n\ndef set_password(service, user, password):\n    open(r'{_fixture.Folder}/saved', 'a').write(f'{{service}} {{user}} {{password}}')\n");
        var person = new Person("me", password, saves);
        var index = _fixture.Open(options => With(options, KeyringProvider.Auto, python) with { LoginPrompt = person });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => index.GetPageAsync(Standards.Names.ProjectName.Normalize($"foo{i}"), TestContext.Current.CancellationToken).AsTask()));
        Assert.Equal([Authority, "password", "save"], person.Questions);
        Assert.Equal(saved is null ? null : $"{Authority} {saved}", Saved());
        Assert.Equal(saved is not null, _fixture.Reports.All.Contains("Saving credentials to keyring"));
    }

    [Fact]
    public async Task Login_of_a_person_is_saved_by_the_program()
    {
        var path = Program($"if [ \"$1\" = set ]; then read -r line; printf '%s' \"$2 $3 $line\" > {_fixture.Folder}/saved; else exit 1; fi");
        Assert.NotNull(await _fixture.PageAsync(options => With(options, KeyringProvider.Subprocess, "/nowhere/python", path) with { LoginPrompt = new Person("me", "s3cret", saves: true) }));
        Assert.Equal($"{Authority} me s3cret", Saved());
    }

    [Fact]
    public async Task Login_that_cannot_be_saved_is_told_and_used()
    {
        var path = Program("[ \"$1\" = set ] && echo 'the keyring is locked' >&2; exit 1");
        Assert.NotNull(await _fixture.PageAsync(options => With(options, KeyringProvider.Subprocess, "/nowhere/python", path) with { LoginPrompt = new Person("me", "s3cret", saves: true) }));
        Assert.Contains("Failed to save credentials: the keyring is locked", _fixture.Reports.All);
    }

    [Fact]
    public async Task Login_is_not_offered_to_be_saved_where_there_is_no_keyring()
    {
        var person = new Person("me", "s3cret", saves: true);
        Assert.NotNull(await _fixture.PageAsync(options => With(options, KeyringProvider.Auto, "/nowhere/python") with { LoginPrompt = person }));
        Assert.Equal([Authority, "password"], person.Questions);
    }

    private string? Saved() => File.Exists(_fixture.Folder + "/saved") ? File.ReadAllText(_fixture.Folder + "/saved") : null;

    private static string Basic(string user, string password) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));

    private static IndexOptions With(IndexOptions options, KeyringProvider keyring, string python, string path = "")
        => options with { Keyring = keyring, PythonExecutable = python, Environment = name => name == "PATH" ? path : null };

    /// <summary>A virtual environment with a package <c>keyring</c>; its interpreter.</summary>
    private string Environment(string module)
    {
        var folder = _fixture.Folder + "/venv";
        using (var venv = Process.Start("python3", ["-m", "venv", "--without-pip", folder]))
        {
            venv.WaitForExit();
            Assert.Equal(0, venv.ExitCode);
        }

        var package = Directory.CreateDirectory(Directory.GetDirectories(folder + "/lib", "python3*").Single() + "/site-packages/keyring").FullName;
        File.WriteAllText(package + "/__init__.py", "import collections\nFound = collections.namedtuple('Found', 'username password')\n" + module);
        return folder + "/bin/python";
    }

    /// <summary>A folder with a program <c>keyring</c>.</summary>
    private string Program(string script)
    {
        var folder = Directory.CreateDirectory(_fixture.Folder + "/bin").FullName;
        File.WriteAllText(folder + "/keyring", $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(folder + "/keyring", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder;
    }

    private sealed class Person(string user, string password, bool saves = false) : ILoginPrompt
    {
        public List<string> Questions { get; } = [];

        public string AskUser(string authority)
        {
            Questions.Add(authority);
            return user;
        }

        public string AskPassword()
        {
            Questions.Add("password");
            return password;
        }

        public bool AskToSave()
        {
            Questions.Add("save");
            return saves;
        }
    }
}
