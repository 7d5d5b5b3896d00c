using LinkWatch.Storage;

namespace LinkWatch.Web.Dashboard.Parts;

/// <summary>How a candidate's state looks: a shape beside its word, so that no reader needs the colour.</summary>
/// <param name="Shape">A character.</param>
/// <param name="Class">Its colour.</param>
/// <param name="Meaning">In a sentence.</param>
internal sealed record CandidateLook(string Shape, string Class, string Meaning)
{
    public static CandidateLook Of(CandidateState state) => state switch
    {
        CandidateState.Found => new("✓", "live", "These pages link to you. Track the links that you want watched."),
        CandidateState.Tracked => new("●", "live", "These pages link to you, and their links are watched."),
        CandidateState.Waiting => new("○", "pending", "These pages haven’t been visited yet."),
        CandidateState.Visiting => new("◌", "pending", "These pages are on the schedule and are visited next."),
        CandidateState.CouldNotTell => new("?", "unchecked",
            "These pages couldn’t be read. They are visited up to three more times, each time after a longer pause."),
        CandidateState.NoLink => new("✕", "lost",
            "These pages don’t link to you. They aren’t visited again, however often they turn up."),
        _ => new("–", "unchecked", "You dismissed these pages."),
    };
}
