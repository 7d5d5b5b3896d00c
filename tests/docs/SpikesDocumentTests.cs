using System.Globalization;
using LinkWatch.Links;
using LinkWatch.Spikes;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Docs;

public sealed class SpikesDocumentTests
{
    private static readonly string[] Lines = Repository.Read("docs/spikes.md").Split('\n');

    [Fact]
    public void The_document_lists_every_option_with_its_default()
    {
        var options = typeof(SpikeOptions).GetProperties().Where(property => property.PropertyType != typeof(SpikeOptions));
        var expected = options.Select(option => string.Create(
            CultureInfo.InvariantCulture,
            $"| `{option.Name}` | {Convert.ToDouble(option.GetValue(SpikeOptions.Default), CultureInfo.InvariantCulture):0.####} |"));

        Assert.Equal(expected, Lines.Where(line => line.StartsWith("| `", StringComparison.Ordinal) && char.IsUpper(line[3]))
            .Select(line => string.Join('|', line.Split('|')[..3]) + "|"));
    }

    [Fact]
    public void The_document_explains_every_sign()
    {
        var expected = Enum.GetValues<SpikeIndicator>().Select(sign => sign.Name());

        Assert.Equal(expected, Lines.Where(line => line.StartsWith("| `", StringComparison.Ordinal) && char.IsLower(line[3]))
            .Select(line => line.Split('`')[1]));
    }
}
