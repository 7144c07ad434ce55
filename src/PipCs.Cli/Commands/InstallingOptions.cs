using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Installing;
using PipCs.Requirements;
using PipCs.Resolution;
using PipCs.Standards.Names;

namespace PipCs.Cli.Commands;

/// <summary>Turns the options that the commands which resolve share into the library's records.</summary>
internal static class InstallingOptions
{
    /// <summary>The client of a command that asks no index.</summary>
    internal static PipClient Client(CommandContext context) => new(Session(context));

    /// <summary>The client of a command that asks the index.</summary>
    internal static PipClient IndexClient(ParsedArguments arguments, CommandContext context) => new(Session(context) with { Index = Index(arguments, context) });

    /// <summary>The client of a command that only compares with the index, for which an explicit <c>--cache-ttl</c> limits the age of pages.</summary>
    internal static PipClient ComparingClient(ParsedArguments arguments, CommandContext context)
        => new(Session(context) with { Index = ComparingIndex(arguments, context) });

    /// <summary>The same, maybe for another Python (<c>--platform</c> and the like).</summary>
    internal static PipClient ForTarget(this PipClient client, ParsedArguments arguments)
        => new(client.Session with { Interpreter = client.Session.Interpreter.Retarget(TargetPythonChoice.Target(arguments)) });

    /// <summary>The same for a command that shows a plan: the steps are printed only with <c>-v</c>.</summary>
    internal static PipClient ShowingPlan(this PipClient client, CommandContext context) => new(client.Session with { Events = context.VerboseStepLines });

    private static Session Session(CommandContext context) => new() { Interpreter = context.Interpreter, Cache = context.Cache, Reporter = context.Reporter, Events = context.StepLines };

    internal static RequirementSources Sources(ParsedArguments arguments) => new()
    {
        Arguments = arguments.Positionals,
        RequirementFiles = arguments.List(OptionKey.Requirements),
        OverrideFiles = arguments.List(OptionKey.Overrides),
        ConstraintFiles = arguments.List(OptionKey.Constraints),
        Groups = arguments.DependencyGroups,
        Scripts = arguments.List(OptionKey.RequirementsFromScripts),
        Editables = arguments.List(OptionKey.Editables),
    };

    private static PipCs.Index.IndexOptions Index(ParsedArguments arguments, CommandContext context)
    {
        LeaveOutSystemStore();
        return new()
        {
            IndexUrl = arguments.Text(OptionKey.IndexUrl) ?? PipCs.Index.IndexOptions.DefaultIndexUrl,
            ExtraIndexUrls = arguments.List(OptionKey.ExtraIndexUrls),
            NoIndex = arguments.Flag(OptionKey.NoIndex),
            FindLinks = arguments.List(OptionKey.FindLinks),
            Pins = Pins(arguments),
            TrustedHosts = arguments.List(OptionKey.TrustedHosts),
            CertificateBundle = arguments.Text(OptionKey.Cert),
            EnvironmentCertificates = context.Interpreter.Scheme.Purelib + "/pip/_vendor/certifi/cacert.pem",
            ClientCertificate = arguments.Text(OptionKey.ClientCert),
            Proxy = arguments.Text(OptionKey.Proxy) ?? (arguments.Flag(OptionKey.NoProxyEnv) ? "" : null),
            Timeout = Timeout(arguments.Number(OptionKey.Timeout)),
            Retries = arguments.Integer(OptionKey.Retries),
            ResumeRetries = arguments.Integer(OptionKey.ResumeRetries),
            Offline = arguments.Flag(OptionKey.Offline),
            RefreshPackages = [.. arguments.RefreshedPackages],
            Keyring = Keyring(arguments),
            LoginPrompt = arguments.Flag(OptionKey.NoInput) ? null : Terminal.LoginPrompt.OfTerminal(context.Output),
            PythonExecutable = context.Interpreter.Executable,
            ScriptsFolder = context.Interpreter.Scheme.Scripts,
            PythonImplementation = context.Interpreter.Markers.PlatformPythonImplementation,
            PythonVersion = context.Interpreter.Markers.PythonFullVersion,
            SetuptoolsVersion = () => SetuptoolsVersion(context.Interpreter.Scheme.Purelib),
        };
    }

    /// <summary>As in pip, 0 means no timeout; so does a value too large for a timer.</summary>
    private static TimeSpan Timeout(double seconds)
        => seconds is > 0 and < 1_000_000 ? TimeSpan.FromSeconds(Math.Max(seconds, 0.001)) : System.Threading.Timeout.InfiniteTimeSpan;

