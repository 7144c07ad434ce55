using PipCs;
using PipCs.Index;
using PipCs.Installing;
using PipCs.Requirements;

var index = new IndexOptions { NoIndex = true, FindLinks = ["samples/packages"] };
var pip = PipClient.ForEnvironment(".venv", new PipClientOptions { Index = index });
var result = await pip.InstallAsync(new InstallRequest { Sources = new RequirementSources { Arguments = ["pipcs-hello"] } });
foreach (var item in result.Installed)
{
    Console.WriteLine($"{item.Distribution.Name} {item.Distribution.Version}: {item.ReadFiles().Count} files");
}
