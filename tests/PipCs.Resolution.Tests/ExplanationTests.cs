using PipCs.Diagnostics;
using PipCs.Resolution.Tests.Fixtures;

namespace PipCs.Resolution.Tests;

/// <summary>The lines are those that pip 26.3 printed for the same index.</summary>
public sealed class ExplanationTests
{
    private const string Impossible = "ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/#dealing-with-dependency-conflicts";
    private readonly RecordingObserver _observer = new();

    [Fact]
    public async Task ResolveAsync_no_such_version_lists_versions()
    {
        var index = new MemoryIndex().Add("a", "1.0.0").Add("a", "10.0").Add("a", "2.0.0");
        UserErrorException error = await FailAsync(index, Requests.For("a>20"));
        Assert.Equal(["Could not find a version that satisfies the requirement a>20 (from versions: 1.0.0, 2.0.0, 10.0)"], _observer.Errors);
        Assert.Equal("No matching distribution found for a>20", error.Message);
    }

    [Fact]
    public async Task ResolveAsync_without_observer_message_has_all_lines()
    {
        var error = await Assert.ThrowsAsync<UserErrorException>(async () => await Resolver.ResolveAsync(Requests.For("a"), new MemoryIndex(), null, TestContext.Current.CancellationToken));
        Assert.Equal("Could not find a version that satisfies the requirement a (from versions: none)\nNo matching distribution found for a", error.Message);
    }

    [Fact]
    public async Task ResolveAsync_unknown_dependency_names_parent()
    {
        UserErrorException error = await FailAsync(new MemoryIndex().Add("a", "1.0.0", "b; python_version >= '3'"), Requests.For("a"));
        Assert.Equal(["Could not find a version that satisfies the requirement b (from a) (from versions: none)"], _observer.Errors);
        Assert.Equal("No matching distribution found for b (from a)", error.Message);
    }

    [Fact]
    public async Task ResolveAsync_ignored_versions_are_listed()
    {
        var index = new MemoryIndex().Add("a", "1.0", new ReleaseFiles { IsYanked = true }).Add("a", "2.0", new ReleaseFiles { RequiresPython = "<4,>=3.12" });
        UserErrorException error = await FailAsync(index, Requests.For("a"));
        Assert.Equal(
        [
            "Ignored the following yanked versions: 1.0",
            "Ignored the following versions that require a different python version: 2.0 Requires-Python <4,>=3.12",
            "Could not find a version that satisfies the requirement a (from versions: none)",
        ], _observer.Errors);
        Assert.Contains("`a 2.0` exists, but it requires Python <4,>=3.12.", error.Hints);
    }

