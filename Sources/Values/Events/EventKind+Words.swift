extension EventKind {
  /// The words at the start of its message: `incident opened`, `objective at risk`.
  package var words: String {
    String(rawValue.map { $0 == "." || $0 == "-" ? " " : $0 })
  }
}
