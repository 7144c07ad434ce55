using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PipCs.Standards.EntryPoints;
using PipCs.Standards.FileNames;
using PipCs.Standards.LockFiles;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Pyproject;
using PipCs.Standards.Recording;
using PipCs.Standards.Requirements;
using PipCs.Standards.RequirementsFiles;
using PipCs.Standards.SimpleApi;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Tests.Vectors;

internal static partial class VectorTable
{
    private static IEnumerable<KeyValuePair<string, Func<JsonObject, string?>>> PipLinks()
    {
        yield return new("test_collector::test_ensure_quoted_url", row => IsOfWindows(row) ? null : Same(row.Text("clean_url"), LinkUrl.EnsureQuoted(row.Text("url"))));
        yield return new("test_link::TestLink::test_filename", row => Same(row.Text("expected"), LinkUrl.FileName(row.Text("url"))));
        yield return new("test_link::TestLink::test_filename_decoded_once_stays_single_component", row => IsOneName(LinkUrl.FileName(row.Text("url"))));
        yield return new("test_link::TestLink::test_filename_parent_reference_falls_back_to_netloc", row => Same("example.com", LinkUrl.FileName(row.Text("url"))));
        yield return new("test_link::TestLink::test_filename_is_always_a_path_component", row => IsOneName(LinkUrl.FileName(row.Text("url"))));
        yield return new("test_link::test_links_equivalent", row => LinkEquivalence.AreEquivalent(row.Text("url1"), row.Text("url2")) ? null : "different");
        yield return new("test_link::test_links_equivalent_false", row => LinkEquivalence.AreEquivalent(row.Text("url1"), row.Text("url2")) ? "equivalent" : null);
        yield return new("test_urls::test_url_to_path", row => Same(row["non_win_expected"]?.GetValue<string>(), LinkUrl.ToPath(row.Text("url"))));
        yield return new("test_utils::test_redact_auth_from_url", row => Same(row.Text("expected_url"), LinkUrl.Redact(row.Text("auth_url"))));
        yield return new("test_utils::test_remove_auth_from_url", row => Same(row.Text("expected_url"), LinkUrl.RemoveCredentials(row.Text("auth_url"))));
        yield return new("test_utils::test_split_auth_netloc_from_url", row =>
        {
            bool has = LinkUrl.TrySplitCredentials(row.Text("url"), out string without, out string user, out string? password);
            JsonArray expected = row["expected"]!.AsArray();
            return Same(expected[0]!.GetValue<string>(), has ? without : row.Text("url"))
                ?? Same((expected[2]![0]?.GetValue<string>(), expected[2]![1]?.GetValue<string>()), (has ? user : null, has ? password : null));
        });
        yield return new("test_index::test_extract_version_from_fragment", row =>
        {
            string? expected = row["expected"]?.GetValue<string>();
            bool hasVersion = PackageVersion.TryParse(expected, out PackageVersion version);
            bool isRead = SdistFileName.TryParse(row.Text("fragment") + ".tar.gz", ProjectName.Normalize(row.Text("canonical_name")), out SdistFileName? name);
            return Same(hasVersion, isRead) ?? (isRead ? Same(version, name!.Version) : null);
        });
        yield return new("test_utils_datetime::test_parse_iso_datetime_valid", row => UploadTime.TryParse(Encoding.UTF8.GetBytes(row.Text("isodate")), out DateTimeOffset time)
            ? Same(new DateOnly(2020, 1, 22), DateOnly.FromDateTime(time.DateTime)) : "refused");
        yield return new("test_utils_datetime::test_parse_iso_datetime_invalid", row => UploadTime.TryParse(Encoding.UTF8.GetBytes(row.Text("isodate")), out _) ? "accepted" : null);
    }

