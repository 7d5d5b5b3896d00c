using System.Buffers.Text;

namespace LinkWatch.Discovery.Sources;

/// <summary>Times as logs write them, as seconds since 1970.</summary>
internal static class LogTime
{
    private const long NanosecondsFrom = 100_000_000_000_000_000;
    private const long MicrosecondsFrom = 100_000_000_000_000;
    private const long MillisecondsFrom = 100_000_000_000;
    private const int Combined = 26;

    /// <summary>The last of which every time is one in UTC too, whatever its offset.</summary>
    private const int MaxYear = 9998;

    private static readonly byte[] Months = "JanFebMarAprMayJunJulAugSepOctNovDec"u8.ToArray();

    /// <summary><c>10/Oct/2026:13:55:36 +0200</c>.</summary>
    public static bool TryReadCombined(ReadOnlySpan<byte> text, out long seconds)
    {
        seconds = 0;
        if (text.Length != Combined || text[2] != '/' || text[6] != '/' || text[11] != ':' || text[20] != ' ') return false;
        var month = Months.AsSpan().IndexOf(text[3..6]);
        if (month % 3 != 0 || text[21] is not ((byte)'+' or (byte)'-')) return false;
        if (!TryNumber(text[..2], out var day) || !TryNumber(text[7..11], out var year) || !TryNumber(text[12..14], out var hour)
            || !TryNumber(text[15..17], out var minute) || !TryNumber(text[18..20], out var second)
            || !TryNumber(text[22..24], out var offsetHours) || !TryNumber(text[24..26], out var offsetMinutes)) return false;
        if (!TrySeconds(year, (month / 3) + 1, day, hour, minute, second, out seconds)) return false;
        seconds -= (text[21] == '-' ? -1 : 1) * ((offsetHours * 3600) + (offsetMinutes * 60));
        return true;
    }

    /// <summary><c>2026-10-10</c> and <c>13:55:36</c>, in UTC.</summary>
    public static bool TryReadW3c(ReadOnlySpan<byte> date, ReadOnlySpan<byte> time, out long seconds)
    {
        seconds = 0;
        return date.Length == 10 && time.Length >= 8 && TryNumber(date[..4], out var year) && TryNumber(date[5..7], out var month)
            && TryNumber(date[8..], out var day) && TryNumber(time[..2], out var hour) && TryNumber(time[3..5], out var minute)
            && TryNumber(time[6..8], out var second) && TrySeconds(year, month, day, hour, minute, second, out seconds);
    }

    /// <summary><c>2026-10-10T13:55:36.1234567Z</c>, or a number of seconds, milli-, micro- or nanoseconds; 0 if it is neither.</summary>
    public static long ReadJson(ReadOnlySpan<byte> text)
    {
        if (Utf8Parser.TryParse(text, out long number, out var read) && read == text.Length) return number switch
        {
            >= NanosecondsFrom => number / 1_000_000_000,
            >= MicrosecondsFrom => number / 1_000_000,
            >= MillisecondsFrom => number / 1000,
            _ => Math.Max(number, 0),
        };
        return text.Length >= 19 && TryReadW3c(text[..10], text[11..19], out var seconds) ? seconds : 0;
    }

    private static bool TrySeconds(int year, int month, int day, int hour, int minute, int second, out long seconds)
    {
        seconds = 0;
        if (year is < 1 or > MaxYear || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        if (hour > 23 || minute > 59 || second > 60) return false;
        var days = new DateOnly(year, month, day).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        seconds = (days * 86_400L) + (hour * 3600) + (minute * 60) + second;
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit)) return false;
            number = (number * 10) + (digit - '0');
        }

        return true;
    }
}
