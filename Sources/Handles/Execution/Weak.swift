import Posix

/// A reference that can be set later and does not keep its object.
///
/// Whoever wakes an actor holds it so: a mailbox is made before its reader, and must not keep it.
package final class Weak<Object: AnyObject & Sendable>: Sendable {
  private struct Reference: Sendable {
    weak var object: Object?
  }

  private let reference = Lock(Reference())

  /// A reference to nothing yet.
  package init() {}

  /// The object, if it is set and still there.
  package var value: Object? { reference.withLock { $0.object } }

  /// Refers to `object` from now on.
  package func set(_ object: Object) {
    reference.withLock { $0.object = object }
  }
}
