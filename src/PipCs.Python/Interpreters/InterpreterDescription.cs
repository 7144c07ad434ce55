using System.Globalization;
using PipCs.Cache;
using PipCs.Platform;

namespace PipCs.Python.Interpreters;

/// <summary>Describes an interpreter from its base's facts and, for a virtual environment, its <c>pyvenv.cfg</c>.</summary>
internal static class InterpreterDescription
{
    // What may change the answer of an isolated interpreter.
    private static readonly string[] Variables = ["LD_LIBRARY_PATH", "_PYTHON_HOST_PLATFORM", "_PYTHON_SYSCONFIGDATA_NAME", "MACOSX_DEPLOYMENT_TARGET"];

    internal static Interpreter Describe(string executable, Func<string, string?> variable, CacheRoot cache)
    {
        var real = NativeFile.ResolveLinks(executable) ?? throw Errors.InterpreterNotLocated(executable);
        if (EnvironmentConfiguration.ReadFor(executable) is not { } configuration)
        {
            return Own(executable, real, includesSystem: true, Facts(executable, real, variable, cache), variable);
        }

        if (FindBase(executable, real, configuration) is { } found)
        {
            var facts = Facts(found, NativeFile.ResolveLinks(found)!, variable, cache);
            if (facts.GetBytes(Fact.Prefix).SequenceEqual(facts.GetBytes(Fact.BasePrefix)))
            {
                var derived = Derived(executable, NativeFile.ResolveLinks(found)!, configuration, facts, variable);
                if (!HasOwnManylinux(derived) && (string.Equals(NativeFile.ResolveLinks(found), real, StringComparison.Ordinal) || IsOfVersion(facts, configuration.Version)))
                {
                    return derived;
                }
            }
        }

        return Own(executable, real, configuration.IncludesSystemSitePackages, InterpreterProbe.Run(executable), variable);
    }

    // A _manylinux module in the environment may change its tags (PEP 600), which can be found out only by running it.
    private static bool HasOwnManylinux(Interpreter interpreter)
        => NativeFile.TryGetStatus(Path.Join(interpreter.Scheme.Purelib, "_manylinux.py"), out _) == Errno.None;

    // A copied environment may outlive its base, in whose place there can be another Python today.
    private static bool IsOfVersion(InterpreterFacts facts, string version)
    {
        var own = facts.Get(Fact.PythonVersion);
        return version.Length == 0 || string.Equals(version, own, StringComparison.Ordinal) || version.StartsWith(own + ".", StringComparison.Ordinal);
    }

    // The base executable in the folder that pyvenv.cfg names, spelled as that folder is: prefixes follow the spelling.
    private static string? FindBase(string executable, string real, EnvironmentConfiguration configuration)
    {
        var prefix = Path.GetDirectoryName(Path.GetDirectoryName(executable))!;
        var isCopy = real.StartsWith((NativeFile.ResolveLinks(prefix) ?? prefix) + "/", StringComparison.Ordinal);
        if (configuration.Home.Length > 0)
        {
            string[] names = [Path.GetFileName(real), VersionedName(configuration.Version), "python3", "python"];
            foreach (var name in names)
            {
                var candidate = Path.Join(configuration.Home, name);
                if (NativeFile.ResolveLinks(candidate) is { } resolved && (isCopy || string.Equals(resolved, real, StringComparison.Ordinal)))
                {
                    return candidate;
                }
            }
        }

        return isCopy ? null : real;
    }

    private static string VersionedName(string version)
    {
        var first = version.IndexOf('.', StringComparison.Ordinal);
        var second = first < 0 ? -1 : version.IndexOf('.', first + 1);
        return first < 0 ? "python3" : string.Concat("python", second < 0 ? version : version[..second]);
    }

