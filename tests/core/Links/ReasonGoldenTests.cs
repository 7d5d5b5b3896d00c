using LinkWatch.Links;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Links;

/// <summary>The names of the closed sets stand in rows, messages, reports and other people's scripts.</summary>
public sealed class ReasonGoldenTests
{
    [Fact]
    public void Reasons_keep_their_names_and_what_they_mean()
    {
        Golden.Holds("reasons.txt", string.Join('\n', Reasons.All.Select(reason => $"{reason.Name()} {Reasons.StatusOf(reason).Name()}")));
    }

    [Fact]
    public void The_other_closed_sets_keep_their_names()
    {
        string[] sets =
        [
            Names<Status>(), Names<Placement>(), Names<MatchMode>(), Names<Cadence>(), Names<Acquired>(),
            Names<LinkWatch.Confirming.ChangeKind>()
        ];
        Golden.Holds("names.txt", string.Join('\n', sets));
    }

    private static string Names<T>() where T : struct, Enum =>
        $"{typeof(T).Name}: {string.Join(' ', Enum.GetValues<T>().Select(value => value.Name()))}";
}
