namespace AkkaGame.Host.Replay;

/// <param name="Files">As named on the command line.</param>
/// <param name="Box">Print each game's box score.</param>
/// <param name="Json">One JSON object a line instead of text.</param>
internal sealed record ReplayOptions(IReadOnlyList<string> Files, bool Box, bool Json);
