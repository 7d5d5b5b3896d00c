namespace LinkWatch.Tests.Support;

/// <summary>Where the sources lie: for tests that hold documents against the code.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LinkWatch.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("LinkWatch.sln is not above the tests");
    }
}
