using LinkWatch.Local.Settings;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Docs;

public sealed class SettingsTableTests
{
    [Fact]
    public void The_readme_lists_every_setting_with_its_default_and_no_other()
    {
        var rows = Repository.Read("README.md").Split('\n').Where(line => line.StartsWith("| `LINKWATCH_", StringComparison.Ordinal));

        Assert.Equal(LocalSetting.All.Select(setting => $"| `{setting.Name}` | {setting.Default} | {setting.Meaning} |"), rows);
    }
}