    private static string? SetuptoolsVersion(string sitePackages)
    {
        const string Prefix = "setuptools-", Suffix = ".dist-info";
        return !Directory.Exists(sitePackages) ? null
            : Directory.EnumerateDirectories(sitePackages, Prefix + "*" + Suffix).Select(static folder => Path.GetFileName(folder)[Prefix.Length..^Suffix.Length]).FirstOrDefault();
    }

    /// <summary>
    /// Makes OpenSSL believe that the system has no certificates. .NET would otherwise load all of them for each handshake, even with a policy that
    /// trusts none, and <see cref="PipCs.Index"/> finds the trusted roots itself. Managed code still sees the variables as the user set them.
    /// </summary>
    private static void LeaveOutSystemStore()
    {
        if (OperatingSystem.IsLinux())
        {
            Platform.NativeEnvironment.Override("SSL_CERT_FILE", "");
            Platform.NativeEnvironment.Override("SSL_CERT_DIR", "");
        }
    }

    private static PipCs.Index.IndexOptions ComparingIndex(ParsedArguments arguments, CommandContext context)
        => Index(arguments, context) with { PageLifetime = arguments.Duration(OptionKey.CacheTimeToLive) };

    internal static ResolutionOptions Resolution(ParsedArguments arguments) => new()
    {
        Formats = Formats(arguments.Formats),
        Releases = Releases(arguments.Releases, arguments.Flag(OptionKey.Pre)),
        PreferBinary = arguments.Flag(OptionKey.PreferBinary),
        IgnoreRequiresPython = arguments.Flag(OptionKey.IgnoreRequiresPython),
        RequireHashes = arguments.Flag(OptionKey.NoRequireHashes) ? false : arguments.Flag(OptionKey.RequireHashes) ? true : null,
        UploadedPriorTo = arguments.UploadedPriorTo,
    };

    /// <summary>The keyring to ask. It may have to ask the user, so <c>--no-input</c> turns it off unless a provider is named.</summary>
    private static PipCs.Index.KeyringProvider Keyring(ParsedArguments arguments) => arguments.Text(OptionKey.KeyringProvider) switch
    {
        "import" => PipCs.Index.KeyringProvider.Import,
        "subprocess" => PipCs.Index.KeyringProvider.Subprocess,
        "auto" when !arguments.Flag(OptionKey.NoInput) => PipCs.Index.KeyringProvider.Auto,
        _ => PipCs.Index.KeyringProvider.Disabled,
    };

    private static FormatControl Formats(GivenFormats control)
        => control.NoBinary.Count + control.OnlyBinary.Count == 0
            ? FormatControl.Any
            : new(control.NoBinary.Contains(":all:"), control.OnlyBinary.Contains(":all:"), Names(control.NoBinary), Names(control.OnlyBinary));

    private static ReleaseControl Releases(GivenReleases control, bool pre)
        => control.AllReleases.Count + control.OnlyFinal.Count == 0 && !pre ? ReleaseControl.Default
            : pre && control.AllReleases.Count + control.OnlyFinal.Count > 0 ? throw Errors.PreWithReleaseControl()
            : new(pre || control.AllReleases.Contains(":all:"), control.OnlyFinal.Contains(":all:"), Names(control.AllReleases), Names(control.OnlyFinal));

    private static Dictionary<ProjectName, PipCs.Index.IndexPin> Pins(ParsedArguments arguments)
    {
        var pins = new Dictionary<ProjectName, PipCs.Index.IndexPin>();
        foreach (var value in arguments.List(OptionKey.IndexPins))
        {
            var sign = value.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0 || sign == value.Length - 1 || !ProjectName.TryParse(value[..sign], out var project))
            {
                throw new UsageException(arguments.Command, $"Arguments to --index-pin must be of the form NAME=URL: {value}");
            }

            var pin = new PipCs.Index.IndexPin(value[(sign + 1)..], "--index-pin");
            if (!pins.TryAdd(project, pin) && pins[project].Url.TrimEnd('/') != pin.Url.TrimEnd('/'))
            {
                throw new UsageException(arguments.Command, $"--index-pin pins {project} to two indexes: {pins[project].Url} and {pin.Url}");
            }
        }

        return pins;
    }

    private static HashSet<ProjectName> Names(HashSet<string> names) => [.. names.Where(name => name[0] != ':').Select(name => ProjectName.Normalize(name))];
}
