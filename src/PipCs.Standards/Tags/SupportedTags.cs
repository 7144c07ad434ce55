namespace PipCs.Standards.Tags;

/// <summary>The tags that an interpreter supports, best first (Platform compatibility tags, PEP 425). Immutable and thread-safe.</summary>
public sealed partial class SupportedTags
{
    private readonly string[] _tags;
    private TagRanks? _ranks;

    /// <summary>Takes the tags in order of preference, each as <c>python-abi-platform</c>.</summary>
    public SupportedTags(IReadOnlyList<string> tags) => _tags = [.. tags];

    /// <summary>The tags, best first.</summary>
    public IReadOnlyList<string> Tags => _tags;

    /// <summary>The position of the best tag of a compressed tag set (<c>cp311.cp312-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64</c>), 0 the best of all; -1 where none is supported.</summary>
    public int Rank(ReadOnlySpan<char> compressedTags)
    {
        TagRanks ranks = _ranks ??= new TagRanks(_tags);
        int first = compressedTags.IndexOf('-');
        int last = compressedTags.LastIndexOf('-');
        return first <= 0 || first == last ? -1 : ranks.Find(compressedTags[..first], compressedTags[(first + 1)..last], compressedTags[(last + 1)..]);
    }
}
