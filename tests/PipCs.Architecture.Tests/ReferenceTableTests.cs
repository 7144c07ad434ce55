using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace PipCs.Architecture.Tests;

/// <summary>The table of references: a room may reference the rooms named beside it, and Diagnostics.</summary>
public sealed class ReferenceTableTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["PipCs.Diagnostics"] = [],
        ["PipCs.Standards"] = [],
        ["PipCs.Platform"] = [],
        ["PipCs.Archives"] = ["PipCs.Platform"],
        ["PipCs.Cache"] = ["PipCs.Standards", "PipCs.Platform"],
        ["PipCs.Cache.Remote"] = ["PipCs.Cache"],
        ["PipCs.Index"] = ["PipCs.Standards", "PipCs.Platform", "PipCs.Archives", "PipCs.Cache"],
        ["PipCs.Resolution"] = ["PipCs.Standards"],
        ["PipCs.Python"] = ["PipCs.Standards", "PipCs.Platform", "PipCs.Cache"],
        ["PipCs.Store"] = ["PipCs.Standards", "PipCs.Platform", "PipCs.Archives", "PipCs.Cache", "PipCs.Python"],
        ["PipCs.Build"] = ["PipCs.Standards", "PipCs.Platform", "PipCs.Archives", "PipCs.Cache", "PipCs.Python"],
        ["PipCs.Install"] = ["PipCs.Standards", "PipCs.Platform", "PipCs.Python", "PipCs.Store"],
        ["PipCs"] =
        [
            "PipCs.Standards", "PipCs.Platform", "PipCs.Archives", "PipCs.Cache", "PipCs.Cache.Remote", "PipCs.Index",
            "PipCs.Resolution", "PipCs.Python", "PipCs.Store", "PipCs.Build", "PipCs.Install",
        ],
        ["PipCs.Cli"] = ["PipCs"],
    };

    public static TheoryData<string> Rooms => [.. Repository.RoomProjects.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Project_file_references_only_the_rooms_that_the_table_names(string room)
    {
        Assert.True(Allowed.ContainsKey(room), $"{room} is not in the table of docs/architecture.md: add it there and here.");
        var referenced = XDocument.Load(Repository.RoomProjects[room])
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Empty(referenced.Except([.. Allowed[room], "PipCs.Diagnostics"]));
    }

    /// <summary>Project references are transitive to the compiler: only the built assembly says what is really used.</summary>
    [Theory]
    [MemberData(nameof(Rooms))]
    public void Assembly_uses_only_the_rooms_that_the_table_names(string room)
    {
        using var file = new PEReader(File.OpenRead(Repository.AssemblyPath(room)));
        var metadata = file.GetMetadataReader();
        var used = metadata.AssemblyReferences
            .Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
            .Where(name => name == "PipCs" || name.StartsWith("PipCs.", StringComparison.Ordinal));

        // What PipCs shows of the rooms in its requests and results, Cli may touch.
        var allowed = room == "PipCs.Cli" ? [.. Allowed["PipCs"], "PipCs"] : Allowed[room];
        Assert.Empty(used.Except([.. allowed, "PipCs.Diagnostics"]));
    }
}
