using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using PipCs.Standards.Requirements;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Text;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Metadata;

public sealed partial class CoreMetadata
{
    /// <summary>Reads the part that resolving needs, without the body; false where name or version are missing or invalid, or a dependency cannot be read.</summary>
    /// <param name="document">The document in UTF-8.</param>
    /// <param name="metadata">The part.</param>
    /// <param name="error">The error message, with the field or its value; for a dependency, packaging's message.</param>
    /// <param name="shared">Requirements that other documents have too and that are parsed once; for callers that read many documents.</param>
    public static bool TryReadDependencies(
        ReadOnlySpan<byte> document, [NotNullWhen(true)] out DependencyMetadata? metadata, [NotNullWhen(false)] out string? error, SharedRequirements? shared = null)
    {
        metadata = null;
        string? name = null;
        PackageVersion version = default;
        SpecifierSet? requiresPython = null;
        bool hasRequiresPython = false;
        List<Requirement>? requirements = null;
        List<string>? extras = null;
        var reader = new MetadataHeaders(document);
        while (reader.MoveNext())
        {
            switch (reader.Name.Length)
            {
                case 4 when name is null && reader.Is("name"u8):
                    name = shared is null ? ReadText(reader.Value) : shared.ReadText(reader.Value);
                    break;
                case 7 when version.IsDefault && reader.Is("version"u8):
                    if (!PackageVersion.TryParse(reader.Value, out version))
                    {
                        error = $"Invalid version: {PythonText.Repr(MetadataText.Decode(reader.Value))}";
                        return false;
                    }

                    break;
                case 13 when reader.Is("requires-dist"u8):
                    if (!(shared is null ? TryReadRequirement(reader.Value, out Requirement? requirement, out error) : shared.TryReadRequirement(reader.Value, out requirement, out error)))
                    {
                        return false;
                    }

                    (requirements ??= []).Add(requirement);
                    break;
                case 14 when reader.Is("provides-extra"u8):
                    (extras ??= []).Add(shared is null ? ReadText(reader.Value) : shared.ReadText(reader.Value));
                    break;
                case 15 when !hasRequiresPython && reader.Is("requires-python"u8):
                    hasRequiresPython = true;
                    requiresPython = shared is null ? ReadPython(reader.Value) : shared.ReadPython(reader.Value);
                    break;
            }
        }

        if (string.IsNullOrEmpty(name) || version.IsDefault)
        {
            error = string.IsNullOrEmpty(name) ? "the field Name is missing" : "the field Version is missing";
            return false;
        }

        error = null;
        metadata = new DependencyMetadata
        {
            Name = name,
            Version = version,
            RequiresPython = requiresPython,
            RequiresDist = requirements is null ? [] : requirements,
            ProvidesExtra = extras is null ? [] : extras,
        };
        return true;
    }

    internal static string ReadText(ReadOnlySpan<byte> value) => MetadataText.Decode(value).Trim();

    internal static SpecifierSet? ReadPython(ReadOnlySpan<byte> value)
    {
        _ = SpecifierSet.TryParse(MetadataText.Decode(value), out SpecifierSet? set);
        return set;
    }

    internal static bool TryReadRequirement(ReadOnlySpan<byte> value, [NotNullWhen(true)] out Requirement? requirement, [NotNullWhen(false)] out string? error)
    {
        char[]? rented = null;
        Span<char> buffer = value.Length <= 256 ? stackalloc char[256] : (rented = ArrayPool<char>.Shared.Rent(value.Length));
        int length = Utf8.IsValid(value) ? Encoding.UTF8.GetChars(value, buffer) : Encoding.Latin1.GetChars(value, buffer);
        bool parsed = Requirement.TryParse(PythonText.Trim(buffer[..length]), out requirement, out error);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return parsed;
    }
}
