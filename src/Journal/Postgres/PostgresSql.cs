using System.Security.Cryptography;
using System.Text;

namespace AkkaGame.Journal.Postgres;

/// <summary>The statements, as they stand in the .sql files beside this one.</summary>
internal static class PostgresSql
{
    /// <summary>All migrations in their order; the n-th (from 1) makes schema version n.</summary>
    public static IReadOnlyList<Migration> Migrations { get; } =
    [
        .. SqlFiles.In("Postgres/Migrations/").Select(
            static (name, i) => new Migration(i + 1, Path.GetFileNameWithoutExtension(name), SqlFiles.Text(name))),
    ];

    public static string Statement(string name) => SqlFiles.Text($"Postgres/Statements/{name}.sql");

    /// <summary>What the sessions of a node are called, so that whoever succeeds it can end them.</summary>
    public static string SessionName(Guid node) => $"akkagame/{node}";

    /// <summary>Shard and epoch in one number: what the fence compares.</summary>
    internal static long Token(Messages.Shard shard, long epoch) => (epoch << 12) | shard.Number;

    internal sealed record Migration(int Number, string Name, string Text)
    {
        /// <summary>SHA-256 of its text, 64 hexadecimal digits: an applied migration is never edited.</summary>
        public string Checksum { get; } =
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text.ReplaceLineEndings("\n"))));
    }
}
