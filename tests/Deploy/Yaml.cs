using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace AkkaGame.Deploy;

/// <summary>A YAML document as maps and lists of texts, its merge keys (<c>&lt;&lt;</c>) carried out.</summary>
internal sealed class Yaml(object? value)
{
    public static Yaml Read(string file)
    {
        using var text = new StringReader(Repository.Read(file));
        return new(new DeserializerBuilder().Build().Deserialize(new MergingParser(new Parser(text))));
    }

    public IEnumerable<string> Keys => Map.Keys.Cast<string>();

    public string Text => (string)value!;

    public Yaml this[string key] => new(Map[key]);

    public bool Has(string key) => Map.ContainsKey(key);

    public IEnumerable<string> List(string key) => ((List<object>)Map[key]!).Cast<string>();

    public IEnumerable<Yaml> Items(string key) => ((List<object>)Map[key]!).Select(static one => new Yaml(one));

    public Dictionary<string, string> Texts(string key) => this[key].Map
        .ToDictionary(static one => (string)one.Key, static one => (string)one.Value!);

    private Dictionary<object, object?> Map => (Dictionary<object, object?>)value!;
}
