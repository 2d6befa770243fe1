import Glibc

/// The environment of this process, for tests that run in a process of their own (exit tests):
/// another thread that reads it at the same time would crash.
package enum ExitTestEnvironment {
  /// Sets `name` to `value`, or takes it out where that is nil.
  package static func set(_ name: String, _ value: String?) {
    if let value {
      _ = unsafe setenv(name, value, 1)
    } else {
      _ = unsafe unsetenv(name)
    }
  }
}
