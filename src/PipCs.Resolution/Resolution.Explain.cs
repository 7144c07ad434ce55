using PipCs.Diagnostics;
using PipCs.Resolution.Solving;

namespace PipCs.Resolution;

internal sealed partial class Resolution
{
    private static UserErrorException Explain(Incompatibility failure)
    {
        _ = failure;
        return Errors.ResolutionImpossible([]);
    }
}
