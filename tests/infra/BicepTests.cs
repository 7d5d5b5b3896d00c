using System.Text.Json;
using System.Text.Json.Nodes;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Infra;

/// <summary>infra/, compiled to the template that Azure gets.</summary>
public sealed class BicepTests
{
    [Fact]
    public async Task Bicep_compiles_and_lints_without_errors_or_warnings()
    {
        var build = await BicepCompiler.RunAsync("build", BicepCompiler.Main, "--stdout");
        var lint = await BicepCompiler.RunAsync("lint", "--pattern", "infra/**/*.bicep");

        // A wrong property or type of a resource is only a warning.
        Assert.True(build is (0, _, ""), build.Diagnostics);
        Assert.True(lint is (0, "", ""), lint.Diagnostics + lint.Output);
    }

    [Fact]
    public async Task A_deployment_creates_what_the_golden_file_lists() =>
        Golden.Holds("deployment.txt", DeploymentSummary.Of(await Deployment.TemplateAsync()));

    [Fact]
    public void No_module_is_fetched_from_a_registry() =>
        Assert.All(
            Directory.GetFiles(Path.Combine(Repository.Root, "infra"), "*.bicep", SearchOption.AllDirectories),
            file => Assert.DoesNotContain("'br", File.ReadAllText(file), StringComparison.Ordinal));

    [Fact]
    public async Task Every_parameter_has_a_description()
    {
        foreach (var template in await Deployment.TemplatesAsync())
        {
            Assert.All(
                template["parameters"] as JsonObject ?? [],
                parameter => Assert.NotEmpty(parameter.Value!["metadata"]?["description"]?.ToString() ?? ""));
        }
    }

    [Fact]
    public async Task Azd_provides_every_parameter_but_the_generated_secret()
    {
        var provided = JsonDocument.Parse(Repository.Read("infra/main.parameters.json")).RootElement.GetProperty("parameters")
            .EnumerateObject().Select(parameter => parameter.Name);
        var parameters = (await Deployment.TemplateAsync()).Parameters.Select(parameter => parameter.Key);

        Assert.Equal(parameters.Where(name => name != "firstUnsubscribeSecret").Order(), provided.Order());
    }

    [Fact]
    public void Azd_finds_the_project_by_its_folder()
    {
        var azure = Repository.Read("azure.yaml");
        const string Service = "services:\n  functions:\n    project: ./functions\n    language: dotnet\n    host: function\n";

        Assert.Contains(Service, azure, StringComparison.Ordinal);
        Assert.Contains("requiredVersions:\n  azd: \">= 1.20.0\"\n", azure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Azd_finds_the_resources_by_their_tags_and_the_app_by_the_outputs()
    {
        var template = await Deployment.TemplateAsync();
        var tags = (await BicepCompiler.TemplateAsync())["variables"]!["tags"]!;
        string[] outputs =
            ["AZURE_LOCATION", "AZURE_TENANT_ID", "AZURE_RESOURCE_GROUP", "SERVICE_FUNCTIONS_NAME", "SERVICE_FUNCTIONS_URI"];

        Assert.Equal("[parameters('environmentName')]", tags["azd-env-name"]!.ToString());
        Assert.All(
            template.Resources.Where(resource => resource.Definition["location"] is not null && resource.Type != "Microsoft.Web/sites"),
            resource => Assert.Equal("[tags]", resource.Definition["tags"]?.ToString()));
        Assert.Equal(
            "[union(tags, createObject('azd-service-name', 'functions'))]",
            (await Deployment.ResourceAsync("Microsoft.Web/sites")).Definition["tags"]!.ToString());
        Assert.All(outputs, name => Assert.Contains(name, template.Outputs));
    }

    [Fact]
    public async Task An_instance_is_the_smallest_and_runs_what_we_build()
    {
        var plan = (await Deployment.ResourceAsync("Microsoft.Web/serverfarms")).Definition;
        var app = (await Deployment.ResourceAsync("Microsoft.Web/sites")).Properties["functionAppConfig"]!;
        var scale = app["scaleAndConcurrency"]!;

        Assert.Equal("FC1", plan["sku"]!["name"]!.ToString());
        Assert.Equal((512, "[maximumInstanceCount]"), ((int)scale["instanceMemoryMB"]!, scale["maximumInstanceCount"]!.ToString()));
        Assert.Equal(("dotnet-isolated", "10.0"), (app["runtime"]!["name"]!.ToString(), app["runtime"]!["version"]!.ToString()));
        Assert.DoesNotContain("FUNCTIONS_WORKER_RUNTIME", await Deployment.SettingsAsync());
    }
}
