using System.Xml.Linq;

namespace AkkaGame.Tidy;

/// <summary>A room sees only what stands to its left, adapters never see each other, and the project references are the fence.</summary>
public class ArrowTests
{
    /// <summary>Each room and the rooms it may refer to. A new room is a new line here, on purpose.</summary>
    private static readonly Dictionary<string, string[]> arrows = new()
    {
        ["Messages"] = [],
        ["Baseball"] = ["Messages"],
        ["Actors"] = ["Messages", "Baseball"],
        ["Journal"] = ["Messages", "Baseball", "Actors"],
        ["Gateway"] = ["Messages", "Baseball", "Actors"],
        ["Cluster"] = ["Messages", "Baseball", "Actors"],
        ["Retrosheet"] = ["Messages", "Baseball", "Actors"],
        ["Actors.Akka"] = ["Messages", "Baseball", "Actors"],
        ["Client"] = ["Messages", "Baseball"],
        ["Proxy"] = [],
        ["Host"] = ["Messages", "Baseball", "Actors", "Journal", "Gateway", "Cluster", "Retrosheet", "Actors.Akka", "Client", "Proxy"],
    };

    /// <summary>The drivers of databases belong to one room.</summary>
    private static readonly string[] databases = ["Microsoft.Data.Sqlite", "Npgsql", "Dapper"];

    [Fact]
    public void Every_arrow_points_to_the_left()
    {
        foreach (var room in Repository.Rooms()) Assert.Empty(Wrong(room, Project(room)));
    }

    [Fact]
    public void The_fence_is_closed_for_every_project() =>
        Assert.Contains(
            "<DisableTransitiveProjectReferences>true</DisableTransitiveProjectReferences>", Repository.Read("Directory.Build.props"));

    [Theory]
    [InlineData("Journal", "../Retrosheet/Retrosheet.csproj", "Journal -> Retrosheet")]
    [InlineData("Messages", "../Baseball/Baseball.csproj", "Messages -> Baseball")]
    [InlineData("Baseball", "..\\Actors\\Actors.csproj", "Baseball -> Actors")]
    [InlineData("Actors", "../Journal/Journal.csproj", "Actors -> Journal")]
    [InlineData("Attic", "../Messages/Messages.csproj", "Attic is no room of this house")]
    public void A_wrong_arrow_is_found(string room, string reference, string found) =>
        Assert.Equal([found],
            Wrong(room, XDocument.Parse($"""<Project><ItemGroup><ProjectReference Include="{reference}" /></ItemGroup></Project>""")));

    [Theory]
    [InlineData("Messages", "Polly", "Messages uses the package Polly")]
    [InlineData("Host", "Npgsql", "Host uses the package Npgsql")]
    public void A_package_in_the_wrong_room_is_found(string room, string package, string found) =>
        Assert.Equal([found],
            Wrong(room, XDocument.Parse($"""<Project><ItemGroup><PackageReference Include="{package}" /></ItemGroup></Project>""")));

    [Fact]
    public void A_gate_in_the_fence_is_found()
    {
        const string Gate = "<DisableTransitiveProjectReferences>false</DisableTransitiveProjectReferences>";
        Assert.Equal(["Host opens the fence"], Wrong("Host", XDocument.Parse($"<Project><PropertyGroup>{Gate}</PropertyGroup></Project>")));
    }

    private static List<string> Wrong(string room, XDocument project)
    {
        if (!arrows.TryGetValue(room, out var allowed)) return [$"{room} is no room of this house"];
        var packages = Included(project, "PackageReference");
        return
        [
            .. Included(project, "ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Replace('\\', '/')))
                .Where(reference => !allowed.Contains(reference)).Select(reference => $"{room} -> {reference}"),
            .. packages.Where(package => room is "Messages" or "Baseball" || (databases.Contains(package) && room != "Journal"))
                .Select(package => $"{room} uses the package {package}"),
            .. project.Descendants("DisableTransitiveProjectReferences").Select(_ => $"{room} opens the fence"),
        ];
    }

    private static IEnumerable<string> Included(XDocument project, string item) =>
        project.Descendants(item).Select(element => element.Attribute("Include")?.Value).OfType<string>();

    private static XDocument Project(string room) => XDocument.Parse(Repository.Read("src", room, $"{room}.csproj"));
}
