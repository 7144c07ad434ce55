namespace PipCs.EndToEnd.Harness;

/// <summary>The recorded indexes of ../shared, served by ../shared/serve on loopback.</summary>
internal static class RecordedIndex
{
    private static readonly Lazy<string> Start = new(() =>
    {
        var result = ProgramRun.Start(Path.Combine(Binary.Shared, "serve"), ["start"]).Wait();
        return result.ExitCode == 0 ? "" : result.Error;
    });

    /// <summary>The index of files that can be installed.</summary>
    public static string Mirror()
    {
        var serve = Path.Combine(Binary.Shared, "serve");
        Assert.SkipUnless(Start.Value.Length == 0, $"{serve} does not start: {Start.Value}");
        return "http://127.0.0.1:8700/mirror/simple/";
    }

    /// <summary>The path of a set's list of requirements.</summary>
    public static string Set(string name) => Path.Combine(Binary.Shared, "mirror", "sets", name);
}
