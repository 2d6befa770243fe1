import Proving
import Sampling
import StoreFormat

@testable import BundleFormat

/// A bundle with one thing wrong, and what must be said of it.
struct DamagedBundle {
  let name: String
  let bytes: [UInt8]
  /// The kind and subject of the first finding.
  let finding: (BundleFinding.Kind, BundleFinding.Subject)
}

/// Bundles with a right last line, each with one thing wrong.
func damagedBundles(_ good: [UInt8]) throws -> [DamagedBundle] {
  var damage = DamageList(good: good)
  try damage.addHead()
  try damage.addKeys()
  try damage.addEntries()
  try damage.addSegments()
  try damage.addLines()
  return damage.found
}

/// Makes damaged bundles of a good one.
private struct DamageList {
  let good: [UInt8]
  var found: [DamagedBundle] = []

  mutating func add(
    _ name: String,
    _ kind: BundleFinding.Kind,
    _ subject: BundleFinding.Subject,
    _ change: (inout BundleLines) -> Void
  ) throws {
    var lines = BundleLines(good)
    change(&lines)
    found.append(DamagedBundle(name: name, bytes: try lines.sealed, finding: (kind, subject)))
  }

  /// What the bundle is, and its checkpoints.
  mutating func addHead() throws {
    try add("another version", .refused, .form) { $0.lines[0] = "constat-evidence 2" }
    try add("another store", .damaged, .succession) { lines in
      lines.change(1, 1) { "ff" + $0.dropFirst(2) }
    }
    try add("another origin", .damaged, .origin) { $0.change(1, 2) { $0 + "x" } }
    try add("an empty period", .refused, .form) { lines in
      let start = lines.lines[2].split(separator: " ")[1]
      lines.change(2, 2) { _ in String(start) }
    }
    try add("a number with a leading zero", .refused, .form) { $0.change(2, 1) { "0" + $0 } }
    try add("a checkpoint that was changed", .damaged, .consistency) { lines in
      let place = lines.places("checkpoint")[0]
      lines.change(place, 1) { text in
        let note = Base64.bytes(text) ?? []
        let other = String(decoding: note, as: UTF8.self).replacing("\n8\n", with: "\n7\n")
        return Base64.text(Array(other.utf8))
      }
    }
    try add("a wrong consistency path", .damaged, .consistency) { lines in
      lines.change(lines.places("checkpoint")[0], 2) { BundleLines.changed($0) }
    }
    try add("checkpoints out of order", .refused, .form) { lines in
      let places = lines.places("checkpoint")
      lines.lines.swapAt(places[0], places[1])
    }
    try add("no last checkpoint", .refused, .form) { lines in
      lines.lines.remove(at: lines.places("checkpoint")[2])
    }
  }

  /// Its keys.
  mutating func addKeys() throws {
    try add("a key skipped", .damaged, .succession) { lines in
      lines.lines.remove(at: lines.places("key")[1])
    }
    try add("no first key", .damaged, .succession) { lines in
      lines.lines.remove(at: lines.places("key")[0])
    }
    try add("no last key", .damaged, .signature) { lines in
      lines.lines.remove(at: lines.places("key")[2])
    }
    try add("keys out of order", .damaged, .succession) { lines in
      let places = lines.places("key")
      lines.lines.swapAt(places[0], places[1])
    }
    try add("a wrong handover path", .damaged, .handover) { lines in
      lines.change(lines.places("key")[1], 4) { BundleLines.changed($0) }
    }
    try add("a key at another place", .damaged, .path) { lines in
      lines.change(lines.places("key")[1], 1) { _ in "9" }
    }
  }

