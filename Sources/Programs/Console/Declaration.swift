import Agreement
import Annotating
import Archive
import ArgumentParser
import Chronology
import ConfigFile
import Execution
import Posix
import Recording
import Sampling
import Storage
import StoreFormat

/// Who declares something, and why; every command that declares takes both.
struct DeclarationOptions: ParsableArguments {
  @Option(help: "Who declares it.")
  var author: AuthorArgument

  @Option(help: "Why, on one line.")
  var reason: String
}

/// An author on the command line.
struct AuthorArgument: ExpressibleByArgument {
  let author: Annotation.Author

  static var allValueStrings: [String] { Annotation.Author.allCases.map(\.word) }

  init?(argument: String) {
    guard let author = Annotation.Author.allCases.first(where: { $0.word == argument }) else {
      return nil
    }
    self.author = author
  }
}

/// Declares something: asks the daemon that has the store, or records it itself.
struct Declaration {
  private let configuration: Configuration

  /// A declaration into the store of a configuration.
  init(_ configuration: Configuration) {
    self.configuration = configuration
  }

  /// What may be declared here.
  var rules: AnnotationRules {
    AnnotationRules(
      agreements: configuration.agreements,
      checks: configuration.checks.map(\.id)
    )
  }

  /// Declares it and says under which id it is on record, or ends with the reason why not.
  func make(_ annotation: Annotation) throws {
    do throws(AnnotationFault) {
      try rules.check(annotation, at: .now)
    } catch {
      throw ExitCode.because("\(error)", .usage)
    }
    let words = InboxClient.Words(
      undone: "nothing is recorded",
      lookup: "see `constat annotations` for what it recorded"
    )
    let store = try Store.inTurn(configuration.store, words) { draft throws(Errno) in
      try draft.write(AnnotationRequest(annotation).line)
    }
    if let store { try record(annotation, into: store) }
  }

  /// Records without a daemon; the store's lock is held until the end.
  private func record(_ annotation: Annotation, into store: Store) throws {
    on(store) { [vantage = configuration.vantage] in $0.setVantage(vantage) }
    // The record's time, which may be ahead of the machine's clock.
    let now = max(.now, store.recovery.lastTime ?? .now)
    let silence = store.recovery.silentSince.map { Interval($0, max($0, now)) }
    let outcome = Result { () throws(AnnotationObstacle) in
      let disk: PosixDisk
      do throws(StoreError) {
        disk = try PosixDisk.reading(configuration.store)
      } catch {
        throw .unreadable("\(error)")
      }
      let recording = AnnotationRecording(annotation, by: rules)
      let recorded = try recording.record(into: store, reading: disk, at: now, silence: silence)
      return recording.receipt(recorded, reading: disk)
    }
    let isClosed = store.closeSealed(configuration)
    switch outcome {
    case .success(let receipt):
      guard isClosed else {
        throw ExitCode.because("\(AnnotationObstacle.notDurable)", .inputOutput)
      }
      Terminal.say(receipt)
    case .failure(let obstacle): throw ExitCode.because("\(obstacle)", obstacle.status)
    }
  }
}

extension Configuration {
  /// All that is declared in the store, or the reason why it can't be read.
  func declared() throws -> [RecordedAnnotation] {
    try reading { disk throws(ArchiveError) in
      var reader = AnnotationReader(disk)
      return try reader.read()
    }
  }

  /// What `read` finds in the store, or the reason why it can't be read.
  func reading<Found>(_ read: (PosixDisk) throws(ArchiveError) -> Found) throws -> Found {
    do throws(ArchiveError) {
      let disk: PosixDisk
      do throws(StoreError) {
        disk = try PosixDisk.reading(store)
      } catch {
        throw .store(error)
      }
      return try read(disk)
    } catch {
      if case .store(let error) = error { throw ExitCode.because(error) }
      throw ExitCode.because("\(error)", .inputOutput)
    }
  }
}

/// An instant on the command line, by RFC 3339 with its offset.
struct InstantArgument: ExpressibleByArgument {
  let instant: Instant

  init?(argument: String) {
    guard let instant = Instant(rfc3339: argument) else { return nil }
    self.instant = instant
  }
}
