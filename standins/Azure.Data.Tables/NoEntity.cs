namespace Azure.Data.Tables;

/// <summary>The answer that there is no such row.</summary>
internal sealed class NoEntity<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException("the row is not there: look at HasValue first");

    public override Response GetRawResponse() => response;
}
