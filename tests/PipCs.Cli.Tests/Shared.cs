using System.Runtime.CompilerServices;

namespace PipCs.Cli.Tests;

/// <summary>The test data beside the repository, which a checkout elsewhere has not.</summary>
internal static class Shared
{
    internal static string Require(string path)
    {
        var full = Path.GetFullPath(Path.Join(Path.GetDirectoryName(Here()), "../../../shared", path));
        Assert.SkipUnless(File.Exists(full), $"../shared/{path} is not there");
        return full;
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
