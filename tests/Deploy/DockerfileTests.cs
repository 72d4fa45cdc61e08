using System.Globalization;
using System.Text.RegularExpressions;
using AkkaGame.Host;

namespace AkkaGame.Deploy;

/// <summary>The image, as far as it can be known without building it.</summary>
public sealed partial class DockerfileTests
{
    [Fact]
    public void Whatever_the_build_reads_is_copied_and_let_through()
    {
        var copied = Dockerfile.Instructions.TakeWhile(static one => one.Text != Dockerfile.Last[0].Text)
            .Where(static one => one.Word == "COPY").SelectMany(static one => one.Text.Split(' ')[..^1]).ToList();
        Assert.All(copied, static path => Assert.True(Path.Exists(Repository.Path(path)), path));
        // Projects under src name files elsewhere by way of ../../
        var named = Repository.Files("src").Where(static file => file.EndsWith(".csproj", StringComparison.Ordinal))
            .SelectMany(static file => Outside().Matches(Repository.Read(file))).Select(static one => one.Groups[1].Value);
        var ignore = Repository.Read("deploy", "Dockerfile.dockerignore").Split('\n');
        foreach (var path in named.Concat(["src", ".editorconfig", "global.json", "Directory.Build.props", "Directory.Packages.props"]))
        {
            Assert.Contains(copied, one => path == one.TrimEnd('/') || path.StartsWith(one, StringComparison.Ordinal));
            Assert.Contains($"!{path}", ignore);
        }
    }

    [Fact]
    public void What_runs_has_no_shell_and_no_root()
    {
        Assert.EndsWith("-chiseled", Dockerfile.Last[0].Text, StringComparison.Ordinal);
        var user = Dockerfile.Last.Last(static one => one.Word == "USER").Text;
        Assert.All(user.Split(':'), static id => Assert.NotEqual(0, int.Parse(id, CultureInfo.InvariantCulture)));
        // Without a shell only the form of a JSON list can be run.
        foreach (var word in (string[])["ENTRYPOINT", "CMD"])
            Assert.StartsWith("[", Dockerfile.Last.Single(one => one.Word == word).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Dockerfile.Last, static one => one.Word == "RUN");
    }

    [Fact]
    public void Base_images_are_those_of_the_framework_that_is_built_for()
    {
        var framework = Regex.Match(Repository.Read("Directory.Build.props"), "<TargetFramework>net([0-9.]+)<").Groups[1].Value;
        foreach (var (_, image) in Dockerfile.Instructions.Where(static one => one.Word == "FROM"))
            Assert.Contains($":{framework}-", image, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_settings_are_settings_of_the_program_and_its_ports_are_said()
    {
        var settings = Configured.Read(Dockerfile.Environment);
        int[] ports = [new Uri(settings.Urls).Port, new Uri(settings.OpsUrls).Port, settings.PeerPort];

        Assert.Equal(ports, Dockerfile.Last.Single(static one => one.Word == "EXPOSE").Text.Split(' ').Select(int.Parse));
        // What reaches beyond the container asks operators who they are.
        Assert.True(settings.OpsTokens);
        Assert.Equal(LogForm.Json, settings.Log);
    }

    [GeneratedRegex("\"\\.\\./\\.\\./(docs/[^\"]+)\"")]
    private static partial Regex Outside();
}
