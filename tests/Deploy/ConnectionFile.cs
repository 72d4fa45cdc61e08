namespace AkkaGame.Deploy;

/// <summary>A file with a connection string, in place of the one that is only there where it is deployed.</summary>
internal sealed class ConnectionFile : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public ConnectionFile() => File.WriteAllText(path, "Host=db;Database=akkagame;Username=games;Password=x");

    public Dictionary<string, string> InPlaceOf(IReadOnlyDictionary<string, string> environment) =>
        new() { [environment["AKKAGAME_POSTGRES_FILE"]] = path };

    public void Dispose() => File.Delete(path);
}
