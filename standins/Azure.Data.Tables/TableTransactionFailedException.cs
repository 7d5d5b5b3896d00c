using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>A transaction was refused: nothing of it was written.</summary>
public class TableTransactionFailedException(RequestFailedException requestFailedException)
    : RequestFailedException(requestFailedException.Status, requestFailedException.Message, requestFailedException.ErrorCode, requestFailedException.InnerException)
{
    /// <summary>The action to blame, from 0; null where the service did not say. The service puts it before its words: <c>3:The …</c></summary>
    public int? FailedTransactionActionIndex { get; } =
        int.TryParse(requestFailedException.Message.Split(':')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
}
