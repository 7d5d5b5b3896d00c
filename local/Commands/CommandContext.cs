using System.CommandLine;
using LinkWatch.Local.Pipeline;
using LinkWatch.Local.Settings;
using LinkWatch.Local.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Local.Commands;

/// <summary>What commands share: where they write, the settings in force, and the pipeline on their data folder.</summary>
public sealed class CommandContext(CommandIo io, Func<string, string?> environment)
{
    private const int Shards = 4;

    public CommandIo Io => io;

    /// <summary>The environment's settings, with what the command line says in their place.</summary>
    public LocalSettings Settings(ParseResult parsed) => CommonOptions.Apply(LocalSettings.From(environment), parsed);

    /// <summary>Opens the data folder and puts the pipeline together on it; dispose both when done.</summary>
    /// <exception cref="DataFolderException">The folder cannot be used.</exception>
    public async Task<OpenPipeline> OpenAsync(LocalSettings settings, Action<IServiceCollection>? more, CancellationToken cancellationToken)
    {
        var file = await OpenFileAsync(settings, cancellationToken);
        var services = new ServiceCollection();
        more?.Invoke(services);
        services.AddPipeline(settings, file);
        return new OpenPipeline(services.BuildServiceProvider(), file, settings);
    }

    /// <exception cref="DataFolderException">The folder cannot be used.</exception>
    public Task<SqliteFile> OpenFileAsync(LocalSettings settings, CancellationToken cancellationToken) => SqliteFile.OpenAsync(settings.DataFolder, Shards, cancellationToken);

    public Task<OpenPipeline> OpenAsync(ParseResult parsed, CancellationToken cancellationToken) => OpenAsync(Settings(parsed), more: null, cancellationToken);
}
