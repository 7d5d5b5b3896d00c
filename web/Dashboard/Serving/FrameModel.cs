using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Web.Dashboard.Serving;

/// <summary>What stands around every page of a site.</summary>
/// <param name="Sites">Those that the visitor may see, to change to.</param>
/// <param name="Counts">The site's links.</param>
public sealed record FrameModel(IReadOnlyList<Site> Sites, LinkCounts Counts);
