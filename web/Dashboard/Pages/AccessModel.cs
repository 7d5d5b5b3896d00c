using LinkWatch.Storage;

namespace LinkWatch.Web.Dashboard.Pages;

/// <summary>What opens a site besides being its owner.</summary>
/// <param name="All">Keys and shared addresses, the newest first.</param>
/// <param name="Made">What was just made; null if nothing was.</param>
/// <param name="Problem">What is wrong with what was just entered; null if nothing is.</param>
public sealed record AccessModel(IReadOnlyList<AccessRow> All, MadeAccess? Made, string? Problem);

/// <param name="Row">What was made.</param>
/// <param name="Secret">The key or the whole address: shown this once.</param>
public sealed record MadeAccess(AccessRow Row, string Secret);
