using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Functions;

/// <summary>What a publish of the functions holds.</summary>
public sealed class PublishTests
{
    [Fact]
    public async Task The_host_finds_host_json_beside_the_assembly()
    {
        Assert.Equal(Repository.Read("host.json"), await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "host.json"), TestContext.Current.CancellationToken));
    }
}
