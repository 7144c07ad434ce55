using Table = System.Collections.Generic.Dictionary<string, object>;

namespace PipCs.Resolution.Tests.Fixtures;

/// <summary>One file of <c>../shared/scenarios</c>.</summary>
internal sealed class Scenario
{
    private static readonly Table Nothing = [];
    private readonly Table _document;

    private Scenario(string name, Table document)
    {
        Name = name;
        _document = document;
    }

    internal string Name { get; }

    internal string[] Requires => (string[])Below("root")["requires"];

    internal bool IsSatisfiable => (bool)Below("expected")["satisfiable"];

    internal Dictionary<string, string> Expected => Below(Below("expected"), "packages").ToDictionary(item => item.Key, item => (string)item.Value);

    internal string Python => (string?)Below("resolver_options").GetValueOrDefault("python") ?? (string?)Below("environment").GetValueOrDefault("python") ?? "3.11";

    internal bool AllowsPrereleases => (bool)Below("resolver_options").GetValueOrDefault("prereleases", false);

    internal string[] NoBinary => (string[])Below("resolver_options").GetValueOrDefault("no_binary", Array.Empty<string>());

    internal string[] NoBuild => (string[])Below("resolver_options").GetValueOrDefault("no_build", Array.Empty<string>());

    /// <summary>Reads a scenario.</summary>
    internal static Scenario Read(string path) => new(Path.GetFileNameWithoutExtension(path), TomlSubset.Read(File.ReadAllText(path)));

    internal MemoryIndex BuildIndex()
    {
        var index = new MemoryIndex();
        foreach ((string name, object package) in Below("packages"))
        {
            foreach ((string version, object values) in Below((Table)package, "versions"))
            {
                AddVersion(index, name, version, (Table)values);
            }
        }

        return index;
    }

    private static void AddVersion(MemoryIndex index, string name, string version, Table values)
    {
        var requires = new List<string>((string[])values.GetValueOrDefault("requires", Array.Empty<string>()));
        Table extras = Below(values, "extras");
        foreach ((string extra, object requirements) in extras)
        {
            foreach (string requirement in (string[])requirements)
            {
                int semicolon = requirement.IndexOf(';', StringComparison.Ordinal);
                requires.Add(semicolon < 0 ? $"{requirement}; extra == '{extra}'" : $"{requirement[..semicolon]}; ({requirement[(semicolon + 1)..]}) and extra == '{extra}'");
            }
        }

        var python = (string?)values.GetValueOrDefault("requires_python");
        index.Add(name, version, new ReleaseFiles
        {
            Requires = [.. requires],
            Extras = [.. extras.Keys],
            RequiresPython = python,
            MetadataRequiresPython = python,
            Wheel = (bool)values.GetValueOrDefault("wheel", true),
            Sdist = (bool)values.GetValueOrDefault("sdist", true),
            IsYanked = (bool)values.GetValueOrDefault("yanked", false),
            Tags = (string[])values.GetValueOrDefault("wheel_tags", new[] { "py3-none-any" }),
        });
    }

    private Table Below(string key) => Below(_document, key);

    private static Table Below(Table table, string key) => (Table)table.GetValueOrDefault(key, Nothing);
}
