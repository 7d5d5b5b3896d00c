using System.Globalization;

namespace LinkWatch.Local.Commands;

/// <summary>A progress bar with rate and time left; nothing if standard error is not a terminal.</summary>
internal sealed class PageProgress : IProgress<int>, IDisposable
{
    private const int BarWidth = 24;
    private readonly CommandIo io;
    private readonly string doing;
    private readonly int? total;
    private readonly TimeProvider time;
    private readonly long start;
    private long lastShown;
    private bool isShown;

    /// <param name="io">Where the bar is shown.</param>
    /// <param name="doing">The label, such as <c>Checking</c>.</param>
    /// <param name="total">The number of items; null if unknown.</param>
    /// <param name="time">The clock; by default the system's.</param>
    public PageProgress(CommandIo io, string doing, int? total = null, TimeProvider? time = null)
    {
        (this.io, this.doing, this.total, this.time) = (io, doing, total, time ?? TimeProvider.System);
        start = lastShown = this.time.GetTimestamp();
    }

    /// <summary>The number that was reported last.</summary>
    public int Last { get; private set; }

    public void Report(int value)
    {
        Last = value;
        if (!io.IsTerminal || (time.GetElapsedTime(lastShown) < TimeSpan.FromMilliseconds(200) && value != total)) return;
        lastShown = time.GetTimestamp();
        isShown = true;
        io.Error.Write("\r\u001b[K" + Text(value, time.GetElapsedTime(start)));
    }

    public void Dispose()
    {
        if (isShown) io.Error.Write("\r\u001b[K");
        isShown = false;
    }

    private string Text(int value, TimeSpan elapsed)
    {
        var rate = value / Math.Max(elapsed.TotalSeconds, 0.001);
        var speed = rate.ToString("0.#", CultureInfo.InvariantCulture) + "/s";
        if (total is not { } all || all == 0) return $"{doing} {value} · {speed}";
        var filled = Math.Min(BarWidth, BarWidth * value / all);
        var left = rate > 0
            ? TimeSpan.FromSeconds(Math.Min((all - value) / rate, 359_999)).ToString("hh\\:mm\\:ss", CultureInfo.InvariantCulture)
            : "?";
        return $"{doing} [{new string('#', filled)}{new string('.', BarWidth - filled)}] {value}/{all} · {speed} · {left} left";
    }
}
