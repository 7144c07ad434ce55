namespace PipCs.Standards.Metadata;

/// <summary>A field of the core metadata specification.</summary>
/// <param name="Name">Its name in lower case.</param>
/// <param name="Since">The position in <see cref="Versions"/> of the version that introduced it.</param>
/// <param name="IsMultiple">Whether it may occur several times.</param>
internal readonly record struct MetadataField(string Name, int Since, bool IsMultiple)
{
    /// <summary>The versions of the specification, oldest first.</summary>
    public static readonly string[] Versions = ["1.0", "1.1", "1.2", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6"];

    private static readonly MetadataField[] All =
    [
        new("author", 0, false), new("author-email", 0, false), new("classifier", 1, true), new("description", 0, false),
        new("description-content-type", 3, false), new("download-url", 1, false), new("dynamic", 4, true), new("home-page", 0, false),
        new("import-name", 7, true), new("import-namespace", 7, true), new("keywords", 0, false), new("license", 0, false),
        new("license-expression", 6, false), new("license-file", 6, true), new("maintainer", 2, false), new("maintainer-email", 2, false),
        new("metadata-version", 0, false), new("name", 0, false), new("obsoletes", 1, true), new("obsoletes-dist", 2, true),
        new("platform", 0, true), new("project-url", 2, true), new("provides", 1, true), new("provides-dist", 2, true),
        new("provides-extra", 3, true), new("requires", 1, true), new("requires-dist", 2, true), new("requires-external", 2, true),
        new("requires-python", 2, false), new("summary", 0, false), new("supported-platform", 1, true), new("version", 0, false),
    ];

    /// <summary>Finds a field by its name in lower case.</summary>
    public static bool TryFind(string name, out MetadataField field)
    {
        foreach (MetadataField each in All)
        {
            if (each.Name == name)
            {
                field = each;
                return true;
            }
        }

        field = default;
        return false;
    }
}
