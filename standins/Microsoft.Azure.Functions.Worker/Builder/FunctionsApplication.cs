namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Stand-in: where a worker's program begins.</summary>
public class FunctionsApplication
{
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
