using PipCs.Resolution;
using PipCs.Standards.Names;

namespace PipCs.Resolving;

/// <summary>The words of <c>--no-binary</c> and <c>--only-binary</c>: project names, <c>:all:</c> and <c>:none:</c>, in order, the later winning (pip's format control).</summary>
public static class FormatWords
{
    /// <summary>Applies one value of <c>--no-binary</c>.</summary>
    public static FormatControl NoBinary(FormatControl control, string value)
    {
        ArgumentNullException.ThrowIfNull(control);
        var (all, names, others) = Apply(value, control.NoBinaryAll, control.NoBinary, control.OnlyBinary, out var clearsOthers);
        return new FormatControl(all, !clearsOthers && control.OnlyBinaryAll, names, clearsOthers ? new HashSet<ProjectName>() : others);
    }

    /// <summary>Applies one value of <c>--only-binary</c>.</summary>
    public static FormatControl OnlyBinary(FormatControl control, string value)
    {
        ArgumentNullException.ThrowIfNull(control);
        var (all, names, others) = Apply(value, control.OnlyBinaryAll, control.OnlyBinary, control.NoBinary, out var clearsOthers);
        return new FormatControl(!clearsOthers && control.NoBinaryAll, all, clearsOthers ? new HashSet<ProjectName>() : others, names);
    }

    internal static (bool All, HashSet<ProjectName> Names, HashSet<ProjectName> Others) Apply(
        string value, bool all, IReadOnlySet<ProjectName> names, IReadOnlySet<ProjectName> others, out bool clearsOthers)
    {
        clearsOthers = false;
        var set = new HashSet<ProjectName>(names);
        var rest = new HashSet<ProjectName>(others);
        foreach (var word in value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            switch (word)
            {
                case ":all:":
                    set.Clear();
                    rest.Clear();
                    all = true;
                    clearsOthers = true;
                    break;
                case ":none:":
                    set.Clear();
                    all = false;
                    break;
                default:
                    var name = ProjectName.Normalize(word);
                    set.Add(name);
                    rest.Remove(name);
                    break;
            }
        }

        return (all, set, rest);
    }
}
