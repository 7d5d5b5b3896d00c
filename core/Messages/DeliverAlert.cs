using LinkWatch.Storage;

namespace LinkWatch.Messages;

/// <summary>
/// Message <c>deliver-alert</c> 1: seal this alert if it is open, then deliver what is not delivered. Who sends it decides that it is time.
/// </summary>
/// <param name="Alert">The pointer that it was found by: removed when every channel has ended.</param>
public sealed record DeliverAlert(ScheduledAlert Alert) : IMessage;
