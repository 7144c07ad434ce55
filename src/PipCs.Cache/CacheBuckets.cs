namespace PipCs.Cache;

/// <summary>
/// The buckets of this program, by name and format version. A change of the content of a bucket's entries raises its version. The
/// folder of the old version is left to older programs.
/// </summary>
public static class CacheBuckets
{
    /// <summary>Pages of projects, parsed, with their freshness.</summary>
    public const string Index = "index";

    /// <summary>The answers of many pages to one question, such as which release is the newest: one file for each question.</summary>
    public const string Answers = "answers";

    /// <summary>Core metadata, a pack a project and host.</summary>
    public const string Metadata = "metadata";

    /// <summary>Package information, a JSON file each.</summary>
    public const string Packages = "packages";

    /// <summary>Unpacked wheels and their bytecode, a folder each.</summary>
    public const string Wheels = "wheels";

    /// <summary>The bucket that maps local files, URLs and other hashes to the SHA-256 of wheels.</summary>
    public const string WheelFiles = "wheel-files";

    /// <summary>The facts about interpreters from probing them.</summary>
    public const string Interpreters = "interpreters";

    /// <summary>All of them, in the order in which they are listed to users.</summary>
    public static IReadOnlyList<string> Names { get; } = [Index, Answers, Metadata, Packages, Wheels, WheelFiles, Interpreters];

    /// <summary>The format version of a bucket.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such bucket.</exception>
    public static int VersionOf(string name) => name switch
    {
        Index or Answers or Metadata or Packages or Wheels or WheelFiles => 1,
        Interpreters => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };
}
