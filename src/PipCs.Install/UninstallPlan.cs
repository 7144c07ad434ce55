using PipCs.Python.Installed;

namespace PipCs.Install;

/// <summary>What uninstalling a distribution would remove, as pip finds it (RECORD, or what egg-info says).</summary>
public sealed partial class UninstallPlan
{
    /// <summary>Finds the paths.</summary>
    /// <param name="distribution">The distribution.</param>
    /// <param name="target">The environment: only what lies in its prefix is removed.</param>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">It cannot be uninstalled (no RECORD, distutils, outside of the environment, ...), in pip's words.</exception>
    public static UninstallPlan For(InstalledDistribution distribution, InstallTarget target) => throw new NotImplementedException();

    /// <summary>The distribution.</summary>
    public InstalledDistribution Distribution => throw new NotImplementedException();

    /// <summary>Every file and link to remove, absolute, sorted.</summary>
    public IReadOnlyList<string> Paths => throw new NotImplementedException();

    /// <summary>pip's display: the paths to be removed, folders compressed to <c>folder/*</c> as pip does.</summary>
    public (IReadOnlyList<string> WouldRemove, IReadOnlyList<string> WouldNotRemove) Display() => throw new NotImplementedException();
}
