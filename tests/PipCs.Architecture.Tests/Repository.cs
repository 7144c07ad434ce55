using System.Reflection;

namespace PipCs.Architecture.Tests;

/// <summary>The source tree and the assemblies that were built from it.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The rooms' project files, by project name.</summary>
    public static IReadOnlyDictionary<string, string> RoomProjects { get; } = Directory
        .GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), StringComparer.Ordinal);

    /// <summary>The path of a room's built assembly, which lies beside this test's.</summary>
    public static string AssemblyPath(string project)
        => Path.Combine(AppContext.BaseDirectory, (project == "PipCs.Cli" ? "pip-cs" : project) + ".dll");

    public static Assembly LoadRoom(string project) => Assembly.LoadFrom(AssemblyPath(project));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PipCs.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"No PipCs.slnx above {AppContext.BaseDirectory}.");
        }

        return folder.FullName;
    }
}
