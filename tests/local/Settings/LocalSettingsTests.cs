using LinkWatch.Hosting.Settings;
using LinkWatch.Local.Settings;

namespace LinkWatch.Tests.Local.Settings;

public sealed class LocalSettingsTests
{
    [Fact]
    public void A_key_of_the_operator_that_would_be_taken_for_the_key_of_a_site_is_refused()
    {
        var refusal = Assert.Throws<SettingException>(() => With("lw_secret"));

        Assert.StartsWith("LINKWATCH_API_KEY must not begin with lw_", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("lwsecret", With("lwsecret").ApiKey);
    }

    private static LocalSettings With(string key) => LocalSettings.From(name => name == "LINKWATCH_API_KEY" ? key : null);
}
