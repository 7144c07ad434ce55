using PipCs.Standards.Markers;

namespace PipCs.Standards.Tests.Markers;

public sealed class MarkerEnvironmentTests
{
    [Fact]
    public void PythonFullVersion_of_an_untagged_build_is_as_it_calls_itself_and_compared_as_a_version()
    {
        MarkerEnvironment environment = DifferentialTests.TestEnvironment with { PythonFullVersion = "3.14.0+" };
        Assert.Equal("3.14.0+", environment.PythonFullVersion);
        Assert.True(Marker.Parse("python_full_version >= '3.14.0' and python_full_version < '3.14.1'").Evaluate(environment));
    }
}
