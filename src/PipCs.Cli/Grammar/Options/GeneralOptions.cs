namespace PipCs.Cli.Grammar.Options;

/// <summary>The options of every command.</summary>
internal static class GeneralOptions
{
    internal static readonly Option Help = new(OptionKey.Help, "help", "-h", "--help")
    {
        Action = OptionAction.Help,
        Help = "Show help.",
    };

    internal static readonly Option Debug = new(OptionKey.DebugMode, "debug_mode", "--debug")
    {
        Action = OptionAction.StoreTrue,
        Help = "Let unhandled exceptions propagate outside the main subroutine, instead of logging them to stderr.",
    };

    internal static readonly Option Isolated = new(OptionKey.IsolatedMode, "isolated_mode", "--isolated")
    {
        Action = OptionAction.StoreTrue,
        Help = "Run pip in an isolated mode, ignoring environment variables and user configuration.",
    };

    internal static readonly Option RequireVirtualenv = new(OptionKey.RequireVenv, "require_venv", "--require-virtualenv", "--require-venv")
    {
        Action = OptionAction.StoreTrue,
        Help = "Allow pip to only run in a virtual environment; exit with an error otherwise.",
    };

    internal static readonly Option Python = new(OptionKey.Python, "python", "--python")
    {
        Type = OptionType.Text,
        Help = "Run pip with the specified Python interpreter.",
    };

    internal static readonly Option Verbose = new(OptionKey.Verbose, "verbose", "-v", "--verbose")
    {
        Action = OptionAction.Count,
        Help = "Give more output. Option is additive, and can be used up to 3 times.",
    };

    internal static readonly Option Quiet = new(OptionKey.Quiet, "quiet", "-q", "--quiet")
    {
        Action = OptionAction.Count,
        Help =
            "Give less output. Option is additive, and can be used up to 3 times (corresponding to WARNING, ERROR, and CRITICAL "
            + "logging levels).",
    };

    internal static readonly Option Log = new(OptionKey.Log, "log", "--log", "--log-file", "--local-log")
    {
        Type = OptionType.Path,
        Metavar = "path",
        Help = "Path to a verbose appending log.",
    };

    internal static readonly Option NoInput = new(OptionKey.NoInput, "no_input", "--no-input")
    {
        Action = OptionAction.StoreTrue,
        Help = "Disable prompting for input.",
    };

    internal static readonly Option KeyringProvider = new(OptionKey.KeyringProvider, "keyring_provider", "--keyring-provider")
    {
        Type = OptionType.Choice,
        Choices = ["auto", "disabled", "import", "subprocess"],
        Default = "auto",
        Help =
            "Enable the credential lookup via the keyring library if user input is allowed. Specify which mechanism to use [auto, "
            + "disabled, import, subprocess]. (default: %default)",
    };

    internal static readonly Option Proxy = new(OptionKey.Proxy, "proxy", "--proxy")
    {
        Type = OptionType.Text,
        Help = "Specify a proxy in the form scheme://[user:passwd@]proxy.server:port.",
    };

    internal static readonly Option NoProxyEnv = new(OptionKey.NoProxyEnv, "no_proxy_env", "--no-proxy-env")
    {
        Action = OptionAction.StoreTrue,
        Help = "Do not read proxy configuration from environment variables.",
    };

    internal static readonly Option Retries = new(OptionKey.Retries, "retries", "--retries")
    {
        Type = OptionType.Integer,
        Default = "5",
        Help = "Maximum attempts to establish a new HTTP connection. (default: %default)",
    };

    internal static readonly Option Timeout = new(OptionKey.Timeout, "timeout", "--timeout", "--default-timeout")
    {
        Type = OptionType.Number,
        Default = "15",
        Metavar = "sec",
        Help = "Set the socket timeout (default %default seconds).",
    };

    internal static readonly Option ExistsAction = new(OptionKey.ExistsAction, "exists_action", "--exists-action")
    {
        Action = OptionAction.Append,
        Type = OptionType.Choice,
        Choices = ["s", "i", "w", "b", "a"],
        Metavar = "action",
        Help = "Default action when a path already exists: (s)witch, (i)gnore, (w)ipe, (b)ackup, (a)bort.",
    };

    internal static readonly Option TrustedHost = new(OptionKey.TrustedHosts, "trusted_hosts", "--trusted-host")
    {
        Action = OptionAction.Append,
        Type = OptionType.Text,
        Metavar = "HOSTNAME",
        Help = "Mark this host or host:port pair as trusted, even though it does not have valid or any HTTPS.",
    };

