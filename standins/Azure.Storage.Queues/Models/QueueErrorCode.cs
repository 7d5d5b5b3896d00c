namespace Azure.Storage.Queues.Models;

/// <summary>The service's names of its errors, as <see cref="RequestFailedException.ErrorCode"/> has them.</summary>
public readonly struct QueueErrorCode(string value) : IEquatable<QueueErrorCode>
{
    private readonly string value = value;

    public static QueueErrorCode MessageNotFound { get; } = new("MessageNotFound");

    public static QueueErrorCode MessageTooLarge { get; } = new("MessageTooLarge");

    public static QueueErrorCode PopReceiptMismatch { get; } = new("PopReceiptMismatch");

    public static QueueErrorCode QueueAlreadyExists { get; } = new("QueueAlreadyExists");

    public static QueueErrorCode QueueBeingDeleted { get; } = new("QueueBeingDeleted");

    public static QueueErrorCode QueueNotFound { get; } = new("QueueNotFound");

    public static implicit operator QueueErrorCode(string value) => new(value);

    public static bool operator ==(QueueErrorCode left, QueueErrorCode right) => left.Equals(right);

    public static bool operator !=(QueueErrorCode left, QueueErrorCode right) => !left.Equals(right);

    public static bool operator ==(QueueErrorCode code, string? value) => value is not null && code.Equals(value);

    public static bool operator !=(QueueErrorCode code, string? value) => !(code == value);

    public static bool operator ==(string? value, QueueErrorCode code) => code == value;

    public static bool operator !=(string? value, QueueErrorCode code) => !(code == value);

    public bool Equals(QueueErrorCode other) => string.Equals(value, other.value, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => obj is QueueErrorCode other && Equals(other);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(value ?? "");

    public override string ToString() => value;
}
