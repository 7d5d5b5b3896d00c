using LinkWatch.Local.Serving;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Local.Serving;

public sealed class ServeAddressTests
{
    private static readonly Uri First = new("http://127.0.0.1:5080/");
    private static readonly Uri Second = new("http://127.0.0.1:5081/");

    [Fact]
    public void Of_two_that_serve_one_folder_each_is_found_as_long_as_it_runs()
    {
        using var temp = new TempFolder();
        var one = ServeAddress.Announce(temp.Path, First);
        var other = ServeAddress.Announce(temp.Path, Second);
        Assert.Contains(ServeAddress.Find(temp.Path), new[] { First, Second });

        other!.Dispose();
        Assert.Equal(First, ServeAddress.Find(temp.Path));
        one!.Dispose();

        Assert.Null(ServeAddress.Find(temp.Path));
        Assert.Empty(Directory.GetFiles(temp.Path));
    }

    [Fact]
    public void What_a_process_that_was_killed_left_is_taken_away_and_the_one_that_runs_is_found()
    {
        using var temp = new TempFolder();
        foreach (var name in (string[])["serve-zz.url", "serve-zz.lock", "serve-zy.url"])
            File.WriteAllText(Path.Combine(temp.Path, name), Second.AbsoluteUri);
        using var running = ServeAddress.Announce(temp.Path, First);

        Assert.Equal(First, ServeAddress.Find(temp.Path));
        Assert.Equal(2, Directory.GetFiles(temp.Path).Length);
    }

    [Fact]
    public void A_folder_that_is_not_there_serves_nowhere()
    {
        using var temp = new TempFolder();
        var folder = Path.Combine(temp.Path, "none");

        Assert.Null(ServeAddress.Find(folder));
        Assert.Null(ServeAddress.Announce(folder, First));
    }
}
