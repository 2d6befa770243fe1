import Dispatch
import Testing

/// Runs each test on a thread of its own, a few at a time.
///
/// These tests wait for processes. On the cooperative pool, which has a thread for each core, they
/// would hold up the tests of all other targets; all at once, they would wait for each other.
struct BlockingTrait: SuiteTrait, TestTrait, TestScoping {
  private static let seats = Seats(count: 3)

  var isRecursive: Bool { true }

  /// Whether the caller runs where this trait puts tests.
  static var isOnOwnThread: Bool { DispatchQueue.getSpecific(key: OwnThread.mark) == true }

  func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing body: @concurrent @Sendable () async throws -> Void
  ) async throws {
    guard testCase != nil else { return try await body() }
    await Self.seats.take()
    let result: Result<Void, any Error>
    do {
      let thread = OwnThread(label: test.name)
      result = .success(try await withTaskExecutorPreference(thread) { try await body() })
    } catch {
      result = .failure(error)
    }
    await Self.seats.leave()
    try result.get()
  }
}

extension Trait where Self == BlockingTrait {
  /// For tests that wait for processes.
  static var blocking: Self { BlockingTrait() }
}

/// A serial queue that tasks run on.
private final class OwnThread: TaskExecutor {
  static let mark = DispatchSpecificKey<Bool>()
  private let queue: DispatchQueue

  init(label: String) {
    queue = DispatchQueue(label: label)
    queue.setSpecific(key: Self.mark, value: true)
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

/// How many may run at the same time.
private actor Seats {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(count: Int) { free = count }

  func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  func leave() {
    if waiting.isEmpty {
      free += 1
    } else {
      waiting.removeFirst().resume()
    }
  }
}
