using LinkWatch.Metering;

namespace LinkWatch.Tests.Core;

public sealed class UptimeTests
{
    [Fact]
    public void The_systems_uptime_is_what_the_system_says()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc/uptime is Linux's");
        var before = Uptime.Parse(File.ReadAllText("/proc/uptime"));
        var uptime = Uptime.Of(TimeProvider.System);

        Assert.InRange(uptime!.Value, before!.Value, before.Value + TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("350735.47 234388.90\n", 350_735.47)]
    [InlineData("0.02 0.00", 0.02)]
    public void It_is_the_first_number_of_two(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Uptime.Parse(text));

    [Fact]
    public void What_is_no_number_says_nothing() => Assert.Null(Uptime.Parse("?"));
}
