import Glibc

/// The variables that the process was started with.
package enum Environment {
  /// A variable's value, or nil where it isn't set.
  ///
  /// The corresponding C function is `getenv`.
  package static func value(of name: String) -> String? {
    guard let text = unsafe getenv(name) else { return nil }
    return unsafe String(cString: text)
  }
}
