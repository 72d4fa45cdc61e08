using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests;

public class ReceiptBookTests
{
    private static readonly Random dice = new(20180406);

    private static AcceptedCommand Command(int last)
    {
        var id = new byte[16];
        dice.NextBytes(id);
        return new(new(id), last, (uint)last);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(513)]
    [InlineData(10_000)]
    public void Every_command_is_found_however_long_the_book(int commands)
    {
        var book = ReceiptBook.Empty;
        var accepted = Enumerable.Range(1, commands).Select(Command).ToArray();
        foreach (var command in accepted)
        {
            Assert.False(book.TryFind(new(command.Id), out _));
            book = book.Add(command);
        }

        foreach (var command in accepted)
        {
            Assert.True(book.TryFind(new(command.Id), out var found));
            Assert.Equal(command, found);
        }

        Assert.False(book.TryFind(new(Command(0).Id), out _));
        Assert.Equal(new ReceiptBook(accepted), book);
    }

    [Fact]
    public void A_book_knows_nothing_of_what_was_added_to_its_successors()
    {
        var trunk = Enumerable.Range(1, 2000).Select(Command).Aggregate(ReceiptBook.Empty, static (book, command) => book.Add(command));
        var (one, other) = (Command(2001), Command(2002));

        var (left, right) = (trunk.Add(one), trunk.Add(other));

        Assert.Equal([false, true, false], Find(one));
        Assert.Equal([false, false, true], Find(other));

        IEnumerable<bool> Find(AcceptedCommand command) =>
            ((ReceiptBook[])[trunk, left, right]).Select(book => book.TryFind(new(command.Id), out var found) && found == command);
    }
}