    [Fact]
    public async Task ResolveAsync_two_pins_of_one_project_conflict()
    {
        UserErrorException error = await FailAsync(new MemoryIndex().Add("a", "1.0.0").Add("a", "2.0.0"), Requests.For("a==1.0.0", "a==2.0.0"));
        Assert.Equal(Impossible, error.Message);
        Assert.Equal(["Cannot install a==1.0.0 and a==2.0.0 because these package versions have conflicting dependencies."], _observer.Errors);
        Assert.Contains("\nThe conflict is caused by:\n    The user requested a==1.0.0\n    The user requested a==2.0.0\n\nAdditionally, some packages in these conflicts have no matching distributions available for your environment:\n    a\n\nTo fix this you could try to:\n", _observer.Lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a a==9", "a and a==9", "a|a==9")]
    [InlineData("a==9 a", "", "")]
    [InlineData("a<9 a==9 a", "a<9 and a==9", "a<9|a==9")]
    [InlineData("x a", "a and x==1.0", "a|x 1.0 depends on a==9")]
    [InlineData("x a[e] a<3", "a<3 and x==1.0", "a<3|x 1.0 depends on a==9")]
    [InlineData("x", "", "")]
    public async Task ResolveAsync_what_nothing_suits_is_told_with_what_was_asked_of_its_project(string requirements, string parties, string causes)
    {
        var index = new MemoryIndex().Add("a", "1.0", new ReleaseFiles { Extras = ["e"] }).Add("x", "1.0", "a==9");
        UserErrorException error = await FailAsync(index, Requests.For(requirements.Split(' ')));
        if (parties.Length == 0)
        {
            Assert.StartsWith("No matching distribution found for a==9", error.Message, StringComparison.Ordinal);
            return;
        }

        Assert.Equal(Impossible, error.Message);
        Assert.Equal([$"Cannot install {parties} because these package versions have conflicting dependencies."], _observer.Errors);
        string told = string.Concat(causes.Split('|').Select(cause => cause.Contains("depends", StringComparison.Ordinal) ? $"\n    {cause}" : $"\n    The user requested {cause}"));
        Assert.Contains($"The conflict is caused by:{told}\n\nAdditionally", _observer.Lines[^1], StringComparison.Ordinal);
        Assert.Contains("a==9, which no candidate matches", Assert.Single(error.Hints), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResolveAsync_conflict_of_two_dependencies_is_told()
    {
        var index = new MemoryIndex().Add("a", "1.0", "c<2").Add("b", "1.0", "c>=2").Add("c", "1.0").Add("c", "2.0");
        UserErrorException error = await FailAsync(index, Requests.For("a", "b"));
        Assert.Equal(["Cannot install a==1.0 and b==1.0 because these package versions have conflicting dependencies."], _observer.Errors);
        Assert.Contains("    a 1.0 depends on c<2\n    b 1.0 depends on c>=2\n", _observer.Lines[^1], StringComparison.Ordinal);
        string hint = Assert.Single(error.Hints);
        Assert.Contains("a 1.0 (the only candidate) depends on c<2", hint, StringComparison.Ordinal);
        Assert.Contains("what was asked for cannot be had.", hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResolveAsync_constraint_that_excludes_all_is_named()
    {
        UserErrorException error = await FailAsync(new MemoryIndex().Add("b", "2.0"), Requests.For("b>=2,<3").WithConstraints("b<1"));
        Assert.Equal(Impossible, error.Message);
        Assert.Equal(["Cannot install b<3 and >=2 because these package versions have conflicting dependencies."], _observer.Errors);
        Assert.Contains("    The user requested b<3 and >=2\n    The user requested (constraint) b<1\n", _observer.Lines[^1], StringComparison.Ordinal);
        Assert.Contains("the constraint b<1 (-c c.txt (line 1)) rules out", Assert.Single(error.Hints), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResolveAsync_python_of_metadata_differs()
    {
        UserErrorException error = await FailAsync(new MemoryIndex().Add("a", "1.0", new ReleaseFiles { MetadataRequiresPython = ">=3.12" }), Requests.For("a"));
        Assert.Equal("Package 'a' requires a different Python: 3.11.7 not in '>=3.12'", error.Message);
    }

    [Fact]
    public async Task ResolveAsync_file_requirements_are_named_by_their_line()
    {
        var index = new MemoryIndex().Add("a", "1.0", "c<2").Add("b", "1.0", "c>=2").Add("c", "1.0").Add("c", "2.0");
        ResolutionRequest request = Requests.For() with { Requirements = [Requests.Root("a", "-r r.in (line 1)"), Requests.Root("b", "-r r.in (line 2)")] };
        _ = await FailAsync(index, request);
        Assert.Equal(["Cannot install -r r.in (line 1) and -r r.in (line 2) because these package versions have conflicting dependencies."], _observer.Errors);
        Assert.Equal(["Collecting a (from -r r.in (line 1))", "Collecting b (from -r r.in (line 2))", "Collecting c<2 (from a->-r r.in (line 1))"], _observer.Lines[..3]);
    }

    [Fact]
    public async Task ResolveAsync_prerelease_alone_would_suit_is_hinted()
    {
        var index = new MemoryIndex().Add("a", "1.0").Add("a", "2.0b1");
        ResolutionRequest request = Requests.For("a>=1.5") with { Options = new() { Releases = ReleaseControl.Default with { OnlyFinalAll = true } } };
        UserErrorException error = await FailAsync(index, request);
        Assert.Contains("`a 2.0b1` is a pre-release; `--only-final` keeps it out.", error.Hints);
        Assert.Equal(["Could not find a final version that satisfies the requirement a>=1.5 (from versions: 1.0, 2.0b1)"], _observer.Errors);
    }

    [Fact]
    public async Task ResolveAsync_yanked_alone_would_suit_is_hinted()
    {
        UserErrorException error = await FailAsync(new MemoryIndex().Add("a", "1.0", new ReleaseFiles { IsYanked = true }), Requests.For("a>=1"));
        Assert.Contains("`a 1.0` exists, but it is yanked; only an exact pin (`==`) chooses it.", error.Hints);
    }

    [Theory]
    [InlineData("it is yanked; only an exact pin (`==`) chooses it", "py3-none-any", true, true, "only-binary")]
    [InlineData("only as a source distribution, which the options rule out", null, true, false, "only-binary")]
    [InlineData("only as a wheel, which the options rule out", "py3-none-any", false, false, "no-binary")]
    [InlineData("none of its wheels suits this interpreter and platform", "cp27-none-any", false, false, "")]
    [InlineData("none of its wheels suits this interpreter and platform, and the options rule out its source distribution", "cp27-none-any", true, false, "only-binary")]
    public async Task ResolveAsync_version_without_a_usable_file_says_why(string why, string? tag, bool hasSdist, bool isYanked, string option)
    {
        var files = new ReleaseFiles { Wheel = tag is not null, Tags = [tag ?? ""], Sdist = hasSdist, IsYanked = isYanked };
        ResolutionRequest request = Requests.For("a") with { Options = new() { Formats = FormatControl.Any with { OnlyBinaryAll = option == "only-binary", NoBinaryAll = option == "no-binary" } } };
        UserErrorException error = await FailAsync(new MemoryIndex().Add("a", "1.0", files), request);
        Assert.Contains($"`a 1.0` exists, but {why}.", error.Hints);
    }

    [Fact]
    public async Task ResolveAsync_version_that_a_constraint_rules_out_is_not_hinted()
    {
        var index = new MemoryIndex().Add("a", "1.0", "b>=2").Add("b", "1.0").Add("b", "2.0", new ReleaseFiles { IsYanked = true });
        UserErrorException error = await FailAsync(index, Requests.For("a").WithConstraints("b<2"));
        Assert.DoesNotContain(error.Hints, hint => hint.Contains("yanked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ResolveAsync_of_what_is_needed_some_version_is_told()
    {
        var index = new MemoryIndex().Add("a", "1.0", "b>=2").Add("b", "2.0").Add("b", "3.0");
        UserErrorException error = await FailAsync(index, Requests.For("a").WithConstraints("b<2"));
        Assert.Contains("some version of b must be installed. And because the constraint b<2 (-c c.txt (line 1)) rules out every version of b,", error.Hints[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResolveAsync_two_requirements_that_only_a_yanked_version_suits_are_hinted()
    {
        var index = new MemoryIndex().Add("a", "1.0").Add("a", "2.0", new ReleaseFiles { IsYanked = true }).Add("a", "3.0").Add("b", "1.0", "a<3");
        UserErrorException error = await FailAsync(index, Requests.For("a>1", "b"));
        Assert.Equal(Impossible, error.Message);
        Assert.Contains("`a 2.0` exists, but it is yanked; only an exact pin (`==`) chooses it.", error.Hints);
    }

    [Fact]
    public async Task ResolveAsync_source_says_where_it_did_not_look()
    {
        UserErrorException error = await FailAsync(new MemoryIndex { Hint = "`a` is pinned." }, Requests.For("a"));
        Assert.Equal(["`a` is pinned."], error.Hints);
    }

    [Fact]
    public async Task ResolveAsync_versions_that_word_a_requirement_differently_are_quoted_as_they_are()
    {
        var index = new MemoryIndex().Add("a", "1.0", "c>=2").Add("a", "2.0", "c>1").Add("c", "1.0").Add("c", "2.0");
        UserErrorException error = await FailAsync(index, Requests.For("a", "c<2"));
        Assert.Contains("    a 2.0 depends on c>1\n    a 1.0 depends on c>=2\n", _observer.Lines[^1], StringComparison.Ordinal);
        Assert.Contains("a==2.0 depends on c>1 and a==1.0 depends on c>=2", error.Hints[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResolveAsync_explanation_leaves_out_what_has_no_part_in_the_conflict()
    {
        var index = new MemoryIndex().Add("c", "1.0").Add("c", "2.0").Add("app", "1.0", "lib", "other").Add("lib", "1.0", "c<2").Add("other", "1.0", "c>=2", "noise");
        foreach (int i in Enumerable.Range(1, 30))
        {
            _ = index.Add("noise", $"{i}.0", $"c!={i}.5", "app");
        }

        UserErrorException error = await FailAsync(index, Requests.For("app"));
        string hint = Assert.Single(error.Hints);
        Assert.DoesNotContain("noise", hint, StringComparison.Ordinal);
        Assert.InRange(hint.Split(". ").Length, 1, 6);
    }

    [Fact]
    public async Task ResolveAsync_long_explanation_becomes_a_list_of_facts()
    {
        var index = new MemoryIndex();
        const int Length = 20;
        for (int i = 0; i < Length; i++)
        {
            _ = index.Add($"p{i:00}", "1", $"p{i + 1:00}<2").Add($"p{i:00}", "2", $"p{i + 1:00}>=2");
        }

        _ = index.Add($"p{Length}", "1", "q<2").Add($"p{Length}", "2", "q<2").Add("q", "1").Add("q", "2");
        UserErrorException error = await FailAsync(index, Requests.For("p00", "q>=2"));
        string hint = Assert.Single(error.Hints);
        Assert.StartsWith("These cannot hold together:\n  ", hint, StringComparison.Ordinal);
        Assert.Contains("you asked for q>=2", hint, StringComparison.Ordinal);
        Assert.Contains(" more", hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("many", "low<3")]
    [InlineData("low<3", "many")]
    public async Task ResolveAsync_every_version_in_a_conflict_is_listed_newest_first(params string[] requirements)
    {
        var index = new MemoryIndex().Add("low", "1").Add("low", "3");
        foreach (int version in Enumerable.Range(1, 40))
        {
            _ = index.Add("many", $"{version}", version % 3 == 0 ? "low>=3" : "low>=3,<9");
        }

        _ = await FailAsync(index, Requests.For(requirements));
        string told = string.Concat(Enumerable.Range(1, 40).Reverse().Select(static version => $"\n    many {version} depends on low{(version % 3 == 0 ? ">=3" : "<9 and >=3")}"));
        Assert.Contains($"The user requested low<3{told}\n\nAdditionally", _observer.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResolveAsync_versions_whose_requirement_nobody_has_are_listed_with_the_others()
    {
        var index = new MemoryIndex().Add("low", "1").Add("low", "3").Add("holds", "1.0", "low<3").Add("more", "1", "low>=3").Add("more", "2", "low>=4").Add("more", "3", "low>=5");
        _ = await FailAsync(index, Requests.For("more", "holds"));
        string told = _observer.Lines[^1];
        Assert.All((string[])["holds 1.0 depends on low<3", "more 3 depends on low>=5", "more 2 depends on low>=4", "more 1 depends on low>=3"], line => Assert.Contains($"\n    {line}\n", told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ResolveAsync_need_that_nobody_has_is_named_alone_where_pips_way_ends_at_it()
    {
        var index = new MemoryIndex().Add("lib", "1.0").Add("lib", "2.0").Add("app", "2.0", "lib>=2").Add("fights", "1.0", "lib<2").Add("fights", "2.0", "lib<1");
        _ = await FailAsync(index, Requests.For("fights", "app>=2"));
        Assert.Equal("Could not find a version that satisfies the requirement lib<1 (from fights) (from versions: 1.0, 2.0)", _observer.Errors[^1]);
    }

    [Fact]
    public async Task ResolveAsync_prerelease_that_is_let_in_and_unusable_is_not_said_to_be_kept_out()
    {
        var index = new MemoryIndex().Add("a", "2.0b1");
        _ = index.Unusable.Add("a-2.0b1-py3-none-any.whl");
        UserErrorException error = await FailAsync(index, Requests.For("a"));
        Assert.Equal(["`a 2.0b1` exists, but its metadata cannot be used."], error.Hints.Where(static hint => hint.StartsWith('`')));
    }

    [Theory]
    [InlineData(">=3.12", ">=3.12", true, "it requires Python >=3.12")]
    [InlineData(">=3.12", ">=3.13", true, "it requires Python >=3.12 or >=3.13")]
    [InlineData(">=3.12", "", true, "Python >=3.12 is what its wheels can be used with, and the options rule out its source distribution")]
    [InlineData("", "", true, "none of its wheels suits this interpreter and platform, and the options rule out its source distribution")]
    [InlineData("", ">=3.12", false, "none of its wheels suits this interpreter and platform, and Python >=3.12 is what its source distribution can be used with")]
    public async Task ResolveAsync_hint_names_the_wheels_only_where_the_Python_is_not_too_old(string wheel, string source, bool onlyBinary, string why)
    {
        var index = new MemoryIndex().Add("a", "1.0", new ReleaseFiles { Tags = ["cp312-cp312-any"], RequiresPython = wheel })
            .Add("a", "1.0", new ReleaseFiles { Wheel = false, Sdist = true, RequiresPython = source });
        UserErrorException error = await FailAsync(index, Requests.For("a") with { Options = new() { Formats = FormatControl.Any with { OnlyBinaryAll = onlyBinary } } });
        Assert.Equal([$"`a 1.0` exists, but {why}."], error.Hints);
    }

    [Fact]
    public async Task ResolveAsync_hint_names_the_hashes_that_only_another_version_has()
    {
        string one = new('1', 64);
        var index = new MemoryIndex().Add("a", "1.0", new ReleaseFiles { Sha256 = one }).Add("a", "2.0", new ReleaseFiles { Sha256 = new('2', 64) });
        ResolutionRequest request = Requests.For() with { Requirements = [Requests.Root("a==2.0") with { Hashes = ["sha256:" + one] }], Options = new() { RequireHashes = true } };
        UserErrorException error = await FailAsync(index, request);
        Assert.Equal(["`a 2.0` exists, but none of its files has one of the hashes that are asked for."], error.Hints);
    }

    [Fact]
    public async Task ResolveAsync_hint_names_the_time_of_upload()
    {
        var limit = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var index = new MemoryIndex().Add("a", "1.0", new ReleaseFiles { Uploaded = limit.AddDays(1) });
        UserErrorException error = await FailAsync(index, Requests.For("a") with { Options = new() { UploadedPriorTo = limit } });
        Assert.Equal(["`a 1.0` exists, but it was uploaded after the time that `--uploaded-prior-to` sets."], error.Hints);
    }

    [Theory]
    [InlineData(false, "every version of b")]
    [InlineData(true, "every candidate of b")]
    public async Task ResolveAsync_every_version_is_said_only_where_there_are_no_others(bool hasYanked, string words)
    {
        var index = new MemoryIndex().Add("a", "1.0", "b>=2").Add("b", "2.0").Add("b", "3.0");
        if (hasYanked)
        {
            _ = index.Add("b", "1.0", new ReleaseFiles { IsYanked = true });
        }

        UserErrorException error = await FailAsync(index, Requests.For("a").WithConstraints("b<2"));
        Assert.Contains($"rules out {words}", error.Hints[0], StringComparison.Ordinal);
    }

    private async Task<UserErrorException> FailAsync(MemoryIndex index, ResolutionRequest request)
        => await Assert.ThrowsAsync<UserErrorException>(async () => await Resolver.ResolveAsync(request, index, _observer, TestContext.Current.CancellationToken));
}
