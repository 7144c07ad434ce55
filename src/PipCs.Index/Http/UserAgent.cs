using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace PipCs.Index.Http;

/// <summary>pip's User-Agent: <c>pip/26.3</c> and what the index's statistics count, as JSON with sorted keys.</summary>
internal static class UserAgent
{
    private const string PipVersion = "26.3";

    internal static string Compose(IndexOptions options)
    {
        using var buffer = new MemoryStream(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (IsContinuousIntegration(options))
            {
                json.WriteBoolean("ci", true);
            }
            else
            {
                json.WriteNull("ci");
            }

            json.WriteString("cpu", RuntimeInformation.ProcessArchitecture switch { Architecture.X64 => "x86_64", Architecture.Arm64 => "aarch64", var other => other.ToString().ToLowerInvariant() });
            if (options.PythonImplementation is { } implementation)
            {
                json.WriteStartObject("implementation");
                json.WriteString("name", implementation);
                json.WriteString("version", options.PythonVersion);
                json.WriteEndObject();
            }

            json.WriteStartObject("installer");
            json.WriteString("name", "pip");
            json.WriteString("version", PipVersion);
            json.WriteEndObject();
            if (options.PythonVersion is { } python)
            {
                json.WriteString("python", python);
            }

            json.WriteStartObject("system");
            json.WriteString("name", OperatingSystem.IsMacOS() ? "Darwin" : OperatingSystem.IsWindows() ? "Windows" : "Linux");
            json.WriteString("release", Environment.OSVersion.Version.ToString());
            json.WriteEndObject();
            if (options.Environment("PIP_USER_AGENT_USER_DATA") is { } data)
            {
                json.WriteString("user_data", data);
            }

            json.WriteEndObject();
        }

        return $"pip/{PipVersion} {Encoding.UTF8.GetString(buffer.ToArray())}";
    }

    private static bool IsContinuousIntegration(IndexOptions options)
        => options.Environment("BUILD_BUILDID") is not null || options.Environment("BUILD_ID") is not null
        || options.Environment("CI") is not null || options.Environment("PIP_IS_CI") is not null;
}
