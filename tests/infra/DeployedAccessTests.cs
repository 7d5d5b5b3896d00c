using System.Text.Json.Nodes;

namespace LinkWatch.Tests.Infra;

/// <summary>Who gets at what: by roles and the app's own identity, never by a key.</summary>
public sealed class DeployedAccessTests
{
    private const string App = "[identity.principalId] (ServicePrincipal)";
    private const string Deployer = "[principalId] ([principalType])";
    private const string Storage = "[resourceId('Microsoft.Storage/storageAccounts', 'stlinkwatch{token}')]";
    private const string RankLists =
        "[resourceId('Microsoft.Storage/storageAccounts/blobServices/containers', 'stlinkwatch{token}', 'default', 'ranks')]";
    private const string Vault = "[resourceId('Microsoft.KeyVault/vaults', 'kv-{token}')]";
    private const string Insights = "[resourceId('Microsoft.Insights/components', 'appi-linkwatch-{token}')]";
    private const string IfKnown = " if not(empty(principalId))";

    [Fact]
    public async Task The_app_and_the_deployer_have_exactly_the_roles_that_they_need() =>
        Assert.Equal(
            [
                $"Key Vault Secrets Officer (b86a8fe4-44ce-4948-aee5-eccb2c155cd7) for {Deployer} on {Vault}{IfKnown}",
                $"Key Vault Secrets User (4633458b-17de-408a-b874-0445c86b69e6) for {App} on {Vault}",
                $"Monitoring Metrics Publisher (3913510d-42f4-4e42-8a64-420c390055eb) for {App} on {Insights}",
                $"Storage Blob Data Contributor (ba92f5b4-2d11-453d-a403-e96b0029c9fe) for {Deployer} on {RankLists}{IfKnown}",
                $"Storage Blob Data Owner (b7e6dc6d-f1e8-4753-8033-0f276bb0955b) for {App} on {Storage}",
                $"Storage Queue Data Contributor (974c5e8b-45b9-4653-ba55-5f855dd0fb88) for {App} on {Storage}",
                $"Storage Queue Data Contributor (974c5e8b-45b9-4653-ba55-5f855dd0fb88) for {Deployer} on {Storage}{IfKnown}",
                $"Storage Table Data Contributor (0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3) for {App} on {Storage}",
                $"Storage Table Data Contributor (0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3) for {Deployer} on {Storage}{IfKnown}",
            ],
            (await Deployment.ResourcesAsync("Microsoft.Authorization/roleAssignments"))
                .Select(DeploymentSummary.Role).Order(StringComparer.Ordinal));

    [Fact]
    public async Task The_app_reaches_storage_vault_and_package_as_its_own_identity()
    {
        const string Identity = "[identity.id]";
        var site = await Deployment.ResourceAsync("Microsoft.Web/sites");
        var package = site.Properties["functionAppConfig"]!["deployment"]!["storage"]!["authentication"]!;

        Assert.Equal("UserAssigned", site.Definition["identity"]!["type"]!.ToString());
        Assert.Equal("{identity.id}", Assert.Single(site.Definition["identity"]!["userAssignedIdentities"]!.AsObject()).Key);
        Assert.Equal("UserAssignedIdentity", package["type"]!.ToString());
        Assert.Equal(Identity, package["userAssignedIdentityResourceId"]!.ToString());
        Assert.Equal(Identity, site.Properties["keyVaultReferenceIdentity"]!.ToString());
        Assert.Equal("[identity.clientId]", (await Deployment.SettingsAsync())["AZURE_CLIENT_ID"]);
    }

    [Fact]
    public async Task Nobody_gets_in_by_a_key()
    {
        var storage = (await Deployment.ResourceAsync("Microsoft.Storage/storageAccounts")).Properties;
        var vault = (await Deployment.ResourceAsync("Microsoft.KeyVault/vaults")).Properties;
        var insights = (await Deployment.ResourceAsync("Microsoft.Insights/components")).Properties;
        var publishing = await Deployment.ResourcesAsync("Microsoft.Web/sites/basicPublishingCredentialsPolicies");
        var compiled = (await BicepCompiler.TemplateAsync()).ToJsonString();

        Assert.Equal((false, false), ((bool)storage["allowSharedKeyAccess"]!, (bool)storage["allowBlobPublicAccess"]!));
        Assert.True((bool)vault["enableRbacAuthorization"]!);
        Assert.True((bool)insights["DisableLocalAuth"]!);
        Assert.Equal(2, publishing.Count);
        Assert.All(publishing, policy => Assert.False((bool)policy.Properties["allow"]!));
        Assert.All(
            ["listKeys", "AccountKey=", "SharedAccessKey", "InstrumentationKey="],
            word => Assert.DoesNotContain(word, compiled, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task No_secret_is_written_down()
    {
        const string Secret =
            "(?<name>Secret|Password|sendGridKey|slackUrl|teamsUrl|discordUrl|ntfyUrl|ntfyToken|bingKey|yandexToken|secrets)";
        foreach (var template in await Deployment.TemplatesAsync())
        {
            Assert.All(
                (template["parameters"] as JsonObject ?? []).Where(parameter => Deployment.Find(parameter.Key, Secret) is not null),
                parameter => Assert.StartsWith("secure", parameter.Value!["type"]!.ToString(), StringComparison.Ordinal));
            Assert.DoesNotContain(
                template["outputs"] as JsonObject ?? [],
                output => Deployment.Find(output.Key, "(?<name>Key|Secret|Password)$") is not null);
        }
    }

    [Fact]
    public async Task The_secret_of_unsubscribe_links_and_the_budget_are_created_once() =>
        Assert.Equal(
            ["kv-{token}/unsubscribe-keys", "linkwatch"],
            (await Deployment.TemplateAsync()).Resources.Where(resource => resource.IsCreatedOnce)
                .Select(resource => resource.Name).Order(StringComparer.Ordinal));
}
