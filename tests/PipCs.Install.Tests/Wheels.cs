using PipCs.Diagnostics;
using PipCs.Store;
using PipCs.Store.Tests;

namespace PipCs.Install.Tests;

/// <summary>Wheels to install.</summary>
internal static class Wheels
{
    /// <summary>A small wheel of our own, stored.</summary>
    internal static async Task<StoredWheel> MakeAsync(StoreFixture store, string name, string version, params (string Path, string Content)[] files)
    {
        var builder = new WheelBuilder()
            .Add($"{name}-{version}.dist-info/METADATA", $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
            .Add($"{name}-{version}.dist-info/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        foreach (var (path, content) in files)
        {
            builder.Add(path, content);
        }

        var bytes = builder.AddRecord($"{name}-{version}.dist-info/RECORD").Build();
        return await store.Store.GetAsync(store.Add($"{name}-{version}-py3-none-any.whl", bytes), default);
    }

    /// <summary>Installs wheels and removes projects in one transaction.</summary>
    internal static void Install(InstallTarget target, IReadOnlyList<WheelInstallation> wheels, params Python.Installed.InstalledDistribution[] removed)
    {
        using var transaction = EnvironmentTransaction.Begin(target, SilentReporter.Instance);
        transaction.StageAll(wheels);
        foreach (var distribution in removed)
        {
            transaction.Remove(distribution);
        }

        transaction.Commit();
    }
}
