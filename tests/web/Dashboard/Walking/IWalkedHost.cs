using Microsoft.Playwright;

namespace LinkWatch.Tests.Web.Dashboard.Walking;

/// <summary>A host of the dashboard as a newcomer finds it: running, with nothing in it.</summary>
internal interface IWalkedHost : IAsyncDisposable
{
    /// <summary>Where it is now.</summary>
    Uri Url { get; }

    /// <summary>Signs the operator in, as this host does it the first time.</summary>
    Task SignInAsync(IPage page);

    /// <summary>What is due is checked, now or soon.</summary>
    Task CheckAsync();

    /// <summary>Starts it anew, its clock ahead by so much, and checks what is due then.</summary>
    Task CheckLaterAsync(TimeSpan ahead);
}
