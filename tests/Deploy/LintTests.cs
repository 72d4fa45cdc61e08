namespace AkkaGame.Deploy;

/// <summary>What the linters of each format say, where they are installed.</summary>
public sealed class LintTests
{
    private const string Rules =
        "{extends: default, rules: {line-length: {max: 140}, document-start: disable, truthy: {check-keys: false}, octal-values: disable, "
        + "braces: {max-spaces-inside: 0}}}";

    private const string InThePackages = "is not installed: install its package.";
    private const string NotInThePackages = "is absent from the feed: install it by hand, and it looks too.";

    [SkippableFact]
    public async Task Shell_scripts_are_sound()
    {
        Tool.Need("shellcheck", InThePackages);
        await Tool.Content("shellcheck", "cluster", "deploy/make-secrets", "deploy/postgres/roles.sh", "docs/model/check");
    }

    [SkippableFact]
    public async Task Every_YAML_file_is_well_formed()
    {
        Tool.Need("yamllint", InThePackages);
        await Tool.Content("yamllint", "--strict", "-d", Rules, "deploy");
    }

    [SkippableFact]
    public async Task The_Dockerfile_is_sound()
    {
        Tool.Need("hadolint", NotInThePackages);
        await Tool.Content("hadolint", "deploy/Dockerfile");
    }

    [SkippableFact]
    public async Task The_manifests_fit_their_schemas()
    {
        Tool.Need("kubeconform", NotInThePackages);
        await Tool.Content("kubeconform", "-strict", "-ignore-filename-pattern", "kustomization", "deploy/kubernetes");
    }
}
