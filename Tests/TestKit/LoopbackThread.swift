import Glibc

/// Runs `body` once on a thread of its own, which nobody waits for: servers of tests block.
package func onThread(_ body: @escaping @Sendable () -> Void) {
  final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
  let context = unsafe Unmanaged.passRetained(Body(body)).toOpaque()
  var thread = pthread_t()
  let code = unsafe pthread_create(
    &thread,
    nil,
    { context in
      guard let context = unsafe context else { return nil }
      unsafe Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
      return nil
    },
    context
  )
  precondition(code == 0, "a test's thread must start")
  pthread_detach(thread)
}
