using System.Text;
using PipCs.Standards.SimpleApi;

namespace PipCs.Standards.Tests.SimpleApi;

public sealed class UploadTimeTests
{
    [Theory]
    [InlineData("2023-09-11T00:48:24.006289Z", "2023-09-11T00:48:24.0062890Z")]
    [InlineData("2023-09-11T00:48:24Z", "2023-09-11T00:48:24.0000000Z")]
    [InlineData("2023-09-11T00:48:24.5+00:00", "2023-09-11T00:48:24.5000000Z")]
    [InlineData("2023-09-11T00:48:24.123456789Z", "2023-09-11T00:48:24.1234567Z")]
    [InlineData("2023-09-11 02:48:24+02:00", "2023-09-11T00:48:24.0000000Z")]
    [InlineData("2023-12-31T23:30-01", "2024-01-01T00:30:00.0000000Z")]
    [InlineData("2024-02-29", "2024-02-29T00:00:00.0000000Z")]
    public void TryParse_time_is_in_UTC(string text, string expected)
    {
        Assert.True(UploadTime.TryParse(Encoding.UTF8.GetBytes(text), out DateTimeOffset time));
        Assert.Equal(expected, time.UtcDateTime.ToString("O"));
    }

    [Theory]
    [InlineData("2023-02-29T00:00:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("2023-09-11T24:00:00Z")]
    [InlineData("2023-09-11T00:60:00Z")]
    [InlineData("2023-09-11T00:48:24.Z")]
    [InlineData("2023-09-11T00:48:24.0062x9Z")]
    [InlineData("2023-09-11T00:48:24ZZ")]
    [InlineData("2023-09-11T00:48:24+")]
    [InlineData("2023-09-11T0048Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("11 September 2023")]
    [InlineData("2023-09-11T")]
    public void TryParse_no_time_is_refused(string text) => Assert.False(UploadTime.TryParse(Encoding.UTF8.GetBytes(text), out _));
}
