using System.Collections;
using System.Runtime.CompilerServices;

namespace AkkaGame.Messages;

/// <summary>
/// An array that is never changed and is equal by its content, so that records holding one compare as values. Empty = default.
/// </summary>
[CollectionBuilder(typeof(EquatableArray), nameof(EquatableArray.Create))]
public readonly struct EquatableArray<T> : IReadOnlyList<T>, IEquatable<EquatableArray<T>>
{
    private readonly T[]? items;

    /// <summary>Takes over <paramref name="items"/>; the caller must not change it afterwards.</summary>
    public EquatableArray(T[] items) => this.items = items.Length == 0 ? null : items;

    public int Count => items?.Length ?? 0;

    public T this[int index] => AsSpan()[index];

    public ReadOnlySpan<T> AsSpan() => items;

    public EquatableArray<T> Add(T item)
    {
        var longer = new T[Count + 1];
        AsSpan().CopyTo(longer);
        longer[^1] = item;
        return new(longer);
    }

    /// <summary>A copy in which <paramref name="item"/> stands at <paramref name="index"/>.</summary>
    public EquatableArray<T> With(int index, T item)
    {
        var copy = AsSpan().ToArray();
        copy[index] = item;
        return new(copy);
    }

    public bool Contains(T item)
    {
        foreach (var one in AsSpan()) if (EqualityComparer<T>.Default.Equals(one, item)) return true;
        return false;
    }

    public bool Equals(EquatableArray<T> other)
    {
        if (ReferenceEquals(items, other.items)) return true;
        if (Count != other.Count) return false;
        for (var i = 0; i < Count; i++) if (!EqualityComparer<T>.Default.Equals(this[i], other[i])) return false;
        return true;
    }

    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in AsSpan()) hash.Add(item);
        return hash.ToHashCode();
    }

    public ReadOnlySpan<T>.Enumerator GetEnumerator() => AsSpan().GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)(items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => (items ?? []).GetEnumerator();

    public static bool operator ==(EquatableArray<T> left, EquatableArray<T> right) => left.Equals(right);

    public static bool operator !=(EquatableArray<T> left, EquatableArray<T> right) => !left.Equals(right);
}

public static class EquatableArray
{
    public static EquatableArray<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());
}
