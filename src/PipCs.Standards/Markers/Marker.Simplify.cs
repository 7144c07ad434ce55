namespace PipCs.Standards.Markers;

public sealed partial class Marker
{
    /// <summary>
    /// The marker with what is said twice, implied or contradicted left out, and ranges of versions merged; this one where no shorter form is found, or it
    /// is so long that none is looked for. It holds in exactly the environments in which this one does, of those in which this one can be evaluated at all
    /// and <c>python_version</c> is the first two numbers of <c>python_full_version</c>, as the specification has it.
    /// </summary>
    /// <remarks><c>python_version &lt; "3.9" or python_version &gt;= "3.9"</c> holds always; <c>python_full_version</c> in its place does not, for pre-releases of 3.9 are neither.</remarks>
    public SimplifiedMarker Simplify() => MarkerSimplifier.Simplify(this, _root);
}
