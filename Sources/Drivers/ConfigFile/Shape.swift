/// The form of a value in a configuration file, as far as a JSON Schema can say it.
///
/// It refuses nothing that the reader takes; what only the whole of the files can tell is the reader's.
indirect enum Shape: Sendable {
  /// Any scalar: what looks like a number is text for the reader.
  case text
  /// One of these words.
  case words([String])
  /// Yes or no, as `true` or `false`.
  case truth
  /// A text that matches a pattern of ECMA-262; the example is what an editor offers.
  ///
  /// What looks like a number is one for an editor, whose digits no pattern is held against.
  case pattern(String, example: String, orNumber: Bool = false)
  /// A whole number.
  case whole(ClosedRange<Int>)
  /// A list of so many values of one form.
  case list(Shape, ClosedRange<Int>)
  /// Any of these forms.
  case either([Shape])
  /// A mapping with the keys of a table.
  case mapping(Keyed)
  /// A mapping of the user's own names, which match a pattern, and the keys of a table beside them.
  case named(Shape, limit: Int, names: String = Pattern.identifier, beside: Keyed? = nil)

  /// A mapping whose keys a table has.
  struct Keyed: Sendable {
    /// The keys that the reader knows; each has a form.
    let table: KeyTable
    /// The forms, by key.
    let shapes: [String: Shape]
    /// The keys that must be written.
    var needs: [String] = []
    /// Of these groups of keys, exactly one must be.
    var oneOf: [[String]] = []
  }

  /// Patterns of texts.
  enum Pattern {
    static let identifier = "^[a-z0-9-]{1,64}$"
    static let duration = "^[0-9]{1,9}(ms|s|m|h|d|y)$"
    static let share = "^>= *[0-9]+(\\.[0-9]+)? *%$"
    static let percentage = "^[0-9]+(\\.[0-9]+)? *%$"
    static let amount = "^[0-9]+(\\.[0-9]+)?$"
    static let date = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
    static let stretch = "^[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}$"
  }

  static let identifier = Shape.pattern(Pattern.identifier, example: "www-1", orNumber: true)
  static let duration = Shape.pattern(Pattern.duration, example: "30s")
  static let share = Shape.pattern(Pattern.share, example: ">= 99.9%")
  static let percentage = Shape.pattern(Pattern.percentage, example: "95%")
  static let amount = Shape.pattern(Pattern.amount, example: "1200.00", orNumber: true)
  static let date = Shape.pattern(Pattern.date, example: "2026-01-01")

  /// A mapping with the keys of a table.
  static func keys(
    _ table: KeyTable,
    _ shapes: [String: Shape],
    needs: [String] = [],
    oneOf: [[String]] = []
  ) -> Shape {
    .mapping(Keyed(table: table, shapes: shapes, needs: needs, oneOf: oneOf))
  }

  /// A value, or a list of them.
  static func one(_ shape: Shape, orUpTo limit: Int) -> Shape {
    .either([shape, .list(shape, 1...limit)])
  }
}

extension Shape {
  /// The form as a JSON Schema (draft 2020-12).
  var schema: SchemaValue { .object(members) }

  private var members: [SchemaValue.Member] {
    switch self {
    case .text: return [Self.scalar]
    case .truth:
      let truths = [SchemaValue.truth(true), .truth(false), .text("true"), .text("false")]
      return [.init("enum", .list(truths))]
    case .words(let words): return [.init("enum", .list(words.map { .text($0) }))]
    case .pattern(let pattern, let example, let orNumber):
      return [
        orNumber ? Self.scalar : .init("type", .text("string")),
        .init("pattern", .text(pattern)), .init("examples", .list([.text(example)])),
      ]
    case .whole(let range):
      // In quotes it is the same number for the reader.
      return [
        .init("type", .list([.text("integer"), .text("string")])),
        .init("minimum", .number(range.lowerBound)), .init("maximum", .number(range.upperBound)),
        .init("pattern", .text("^[0-9]+$")),
      ]
    case .list(let shape, let count):
      return [
        .init("type", .text("array")), .init("items", shape.schema),
        .init("minItems", .number(count.lowerBound)), .init("maxItems", .number(count.upperBound)),
      ]
    case .either(let shapes): return [.init("anyOf", .list(shapes.map(\.schema)))]
    case .mapping(let keyed):
      return Self.members(keyed) + [.init("additionalProperties", .truth(false))]
    case .named(let shape, let limit, let names, let beside):
      return (beside.map { Self.members($0) } ?? [.init("type", .text("object"))]) + [
        .init("propertyNames", .object([.init("pattern", .text(names))])),
        .init("minProperties", .number(1)), .init("maxProperties", .number(limit)),
        .init("additionalProperties", shape.schema),
      ]
    }
  }

  private static let scalar = SchemaValue.Member(
    "type",
    .list([.text("string"), .text("number"), .text("boolean")])
  )

  private static func members(_ keyed: Keyed) -> [SchemaValue.Member] {
    precondition(
      Set(keyed.table.known) == Set(keyed.shapes.keys),
      "\(keyed.table.owner): each key that is read has a form, and no other"
    )
    var members: [SchemaValue.Member] = [
      .init("title", .text(keyed.table.owner)), .init("type", .text("object")),
      .init(
        "properties",
        .object(
          keyed.table.known.compactMap { key in
            keyed.shapes[key].map { SchemaValue.Member(key, $0.schema) }
          }
        )
      ),
    ]
    if !keyed.needs.isEmpty {
      members.append(.init("required", .list(keyed.needs.map { .text($0) })))
    }
    if !keyed.oneOf.isEmpty {
      members.append(
        .init(
          "oneOf",
          .list(
            keyed.oneOf.map { keys in
              .object([.init("required", .list(keys.map { .text($0) }))])
            }
          )
        )
      )
    }
    return members
  }
}
