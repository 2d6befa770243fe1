import Events
import Posix
import Systemd
import Testing

@testable import Journaling

/// What docs/events.md promises to those who read the journal.
@Suite struct JournalPageTests {
  private let page: String

  init() throws {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    // The folder of the tests may be a symbolic link: its parent is the repository's root.
    let path = "/\(root)/Tests/JournalingTests/../../docs/events.md"
    page = String(
      decoding: try FileHandle(opening: path, .readOnly).read(1 << 20, at: 0),
      as: UTF8.self
    )
  }

  @Test(arguments: EventKind.allCases)
  func `every kind stands there with its id and its priority`(kind: EventKind) {
    let row =
      "(#\(kind.rawValue.filter { $0 != "." })) | `\(kind.messageID)` | \(kind.priority.rawValue) "
    #expect(page.contains(row))
  }

  @Test func `the notice about events stands there too`() {
    let entry = Entry.delayed(1, capacity: 1)
    #expect(page.contains("(#daemondelayed) | `\(entry.messageID)` | \(entry.priority.rawValue) "))
    for field in entry.fields { #expect(page.contains("`\(field.name)`")) }
  }

  @Test func `the fields of every entry stand there`() {
    let names = JournalSink().fields(of: Entry(.sample(1))).map(\.name)
    for name in names.dropLast() { #expect(page.contains("`\(name)`"), "\(name) is missing") }
    #expect(names.contains("CODE_FILE") && names.contains("CODE_LINE"))
    #expect(page.contains("`REASON`"))
  }
}
