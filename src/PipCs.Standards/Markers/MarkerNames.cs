namespace PipCs.Standards.Markers;

/// <summary>The names that a marker can use beside an interpreter's values; null where its context has none.</summary>
/// <param name="Extra">The extra, normalised; empty for none.</param>
/// <param name="Extras">The extras chosen for a lock file, normalised.</param>
/// <param name="DependencyGroups">The dependency groups chosen for a lock file, normalised.</param>
internal readonly record struct MarkerNames(string? Extra, IReadOnlySet<string>? Extras = null, IReadOnlySet<string>? DependencyGroups = null)
{
    /// <summary>The names of a variable with several; null for other variables, and where there are none.</summary>
    public IReadOnlySet<string>? Set(MarkerVariable variable) => variable switch
    {
        MarkerVariable.Extras => Extras,
        MarkerVariable.DependencyGroups => DependencyGroups,
        _ => null,
    };
}
