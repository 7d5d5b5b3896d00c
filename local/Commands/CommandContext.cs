using System.CommandLine;
using LinkWatch.Local.Pipeline;
using LinkWatch.Local.Settings;
using LinkWatch.Local.Sqlite;
using LinkWatch.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LinkWatch.Local.Commands;

/// <summary>What commands share: input and output, the settings, and the pipeline with its storage.</summary>
public sealed class CommandContext(CommandIo io, Func<string, string?> environment)
{
    public CommandIo Io => io;

    public Func<string, string?> Environment => environment;

    /// <summary>The settings from the environment, overridden by the command line.</summary>
    public LocalSettings Settings(ParseResult parsed) => CommonOptions.Apply(LocalSettings.From(environment), parsed);

    /// <summary>Opens the data folder or the storage account and builds the pipeline on it; dispose both when done.</summary>
    /// <exception cref="DataFolderException">The folder cannot be used.</exception>
    /// <exception cref="StorageException">The account cannot be used.</exception>
    public async Task<OpenPipeline> OpenAsync(LocalSettings settings, Action<IServiceCollection>? more, CancellationToken cancellationToken)
    {
        var storage = await OpenStorage.OpenAsync(settings, cancellationToken);
        var services = new ServiceCollection();
        more?.Invoke(services);
        services.TryAddSingleton(io.Time);
        services.AddPipeline(settings, storage);
        return new OpenPipeline(services.BuildServiceProvider(), storage, settings);
    }

    public Task<OpenPipeline> OpenAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        OpenAsync(Settings(parsed), more: null, cancellationToken);
}
