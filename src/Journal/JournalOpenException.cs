namespace AkkaGame.Journal;

/// <summary>The journal cannot be used. The message is one sentence for the operator and says what to do.</summary>
public sealed class JournalOpenException(string message, Exception? inner = null) : Exception(message, inner);
