namespace LinkWatch.Tests.Support;

public sealed class GoldenTests
{
    [Fact]
    public void Golden_files_are_compared_and_not_overwritten()
    {
        Assert.False(Golden.IsOverwriting, $"{Golden.Lever} is set: the golden files were just written, not compared");
    }
}
