/// What an editor checks a file by while it is written: a JSON Schema (draft 2020-12).
///
/// Its keys are those of the reader's own tables (``KeyTable``). YAML's scalars are taken by the core schema of
/// YAML 1.2, as editors do.
package enum FileSchema: String, CaseIterable, Sendable {
  /// Of constatd.yaml.
  case config
  /// Of an agreement's file.
  case agreement

  /// The schema with a line end.
  package var text: String {
    let head: [SchemaValue.Member] = [
      .init("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
      .init("$comment", .text("made by `constat schema \(rawValue)`")),
    ]
    guard case .object(let members) = shape.schema else {
      preconditionFailure("a form is an object")
    }
    return SchemaValue.object(head + members).json + "\n"
  }

  private var shape: Shape {
    switch self {
    case .config: .configuration
    case .agreement: .agreement
    }
  }
}
