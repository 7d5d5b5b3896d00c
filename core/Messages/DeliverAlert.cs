namespace LinkWatch.Messages;

/// <summary>Message <c>deliver-alert</c> 1: seal this alert if it is open, then deliver what is not delivered.</summary>
public sealed record DeliverAlert(string SiteId, string AlertId) : IMessage;
