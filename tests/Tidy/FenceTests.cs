using System.Reflection;
using System.Reflection.Emit;
using System.Text.RegularExpressions;
using AkkaGame.Messages;

namespace AkkaGame.Tidy;

/// <summary>The pure rooms cannot reach a clock, a die, a disk or a wire.</summary>
public partial class FenceTests
{
    [Fact]
    public void What_is_said_reaches_nothing_outside() =>
        Assert.Empty(Reach.Of(typeof(GameCommand).Assembly.Location, Reach.OutsideOfRules));

    [Fact]
    public void The_rules_reach_nothing_outside() => Assert.Empty(Reach.Of(Compiled("Baseball"), Reach.OutsideOfRules));

    [Fact]
    public void The_entity_takes_time_ids_and_bytes_as_it_is_given_them() =>
        Assert.Empty(Reach.Of(Compiled("Actors"), Reach.OutsideOfEntity));

    /// <summary>The control: an assembly with this one call in it must be caught.</summary>
    [Theory]
    [InlineData(typeof(DateTime), "get_UtcNow", "System.DateTime.get_UtcNow")]
    [InlineData(typeof(DateTime), "get_Now", "System.DateTime.get_Now")]
    [InlineData(typeof(DateTimeOffset), "get_UtcNow", "System.DateTimeOffset.get_UtcNow")]
    [InlineData(typeof(Guid), "NewGuid", "System.Guid.NewGuid")]
    [InlineData(typeof(Random), "get_Shared", "System.Random")]
    [InlineData(typeof(System.Security.Cryptography.RandomNumberGenerator), "Create", "System.Security.Cryptography.RandomNumberGenerator")]
    [InlineData(typeof(File), "Exists", "System.IO.File")]
    [InlineData(typeof(Task), "get_CompletedTask", "System.Threading.Tasks.Task")]
    [InlineData(typeof(Environment), "get_MachineName", "System.Environment.get_MachineName")]
    [InlineData(typeof(System.Diagnostics.Stopwatch), "GetTimestamp", "System.Diagnostics.Stopwatch")]
    [InlineData(typeof(TimeProvider), "get_System", "System.TimeProvider.get_System")]
    [InlineData(typeof(System.Net.Dns), "GetHostName", "System.Net.Dns")]
    public void A_call_outside_is_found(Type on, string method, string found)
    {
        using var assembly = Calling(on.GetMethods().First(m => m.Name == method && m.IsStatic));
        Assert.Contains(found, Reach.Of(assembly, Reach.OutsideOfRules));
    }

    [Fact]
    public void A_harmless_call_is_not_found()
    {
        using var assembly = Calling(typeof(Math).GetMethod(nameof(Math.Abs), [typeof(int)])!);
        Assert.Empty(Reach.Of(assembly, Reach.OutsideOfRules));
    }

    [Fact]
    public void The_entity_may_wait_but_not_look_at_the_clock()
    {
        using var waiting = Calling(typeof(Task).GetMethod(nameof(Task.Yield))!);
        Assert.Empty(Reach.Of(waiting, Reach.OutsideOfEntity));
        using var looking = Calling(typeof(DateTimeOffset).GetMethod("get_UtcNow")!);
        Assert.NotEmpty(Reach.Of(looking, Reach.OutsideOfEntity));
    }

    /// <summary>
    /// Strings are shared between threads, and charts that decisions changed: both bounded, and nothing depends on what is in them. A third
    /// shared table would be a third thing to bound. The parts of a play that <c>PlayOdds</c> keeps lie in arrays, which do not grow.
    /// </summary>
    [Fact]
    public void Two_tables_are_shared_between_threads() => Assert.Equal(
        ["src/Messages/Intern.cs", "src/Baseball/Charts/AverageCharts.cs"],
        Repository.Files("src/Messages").Concat(Repository.Files("src/Baseball"))
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) && SharedTable().IsMatch(Repository.Read(file))));

    [Theory]
    [InlineData("private static readonly ConcurrentDictionary<string, string> strings = new();")]
    [InlineData("private static readonly Dictionary<int, int> seen = [];")]
    [InlineData("static int count;")]
    public void A_shared_table_is_found(string line) => Assert.Matches(SharedTable(), line);

    /// <summary>Concurrent collections, and statics that can change: a mutable collection, or a field that is not readonly.</summary>
    [GeneratedRegex(
        @"\bConcurrent\w+<|\bstatic readonly (Dictionary|List|HashSet|Queue|Stack)<"
        + @"|^\s*(private |public |internal )?static (?!readonly|class|partial|extern)[\w<>\[\]?]+ \w+( = [^>].*)?;",
        RegexOptions.Multiline)]
    private static partial Regex SharedTable();

    private static string Compiled(string room) => Path.Combine(AppContext.BaseDirectory, $"AkkaGame.{room}.dll");

    private static MemoryStream Calling(MethodInfo method)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Sample"), typeof(object).Assembly);
        var type = assembly.DefineDynamicModule("Sample").DefineType("Rules", TypeAttributes.Public | TypeAttributes.Class);
        var body = type.DefineMethod("Decide", MethodAttributes.Public | MethodAttributes.Static, typeof(void), []).GetILGenerator();
        foreach (var parameter in method.GetParameters()) body.Emit(
            parameter.ParameterType.IsValueType ? OpCodes.Ldc_I4_0 : OpCodes.Ldnull);
        body.Emit(OpCodes.Call, method);
        if (method.ReturnType != typeof(void)) body.Emit(OpCodes.Pop);
        body.Emit(OpCodes.Ret);
        type.CreateType();
        var stream = new MemoryStream();
        assembly.Save(stream);
        stream.Position = 0;
        return stream;
    }
}
