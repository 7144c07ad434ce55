using System.Diagnostics.CodeAnalysis;
using PipCs.Standards.Markers;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Text;
using PipCs.Standards.Toml;
using PipCs.Standards.Versions;

namespace PipCs.Standards.LockFiles;

/// <content>Reading and checking.</content>
public sealed partial record LockFile
{
    /// <summary>Reads a lock file.</summary>
    /// <exception cref="LockFileException">It is TOML, but not a lock file of a supported version.</exception>
    /// <exception cref="FormatException">It is not TOML; the message gives the place.</exception>
    public static LockFile Parse(string toml) => FromToml(TomlTable.Parse(toml));

    /// <summary>Reads a lock file.</summary>
    /// <exception cref="LockFileException">It is TOML, but not a lock file of a supported version.</exception>
    /// <exception cref="FormatException">It is not TOML, or not UTF-8; the message gives the place.</exception>
    public static LockFile Parse(ReadOnlySpan<byte> utf8) => FromToml(TomlTable.Parse(utf8));

    /// <summary>Reads a lock file; gives the message of <see cref="Parse(ReadOnlySpan{byte})"/> where that fails.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out LockFile? result, [NotNullWhen(false)] out string? error)
        => DocumentParsing.TryParse(utf8, Parse, out result, out error);

    /// <summary>Takes a lock file out of a document, in the order of packaging's checks.</summary>
    /// <exception cref="LockFileException">It is no lock file, or of a version that is not supported.</exception>
    public static LockFile FromToml(TomlTable document)
    {
        ArgumentNullException.ThrowIfNull(document);
        PackageVersion lockVersion = LockFields.Parse(LockFields.RequiredText(document, "lock-version"), "lock-version", text => PackageVersion.Parse(text));
        IReadOnlyList<Marker>? environments = LockFields.ParseList(document, "environments", text => Marker.Parse(text));
        IReadOnlyList<string>? extras = LockFields.ParseList(document, "extras", LockFields.NormalizedName);
        IReadOnlyList<string>? dependencyGroups = LockFields.List<string>(document, "dependency-groups", "str");
        IReadOnlyList<string>? defaultGroups = LockFields.List<string>(document, "default-groups", "str");
        string createdBy = LockFields.RequiredText(document, "created-by");
        string? requiresPython = LockFields.Text(document, "requires-python");
        var file = new LockFile
        {
            LockVersion = lockVersion,
            Environments = environments,
            Extras = extras,
            DependencyGroups = dependencyGroups,
            DefaultGroups = defaultGroups,
            CreatedBy = createdBy,
            RequiresPython = requiresPython is null ? null : LockFields.Parse(requiresPython, "requires-python", text => SpecifierSet.Parse(text)),
            Packages = LockFields.Objects(document, "packages", LockedPackage.Read) ?? throw LockFields.Missing("packages"),
            Tool = LockFields.Table(document, "tool"),
        };
        return lockVersion >= FirstVersion && lockVersion < NextMajorVersion ? file : throw new LockFileException($"pylock version {lockVersion} is not supported");
    }

    /// <summary>Checks a lock file that a program has put together, in the same way as reading does.</summary>
    /// <exception cref="LockFileException">It violates the specification.</exception>
    public void Validate() => FromToml(ToToml());
}
