namespace LinkWatch.Alerting.Digests;

/// <summary>A composed mail: a subject on one line, a plain part, an HTML part.</summary>
public sealed record MailText(string Subject, string Text, string Html);