    internal static readonly Option Cert = new(OptionKey.Cert, "cert", "--cert")
    {
        Type = OptionType.Path,
        Metavar = "path",
        Help =
            "Path to PEM-encoded CA certificate bundle. If provided, overrides the default. See 'SSL Certificate Verification' in "
            + "pip documentation for more information.",
    };

    internal static readonly Option ClientCert = new(OptionKey.ClientCert, "client_cert", "--client-cert")
    {
        Type = OptionType.Path,
        Metavar = "path",
        Help = "Path to SSL client certificate, a single file containing the private key and the certificate in PEM format.",
    };

    internal static readonly Option CacheDir = new(OptionKey.CacheDir, "cache_dir", "--cache-dir")
    {
        Type = OptionType.Path,
        Metavar = "dir",
        Help = "Store the cache data in <dir>.",
    };

    internal static readonly Option NoCacheDir = new(OptionKey.CacheDir, "cache_dir", "--no-cache-dir")
    {
        Action = OptionAction.Callback,
        Callback = OptionCallback.NoCacheDir,
        Help = "Disable the cache.",
    };

    internal static readonly Option CacheTimeToLive = new(OptionKey.CacheTimeToLive, "cache_ttl", "--cache-ttl")
    {
        Added = true,
        Type = OptionType.Duration,
        Metavar = "time",
        Help =
            "How long what is known of packages may be used without asking: seconds, or a number with s, m, h, d or w. 0 always "
            + "asks. (default: 24h for package information; list --outdated, update and index versions then go by the index)",
    };

    internal static readonly Option CacheMaximumSize = new(OptionKey.CacheMaximumSize, "cache_max_size", "--cache-max-size")
    {
        Added = true,
        Type = OptionType.Size,
        Metavar = "size",
        Help = "Keep our own cache below this size, such as 5GB: what was used least recently goes first.",
    };

    internal static readonly Option Offline = new(OptionKey.Offline, "offline", "--offline")
    {
        Added = true,
        Action = OptionAction.StoreTrue,
        Help = "Use no network: answer from the cache, however old it is.",
    };

    internal static readonly Option DisablePipVersionCheck = new(OptionKey.DisablePipVersionCheck, "disable_pip_version_check", "--disable-pip-version-check")
    {
        Action = OptionAction.StoreTrue,
        Help = "Don't periodically check PyPI to determine whether a new version of pip is available for download. Implied with --no-index.",
    };

    internal static readonly Option NoColor = new(OptionKey.NoColor, "no_color", "--no-color")
    {
        Action = OptionAction.StoreTrue,
        Help = "Suppress colored output.",
    };

    internal static readonly Option NoPythonVersionWarning = new(OptionKey.NoPythonVersionWarning, "no_python_version_warning", "--no-python-version-warning")
    {
        Action = OptionAction.StoreTrue,
        Hidden = true,
    };

    internal static readonly Option UseFeature = new(OptionKey.FeaturesEnabled, "features_enabled", "--use-feature")
    {
        Action = OptionAction.Append,
        Type = OptionType.Choice,
        Choices = ["fast-deps", "inprocess-build-deps", "venv-isolation", "truststore", "no-binary-enable-wheel-cache", "build-constraint"],
        Metavar = "feature",
        Help = "Enable new functionality, that may be backward incompatible.",
    };

    internal static readonly Option UseDeprecated = new(OptionKey.DeprecatedFeaturesEnabled, "deprecated_features_enabled", "--use-deprecated")
    {
        Action = OptionAction.Append,
        Type = OptionType.Choice,
        Choices = ["legacy-resolver", "legacy-certs"],
        Metavar = "feature",
        Help = "Enable deprecated functionality, that will be removed in the future.",
    };

    internal static readonly Option ResumeRetries = new(OptionKey.ResumeRetries, "resume_retries", "--resume-retries")
    {
        Type = OptionType.Integer,
        Default = "5",
        Help = "Maximum attempts to resume or restart an incomplete download. (default: %default)",
    };

    internal static readonly Option Version = new(OptionKey.Version, "version", "-V", "--version")
    {
        Action = OptionAction.StoreTrue,
        Help = "Show version and exit.",
    };

    internal static readonly OptionGroup Group = new("General Options",
    [
        Help,
        Debug,
        Isolated,
        RequireVirtualenv,
        Python,
        Verbose,
        Quiet,
        Log,
        NoInput,
        KeyringProvider,
        Proxy,
        NoProxyEnv,
        Retries,
        Timeout,
        ExistsAction,
        TrustedHost,
        Cert,
        ClientCert,
        CacheDir,
        NoCacheDir,
        CacheTimeToLive,
        CacheMaximumSize,
        Offline,
        DisablePipVersionCheck,
        NoColor,
        NoPythonVersionWarning,
        UseFeature,
        UseDeprecated,
        ResumeRetries,
    ]);
}
