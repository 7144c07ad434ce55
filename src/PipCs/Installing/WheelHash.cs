using System.Security.Cryptography;
using PipCs.Standards.Projects;

namespace PipCs.Installing;

/// <summary>The SHA-256 of planned wheels, for reports and lock files.</summary>
internal static class WheelHash
{
    /// <summary>The hash from the index; where it gives none, that of the file, which is fetched if need be.</summary>
    internal static async ValueTask<string> OfAsync(PlannedWheel wheel, InstallServices services, CancellationToken cancellationToken)
        => await KnownAsync(wheel, cancellationToken).ConfigureAwait(false) ?? (await services.Pipeline.GetAsync(wheel.Request).ConfigureAwait(false)).Sha256;

    /// <summary>The hash from the index, or of a local file that an index lists; null where the wheel would have to be fetched.</summary>
    internal static async ValueTask<string?> KnownAsync(PlannedWheel wheel, CancellationToken cancellationToken)
        => wheel.Resolved.Candidate.File is not { } file ? null
            : file.Sha256 ?? (LinkUrl.ToPath(file.Url) is { } path ? await HashAsync(path, cancellationToken).ConfigureAwait(false) : null);

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        var file = File.OpenRead(path);
        await using (file.ConfigureAwait(false))
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false));
        }
    }
}
