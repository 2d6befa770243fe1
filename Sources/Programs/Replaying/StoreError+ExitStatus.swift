package import Posix
package import Storage

extension StoreError {
  /// How a program ends that cannot use its store; docs/operation.md lists them.
  package var exitStatus: ExitStatus {
    switch self {
    case .noStore: .noInput
    case .locked: .temporary
    case .foreignOwner, .noAccess: .noPermission
    case .newerFormat, .readOnlyFormat, .unreadable, .tooManyDefinitions, .atTheEndOfTime:
      .cannotCreate
    case .clockUnset: .unavailable
    case .failed: .inputOutput
    }
  }
}
