using System.Reflection;
using System.Text.Json.Serialization;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Storage;

/// <summary>Rows outlive the program that wrote them: how they are written is a contract.</summary>
public sealed class RowGoldenTests
{
    public static TheoryData<Type> ShardRows { get; } = KindsOf(typeof(ShardRow));

    public static TheoryData<Type> SiteRows { get; } = KindsOf(typeof(SiteRow));

    [Theory]
    [MemberData(nameof(ShardRows))]
    public void A_row_on_the_hot_side_is_written_as_ever_and_read_whole(Type type) => Holds((ShardRow)Filled.Of(type));

    [Theory]
    [MemberData(nameof(SiteRows))]
    public void A_row_on_the_owners_side_is_written_as_ever_and_read_whole(Type type) => Holds((SiteRow)Filled.Of(type));

    [Fact]
    public void A_sites_settings_are_written_as_ever_and_read_whole() => Holds(Filled.Of<Site>());

    [Fact]
    public void A_due_pointer_is_written_as_ever_and_read_whole() => Holds(Filled.Of<ScheduledAlert>());

    [Fact]
    public void A_pointer_to_a_failed_delivery_is_written_as_ever_and_read_whole() => Holds(Filled.Of<FailedDelivery>());

    [Fact]
    public void A_shared_replacement_is_written_as_ever_and_read_whole() => Holds(Filled.Of<SharedReplacementRow>());

    [Fact]
    public void A_poison_message_is_written_as_ever_and_read_whole() => Holds(Filled.Of<PoisonMessage>());

    /// <summary>Rows within a store are frames of one property around what is pinned by itself.</summary>
    [Fact]
    public void Every_kind_of_row_has_its_name()
    {
        Type[] rows = [.. typeof(IRow).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsNested: false } && typeof(IRow).IsAssignableFrom(type))];
        Type[] single = [typeof(ScheduledAlert), typeof(FailedDelivery), typeof(SharedReplacementRow)];
        Type[] named = [.. ShardRows.Concat(SiteRows).Select(row => row.Data), .. single];
        Assert.Equal(
            rows.Select(type => type.Name).Order(StringComparer.Ordinal), named.Select(type => type.Name).Order(StringComparer.Ordinal));
    }

    // Written as the base type, so that the row names its kind.
    private static void Holds<TBase>(TBase value) where TBase : class
    {
        var text = Json.Write(value);
        Golden.HoldsJson(KebabCase(value.GetType().Name) + ".json", text);
        var read = Json.Read<TBase>(text);
        Assert.IsType(value.GetType(), read);
        Assert.Equivalent(value, read, strict: true);
        Assert.Equal(text, Json.Write(read));
        Assert.DoesNotContain("\"rowKey\"", text, StringComparison.Ordinal);
    }

    private static string KebabCase(string name) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    private static TheoryData<Type> KindsOf(
        Type type) => [.. type.GetCustomAttributes<JsonDerivedTypeAttribute>().Select(kind => kind.DerivedType)];
}
