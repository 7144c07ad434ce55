using PipCs.Diagnostics;

namespace PipCs.Architecture.Tests;

public sealed class ErrorCatalogueTests
{
    private static readonly CataloguedError[] Errors = [.. ErrorCatalogue.Methods().Select(ErrorCatalogue.Call).OfType<CataloguedError>()];

    public static TheoryData<string> Names => [.. Errors.Select(error => error.Room + "." + error.Name).Distinct()];

    [Fact]
    public void Parameters_are_simple_so_that_every_error_can_be_listed()
        => Assert.Empty(ErrorCatalogue.Methods().Where(method => ErrorCatalogue.Call(method) is null)
            .Select(method => method.DeclaringType + "." + method.Name));

    [Fact]
    public void Catalogues_hold_nothing_but_methods_that_make_errors()
    {
        foreach (var room in Repository.RoomProjects.Keys)
        {
            var type = Repository.LoadRoom(room).GetType(room + ".Errors");
            var others = type?.GetMethods().Where(method => method.IsPublic && method.DeclaringType == type && method.ReturnType != typeof(UserErrorException));
            Assert.Empty(others ?? []);
        }
    }

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Names))]
    public void Error_says_what_happened_to_what_and_what_to_do(string name)
    {
        foreach (var error in Errors.Where(error => error.Room + "." + error.Name == name))
        {
            var message = error.Error.Message;
            Assert.False(string.IsNullOrWhiteSpace(message));
            Assert.Equal(message.Trim(' '), message);
            Assert.DoesNotMatch("^(ERROR|error|hint):", message);
            Assert.InRange(error.Error.ExitCode, 1, 255);
            if (error.Inputs.Count > 0)
            {
                Assert.Contains(error.Inputs, input => (message + error.Error.Context + string.Concat(error.Error.Hints)).Contains(input, StringComparison.Ordinal));
            }

            Assert.All(error.Error.Hints, hint => Assert.Matches(@"^[\p{Lu}`'""‹-].*([.?!)`›]$|: )", hint.ReplaceLineEndings(" ")));
        }
    }

    [Fact]
    public void Listing_in_docs_is_what_the_catalogues_say()
    {
        var path = Path.Combine(Repository.Root, "docs", "errors.md");
        var listing = ErrorCatalogue.Listing(Errors);
        if (Environment.GetEnvironmentVariable("PIPCS_UPDATE") == "1")
        {
            File.WriteAllText(path, listing);
        }

        Assert.Equal(File.ReadAllText(path), listing);
    }
}
