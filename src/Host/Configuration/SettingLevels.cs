namespace AkkaGame.Host.Configuration;

/// <summary>One place where settings are given.</summary>
/// <param name="Called">How this place calls a setting, for who has to correct it.</param>
/// <param name="Given">The text given there; null or blank where none is.</param>
internal sealed record SettingLevel(Func<Setting, string> Called, Func<Setting, string?> Given);

/// <summary>The places where settings are given, the strongest first, and reading what they say.</summary>
internal sealed class SettingLevels(params IReadOnlyList<SettingLevel> levels)
{
    /// <summary>A setting as it was given: its text, and what it is called there.</summary>
    public readonly record struct Found(string Text, string Called)
    {
        /// <param name="expected">What is right, after "expected".</param>
        public BadSettingException Wrong(string expected) => new($"{Called} is \"{Printable(Text)}\": expected {expected}.");

        private static string Printable(string text) => string.Concat(text.Select(static one => char.IsControl(one) ? '?' : one));
    }

    public Found? Find(Setting setting) =>
        levels.Select(level => At(level, setting)).FirstOrDefault(static found => found is not null);

    /// <summary>Of settings that exclude each other, the one that the strongest place names; null where none does.</summary>
    /// <exception cref="BadSettingException">One place names two of them.</exception>
    public (Setting Setting, Found Found)? OneOf(params ReadOnlySpan<Setting> rivals)
    {
        foreach (var level in levels)
        {
            (Setting, Found Found)? named = null;
            foreach (var rival in rivals)
            {
                if (At(level, rival) is not { } found) continue;
                if (named is { } other)
                    throw new BadSettingException($"{other.Found.Called} and {found.Called} exclude each other: name one.");
                named = (rival, found);
            }

            if (named is not null) return named;
        }

        return null;
    }

    /// <exception cref="BadSettingException">It is no whole number, or out of bounds.</exception>
    public int Number(Setting setting, int least, int most, int unless)
    {
        if (Find(setting) is not { } found) return unless;
        return Durations.Whole(found.Text) is { } number && number >= least && number <= most
            ? number
            : throw found.Wrong($"a whole number from {least} to {most}");
    }

    /// <exception cref="BadSettingException">It is no length of time, or out of bounds.</exception>
    public TimeSpan Time(Setting setting, TimeSpan least, TimeSpan most, TimeSpan unless)
    {
        if (Find(setting) is not { } found) return unless;
        return Durations.Read(found.Text) is { } time && time >= least && time <= most
            ? time
            : throw found.Wrong($"a time from {Durations.Write(least)} to {Durations.Write(most)}, such as 500ms, 3s, 10m or 1h");
    }

    /// <summary>The one of the words that was given.</summary>
    /// <exception cref="BadSettingException">It is none of them.</exception>
    public T Word<T>(Setting setting, T unless) where T : struct, Enum
    {
        if (Find(setting) is not { } found) return unless;
        foreach (var word in Enum.GetValues<T>())
            if (string.Equals(found.Text, word.ToString(), StringComparison.OrdinalIgnoreCase)) return word;
        throw found.Wrong(string.Join(", ", Enum.GetNames<T>().Select(static name => name.ToLowerInvariant())));
    }

    /// <exception cref="BadSettingException">It is neither true nor false.</exception>
    public bool Switch(Setting setting, bool unless)
    {
        if (Find(setting) is not { } found) return unless;
        return bool.TryParse(found.Text, out var isOn) ? isOn : throw found.Wrong("true or false");
    }

    private static Found? At(SettingLevel level, Setting setting) =>
        level.Given(setting) is { } text && !string.IsNullOrWhiteSpace(text) ? new(text.Trim(), level.Called(setting)) : null;
}
