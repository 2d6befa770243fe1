import TestKit
import Testing

@Suite struct NewAgreementCommandTests {
  private func run(_ arguments: [String]) throws -> ConsoleRun {
    try ConsoleRun(["new-agreement"] + arguments)
  }

  @Test func `the list names every template and what is to be reviewed`() throws {
    let list = try run(["--list"])
    #expect(list.status == 0, "\(list.all)")
    #expect(list.output.split(separator: "\n").count == 10)
    #expect(list.output.contains("OVHcloud Key Management Service"))
    #expect(list.output.contains(" lines to review\n"))
  }

  @Test func `the example of the page makes a file that check-config takes`() throws {
    let scratch = try Scratch()
    let page = try RepositoryFile.text("docs/templates.md")
    let lines = page.split(separator: "\n").drop { !$0.contains("--template ovh-kms") }.prefix(2)
    let example = lines.joined(separator: "\n")
    #expect(example.hasPrefix("$ constat new-agreement "))
    try scratch.write(
      """
      vantage: paris-1
      store: \(scratch.file("store"))
      checks: {www: {http: "http://127.0.0.1:1/", interval: 10s}}
      agreements: keys.yaml

      """,
      to: "constatd.yaml"
    )
    let command = try Command(
      """
      cd \(Command.quoted(scratch.path))
      folder=$(dirname "$(readlink "/proc/$PPID/exe")")
      PATH="$folder:$PATH"
      \(example.dropFirst(2)) --config constatd.yaml 2>advice &&
        constat check-config constatd.yaml 2>&1
      """
    )
    #expect(command.status == 0, "\(command.output)")
    #expect(command.output.contains("1 agreement, 1 objective"))
    #expect(command.output.contains("nobody has compared it"))
    let advice = String(decoding: try scratch.read("advice"), as: UTF8.self)
    #expect(advice.contains("lines are marked REVIEW"), "\(advice)")
  }

  @Test(arguments: [
    ([], 64, "name a template by --template"),
    (["--template", "ovh"], 64, "there is no template 'ovh'"),
    (["--template", "ovh-kms", "--check", "www"], 64, "name who is promised by --customer"),
    (["--template", "ovh-kms", "--customer", "B"], 64, "each by --check"),
    (
      ["--template", "fr-heures-ouvrees", "--customer", "B", "--check", "www"], 64,
      "needs --provider"
    ),
    (
      [
        "--template", "ovh-kms", "--customer", "B", "--check", "www", "-o", "/proc/none/x.yaml",
      ], 73, "/proc/none/x.yaml can't be made"
    ),
  ])
  func `what is missing or can't be is said`(_ arguments: [String], _ status: Int32, _ text: String)
    throws
  {
    let refused = try run(arguments)
    #expect(refused.status == status, "\(refused.all)")
    #expect(refused.errors.contains(text), "\(refused.all)")
    #expect(refused.output.isEmpty)
  }
}
