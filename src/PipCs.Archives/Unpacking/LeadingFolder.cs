namespace PipCs.Archives.Unpacking;

/// <summary>Finds the one top-level folder that contains all members of an archive, as in source distributions.</summary>
internal sealed class LeadingFolder
{
    private bool _isCommon = true;

    /// <summary>Its name; null where members are beside it, or there are none.</summary>
    internal string? Name
    {
        get => _isCommon ? field : null;
        private set;
    }

    internal void Add(string member)
    {
        // A name of "." or one that begins with "./" has no folder of its own to strip.
        var path = member.TrimStart('/');
        var end = path.IndexOf('/', StringComparison.Ordinal);
        var first = end >= 0 ? path[..end] : path;
        Name ??= first;
        _isCommon &= first.Length > 0 && first is not ("." or "..") && first == Name;
    }
}
