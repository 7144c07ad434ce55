using System.Reflection;
using PublicApiGenerator;

namespace PipCs.Architecture.Tests;

/// <summary>What other programs can reference changes only where its listing changes with it, so that a review shows it.</summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void Standards_public_surface_is_what_is_listed()
    {
        var path = Path.Combine(Repository.Root, "src", "PipCs.Standards", "PublicSurface.txt");
        var listing = Assembly.Load("PipCs.Standards").GeneratePublicApi(new()
        {
            IncludeAssemblyAttributes = false,
            ExcludeAttributes = ["System.Runtime.CompilerServices.CompilerGeneratedAttribute"],
        }).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("PIPCS_UPDATE") == "1")
        {
            File.WriteAllText(path, listing);
        }

        Assert.True(
            File.ReadAllText(path) == listing,
            "The public surface of PipCs.Standards differs from its listing. If that is meant: PIPCS_UPDATE=1 dotnet run --project tests/PipCs.Architecture.Tests -c Release");
    }
}
