/// A number with its noun, as sentences have it: `1 check`, `2 checks`.
///
/// - Parameter noun: In the singular; the plural takes an s.
package func counted(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}
