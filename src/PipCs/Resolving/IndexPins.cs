using PipCs.Index;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Resolving;

/// <summary>Joins the pins of projects to indexes that options and requirements files give.</summary>
internal static class IndexPins
{
    /// <summary>Adds the pins to those of the options.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">A project is pinned to two different indexes.</exception>
    internal static IndexOptions Add(IReadOnlyList<KeyValuePair<ProjectName, IndexPin>> pins, IndexOptions options)
    {
        if (pins.Count == 0)
        {
            return options;
        }

        var joined = new Dictionary<ProjectName, IndexPin>(options.Pins);
        foreach (var (project, pin) in pins)
        {
            if (!joined.TryAdd(project, pin) && joined[project] is var known && !IsSame(known.Url, pin.Url))
            {
                throw Errors.IndexPinConflict(project.Value, LinkUrl.Redact(known.Url), known.Origin, LinkUrl.Redact(pin.Url), pin.Origin);
            }
        }

        return options with { Pins = joined };
    }

    private static bool IsSame(string left, string right) => left.AsSpan().TrimEnd('/').SequenceEqual(right.AsSpan().TrimEnd('/'));
}
