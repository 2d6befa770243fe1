/// What came of reading a configuration.
package struct ConfigReading: Sendable {
  /// The configuration; nil if there is any error.
  package let configuration: Configuration?

  /// Where the record is; of a configuration that can't be used too, as far as that can be told.
  package let store: String?

  /// Errors and warnings in the files' order, at most 100.
  ///
  /// The configuration's come first, then the agreements' in the order of their reading.
  package let diagnostics: [Diagnostic]

  /// How many more there are.
  package let omitted: Int

  /// Keeps all of them.
  package init(
    configuration: Configuration?,
    store: String?,
    diagnostics: [Diagnostic],
    omitted: Int
  ) {
    self.configuration = configuration
    self.store = store
    self.diagnostics = diagnostics
    self.omitted = omitted
  }
}

extension ConfigReading: CustomStringConvertible {
  /// Every diagnostic with its line and caret, each ended by a newline; empty if there are none.
  package var description: String {
    diagnostics.map { "\($0)\n" }.joined() + (omitted > 0 ? "and \(omitted) more\n" : "")
  }
}
