import Testing

/// The rules, each held against the whole repository.
@Suite struct RepositoryTests {
  private let repository = Repository.current

  private func expectNone(_ findings: [Finding]) {
    for finding in findings { Issue.record("\(finding.description)") }
  }

  private func expectNone(_ rule: (SourceFile) -> [Finding]) {
    expectNone(repository.swiftFiles.flatMap(rule))
  }

  @Test func `the repository was found and read`() {
    #expect(repository.swiftFiles.contains { $0.path == "Tests/TidyTests/RepositoryTests.swift" })
    #expect(repository.manifest.targets["Chronology"]?.layer == .values)
  }

  @Test func `every Swift file has at most 300 lines`() {
    expectNone(SizeRules.longFile)
  }

  @Test func `so has every script and C file`() {
    #expect(repository.scripts.contains { $0.path == "tools/constat-verify.py" })
    expectNone(repository.scripts.flatMap(SizeRules.longScript))
  }

  @Test func `everything that is declared is used`() {
    expectNone(UseRules.unused(repository.swiftFiles))
  }

  @Test func `every message about a configuration has a bad file or a test`() {
    #expect(repository.testedMessages.contains("did you mean"))
    expectNone { UseRules.untestedMessages($0, in: repository.testedMessages) }
  }

  @Test func `every function has at most 70 lines`() {
    expectNone(SizeRules.longFunctions)
  }

  @Test func `every import is declared and points down`() {
    expectNone { ImportRules.wrongImports($0, repository.manifest) }
  }

  @Test func `every dependency points down`() {
    expectNone(ImportRules.wrongDependencies(repository.manifest))
  }

  @Test func `no type has a name that says nothing`() {
    expectNone(NameRules.emptyNames)
  }

  @Test func `no two targets show others a type of the same name`() {
    expectNone(NameRules.twins(repository.swiftFiles))
  }

  @Test func `clocks, sleeps, prints and unsafe code stay where they belong`() {
    expectNone(CallRules.bannedCalls)
  }

  @Test func `nothing that a verdict rests on is inexact`() {
    expectNone(CallRules.inexactNumbers)
  }

  @Test func `nobody left a note for later`() {
    expectNone(CommentRules.leftoverNotes)
  }

  @Test func `every unchecked promise says why it holds`() {
    expectNone(CommentRules.unexplainedPromises)
  }

  @Test func `every declaration for others has a doc comment`() {
    expectNone(CommentRules.undocumentedDeclarations)
  }

  @Test func `every page under docs that is mentioned exists`() {
    expectNone(PageRules.deadPaths(repository))
  }
}
