using System.Text.Json.Nodes;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Tests.Vectors;

internal static partial class VectorTable
{
    private static IEnumerable<KeyValuePair<string, Func<JsonObject, string?>>> Versions()
    {
        const string Class = "test_version::TestVersion::";
        yield return new(Class + "test_valid_versions", row => PackageVersion.TryParse(row.Text("version"), out _) ? null : "refused");
        yield return new(Class + "test_version_hash", row => Same(Version(row).GetHashCode(), Version(row).GetHashCode()));
        yield return new(Class + "test_invalid_versions", row => PackageVersion.TryParse(row.Text("version"), out _) ? "accepted" : null);
        yield return new(Class + "test_oversized_version_raises_valueerror", row => PackageVersion.TryParse(row.Text("version"), out _) ? "accepted" : null);
        yield return new(Class + "test_normalized_versions", row => Same(row.Text("normalized"), Version(row).ToString()));
        yield return new(Class + "test_version_str_repr", row => Same(row.Text("expected"), Version(row).ToString()));
        yield return new(Class + "test_version_public", row => Same(row.Text("public"), Version(row).Public.ToString()));
        yield return new(Class + "test_version_base_version", row => Same(row.Text("base_version"), Version(row).BaseVersion.ToString()));
        yield return new(Class + "test_version_epoch", row => Same(row["epoch"]!.GetValue<ulong>(), Version(row).Epoch));
        yield return new(Class + "test_version_release", row => Same(
            string.Join('.', row["release"]!.AsArray().Select(part => part!.ToString())),
            string.Join('.', Enumerable.Range(0, Version(row).ReleaseLength).Select(i => Version(row).GetRelease(i)))));
        yield return new(Class + "test_version_local", row => Same(row["local"]?.ToString(), Version(row).Local));
        yield return new(Class + "test_version_pre", row => Same(row["pre"] is not null || row.Text("version").Contains("dev", StringComparison.Ordinal), Version(row).IsPrerelease));
        yield return new(Class + "test_version_dev", row => Same(row["dev"] is not null, Version(row).IsDevrelease));
        yield return new(Class + "test_version_post", row => Same(row["post"] is not null, Version(row).IsPostrelease));
        yield return new(Class + "test_version_is_prerelease", row => Same(row.Flag("expected"), Version(row).IsPrerelease));
        yield return new(Class + "test_version_is_devrelease", row => Same(row.Flag("expected"), Version(row).IsDevrelease));
        yield return new(Class + "test_version_is_postrelease", row => Same(row.Flag("expected"), Version(row).IsPostrelease));
        yield return new(Class + "test_comparison_true", row => Same(true, Holds(row)));
        yield return new(Class + "test_comparison_false", row => Same(false, Holds(row)));
        yield return new("test_version::test_pickle_roundtrip", row => Same(row.Text("version"), Version(row).ToString()));
        yield return new("test_version::test_from_parts", row => Same(PackageVersion.Parse(row.Text("string")), PackageVersion.Parse(PackageVersion.Parse(row.Text("string")).ToString())));
        yield return new("test_utils::test_canonicalize_version_no_strip_trailing_zero", row => Same(row.Text("version"), Version(row).ToString()));
    }

    private static PackageVersion Version(JsonObject row) => PackageVersion.Parse(row.Text("version"));

    private static bool Holds(JsonObject row)
    {
        PackageVersion left = PackageVersion.Parse(row.Text("left"));
        PackageVersion right = PackageVersion.Parse(row.Text("right"));
        return row["op"]!["repr"]!.GetValue<string>() switch
        {
            "<built-in function lt>" => left < right,
            "<built-in function le>" => left <= right,
            "<built-in function eq>" => left == right && left.GetHashCode() == right.GetHashCode(),
            "<built-in function ne>" => left != right,
            "<built-in function ge>" => left >= right,
            "<built-in function gt>" => left > right,
            var other => throw new InvalidOperationException(other),
        };
    }
}
