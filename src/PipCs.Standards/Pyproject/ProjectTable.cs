using PipCs.Standards.Toml;

namespace PipCs.Standards.Pyproject;

/// <summary>The <c>[project]</c> table (PEP 621), as far as an installer reads it. Texts are as written.</summary>
public sealed record ProjectTable
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The version; null where the backend computes it.</summary>
    public string? Version { get; init; }

    /// <summary>The Python versions that it is for; null for any.</summary>
    public string? RequiresPython { get; init; }

    /// <summary>The requirements; null where they are not given.</summary>
    public IReadOnlyList<string>? Dependencies { get; init; }

    /// <summary>The requirements of each extra, in the order of the table.</summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> OptionalDependencies { get; init; } = [];

    /// <summary>The keys whose values only the backend can give.</summary>
    public IReadOnlyList<string> Dynamic { get; init; } = [];

    /// <summary>Whether name, version, requirements and extras are all given, so that the backend need not be asked for them.</summary>
    public bool IsStatic => Version is not null && !Dynamic.Any(key => key is "version" or "dependencies" or "optional-dependencies" or "requires-python");

    internal static ProjectTable Read(TomlTable table)
    {
        const string Within = "project.";
        TomlTable? extras = TomlFields.Table(table, "optional-dependencies", Within);
        return new ProjectTable
        {
            Name = TomlFields.Text(table, "name", Within) ?? throw new FormatException("The [project] table is missing the mandatory `name` key."),
            Version = TomlFields.Text(table, "version", Within),
            RequiresPython = TomlFields.Text(table, "requires-python", Within),
            Dependencies = TomlFields.Texts(table, "dependencies", Within),
            OptionalDependencies = extras is null ? [] : [.. extras.Select(extra => KeyValuePair.Create(extra.Key, TomlFields.Texts(extras, extra.Key, Within + "optional-dependencies.")!))],
            Dynamic = TomlFields.Texts(table, "dynamic", Within) ?? [],
        };
    }
}
