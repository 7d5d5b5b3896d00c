using System.Buffers;

namespace LinkWatch.Local.Commands;

/// <summary>How this program is called, for commands to be typed: whoever came by <c>dotnet run</c> has no <c>linkwatch</c>.</summary>
internal static class OwnCommand
{
    private const string Name = "linkwatch";

    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, $"{Name}.dll");

    private static readonly SearchValues<char> Plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:\\=@%+,");

    /// <summary>The command with these arguments, as a shell takes it in the current folder.</summary>
    public static string With(params string[] args) => string.Join(' ', Program().Concat(args).Select(Quoted));

    private static IEnumerable<string> Program()
    {
        if (Environment.ProcessPath is not { } process) return [Name];
        if (Path.GetFileNameWithoutExtension(process) == "dotnet") return ["dotnet", Shorter(Assembly)];
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return [folders.Contains(Path.GetDirectoryName(process)) ? Path.GetFileNameWithoutExtension(process) : Callable(Shorter(process))];
    }

    private static string Shorter(string path) =>
        Path.GetRelativePath(Environment.CurrentDirectory, path) is var relative && relative.Length < path.Length ? relative : path;

    /// <summary>A shell looks for a bare name on its path only.</summary>
    private static string Callable(string path) =>
        path.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : $".{Path.DirectorySeparatorChar}{path}";

    private static string Quoted(string text) =>
        text.Length > 0 && text.AsSpan().IndexOfAnyExcept(Plain) < 0 ? text
        : OperatingSystem.IsWindows() ? $"\"{text}\""
        : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
