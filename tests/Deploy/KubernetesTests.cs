using System.Globalization;
using AkkaGame.Host;
using k8s;
using k8s.Models;

namespace AkkaGame.Deploy;

/// <summary>The manifests, read strictly as Kubernetes' own types, and held against the program.</summary>
public sealed class KubernetesTests
{
    private const string Name = "app.kubernetes.io/name";
    private const string Folder = "deploy/kubernetes";

    private static readonly string[] files =
        [.. Repository.Files(Folder).Where(static file => file.EndsWith(".yaml", StringComparison.Ordinal))];

    private static readonly List<object> all =
    [
        .. files.Where(static file => !file.EndsWith("kustomization.yaml", StringComparison.Ordinal))
            .SelectMany(static file => KubernetesYaml.LoadAllFromString(Repository.Read(file), strict: true)),
    ];

    private static readonly V1Deployment nodes = all.OfType<V1Deployment>().Single();
    private static readonly V1Job migrate = all.OfType<V1Job>().Single();
    private static readonly V1PodSpec node = nodes.Spec.Template.Spec;
    private static readonly V1Container server = node.Containers.Single();

    [Fact]
    public void Every_manifest_is_applied() => Assert.Equal(
        files.Select(static file => Path.GetFileName(file)).Where(static file => file != "kustomization.yaml").Order(),
        Yaml.Read($"{Folder}/kustomization.yaml").List("resources").Order());

    [Fact]
    public void The_nodes_settings_are_settings_of_the_program()
    {
        using var connection = new ConnectionFile();
        var settings = Configured.Read(Environment(server), connection.InPlaceOf(Environment(server)));

        Assert.NotNull(settings.Postgres);
        Assert.True(settings.SecretKeyFile is not null && settings.TokenKeyFile is not null);
        Assert.Equal($"{Ip}:{Settings.DefaultPeerPort}", settings.PeerAddress);
        Assert.False(settings.Migrate || settings.Development);
    }

    [Fact]
    public void The_files_that_settings_name_are_mounted()
    {
        foreach (var (pod, container) in (ReadOnlySpan<(V1PodSpec, V1Container)>)[(node, server), (migrate.Spec.Template.Spec, Job)])
        {
            var mount = container.VolumeMounts.Single();
            Assert.True(mount.ReadOnlyProperty);
            Assert.Contains(pod.Volumes, volume => volume.Name == mount.Name && volume.Secret is not null);
            foreach (var (name, value) in Environment(container).Where(static one => one.Key.EndsWith("_FILE", StringComparison.Ordinal)))
                Assert.True(value.StartsWith(mount.MountPath + "/", StringComparison.Ordinal), name);
        }

        // Who migrates has another login than who serves.
        Assert.NotEqual(node.Volumes.Single().Secret.SecretName, migrate.Spec.Template.Spec.Volumes.Single().Secret.SecretName);
    }

    [Fact]
    public void Ports_are_those_that_the_program_listens_on()
    {
        using var connection = new ConnectionFile();
        var settings = Configured.Read(Environment(server), connection.InPlaceOf(Environment(server)));
        int[] listened = [new Uri(settings.Urls).Port, new Uri(settings.OpsUrls).Port, settings.PeerPort];

        Assert.Equal(listened, server.Ports.Select(static port => port.ContainerPort));
        foreach (var service in all.OfType<V1Service>())
            foreach (var port in service.Spec.Ports) Assert.Contains(server.Ports, one => one.Name == port.TargetPort.Value);
        Assert.Equal(listened[1].ToString(CultureInfo.InvariantCulture), nodes.Spec.Template.Annotations()["prometheus.io/port"]);
    }

    [Fact]
    public async Task Probes_ask_what_the_program_answers()
    {
        await using var running = await RunningServer.Start();
        V1Probe[] probes = [server.StartupProbe, server.LivenessProbe, server.ReadinessProbe];
        foreach (var probe in probes)
        {
            Assert.Equal("public", probe.HttpGet.Port.Value);
            Assert.Equal(200, await running.Status(probe.HttpGet.Path));
        }

        Assert.Equal(200, await running.OpsStatus(nodes.Spec.Template.Annotations()["prometheus.io/path"]));
        // What restarts a node must not ask for what a restart does not bring back.
        Assert.NotEqual(server.ReadinessProbe.HttpGet.Path, server.LivenessProbe.HttpGet.Path);
    }

