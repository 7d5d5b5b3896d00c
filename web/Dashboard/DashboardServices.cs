using LinkWatch.Alerting.SigningIn;
using LinkWatch.Signing;
using LinkWatch.Web.Badges;
using LinkWatch.Web.Dashboard.Serving;
using LinkWatch.Web.Dashboard.SigningIn;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Web.Dashboard;

public static class DashboardServices
{
    /// <summary>Registers the dashboard.</summary>
    /// <param name="services">Where.</param>
    /// <param name="options">Its surroundings.</param>
    /// <param name="keys">
    /// What signs sessions and sign-in links. Null: one made here, so that a restart ends every session.
    /// </param>
    public static IServiceCollection AddDashboard(
        this IServiceCollection services, DashboardOptions options, SigningKeys? keys) => services
        .AddSingleton(options)
        .AddSingleton(all => new SignedTokens(
            keys ?? SigningKeys.Parse([SigningKeys.NewLine("process")]), all.GetRequiredService<TimeProvider>()))
        .AddSingleton<Sessions>()
        .AddSingleton<SignInLinks>()
        .AddSingleton<SignInMail>()
        .AddSingleton<SignInViews>()
        .AddSingleton<PlannedChecks>()
        .AddSingleton<SiteViews>()
        .AddSingleton<LinkViews>()
        .AddSingleton<BulkLinks>()
        .AddSingleton<LinkListViews>()
        .AddSingleton<ProfileViews>()
        .AddSingleton<ContractViews>()
        .AddSingleton<ReportViews>()
        .AddSingleton<ChangeViews>()
        .AddSingleton<TargetViews>()
        .AddSingleton<ImportViews>()
        .AddSingleton<DiscoveryViews>()
        .AddSingleton<ReviewViews>()
        .AddSingleton<DisavowViews>()
        .AddSingleton<LetterViews>()
        .AddSingleton<SettingsViews>()
        .AddBadges(keys)
        .AddSingleton<SharedVisits>()
        .AddSingleton<AccessViews>()
        .AddSingleton<SystemViews>()
        .AddSingleton<DashboardRoutes>()
        .AddSingleton<DashboardApp>();

    /// <summary>Pages of others show badges for years: an address that ends with this process would be worse than none.</summary>
    private static IServiceCollection AddBadges(this IServiceCollection services, SigningKeys? keys) =>
        (keys is null ? services : services.AddSingleton(new BadgeLinks(keys))).AddSingleton<SiteAddresses>();
}
