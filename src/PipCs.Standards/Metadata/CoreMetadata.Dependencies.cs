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
    /// <summary>The part that resolving needs, without reading the body; false where name or version are missing or invalid, or a dependency cannot be read.</summary>
    /// <param name="document">The document in UTF-8.</param>
    /// <param name="metadata">What was read.</param>
    /// <param name="error">What is wrong, naming the field or its value; of a dependency, packaging's message.</param>
    public static bool TryReadDependencies(ReadOnlySpan<byte> document, [NotNullWhen(true)] out DependencyMetadata? metadata, [NotNullWhen(false)] out string? error)
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
                    name = MetadataText.Decode(reader.Value).Trim();
                    break;
                case 7 when version.IsDefault && reader.Is("version"u8):
                    if (!PackageVersion.TryParse(reader.Value, out version))
                    {
                        error = $"Invalid version: {PythonText.Repr(MetadataText.Decode(reader.Value))}";
                        return false;
                    }

                    break;
                case 13 when reader.Is("requires-dist"u8):
                    if (!TryReadRequirement(reader.Value, out Requirement? requirement, out error))
                    {
                        return false;
                    }

                    (requirements ??= []).Add(requirement);
                    break;
                case 14 when reader.Is("provides-extra"u8):
                    (extras ??= []).Add(MetadataText.Decode(reader.Value).Trim());
                    break;
                case 15 when !hasRequiresPython && reader.Is("requires-python"u8):
                    hasRequiresPython = true;
                    _ = SpecifierSet.TryParse(MetadataText.Decode(reader.Value), out requiresPython);
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

    private static bool TryReadRequirement(ReadOnlySpan<byte> value, [NotNullWhen(true)] out Requirement? requirement, [NotNullWhen(false)] out string? error)
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
