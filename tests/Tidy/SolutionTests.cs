using System.Text.RegularExpressions;

namespace AkkaGame.Tidy;

/// <summary>The solution holds every project, so that one build sees all of it.</summary>
public partial class SolutionTests
{
    [Fact]
    public void Every_project_stands_in_the_solution() =>
        Assert.Empty(
            Missing(Repository.Files().Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)), Repository.Read("AkkaGame.sln")));

    [Fact]
    public void A_project_left_out_is_found() =>
        Assert.Equal(
            ["src/B/B.csproj"], Missing(["src/A/A.csproj", "src/B/B.csproj"], """Project("{F}") = "A", "src\A\A.csproj", "{1}" """));

    [Fact]
    public void Versions_stand_in_one_place() => Assert.DoesNotContain(
        Repository.Files().Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)),
        file => PackageWithVersion().IsMatch(Repository.Read(file)));

    [Fact]
    public void A_version_in_a_project_is_found() =>
        Assert.Matches(PackageWithVersion(), """<PackageReference Include="Dapper" Version="2.1.86" />""");

    private static IEnumerable<string> Missing(IEnumerable<string> projects, string solution) =>
        projects.Where(project => !solution.Contains($"\"{project.Replace('/', '\\')}\"", StringComparison.Ordinal));

    [GeneratedRegex("<PackageReference[^>]*Version=")]
    private static partial Regex PackageWithVersion();
}
