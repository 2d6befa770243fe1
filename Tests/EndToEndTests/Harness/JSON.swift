import Foundation

/// A JSON value, as far as tests look into one.
enum JSON: Decodable, Equatable {
  case null
  case bool(Bool)
  case number(Int64)
  case text(String)
  case list([JSON])
  case object([String: JSON])

  /// Reads one value.
  init(_ text: String) throws {
    self = try JSONDecoder().decode(JSON.self, from: Data(text.utf8))
  }

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let number = try? value.decode(Int64.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([JSON].self) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: JSON].self))
    }
  }

  /// A member of an object, or nil.
  subscript(name: String) -> JSON? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  /// An element of a list, or nil.
  subscript(index: Int) -> JSON? {
    guard case .list(let list) = self, list.indices.contains(index) else { return nil }
    return list[index]
  }

  var text: String? { if case .text(let text) = self { text } else { nil } }
  var number: Int64? { if case .number(let number) = self { number } else { nil } }
  var list: [JSON]? { if case .list(let list) = self { list } else { nil } }
}
