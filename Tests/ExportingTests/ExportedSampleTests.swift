import Chronology
import Importing
import Sampling
import Testing

@testable import Exporting

@Suite struct ExportedSampleTests {
  private let web = CheckID("web")

  private func sample(_ change: (inout Sample) -> Void = { _ in }) throws -> Sample {
    let due = try #require(Instant(rfc3339: "2026-03-14T09:41:07Z"))
    var sample = Sample(
      series: SeriesID(number: 7),
      due: due,
      start: due + .microseconds(2_300),
      outcome: .down,
      cause: .http5xx,
      phases: Phases(resolve: 1, connect: 20, secure: 300, wait: 4_000, transfer: 50_000),
      status: 503,
      address: NetworkAddress(bytes: [192, 0, 2, 7]),
      flags: [.observerImpaired, .clockUnsynchronized]
    )
    change(&sample)
    return sample
  }

  private func exported(_ sample: Sample) throws -> ExportedSample {
    ExportedSample(sample, of: try #require(web))
  }

  @Test func `a line of JSON has all that is known`() throws {
    let line = try exported(sample()).json
    #expect(
      line == #"{"check":"web","at":"2026-03-14T09:41:07.002300Z","slot":"2026-03-14T09:41:07Z","#
        + #""outcome":"down","cause":"http-5xx","status":503,"total_us":54321,"#
        + #""phases_us":{"resolve":1,"connect":20,"secure":300,"wait":4000,"transfer":50000},"#
        + #""address":"192.0.2.7","flags":["observer-impaired","clock-unsynchronized"]}"#
    )
  }

  @Test func `a row has a value for each column`() throws {
    let row = try exported(sample()).csv
    #expect(
      row == "web,2026-03-14T09:41:07.002300Z,2026-03-14T09:41:07Z,down,http-5xx,503,54321,"
        + "1,20,300,4000,50000,192.0.2.7,observer-impaired clock-unsynchronized"
    )
    #expect(row.split(separator: ",").count == ExportedSample.columns.count)
  }

  @Test func `what was never known is null, or empty`() throws {
    let bare = try sample {
      ($0.outcome, $0.cause, $0.status, $0.address) = (.up, nil, 0, nil)
      $0.flags = [.imported, .timeNotMeasured]
    }
    #expect(
      try exported(bare).json.hasSuffix(
        #""cause":null,"status":null,"total_us":null,"phases_us":{"resolve":null,"connect":null,"#
          + #""secure":null,"wait":null,"transfer":null},"address":null,"flags":["imported"]}"#
      )
    )
    #expect(try exported(bare).csv.hasSuffix(",up,,,,,,,,,,imported"))
  }

  @Test(arguments: [ExportFormat.jsonl, .csv])
  func `what is exported can be imported`(format: ExportFormat) throws {
    let samples = try (0..<50).map { number in
      try sample {
        $0.start = $0.start + .seconds(Int64(number))
        if number % 3 == 0 { ($0.outcome, $0.cause, $0.status) = (.up, nil, 200) }
        if number % 7 == 0 { ($0.outcome, $0.cause, $0.status) = (.void, .localRoute, 0) }
        if number % 5 == 0 { $0.flags = [.imported, .timeNotMeasured] }
      }
    }
    let lines = try samples.map { format == .csv ? try exported($0).csv : try exported($0).json }
    let head = format == .csv ? [ExportedSample.columns.joined(separator: ",")] : []
    var file = ImportFile(
      series: SeriesID(number: 9),
      check: web,
      now: try #require(Instant(rfc3339: "2026-06-01T00:00:00Z"))
    )
    file.append(Array((head + lines).joined(separator: "\n").utf8))
    let read = try file.finish()
    #expect(read.map(\.start) == samples.map(\.start))
    #expect(read.map(\.outcome) == samples.map(\.outcome))
    #expect(read.map(\.cause) == samples.map(\.cause))
    #expect(read.map(\.status) == samples.map(\.status))
    #expect(
      read.map { $0.measuredTime(of: nil) } == samples.map { $0.measuredTime(of: nil) }
    )
  }
}
