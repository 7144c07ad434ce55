namespace PipCs.Standards.Versions;

/// <content>The suffix after the release. Numbers past 64 bits are given as <see cref="ulong.MaxValue"/>.</content>
public readonly partial struct PackageVersion
{
    /// <summary>The pre-release: <c>a</c>, <c>b</c> or <c>rc</c>, and its number; null where there is none.</summary>
    public (string Kind, ulong Number)? Pre
    {
        get
        {
            if (_long is not null)
            {
                return _long.Pre == PreReleaseKind.None ? null : (KindText(_long.Pre), _long.PreNumber.Value);
            }

            VersionKey.Suffix suffix = KeySuffix();
            return suffix.Pre == PreReleaseKind.None ? null : (KindText(suffix.Pre), suffix.PreNumber);
        }
    }

    /// <summary>The number of the post-release; null where there is none.</summary>
    public ulong? Post => _long is not null ? _long.Post?.Value : KeySuffix() is { HasPost: true } suffix ? suffix.Post : null;

    /// <summary>The number of the development release; null where there is none.</summary>
    public ulong? Dev => _long is not null ? _long.Dev?.Value : KeySuffix() is { HasDev: true } suffix ? suffix.Dev : null;

    private VersionKey.Suffix KeySuffix() => Kind() == 2 ? default : GetSuffix();

    private static string KindText(PreReleaseKind kind) => kind switch
    {
        PreReleaseKind.Alpha => "a",
        PreReleaseKind.Beta => "b",
        _ => "rc",
    };
}