    private static InterpreterFacts Facts(string executable, string real, Func<string, string?> variable, CacheRoot cache)
    {
        var bucket = cache.GetBucket(CacheBuckets.Interpreters);
        var key = Key(executable, real, variable);
        if (bucket.TryRead(key, out var payload) && InterpreterFacts.Read(payload) is { } kept)
        {
            return kept;
        }

        var facts = InterpreterProbe.Run(executable, withSite: EnvironmentConfiguration.ReadFor(executable) is not null || EnvironmentConfiguration.ReadFor(real) is not null);
        bucket.Write(key, facts.Payload);
        return facts;
    }

    private static string Key(string executable, string real, Func<string, string?> variable)
    {
        NativeFile.TryGetStatus(real, out var status);
        var system = SystemIdentity.Read();
        var key = string.Join('\n', executable, real, status.CtimeNanoseconds.ToString(CultureInfo.InvariantCulture), status.Size.ToString(CultureInfo.InvariantCulture), SystemIdentity.LibraryVersion(), system.Release, system.Version, system.Machine);
        foreach (var name in Variables)
        {
            if (variable(name) is { Length: > 0 } value)
            {
                key = $"{key}\n{name}={value}";
            }
        }

        return key;
    }

    private static Interpreter Own(string executable, string real, bool includesSystem, InterpreterFacts facts, Func<string, string?> variable)
    {
        var prefix = facts.Get(Fact.Prefix);
        var isEnvironment = !string.Equals(prefix, facts.Get(Fact.BasePrefix), StringComparison.Ordinal);
        var told = facts.Get(Fact.Executable) is { Length: > 0 } path ? path : executable;
        return Make(told, real, prefix, isEnvironment, includesSystem, facts, (Fact.OwnScheme, Fact.OwnUserScheme, Fact.OwnSiteFolders), variable);
    }

    private static Interpreter Derived(string executable, string real, EnvironmentConfiguration configuration, InterpreterFacts facts, Func<string, string?> variable)
    {
        var prefix = Path.GetDirectoryName(Path.GetDirectoryName(executable))!;
        var includes = configuration.IncludesSystemSitePackages;
        var siteFolders = includes ? Fact.EnvironmentAndBaseSiteFolders : Fact.EnvironmentSiteFolders;
        return Make(executable, real, prefix, isEnvironment: true, includes, facts, (Fact.EnvironmentScheme, Fact.EnvironmentUserScheme, siteFolders), variable);
    }

    private static Interpreter Make(
        string executable,
        string real,
        string prefix,
        bool isEnvironment,
        bool includesSystem,
        InterpreterFacts facts,
        (Fact Scheme, Fact UserScheme, Fact SiteFolders) places,
        Func<string, string?> variable)
    {
        var userBase = UserSite.Base(variable);
        var paths = new SitePathOrder(variable, facts, prefix, userBase, isEnvironment, includesSystem, facts.GetList(places.SiteFolders));
        return new()
        {
            Executable = executable,
            Prefix = prefix,
            BasePrefix = facts.Get(Fact.BasePrefix),
            IncludesSystemSitePackages = isEnvironment && includesSystem,
            Scheme = InstallationScheme.From(facts.GetList(places.Scheme), prefix, userBase) ?? throw Errors.NotAnInterpreter(executable, 0, "it has no installation scheme"),
            UserScheme = paths.UserSiteAllowed ? InstallationScheme.From(facts.GetList(places.UserScheme), prefix, userBase) : null,
            UserSiteFolder = paths.UserSite,
            IsUserSiteEnabled = paths.UserSiteEnabled,
            SearchFolders = paths.Folders,
            FirstSiteFolder = paths.FirstSiteFolder,
            CacheTag = facts.Get(Fact.CacheTag) is { Length: > 0 } tag ? tag : null,
            BytecodeMagic = facts.Get(Fact.BytecodeMagic),
            StandardLibrary = facts.Get(Fact.StandardLibrary),
            BaseExecutable = real,
            Facts = facts,
        };
    }
}
