namespace PipCs.Standards.Tags;

/// <summary>The tags that an interpreter supports, best first (Platform compatibility tags, PEP 425). Immutable.</summary>
public sealed partial class SupportedTags
{
    /// <summary>Takes the tags in order of preference, each as <c>python-abi-platform</c>.</summary>
    public SupportedTags(IReadOnlyList<string> tags) => throw new NotImplementedException();

    /// <summary>The tags, best first.</summary>
    public IReadOnlyList<string> Tags => throw new NotImplementedException();

    /// <summary>The position of the best tag of a compressed tag set (<c>cp311.cp312-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64</c>), 0 the best of all; -1 where none is supported.</summary>
    public int Rank(ReadOnlySpan<char> compressedTags) => throw new NotImplementedException();
}