    private static IEnumerable<KeyValuePair<string, Func<JsonObject, string?>>> PipFiles()
    {
        const string File = "test_req_file::TestParseRequirements::";
        const string Lock = "test_utils_pylock::";
        yield return new("test_packaging::test_check_requires_python", row => Same(row.Flag("expected"), Requires(row["requires_python"]?.GetValue<string>(), string.Join('.', row["version_info"]!.AsArray()))));
        yield return new("test_index::test_check_link_requires_python", row => Same(row.Flag("expected"), Requires(row.Text("requires_python"), "3.6.5")));
        yield return new(File + "test_general_decoding", row =>
        {
            string decoded = RequirementsFile.Decode(Bytes(row["raw_req_file"]));
            RequirementsLine line = RequirementsFile.Parse(decoded, _ => null).Single();
            Requirement requirement = Requirement.Parse(line.Arguments);
            return Same(row.Text("expected_name"), requirement.Name) ?? Same(row.Text("expected_spec"), requirement.Specifier.ToString());
        });
        yield return new(File + "test_decoding_with_BOM", row =>
        {
            // Python's codecs without a byte order write the mark themselves.
            Encoding encoding = row.Text("encoding") switch
            {
                "utf-8" => new UTF8Encoding(false),
                "utf-16-be" => new UnicodeEncoding(true, false),
                "utf-16-le" => new UnicodeEncoding(false, false),
                "utf-16" => new UnicodeEncoding(false, true),
                "utf-32-be" => new UTF32Encoding(true, false),
                "utf-32-le" => new UTF32Encoding(false, false),
                _ => new UTF32Encoding(false, true),
            };
            return Same("Django==1.4.2", RequirementsFile.Decode([.. Bytes(row["bom"]), .. encoding.GetPreamble(), .. encoding.GetBytes("Django==1.4.2")]));
        });
        yield return new(File + "test_errors_on_non_decodable_data", row => Same(
            true, Assert.Throws<FormatException>(() => RequirementsFile.Decode([0xff])).Message.StartsWith("'utf-8' codec can't decode byte 0xff in position 0", StringComparison.Ordinal)));
        yield return new("test_pep517::test_pep517_parsing_checks_requirements", row =>
        {
            string requirement = row["spec"]![0]!.GetValue<string>();
            string message = Assert.Throws<FormatException>(() => PyprojectFile.Parse($"[build-system]\nrequires = ['{requirement}']\nbuild-backend = 'foo'").ReadBuildSystem()).Message;
            return Same($"It contains an invalid requirement: '{requirement}'", message);
        });
        yield return new("test_utils_wheel::test_wheel_version_fails_on_bad_wheel_version", row => row["version"]!.AsArray().All(version =>
            !WheelMetadata.TryParse(Encoding.UTF8.GetBytes($"Wheel-Version: {version}"), out _, out string? error) && error == $"invalid Wheel-Version: '{version}'") ? null : "accepted");
        yield return new("test_wheel::test_wheel_root_is_purelib", row => Same(row.Flag("expected"), WheelMetadata.Parse(Encoding.UTF8.GetBytes($"Wheel-Version: 1.0\n{row.Text("text")}")).RootIsPurelib));
        yield return new("test_wheel::test_get_entrypoints", row =>
        {
            string text = row.Text("console_scripts");
            EntryPoint entry = EntryPointsFile.Read(Encoding.UTF8.GetBytes($"[console_scripts]\n{text}\n[section]\ncommon:one = module:func\n")).First();
            return Same((text.Split(" = ")[0], text.Split(" = ")[1]), (entry.Name, entry.Value));
        });
        yield return new("test_wheel::test_normalized_outrows", row =>
        {
            List<RecordEntry> rows = [.. Entries(row["outrows"])];
            rows.Sort(RecordFile.Compare);
            return Same(string.Join('\n', Entries(row["expected"])), string.Join('\n', rows));
        });
        yield return new(Lock + "test_package_dist_url", row => Same(row.Text("expected"), new LockedSdist
        {
            Url = row["url"]?.GetValue<string>(),
            Path = row["path"]?.GetValue<string>(),
            Hashes = [],
        }.UrlFrom(row.Text("pylock_filename_or_url"))));
        yield return new(Lock + "test_package_dist_url_scheme_path_remote_lock_file", row => Same(
            $"Path '{row.Text("path")}' in pylock file obtained from a URL resolves outside its location: 'https://example.com/pylock.toml'",
            Assert.Throws<LockFileException>(() => new LockedSdist { Path = row.Text("path"), Hashes = [] }.UrlFrom("https://example.com/pylock.toml")).Message));
        foreach ((string test, string column) in new[] { ("vcs", "package_vcs"), ("archive", "package_archive"), ("directory", "package_directory"), ("sdist", "package_sdist"), ("wheel", "package_wheel") })
        {
            yield return new($"{Lock}test_package_{test}_requirement_url", row => Same(row.Text("expected"), Source(row[column]!["repr"]!.GetValue<string>()).UrlFrom(row.Text("pylock_path_or_url"))));
        }
    }

    private static LockedSource Source(string repr)
    {
        string? Field(string name) => Regex.Match(repr, $"[( ]{name}='([^']*)'") is { Success: true } match ? match.Groups[1].Value : null;
        return repr[..repr.IndexOf('(', StringComparison.Ordinal)] switch
        {
            "PackageVcs" => new LockedVcs { Type = Field("type")!, Url = Field("url"), Path = Field("path"), CommitId = Field("commit_id")!, Subdirectory = Field("subdirectory") },
            "PackageDirectory" => new LockedDirectory { Path = Field("path")!, Subdirectory = Field("subdirectory") },
            "PackageArchive" => new LockedArchive { Url = Field("url"), Path = Field("path"), Subdirectory = Field("subdirectory"), Hashes = [] },
            "PackageSdist" => new LockedSdist { Url = Field("url"), Path = Field("path"), Hashes = [] },
            _ => new LockedWheel { Url = Field("url"), Path = Field("path"), Hashes = [] },
        };
    }

    private static bool Requires(string? specifiers, string version)
        => specifiers is null || !SpecifierSet.TryParse(specifiers, out SpecifierSet? set) || set.Contains(PackageVersion.Parse(version), prereleases: true);

    /// <summary>pip's tests mark the rows of Windows, the vectors do not: a drive keeps its colon there.</summary>
    private static bool IsOfWindows(JsonObject row)
        => row.Text("url").Contains("file:///T:", StringComparison.Ordinal) && !row.Text("clean_url").Contains("%3A", StringComparison.Ordinal);

    private static string? IsOneName(string name) => name is "." or ".." || name.Contains('/', StringComparison.Ordinal) ? $"'{name}' is not the name of one file" : null;

    private static byte[] Bytes(JsonNode? node) => Encoding.Latin1.GetBytes(node!["bytes"]!.GetValue<string>());

    private static IEnumerable<RecordEntry> Entries(JsonNode? rows) => rows!.AsArray().Select(row => new RecordEntry(row![0]!.ToString(), row[1]!.ToString(), row[2]!.ToString()));
}
