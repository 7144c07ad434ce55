namespace PipCs.Cli.Grammar.Options;

/// <summary>The options for the places where packages are looked for.</summary>
internal static class PackageIndexOptions
{
    internal static readonly Option IndexUrl = new(OptionKey.IndexUrl, "index_url", "-i", "--index-url", "--pypi-url")
    {
        Type = OptionType.Text,
        Default = "https://pypi.org/simple",
        Metavar = "URL",
        Help =
            "Base URL of the Python Package Index (default %default). This should point to a repository compliant with PEP 503 (the "
            + "simple repository API) or a local directory laid out in the same format.",
    };

    internal static readonly Option ExtraIndexUrl = new(OptionKey.ExtraIndexUrls, "extra_index_urls", "--extra-index-url")
    {
        Action = OptionAction.Append,
        Type = OptionType.Text,
        Metavar = "URL",
        Help = "Extra URLs of package indexes to use in addition to --index-url. Should follow the same rules as --index-url.",
    };

    internal static readonly Option NoIndex = new(OptionKey.NoIndex, "no_index", "--no-index")
    {
        Action = OptionAction.StoreTrue,
        Help = "Ignore package index (only looking at --find-links URLs instead).",
    };

    internal static readonly Option RefreshPackage = new(OptionKey.RefreshPackage, "refresh_package", "--refresh-package")
    {
        Action = OptionAction.Callback,
        Type = OptionType.Text,
        Callback = OptionCallback.RefreshPackage,
        Help =
            "Refresh package index information for the given packages instead of using cached responses. Accepts ':all:' to apply to "
            + "all packages, or a comma-separated list of package names.",
    };

    internal static readonly Option FindLinks = new(OptionKey.FindLinks, "find_links", "-f", "--find-links")
    {
        Action = OptionAction.Append,
        Type = OptionType.Text,
        Metavar = "url",
        Help =
            "If a URL or path to an html file, then parse for links to archives such as sdist (.tar.gz) or wheel (.whl) files. If a "
            + "local path or file:// URL that's a directory, then look for archives in the directory listing. Links to VCS project "
            + "URLs are not supported.",
    };

    internal static readonly Option IndexPin = new(OptionKey.IndexPins, "index_pins", "--index-pin")
    {
        Action = OptionAction.Append,
        Type = OptionType.Text,
        Metavar = "name=url",
        Added = true,
        Help =
            "Take the project from the index of this URL and from nowhere else; what it depends on is not affected. In a requirements or "
            + "constraints file, `name --index-url url` says the same. This option can be used multiple times.",
    };

    internal static readonly Option UploadedPriorTo = new(OptionKey.UploadedPriorTo, "uploaded_prior_to", "--uploaded-prior-to")
    {
        Action = OptionAction.Callback,
        Type = OptionType.Text,
        Callback = OptionCallback.UploadedPriorTo,
        Metavar = "datetime_or_duration",
        Help =
            "Only consider packages uploaded prior to the given value. Accepts an ISO 8601 datetime (e.g., '2023-01-01T00:00:00Z', "
            + "uses local timezone if none specified) or duration in integer days with syntax `P<n>D` (e.g., 'P3D' for packages "
            + "uploaded at least 3 days ago). Only effective when using indexes that provide upload-time metadata.",
    };

    internal static readonly OptionGroup Group = new("Package Index Options",
    [
        IndexUrl,
        ExtraIndexUrl,
        NoIndex,
        RefreshPackage,
        FindLinks,
        IndexPin,
        UploadedPriorTo,
    ]);
}
