using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using PipCs.Platform;

namespace PipCs.Index.Http;

/// <summary>
/// pip's User-Agent: <c>pip/26.3</c> and the data for the index's statistics, as JSON with sorted keys. Two values are left out because
/// only another process could give them: the version of the target interpreter's OpenSSL, which we do not use, and that of Rust.
/// </summary>
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

            var system = OperatingSystem.IsLinux() ? SystemIdentity.Read() : new SystemIdentity(Environment.OSVersion.Version.ToString(), "", "");
            json.WriteString("cpu", system.Machine.Length > 0 ? system.Machine : RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x86_64");
            if (OperatingSystem.IsLinux())
            {
                WriteDistribution(json, LinuxDistribution.Read(), SystemIdentity.LibraryVersion());
            }

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

            if (options.SetuptoolsVersion() is { } setuptools)
            {
                json.WriteString("setuptools_version", setuptools);
            }

            json.WriteStartObject("system");
            json.WriteString("name", OperatingSystem.IsMacOS() ? "Darwin" : OperatingSystem.IsWindows() ? "Windows" : "Linux");
            json.WriteString("release", system.Release);
            json.WriteEndObject();
            if (options.Environment("PIP_USER_AGENT_USER_DATA") is { } data)
            {
                json.WriteString("user_data", data);
            }

            json.WriteEndObject();
        }

        return $"pip/{PipVersion} {Encoding.UTF8.GetString(buffer.ToArray())}";
    }

    private static void WriteDistribution(Utf8JsonWriter json, LinuxDistribution distribution, string library)
    {
        var space = library.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 && distribution is { Name: "", Version: "", CodeName: "" })
        {
            return;
        }

        json.WriteStartObject("distro");
        WriteUnlessEmpty(json, "id", distribution.CodeName);
        if (space > 0)
        {
            json.WriteStartObject("libc");
            json.WriteString("lib", library[..space]);
            json.WriteString("version", library[(space + 1)..]);
            json.WriteEndObject();
        }

        WriteUnlessEmpty(json, "name", distribution.Name);
        WriteUnlessEmpty(json, "version", distribution.Version);
        json.WriteEndObject();
    }

    private static void WriteUnlessEmpty(Utf8JsonWriter json, string name, string value)
    {
        if (value.Length > 0)
        {
            json.WriteString(name, value);
        }
    }

    private static bool IsContinuousIntegration(IndexOptions options)
        => options.Environment("BUILD_BUILDID") is not null || options.Environment("BUILD_ID") is not null
        || options.Environment("CI") is not null || options.Environment("PIP_IS_CI") is not null;
}
