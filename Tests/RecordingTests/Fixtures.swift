import Archive
import Chronology
import Importing
import Posix
import Sampling
import Storage
import StoreFormat
import TestKit

@testable import Recording

/// 2026-01-01T00:00:00Z.
let newYear = Instant(seconds: 1_767_225_600)
let later = Instant(seconds: 1_780_272_000)

/// A check every 30 s, whose samples vouch for 45 s.
func definition(_ id: String, timeout: TimeAmount = .seconds(10)) -> CheckDefinition {
  guard let check = CheckID(id) else { preconditionFailure("an id") }
  return CheckDefinition(
    id: check,
    method: "http",
    target: "http://127.0.0.1/",
    interval: .seconds(30),
    timeout: timeout,
    confirmation: Confirmation(),
    rules: "status 200"
  )
}

/// A file of one sample every 30 s.
///
/// - Parameter seconds: After ``newYear``.
func text(_ seconds: some Sequence<Int>) -> String {
  seconds.map { second in
    #"{"at": \#((newYear + .seconds(Int64(second))).milliseconds), "outcome": "up"}"# + "\n"
  }.joined()
}

extension Scratch {
  /// Writes a file and reads it as an import.
  func source(_ text: String, name: String = "file.jsonl") throws -> ImportSource {
    try write(text, to: name)
    let handle = try FileHandle(opening: file(name), .readOnly)
    return try ImportSource(handle, of: definition("web").id, now: later)
  }

  /// Opens the store in it.
  func store() throws -> Store {
    try Store.open(file("store"), observer: Store.Observer(committed: { _ in }))
  }

  /// Everything that the store has on record.
  func records() throws -> [Record] {
    var reader = try RecordReader(try PosixDisk.reading(file("store")))
    var records: [Record] = []
    while let item = try reader.next() {
      switch item {
      case .group(let group): records += group.records
      case .samples(let samples): records += samples.map { .sample($0) }
      case .damage: break
      }
    }
    return records
  }

  /// Records a file, as the command does.
  func record(
    _ source: ImportSource,
    of definition: CheckDefinition,
    into store: Store,
    allowsSparse: Bool = false,
    goesOn: (Int) -> Bool = { _ in true }
  ) throws -> ImportReceipt {
    let request = ImportRequest(
      check: definition.id,
      path: "file.jsonl",
      hash: source.hash,
      allowsSparse: allowsSparse
    )
    let recording = ImportRecording(source, request, of: definition)
    let disk = try PosixDisk.reading(file("store"))
    return try recording.record(into: store, reading: disk, at: later, goesOn: goesOn)
  }
}

extension Record {
  var sample: Sample? { if case .sample(let sample) = self { sample } else { nil } }
  var unplanned: Unplanned? { if case .unplanned(let told) = self { told } else { nil } }
  var mark: ImportMark? { if case .imported(let mark) = self { mark } else { nil } }
}
