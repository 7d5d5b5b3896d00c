namespace LinkWatch.Messages;

/// <summary>What goes on a queue, within an <see cref="Envelope"/>.</summary>
public interface IMessage;
