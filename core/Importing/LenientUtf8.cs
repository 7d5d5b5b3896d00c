using System.Text;

namespace LinkWatch.Importing;

/// <summary>
/// UTF-8, in which a byte that is none is read as windows-1252: spreadsheets in western languages save CSV in that,
/// and a file may be a hundred megabytes long before the first such byte comes.
/// </summary>
internal static class LenientUtf8
{
    public static Encoding Encoding { get; } = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new WesternFallback());

    private sealed class WesternFallback : DecoderFallback
    {
        public override int MaxCharCount => 4;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

        private sealed class Buffer : DecoderFallbackBuffer
        {
            private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

            private string text = "";
            private int next;

            public override int Remaining => text.Length - next;

            public override bool Fallback(byte[] bytesUnknown, int index)
            {
                (text, next) = (Western.GetString(bytesUnknown), 0);
                return text.Length > 0;
            }

            /// <summary>The null character says that nothing is left.</summary>
            public override char GetNextChar() => next < text.Length ? text[next++] : '\0';

            public override bool MovePrevious()
            {
                if (next == 0) return false;
                next--;
                return true;
            }

            public override void Reset() => (text, next) = ("", 0);
        }
    }
}
