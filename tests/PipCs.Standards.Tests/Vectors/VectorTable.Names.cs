using System.Text;
using System.Text.Json.Nodes;
using PipCs.Standards.DirectUrls;
using PipCs.Standards.FileNames;
using PipCs.Standards.Names;

namespace PipCs.Standards.Tests.Vectors;

internal static partial class VectorTable
{
    private static IEnumerable<KeyValuePair<string, Func<JsonObject, string?>>> Names()
    {
        const string Utils = "test_utils::";
        const string Direct = "test_direct_url::";
        yield return new(Utils + "test_canonicalize_name", row => Same(row.Text("expected"), ProjectName.Normalize(row.Text("name")).Value));
        yield return new(Utils + "test_canonicalize_name_invalid", row => Same(row.Text("expected"), ProjectName.Normalize(row.Text("name")).Value)
            ?? (ProjectName.TryParse(row.Text("name"), out _) ? "accepted" : null));
        yield return new(Utils + "test_parse_wheel_filename", row => WheelFileName.TryParse(row.Text("filename"), out WheelFileName? name)
            ? Same(row.Text("name"), name.Project.Value) ?? Same(row["version"]!["repr"]!.ToString(), $"<Version('{name.Version}')>") : "refused");
        yield return new(Utils + "test_parse_wheel_invalid_filename", row => WheelFileName.TryParse(row.Text("filename"), out _) ? "accepted" : null);
        yield return new(Utils + "test_parse_wheel_unsorted_tags_valid_by_default", row => WheelFileName.TryParse(row.Text("filename"), out _) ? null : "refused");
        yield return new(Utils + "test_parse_sdist_filename", row => SdistFileName.TryParse(row.Text("filename"), out SdistFileName? name)
            ? Same(row.Text("name"), name.Project.Value) ?? Same(row["version"]!["repr"]!.ToString(), $"<Version('{name.Version}')>") : "refused");
        yield return new(Utils + "test_parse_sdist_invalid_filename", row => SdistFileName.TryParse(row.Text("filename"), out _) ? "accepted" : null);
        yield return new(Direct + "test_direct_url_round_trips", row =>
        {
            string text = row["direct_url_dict"]!.ToJsonString();
            return DirectUrl.TryParse(Encoding.UTF8.GetBytes(text), out DirectUrl? url, out _) && DirectUrl.TryParse(url.ToJson(), out DirectUrl? again, out _)
                ? Same(Encoding.UTF8.GetString(url.ToJson()), Encoding.UTF8.GetString(again.ToJson())) : "refused";
        });
        yield return new(Direct + "test_one_info_field", row => DirectUrl.TryParse(Encoding.UTF8.GetBytes(row["direct_url_dict"]!.ToJsonString()), out _, out _) ? "accepted" : null);
        yield return new(Direct + "test_dir_info_url_file_absolute_case_insensitive", row => IsDirectory(row.Text("url")) ? null : "refused");
        yield return new(Direct + "test_dir_info_url_requires_absolute_file_url", row => IsDirectory(row.Text("url")) ? "accepted" : null);
        yield return new(Direct + "test_strip_url", row => row["safe_user_passwords"]!.AsArray() is [{ } safe] && safe.ToString() == "git"
            ? Same(row.Text("expected_url"), DirectUrl.WithoutSecrets(row.Text("url"))) : null);
    }

    private static bool IsDirectory(string url)
        => DirectUrl.TryParse(Encoding.UTF8.GetBytes(new JsonObject { ["url"] = url, ["dir_info"] = new JsonObject() }.ToJsonString()), out _, out _);
}