    [Fact]
    public void A_node_is_given_the_time_that_it_needs_to_stop()
    {
        using var connection = new ConnectionFile();
        var settings = Configured.Read(Environment(server), connection.InPlaceOf(Environment(server)));
        var before = TimeSpan.FromSeconds(server.Lifecycle.PreStop.Sleep.Seconds);

        Assert.True(TimeSpan.FromSeconds(node.TerminationGracePeriodSeconds!.Value) > before + Configured.LongestStop(settings));
    }

    [Fact]
    public void Whoever_leaves_has_somebody_to_hand_over_to()
    {
        Assert.True(nodes.Spec.Replicas >= 3);
        Assert.Equal("0", nodes.Spec.Strategy.RollingUpdate.MaxUnavailable.Value);
        Assert.Equal("1", all.OfType<V1PodDisruptionBudget>().Single().Spec.MaxUnavailable.Value);
        Assert.Contains(node.TopologySpreadConstraints, static one => one.TopologyKey == "kubernetes.io/hostname");
    }

    [Fact]
    public void Nothing_runs_with_more_rights_than_it_needs()
    {
        foreach (var pod in (ReadOnlySpan<V1PodSpec>)[node, migrate.Spec.Template.Spec])
        {
            Assert.True(pod.SecurityContext.RunAsNonRoot);
            Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
            Assert.False(pod.AutomountServiceAccountToken);
            // Variables of a service called akkagame would be taken for settings.
            Assert.False(pod.EnableServiceLinks);
            foreach (var container in pod.Containers)
            {
                Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
                Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
                Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
                Assert.True(container.Resources.Limits.ContainsKey("memory"));
            }
        }

        Assert.Equal("restricted", all.OfType<V1Namespace>().Single().Labels()["pod-security.kubernetes.io/enforce"]);
    }

    [Fact]
    public void Selectors_select_the_nodes()
    {
        var labels = nodes.Spec.Template.Labels();
        IDictionary<string, string>[] selectors =
        [
            nodes.Spec.Selector.MatchLabels, all.OfType<V1PodDisruptionBudget>().Single().Spec.Selector.MatchLabels,
            .. all.OfType<V1Service>().Select(static service => service.Spec.Selector), Guard.PodSelector.MatchLabels,
            .. node.TopologySpreadConstraints.Select(static one => one.LabelSelector.MatchLabels),
        ];
        foreach (var selector in selectors) Assert.All(selector, one => Assert.Equal(one.Value, labels[one.Key]));
    }

    [Fact]
    public void Nobody_but_a_node_reaches_the_peer_port()
    {
        var labels = nodes.Spec.Template.Labels();
        foreach (var rule in Guard.Ingress)
        {
            var ports = rule.Ports.Select(static port => int.Parse(port.Port.Value, CultureInfo.InvariantCulture)).ToList();
            if (ports.Contains(Settings.DefaultPeerPort))
            {
                Assert.Equal([Settings.DefaultPeerPort], ports);
                Assert.Equal(labels[Name], rule.FromProperty.Single().PodSelector.MatchLabels[Name]);
            }
            else if (ports.Contains(new Uri(Settings.DefaultOpsUrls).Port))
            {
                Assert.NotEmpty(rule.FromProperty);
            }
        }
    }

    private const string Ip = "10.1.2.3";

    private static V1Container Job => migrate.Spec.Template.Spec.Containers.Single();

    private static V1NetworkPolicySpec Guard => all.OfType<V1NetworkPolicy>().Single(static one => one.Name() == "akkagame").Spec;

    private static Dictionary<string, string> Environment(V1Container container)
    {
        var given = new Dictionary<string, string>();
        foreach (var map in (container.EnvFrom ?? []).Select(static from => from.ConfigMapRef.Name))
            foreach (var (name, value) in all.OfType<V1ConfigMap>().Single(one => one.Name() == map).Data) given[name] = value;
        foreach (var one in container.Env ?? []) given[one.Name] = (one.Value ?? Ip).Replace("$(POD_IP)", Ip, StringComparison.Ordinal);
        return given;
    }
}
