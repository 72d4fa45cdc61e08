using System.Reflection;
using AkkaGame.Messages;

namespace AkkaGame.Tidy;

/// <summary>Makes a value of any message type in which every member is set to something that is not its default.</summary>
internal static class Filler
{
    private static readonly Dictionary<Type, object> values = new()
    {
        [typeof(string)] = "Łódź \"quoted\" \\ 🧢",
        [typeof(bool)] = true,
        [typeof(byte)] = (byte)201,
        [typeof(short)] = (short)-1234,
        [typeof(int)] = 1_234_567,
        [typeof(uint)] = 4_000_000_000u,
        [typeof(long)] = 1_790_000_000_000L,
        [typeof(Guid)] = Guid.Parse("0190a3c4-1234-7abc-8def-0123456789ab"),
        [typeof(DateOnly)] = new DateOnly(2018, 4, 6),
        [typeof(GameId)] = new GameId(Guid.Parse("0190a3c4-1234-7abc-8def-0123456789ac")),
        [typeof(CommandId)] = new CommandId(Guid.Parse("0190a3c4-1234-7abc-8def-0123456789ad")),
        [typeof(PlayerId)] = new PlayerId("lindf001"),
        [typeof(TeamId)] = new TeamId("CLE"),
        [typeof(LineupEntry)] = new LineupEntry(Side.Home, 9, 12),
        [typeof(Fielding)] = Fielding.TryParse("6E3", out var fielding) ? fielding : default,
        [typeof(Count)] = new Count(3, 2),
        [typeof(EncodedGame)] = new EncodedGame("""{"inning":3}"""),
    };

    public static object Fill(Type type)
    {
        if (values.TryGetValue(type, out var value)) return value;
        if (Nullable.GetUnderlyingType(type) is { } inner) return Fill(inner);
        if (type.IsEnum) return AllOf(type);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>)) return Two(type.GetGenericArguments()[0]);

        var made = Make(type);
        foreach (var member in type.GetProperties().Where(IsSetAlone))
            if (Equals(member.GetValue(made), Default(member.PropertyType))
                || !type.GetConstructors().Any(c => Takes(c, member))) member.SetValue(made, Fill(member.PropertyType));
        return made;
    }

    /// <summary>The last word of an enumeration; of flags all of them.</summary>
    private static object AllOf(Type type)
    {
        var words = Enum.GetValues(type);
        return type.IsDefined(typeof(FlagsAttribute), inherit: false)
            ? Enum.ToObject(type, words.Cast<object>().Aggregate(0, (all, word) => all | Convert.ToInt32(word, null)))
            : words.GetValue(words.Length - 1)!;
    }

    private static object Two(Type item)
    {
        var items = Array.CreateInstance(item, 2);
        items.SetValue(Fill(item), 0);
        items.SetValue(Fill(item), 1);
        return Activator.CreateInstance(typeof(EquatableArray<>).MakeGenericType(item), items)!;
    }

    private static object Make(Type type)
    {
        var constructor = type.GetConstructors().Where(c => !IsCopy(c, type)).MaxBy(c => c.GetParameters().Length)
            ?? throw new InvalidOperationException($"{type.Name} has no constructor to fill; give Filler a value for it.");
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Fill(parameter.ParameterType))]);
    }

    private static bool IsCopy(ConstructorInfo constructor, Type type) =>
        constructor.GetParameters() is [var only] && only.ParameterType == type;

    private static bool IsSetAlone(PropertyInfo member) =>
        member.CanWrite && member.SetMethod!.IsPublic && member.GetIndexParameters().Length == 0;

    private static bool Takes(ConstructorInfo constructor, PropertyInfo member) =>
        constructor.GetParameters().Any(parameter => parameter.Name == member.Name);

    private static object? Default(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;
}
