using System.Text.Json;
using System.Text.Json.Serialization;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Serving;

/// <summary>Events in order, ending with a whole group.</summary>
/// <param name="To">The seq of the last one; what to ask for with <c>after</c> to go on.</param>
/// <param name="Head">The seq of the game's last event.</param>
internal sealed record EventsAnswer(int To, int Head, IReadOnlyList<EventItem> Events)
{
    public static EventsAnswer Of(IReadOnlyList<EventGroup> groups, int after, int limit, int head, Asker asker)
    {
        var events = new List<EventItem>();
        foreach (var group in groups)
        {
            if (group.Last <= after) continue;
            // At least one group, however large, or its reader would never get past it.
            if (events.Count > 0 && events.Count + group.Events.Count > limit) break;
            for (var i = 0; i < group.Events.Count; i++)
                if (group.First + i > after) events.Add(EventItem.Of(group, i, asker));
        }

        return new(events.Count == 0 ? after : events[^1].Seq, head, events);
    }
}

/// <summary>One event. Command ids and content checks are not for the public.</summary>
/// <param name="Group">The last seq of its group: where the next state is.</param>
/// <param name="At">Unix milliseconds UTC.</param>
/// <param name="Type">Its wire name.</param>
internal sealed record EventItem(
    int Seq, int Group, long At, string Type, short Version, [property: JsonConverter(typeof(EventBody))] GameEvent Event)
{
    public static EventItem Of(EventGroup group, int index, Asker asker)
    {
        var seen = Views.Of(group.Events[index], asker.Role, asker.Side);
        var name = WireNames.Of(seen);
        return new(group.First + index, group.Last, group.At, name.Name, name.Version, seen);
    }
}

/// <summary>An event as the journal writes it.</summary>
internal sealed class EventBody : JsonConverter<GameEvent>
{
    public override GameEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Events are only written here.");

    public override void Write(Utf8JsonWriter writer, GameEvent value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, WireNames.Of(value).Json);
}
