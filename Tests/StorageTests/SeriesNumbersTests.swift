import Chronology
import Sampling
import StoreFormat
import StoreTestKit
import Testing

@testable import Storage

@Suite struct SeriesNumbersTests {
  private func definition(_ number: Int) -> CheckDefinition {
    CheckDefinition(
      id: checkID("check-\(number)"),
      method: "tcp",
      target: "127.0.0.1:80",
      interval: .seconds(5),
      timeout: .seconds(1),
      confirmation: Confirmation(),
      rules: ""
    )
  }

  private func definitions(_ range: Range<Int>) -> [CheckDefinition] { range.map(definition) }

  private func recovery(next: UInt32) -> Recovery {
    var recovery = Recovery(store: [])
    recovery.nextSeries = next
    return recovery
  }

  /// Why definitions get no numbers; nil if they do.
  private func refusal(of range: Range<Int>, by numbers: inout SeriesNumbers) -> StoreError? {
    do throws(StoreError) {
      _ = try numbers.number(definitions(range))
      return nil
    } catch {
      return error
    }
  }

  @Test func `a new definition beyond the limit is refused whole, a known one is not`() throws {
    var numbers = SeriesNumbers(recovery(next: 0), limit: 3)
    let first = try numbers.number(definitions(0..<2)).series
    #expect(first.map(\.number) == [0, 1])
    let refusal = refusal(of: 1..<4, by: &numbers)
    #expect(refusal == .tooManyDefinitions(new: 2, limit: 3))
    #expect(numbers.next == 2, "nothing was given")
    let (series, added) = try numbers.number([definition(2), definition(0), definition(2)])
    #expect(series.map(\.number) == [2, 0, 2])
    #expect(added == [.series(SeriesID(number: 2), definition(2))])
    let again = try numbers.number(definitions(0..<3)).series
    #expect(again.map(\.number) == [0, 1, 2])
  }

  @Test(arguments: [UInt32.max, UInt32.max - 1, 1_048_576] as [UInt32])
  func `a record whose numbers have run out refuses, and never wraps`(next: UInt32) {
    var numbers = SeriesNumbers(recovery(next: next), limit: StoreSettings().definitionLimit)
    let refusal = refusal(of: 0..<2, by: &numbers)
    #expect(refusal == .tooManyDefinitions(new: 2, limit: 1_048_576))
  }

  @Test func `a store says what to do, and goes on with what it knows`() async throws {
    var settings = StoreSettings()
    settings.definitionLimit = 2
    let store = try Store(
      on: FaultyDisk(),
      settings,
      clock: TestClock().storeClock,
      observer: Witness().observer
    )
    #expect(try await store.define(definitions(0..<2)).map(\.number) == [0, 1])
    await #expect(throws: StoreError.tooManyDefinitions(new: 1, limit: 2)) {
      _ = try await store.define([self.definition(2)])
    }
    #expect(try await store.define(definitions(0..<1)).map(\.number) == [0])
    let text = StoreError.tooManyDefinitions(new: 1, limit: 2).description
    #expect(text.contains("Name a new folder by `store`"))
    await store.close()
  }
}
