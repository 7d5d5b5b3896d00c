using System.Globalization;
using System.Security.Cryptography;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.Serving;

namespace LinkWatch.Web.Dashboard.SigningIn;

/// <summary>Addresses that sign somebody in once, within minutes: printed by <c>serve</c>, or mailed to an owner.</summary>
public sealed class SignInLinks(SignedTokens tokens, ISignInStore used, DashboardOptions options, TimeProvider time)
{
    public const string Path = "dashboard/sign-in";

    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    private const string Purpose = "sign-in";
    private const int IdBytes = 16;

    /// <param name="root">Where the dashboard is reached.</param>
    /// <param name="visitor">Who will be signed in.</param>
    /// <param name="back">The page to go to, a path of the dashboard; null for the first page.</param>
    public Uri For(Uri root, Visitor visitor, string? back = null)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var expires = time.GetUtcNow() + Life;
        var content = string.Create(CultureInfo.InvariantCulture, $"{id} {expires.UtcTicks} {visitor.Name}");
        var query = $"?token={tokens.Make(Purpose, content, Life)}{(back is null ? "" : "&back=" + Uri.EscapeDataString(back))}";
        return new Uri($"{root.AbsoluteUri.TrimEnd('/')}/{Path}{query}");
    }

    /// <summary>Whom the token would sign in; null if it is not ours or too old.</summary>
    public Visitor? VisitorOf(string token) => Parse(token)?.Visitor;

    /// <summary>Whom to sign in; null if the token is not ours, too old, or used.</summary>
    public async Task<Visitor?> UseAsync(string token, CancellationToken cancellationToken)
    {
        if (Parse(token) is not var (id, expires, visitor)) return null;
        return await used.TryUseAsync(id, expires, time.GetUtcNow(), cancellationToken) ? visitor : null;
    }

    private (string Id, DateTimeOffset Expires, Visitor Visitor)? Parse(string token) =>
        tokens.Read(Purpose, token)?.Split(' ', 3) is [var id, var ticks, var name]
            ? (id, new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero), options.VisitorNamed(name))
            : null;
}
