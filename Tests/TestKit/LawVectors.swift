import Foundation
import Testing

/// The vectors of the agreement's arithmetic as they were handed out, `Tests/Fixtures/accounting/vectors.json`:
/// what the tests' own tables are held against.
///
/// Fractions in it are rounded to six decimals; the project floors them.
package enum LawVectors {
  /// The vector of this name.
  package static func one(_ id: String) throws -> LawValue {
    let bytes = try TestFile.fixture("accounting/vectors.json")
    let all = try JSONDecoder().decode([LawValue].self, from: Data(bytes))
    return try #require(all.first { $0["id"]?.text == id }, "the law has no vector \(id)")
  }

  /// The names of all, in their order.
  package static func names() throws -> [String] {
    let bytes = try TestFile.fixture("accounting/vectors.json")
    return try JSONDecoder().decode([LawValue].self, from: Data(bytes)).compactMap {
      $0["id"]?.text
    }
  }
}

/// A value of JSON.
package enum LawValue: Decodable, Sendable {
  /// true or false.
  case bool(Bool)
  /// A number, as short as it can be written.
  case number(String)
  /// A text.
  case string(String)
  /// A list.
  case list([LawValue])
  /// Members by their names.
  case object([String: LawValue])

  /// Reads one value.
  package init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let whole = try? value.decode(Int64.self) {
      self = .number("\(whole)")
    } else if let number = try? value.decode(Double.self) {
      self = .number("\(number)")
    } else if let text = try? value.decode(String.self) {
      self = .string(text)
    } else if let list = try? value.decode([LawValue].self) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: LawValue].self))
    }
  }

  /// A member of an object, or nil.
  package subscript(name: String) -> LawValue? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  /// An element of a list, or nil.
  package subscript(index: Int) -> LawValue? {
    if case .list(let items) = self, items.indices.contains(index) { items[index] } else { nil }
  }

  /// A list's elements; none of anything else.
  package var items: [LawValue] { if case .list(let items) = self { items } else { [] } }

  /// The text, the number or the truth as text; nil of a list and of an object.
  package var text: String? {
    switch self {
    case .bool(let bool): "\(bool)"
    case .number(let text), .string(let text): text
    case .list, .object: nil
    }
  }
}

extension LawValue {
  /// The text at the end of a path of names and numbers, such as `input.outage.0`.
  package func text(_ path: String) throws -> String {
    let end = path.split(separator: ".").reduce(Optional(self)) { value, part in
      Int(part).map { value?[$0] } ?? value?[String(part)]
    }
    return try #require(end?.text, "no \(path)")
  }

  /// The number there.
  package func number(_ path: String) throws -> Int64 {
    try #require(Int64(text(path)), "\(path) is no whole number")
  }

  /// The percentage there in millionths, as it was rounded.
  package func millionths(_ path: String) throws -> Int64 {
    Int64((try #require(Double(text(path))) * 1_000_000).rounded())
  }
}
