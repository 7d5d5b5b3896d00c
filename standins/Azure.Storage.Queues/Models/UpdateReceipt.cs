namespace Azure.Storage.Queues.Models;

/// <summary>A message that was changed, with the receipt that takes the place of the old one.</summary>
public class UpdateReceipt
{
    internal UpdateReceipt()
    {
    }

    public required string PopReceipt { get; init; }

    public DateTimeOffset NextVisibleOn { get; init; }
}
