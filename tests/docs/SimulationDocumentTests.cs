using System.Reflection;
using System.Text.Json;
using LinkWatch.Links;
using LinkWatch.Simulation;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Docs;

public sealed class SimulationDocumentTests
{
    private static readonly string[] Document = Repository.Read("docs/simulation.md").Split('\n');

    [Fact]
    public void Every_field_of_a_profile_is_explained_with_its_default_and_no_other()
    {
        var profile = new FaultProfile();
        var documented = RowsUnder("## A profile").ToDictionary(row => row[0], row => row[1]);
        var shares = Fields("web", profile.Web)
            .Concat(Fields("answers", profile.Answers))
            .Concat(Fields("ourselves", profile.Ourselves))
            .Concat(Fields("owners", profile.Owners))
            .ToDictionary();

        Assert.Equal(
            shares.Keys.Concat(Names(typeof(FaultProfile)).Where(name => name is "faults" or "changes")).Order(), documented.Keys.Order());
        Assert.Equal(Names(typeof(FaultProfile)).Order(), documented.Keys.Select(field => field.Split('.')[0]).Distinct().Order());
        foreach (var (field, value) in shares) Assert.Equal((field, value), (field, documented[field]));
    }

    [Theory]
    [InlineData("faults", typeof(SpellRate))]
    [InlineData("changes", typeof(ChangeRate))]
    public void The_fields_of_a_fault_and_of_a_change_are_named(string field, Type rate)
    {
        var row = Document.First(line => line.StartsWith($"| `{field}` |", StringComparison.Ordinal));

        Assert.All(Names(rate), name => Assert.Contains($"`{name}`", row, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_fault_has_a_row_in_the_order_in_which_they_show_with_what_it_strikes_and_how_long_it_may_last()
    {
        var coded = Enum.GetValues<Fault>().Select(fault =>
        {
            var traits = FaultTraits.Of(fault);
            return (fault.Name(), traits.Scope == FaultScope.Ourselves ? "us" : traits.Scope.Name(), traits.MaxHours < double.MaxValue
                ? $"{traits.MaxHours} h"
                : "");
        });

        Assert.Equal(coded, RowsUnder("### Faults").Select(row => (row[0], row[1], row[2])));
    }

    [Fact]
    public void Every_change_has_a_row_with_what_it_strikes_and_what_the_link_then_is()
    {
        var coded = Enum.GetValues<TrueChange>().Select(change =>
        {
            var traits = ChangeTraits.Of(change);
            return (change.Name(), traits.IsOfHost ? "host" : traits.IsOfPage ? "page" : "link", traits.Status.Name());
        });

        Assert.Equal(coded, RowsUnder("### Changes").Select(row => (row[0], row[1], row[2])));
    }

    [Fact]
    public void Every_field_of_the_output_has_a_row_in_its_order()
    {
        var documented = RowsUnder("## The output").SelectMany(row => row[0].Split(", "));

        Assert.Equal(Names(typeof(SimulationReport)), documented);
    }

    private static IEnumerable<string> Names(Type record) =>
        record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name));

    private static IEnumerable<KeyValuePair<string, string>> Fields(string part, object values)
    {
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(values, values.GetType(), Json.Options));
        return [.. json.RootElement.EnumerateObject().Select(field => KeyValuePair.Create($"{part}.{field.Name}", field.Value.ToString()))];
    }

    /// <summary>The cells of each row of a table, without backticks.</summary>
    private static IEnumerable<string[]> RowsUnder(string heading) =>
        Document.SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith('#'))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line =>
                line.Trim('|', ' ').Split('|').Select(cell => cell.Trim().Replace("`", "", StringComparison.Ordinal)).ToArray());
}
