import Agreement
import BundleFormat
import Chronology
import Crypto
import Execution
import Posix
import Proving
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import TestKit
import Testing

@testable import Archive

/// A store of two checks of two customers, an hour a file, and what one of them may see.
final class EvidenceFixture {
  let disk = FaultyDisk()
  let clock = TestClock()
  let store: Store
  let archivist: Archivist
  /// Whether the first check is measured.
  var isFrontMeasured = true
  /// Checks that are measured besides.
  var others: [SeriesID] = []

  /// What is told of the other's check, and must not be in a bundle.
  static let secrets = ["backroom", "192.0.2.99", "rules of the other"]

  static func definition(
    _ id: String,
    _ target: String,
    _ rules: String,
    every interval: TimeAmount = .minutes(5)
  ) -> CheckDefinition {
    CheckDefinition(
      id: checkID(id),
      method: "http",
      target: target,
      interval: interval,
      timeout: .seconds(10),
      confirmation: Confirmation(),
      rules: rules
    )
  }

  static let agreement = Agreement(
    id: "shop",
    title: "Shop",
    revision: 1,
    effective: CivilDate(daysSinceEpoch: 0),
    language: .english,
    timeZone: "UTC",
    currency: euro,
    parties: Parties(provider: Party(name: "P"), customer: Party(name: "C")),
    services: [
      Service(id: "web", description: "It answers", check: checkID("front")),
      Service(id: "later", description: "So does it", check: checkID("added")),
    ],
    objectives: [],
    sha256: Hexadecimal.text(SHA256.hash(text))
  )
  static let text = Array("agreement: shop\n".utf8)

  init() async throws {
    store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    let store = store
    archivist = try Archivist(
      of: store.recovery.store,
      on: disk,
      signer: try CheckpointSigner(
        try SigningKey(seed: [UInt8](1...32)),
        origin: CheckpointSigner.origin(of: store.recovery.store)
      ),
      now: { [clock] in clock.now },
      observer: Archivist.Observer(
        record: { records in
          store.append(records)
          return on(store) { $0.flush() }
        },
        told: { outcome in
          if case .failure(let error) = outcome { Issue.record("\(error)") }
        }
      )
    )
    _ = try await store.define([
      Self.definition("front", "http://127.0.0.1/", ""),
      Self.definition(Self.secrets[0], "http://\(Self.secrets[1])/", Self.secrets[2]),
    ])
    store.append([event("shop", "web", "front"), event("other", "web", Self.secrets[0])])
    // As a daemon does, before the first sample.
    await store.flush()
  }

  private func event(_ agreement: String, _ service: String, _ check: String) -> Record {
    .event(
      RecordedEvent(
        kind: "objective.breached",
        key: "\(agreement)/\(check)",
        time: midnight + .minutes(30),
        message: "\(service) of \(check)",
        fields: [
          .init(name: "AGREEMENT", value: agreement), .init(name: "SERVICE", value: service),
          .init(name: "AGREEMENT_SHA256", value: Self.agreement.sha256),
        ]
      )
    )
  }

  /// The samples of both checks in an hour.
  private func samples(_ hour: Int, from first: Int) -> [Record] {
    let own = (isFrontMeasured ? [0] : []) + [1] + others.map { Int($0.number) }
    return (first..<12).flatMap { slot in
      own.map { series in
        let due = midnight + .hours(Int64(hour)) + .minutes(Int64(5 * slot))
        return .sample(
          Sample(
            series: SeriesID(number: UInt32(series)),
            due: due,
            start: due + .milliseconds(2),
            outcome: .up,
            phases: Phases(connect: 100, wait: UInt32(1_000 + slot)),
            status: 200,
            address: NetworkAddress(bytes: series != 1 ? [127, 0, 0, 1] : [192, 0, 2, 99])
          )
        )
      }
    }
  }

  /// Measures for some hours; each is recorded when it is over, and the one before it sealed.
  ///
  /// - Parameter first: The slot of each hour with which it begins.
  func measure(_ hours: Range<Int>, from first: Int = 0) async {
    for hour in hours {
      clock.advance(.hours(1))
      store.append(samples(hour, from: first))
      await store.flush()
      await archivist.sealEnded()
    }
  }

  func close() async {
    await store.close()
    #expect(await archivist.finish())
  }

  func annotate(_ scope: Annotation.Scope, _ reason: String) {
    let annotation = Annotation(
      kind: .note,
      scope: scope,
      start: midnight + .minutes(10),
      author: .customer,
      reason: reason
    )
    store.append([.annotated(RecordedAnnotation(annotation, recordedAt: clock.now))])
  }

  /// The bundle for some hours.
  func bundle(
    _ first: Int64,
    _ last: Int64,
    services: [String] = ["web"],
    followedBy later: [Agreement] = [],
    texts: [[UInt8]] = []
  ) throws -> (bytes: [UInt8], receipt: EvidenceBuilder.Receipt) {
    var bytes: [UInt8] = []
    let receipt = try EvidenceBuilder.run(
      on: disk,
      of: store.recovery.store,
      EvidenceScope(
        Self.agreement,
        followedBy: later,
        services: services,
        in: Interval(midnight + .hours(first), midnight + .hours(last))
      ),
      texts: [Self.text] + texts,
      output: { bytes += $0 }
    )
    return (bytes, receipt)
  }

  /// All bytes that a bundle tells: the text itself, and what its words in base 64 and in hexadecimal
  /// digits stand for.
  static func told(_ bundle: [UInt8]) -> [[UInt8]] {
    var told = [bundle]
    for word in String(decoding: bundle, as: UTF8.self).split(whereSeparator: {
      " \n,".contains($0)
    })
    where word.utf8.count > 7 {
      if let bytes = Base64.bytes(word) { told.append(bytes) }
      if let bytes = Hexadecimal.bytes(word) { told.append(bytes) }
    }
    return told
  }
}

extension [UInt8] {
  /// Whether a text stands in it.
  func holds(_ text: some Sequence<UInt8>) -> Bool {
    let text = Array(text)
    guard count >= text.count else { return false }
    return (0...count - text.count).contains { self[$0..<$0 + text.count].elementsEqual(text) }
  }
}
