using PipCs.Index;
using PipCs.Installing;
using PipCs.Requirements;
using PipCs.Resolution;
using PipCs.Standards.Names;

namespace PipCs.Resolving;

/// <summary>Applies the option lines of requirements files to the options of the command line and configuration, as pip does.</summary>
internal static class IndexOptionLines
{
    /// <summary>Applies the lines in order.</summary>
    internal static (IndexOptions Index, ResolutionOptions Selection) Apply(IReadOnlyList<FileOption> lines, IndexOptions index, ResolutionOptions selection)
    {
        foreach (var line in lines)
        {
            switch (line.Name)
            {
                case "no-index":
                    index = index with { NoIndex = true };
                    break;
                case "index-url":
                    index = index.NoIndex ? index : index with { IndexUrl = line.Value };
                    break;
                case "extra-index-url":
                    index = index.NoIndex ? index : index with { ExtraIndexUrls = [.. index.ExtraIndexUrls, line.Value] };
                    break;
                case "find-links":
                    index = index with { FindLinks = [.. index.FindLinks, RelativeTo(line.File, line.Value)] };
                    break;
                case "trusted-host":
                    index = index with { TrustedHosts = [.. index.TrustedHosts, line.Value] };
                    break;
                case "pre":
                    selection = selection with { Releases = selection.Releases with { All = true } };
                    break;
                case "prefer-binary":
                    selection = selection with { PreferBinary = true };
                    break;
                case "all-releases":
                    selection = selection with { Releases = AllReleases(selection.Releases, line.Value) };
                    break;
                case "only-final":
                    selection = selection with { Releases = OnlyFinal(selection.Releases, line.Value) };
                    break;
                case "no-binary":
                    selection = selection with { Formats = FormatWords.NoBinary(selection.Formats, line.Value) };
                    break;
                case "only-binary":
                    selection = selection with { Formats = FormatWords.OnlyBinary(selection.Formats, line.Value) };
                    break;
                default:
                    break;
            }
        }

        return (index, selection);
    }

    private static string RelativeTo(string file, string value)
    {
        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file)) ?? "/", value);
        return Path.Exists(path) ? path : value;
    }

    private static ReleaseControl AllReleases(ReleaseControl control, string value)
    {
        var (all, names, others) = FormatWords.Apply(value, control.All, control.AllReleases, control.OnlyFinal, out var clearsOthers);
        return new ReleaseControl(all, !clearsOthers && control.OnlyFinalAll, names, others);
    }

    private static ReleaseControl OnlyFinal(ReleaseControl control, string value)
    {
        var (all, names, others) = FormatWords.Apply(value, control.OnlyFinalAll, control.OnlyFinal, control.AllReleases, out var clearsOthers);
        return new ReleaseControl(!clearsOthers && control.All, all, others, names);
    }
}
