namespace LinkWatch.Bench.Emulating;

/// <summary>Azurite from npm, installed once into a folder.</summary>
internal static class AzuritePackage
{
    public const string Version = "3.37.0";

    /// <summary>The path of the program, installed first if it is missing. If several processes ask, one installs it.</summary>
    /// <exception cref="NodeMissingException">Node or npm is not installed.</exception>
    /// <exception cref="InvalidOperationException">npm failed.</exception>
    public static async Task<string> EnsureAsync(string folder, Action<string> say, CancellationToken cancellationToken)
    {
        var program = Path.Combine(folder, "node_modules", "azurite", "dist", "src", "azurite.js");
        await NpmFolder.EnsureAsync(
            folder, new NpmPackages("Azurite", Version, 365), program, ["install", $"azurite@{Version}"], say, cancellationToken);
        return program;
    }
}
