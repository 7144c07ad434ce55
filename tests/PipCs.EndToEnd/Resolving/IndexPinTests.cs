using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Resolving;

/// <summary>A project that is pinned to an index comes from there and nowhere else; an addition to pip.</summary>
public sealed class IndexPinTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly FaultServer _inside = new(FaultServer.Index(
        new WheelBuilder("secret", "1.0").Module().Requires("common"), new WheelBuilder("common", "0.1").Module()));

    private readonly FaultServer _outside = new(FaultServer.Index(
        new WheelBuilder("secret", "99.0").Module(), new WheelBuilder("common", "2.0").Module()));

    public IndexPinTests() => _workspace.Set("PIP_INDEX_URL", _outside.IndexUrl);

    public void Dispose()
    {
        _workspace.Dispose();
        _inside.Dispose();
        _outside.Dispose();
    }

    [Fact]
    public void Install_pin_of_the_command_line_keeps_every_other_index_out()
    {
        Installs(_workspace.PipCs("install", "--index-pin", $"Secret={_inside.IndexUrl}", "secret"));
        Assert.DoesNotContain(_outside.Requests, request => request.Contains("secret", StringComparison.Ordinal));
        Assert.DoesNotContain(_inside.Requests, request => request.Contains("common", StringComparison.Ordinal));
    }

    [Fact]
    public void Install_pin_keeps_links_and_extra_indexes_out()
    {
        var links = _workspace.Folder("links");
        new WheelBuilder("secret", "50.0").Module().Write(links);
        Installs(_workspace.PipCs("install", "--index-pin", $"secret={_inside.IndexUrl}", "--find-links", links, "--extra-index-url", _outside.IndexUrl, "secret"));
    }

    [Fact]
    public void Install_pin_of_a_requirements_file_counts()
        => Installs(_workspace.PipCs("install", "-r", _workspace.Write("r.txt", $"secret --index-url {_inside.IndexUrl}\n")));

    [Fact]
    public void Install_pin_of_a_constraints_file_counts_for_a_dependency()
    {
        using var server = new FaultServer(FaultServer.Index(new WheelBuilder("top", "1.0").Module().Requires("secret")));
        var constraints = _workspace.Write("c.txt", $"secret --index-url={_inside.IndexUrl}\n");
        var result = _workspace.PipCs("install", "-c", constraints, "--extra-index-url", server.IndexUrl, "top").MustSucceed();
        Assert.EndsWith("Successfully installed common-2.0 secret-1.0 top-1.0\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Install_pin_of_the_configuration_counts()
    {
        _workspace.Set("PIP_CONFIG_FILE", _workspace.Write("pip.conf", $"[global]\nindex-pin =\n    other=https://example.org/simple\n    secret={_inside.IndexUrl}\n"));
        Installs(_workspace.PipCs("install", "secret"));
    }

    [Fact]
    public void Install_pin_of_the_environment_counts()
    {
        _workspace.Set("PIP_INDEX_PIN", $"secret={_inside.IndexUrl}");
        Installs(_workspace.PipCs("install", "secret"));
    }

    [Fact]
    public void Install_pin_to_an_index_without_the_project_says_that_no_other_was_asked()
    {
        var result = _workspace.PipCs("install", "--index-pin", $"common={_outside.Url}/nothing/", "common").MustFail();
        result.ErrorHas("ERROR: No matching distribution found for common", $"`common` is pinned to {_outside.Url}/nothing/ (--index-pin): no other index was asked.");
    }

    [Fact]
    public void Install_pins_of_one_project_to_two_indexes_are_refused()
    {
        var file = _workspace.Write("r.txt", $"secret --index-url {_inside.IndexUrl}\n");
        _workspace.PipCs("install", "--index-pin", $"secret={_outside.IndexUrl}", "-r", file).MustFail().ErrorHas(
            $"ERROR: `secret` is pinned to two indexes: {_outside.IndexUrl} (--index-pin) and {_inside.IndexUrl} (-r {file} (line 1))");
        _workspace.PipCs("install", "--index-pin", $"secret={_inside.IndexUrl}", "--index-pin", $"secret={_inside.IndexUrl.TrimEnd('/')}", "--dry-run", "secret").MustSucceed();
    }

    [Fact]
    public void Install_pin_refuses_a_url_from_elsewhere()
    {
        var url = $"{_outside.Url}/files/secret-99.0-py3-none-any.whl";
        _workspace.PipCs("install", "--index-pin", $"secret={_inside.IndexUrl}", $"secret @ {url}").MustFail().ErrorHas(
            $"ERROR: `secret @ {url}` comes from elsewhere than the index that `secret` is pinned to: {_inside.IndexUrl} (--index-pin)");
    }

    [Fact]
    public void Install_two_pins_on_one_line_are_refused_and_none_without_url()
    {
        var file = _workspace.Write("r.txt", $"secret --index-url {_inside.IndexUrl} --index-url {_outside.IndexUrl}\n");
        _workspace.PipCs("install", "-r", file).MustFail().ErrorHas($"ERROR: `secret` is pinned to two indexes: {_inside.IndexUrl} (-r {file} (line 1)) and {_outside.IndexUrl} (-r {file} (line 1))");
        _workspace.Write("r.txt", "common\nsecret --index-url=\n");
        _workspace.PipCs("install", "-r", file).MustFail().ErrorHas($"ERROR: `secret` is pinned to no index: `--index-url` has no URL (-r {file} (line 2))");
    }

    [Fact]
    public void Install_pin_of_an_override_whose_marker_does_not_hold_pins_nothing()
    {
        var file = _workspace.Write("o.txt", $"common; python_version < '3' --index-url {_inside.Url}/nothing/\n");
        _workspace.PipCs("install", "--override", file, "-r", _workspace.Write("r.txt", $"common --index-url {_inside.IndexUrl}\n")).MustSucceed();
    }

    [Fact]
    public void Install_from_a_lock_file_takes_of_a_pinned_project_only_what_its_index_has()
    {
        _workspace.PipCs("lock", "secret").MustSucceed();
        var url = $"{_outside.Url}/files/secret-99.0-py3-none-any.whl";
        _workspace.PipCs("install", "--index-pin", $"secret={_inside.IndexUrl}", "-r", "pylock.toml").MustFail().ErrorHas(
            $"ERROR: `{url} (from pylock.toml)` comes from elsewhere than the index that `secret` is pinned to: {_inside.IndexUrl} (--index-pin)");
        _workspace.PipCs("lock", "--index-pin", $"secret={_inside.IndexUrl}", "secret").MustSucceed();
        Installs(_workspace.PipCs("install", "--index-pin", $"secret={_inside.IndexUrl}", "-r", "pylock.toml"));
    }

    [Theory]
    [InlineData("secret")]
    [InlineData("=https://example.org/simple")]
    [InlineData("secret=")]
    [InlineData("not a name=https://example.org/simple")]
    public void Install_pin_without_name_or_url_is_refused(string pin)
        => _workspace.PipCs("install", "--index-pin", pin, "secret").MustFail(2).ErrorHas($"Arguments to --index-pin must be of the form NAME=URL: {pin}");

    [Fact]
    public void Install_no_index_shuts_the_pinned_index_too()
        => _workspace.PipCs("install", "--no-index", "--index-pin", $"secret={_inside.IndexUrl}", "secret").MustFail().ErrorHas("`--no-index` is set: no index was asked");

    private void Installs(ProgramResult result)
    {
        result.MustSucceed();
        Assert.EndsWith("Successfully installed common-2.0 secret-1.0\n", result.Output, StringComparison.Ordinal);
        _workspace.Python("-c", "import secret; assert secret.VERSION == '1.0'").MustSucceed();
    }
}