  /// Its agreement and its entries.
  mutating func addEntries() throws {
    try add("another agreement", .damaged, .agreement) { lines in
      lines.change(lines.places("agreement")[0], 2) { BundleLines.changed($0) }
    }
    try add("an agreement that nothing names", .missing, .agreement) { lines in
      let text = Array("agreement: other\n".utf8)
      lines.lines[lines.places("agreement")[0]] =
        "agreement \(Hexadecimal.text(SHA256.hash(text))) \(Base64.text(text))"
    }
    try add("an entry that was changed", .damaged, .path) { lines in
      lines.change(lines.places("entry")[0], 2) { replaced($0, 0, 99) }
    }
    try add("an entry at another place", .damaged, .path) { lines in
      lines.change(lines.places("entry")[0], 1) { _ in "1" }
    }
    try add("entries out of order", .refused, .form) { lines in
      let places = lines.places("entry")
      lines.lines.swapAt(places[0], places[1])
    }
    try add("a key among the entries", .refused, .form) { lines in
      let key = lines.lines[lines.places("key")[0]].split(separator: " ")
      lines.lines[lines.places("entry")[0]] = "entry \(key[1]) \(key[2]) \(key[3])"
    }
    try add("no definition", .missing, .definition) { lines in
      lines.lines.remove(at: lines.places("entry")[1])
    }
    try add("a gap that isn't shown", .missing, .samples) { lines in
      lines.lines.remove(at: lines.places("entry")[3])
    }
    try add("no event that names the agreement", .missing, .agreement) { lines in
      lines.lines.remove(at: lines.places("entry")[4])
    }
  }

  /// Its seals, blocks and samples.
  mutating func addSegments() throws {
    try add("a seal that was changed", .damaged, .path) { lines in
      lines.change(lines.places("seal")[0], 2) { replaced($0, 0, 99) }
    }
    try add("a seal again", .damaged, .overlap) { lines in
      let place = lines.places("seal")[0]
      lines.lines.insert(lines.lines[place], at: place)
    }
    try add("an entry that is no seal", .refused, .form) { lines in
      let entry = lines.lines[lines.places("entry")[0]].split(separator: " ")
      lines.lines[lines.places("seal")[0]] = "seal \(entry[1]) \(entry[2]) \(entry[3])"
    }
    try add("a block that isn't shown", .missing, .samples) { lines in
      let place = lines.places("block")[0]
      lines.lines.removeSubrange(place..<lines.places("block")[1])
    }
    try add("a block of another series", .damaged, .leaf) { lines in
      lines.change(lines.places("block")[0], 2) { _ in "2" }
    }
    try add("a block at another leaf", .damaged, .leaf) { lines in
      lines.change(lines.places("block")[0], 1) { _ in "1" }
    }
    try add("blocks out of order", .refused, .form) { lines in
      lines.change(lines.places("block")[0], 1) { _ in "2" }
    }
    try add("an address again", .refused, .form) { lines in
      lines.change(lines.places("block")[0], 4) { String($0.prefix(9) + $0.prefix(8)) }
    }
    try add("a sample fewer", .refused, .form) { lines in
      lines.lines.remove(at: lines.places("sample")[0])
    }
    try add("a sample more", .refused, .form) { lines in
      let place = lines.places("sample")[0]
      lines.lines.insert(lines.lines[place], at: place)
    }
    try add("an outcome that isn't one", .refused, .form) { lines in
      lines.change(lines.places("sample")[0], 3) { _ in "5" }
    }
    try add("a cause that isn't one", .refused, .form) { lines in
      lines.change(lines.places("sample")[0], 4) { _ in "24" }
    }
    for field in 1...13 {
      try add("field \(field) of a sample that was changed", .damaged, .leaf) { lines in
        lines.change(lines.places("sample")[1], field) { text in
          // The address goes to none, any other field to a number that it can have.
          field == 6 ? "0" : field == 3 ? "4" : field == 4 ? "3" : "\((UInt64(text) ?? 0) ^ 1)"
        }
      }
    }
  }

  /// The form of its lines.
  mutating func addLines() throws {
    try add("a word more", .refused, .form) { $0.lines[1] += " x" }
    try add("a space more", .refused, .form) { $0.lines[1] += " " }
    try add("an unknown word", .refused, .form) { $0.lines.insert("comment x", at: 3) }
    try add("an empty line", .refused, .form) { $0.lines.insert("", at: 3) }
  }
}

/// Base 64 with one of its bytes replaced.
private func replaced(_ text: String, _ from: Int, _ byte: UInt8) -> String {
  var bytes = Base64.bytes(text) ?? []
  bytes[from] = byte
  return Base64.text(bytes)
}
