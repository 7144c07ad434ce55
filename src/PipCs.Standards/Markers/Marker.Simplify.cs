namespace PipCs.Standards.Markers;

public sealed partial class Marker
{
    /// <summary>
    /// The marker without conditions that are repeated, implied or contradicted, and with merged ranges of versions. The marker itself where no shorter form is found, or where it
    /// is too long to be simplified. Both hold in exactly the same environments, among those in which this marker can be evaluated
    /// and in which <c>python_version</c> is the first two numbers of <c>python_full_version</c>, as the specification demands.
    /// </summary>
    /// <remarks><c>python_version &lt; "3.9" or python_version &gt;= "3.9"</c> always holds. With <c>python_full_version</c> it does not, because a pre-release of 3.9 satisfies neither.</remarks>
    public SimplifiedMarker Simplify() => MarkerSimplifier.Simplify(this, _root);
}
