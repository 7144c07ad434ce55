using System.Text;

namespace PipCs.IndexVersions;

/// <summary>pip's two lines that compare the installed version with the newest one.</summary>
internal static class InstalledLines
{
    internal static void Append(StringBuilder text, string installed, string latest, bool isPrerelease)
        => text.Append("\n  INSTALLED: ").Append(installed).Append("\n  LATEST:    ").Append(latest).Append(isPrerelease ? " (pre-release; install with `pip install --pre`)" : "");
}
