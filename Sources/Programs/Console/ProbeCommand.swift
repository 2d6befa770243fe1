import ArgumentParser
import Chronology
import ConfigFile
import Pcre2
import Posix
import Probing
import Reporting
import Sampling

/// `constat probe`: one attempt by hand, with its phases.
struct ProbeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probe",
    abstract: "Make one attempt and show its phases.",
    discussion: """
      TARGET is a URL, host:port for a TCP connection, or the id of a check of the configuration. \
      Nothing is recorded. Ends with 0 if it is up, 1 degraded, 2 down, 3 void.
      """
  )

  @Argument(
    help: "https://example.org/, example.org:443, or the id of a check.",
    completion: Completions.checks
  )
  var target: String

  @OptionGroup var output: ListFormatOptions

  @Option(help: ArgumentHelp("The time for the attempt, such as 2s or 500ms.", valueName: "time"))
  var timeout: String?

  @Option(
    help: ArgumentHelp("Trust the certificates of this PEM file only.", valueName: "file"),
    completion: .file()
  )
  var ca: String?

  @OptionGroup var locations: Locations

  func run() throws {
    CurrentProcess.ignoreBrokenPipes()
    let subject = try subject()
    let probe: PreparedProbe
    let finished: FinishedProbe
    do {
      probe = try PreparedProbe(
        subject.probe,
        timeout: subject.timeout,
        degraded: subject.degraded
      )
      var settings = LoopSettings(isSecure: probe.isSecure)
      settings.caFile = ca
      settings.nameServers = subject.nameServers
      finished = try SingleProbe.run(probe, settings: settings)
    } catch let error as PatternError {
      throw ExitCode.because("\(error)", .configuration)
    } catch let error as ProbingError {
      throw ExitCode.because(error.description, .unavailable)
    }
    try show(finished)
  }

  private func show(_ finished: FinishedProbe) throws {
    guard let sample = finished.sample else {
      throw ExitCode.because("the attempt was not made", .software)
    }
    let chart = PhaseChart(sample, target: WebAddress.masked(target))
    if output.chosen == .json {
      Terminal.say(chart.json)
    } else {
      Terminal.say(chart.text(ink: Ink(isColoured: StandardStream.output.wantsColour)))
      if let detail = finished.detail { Terminal.say("why: \(detail.description.harmless)") }
    }
    switch sample.outcome {
    case .up: return
    case .degraded: throw ExitCode(1)
    case .down: throw ExitCode(2)
    case .void: throw ExitCode(3)
    }
  }

  /// What is probed, and how.
  private struct Subject {
    var probe: Probe
    var timeout = TimeAmount.seconds(5)
    var degraded = PhaseLimits()
    var nameServers: [String]?
  }

  private func subject() throws -> Subject {
    var subject = try typedProbe.map { Subject(probe: $0) } ?? configuredSubject()
    if let timeout { subject.timeout = try Self.duration(timeout) }
    return subject
  }

  /// A URL or host:port needs neither a configuration nor a store.
  private var typedProbe: Probe? {
    if let address = WebAddress(target) { return .http(HTTPProbe(address: address)) }
    return HostPort(target).map { .tcp($0) }
  }

  private func configuredSubject() throws -> Subject {
    guard isIdentifier(target) else {
      let fault = AddressFault(of: target)
      let name = fault.isSecret ? "the target" : "'\(target)'"
      let why = target.contains("://") ? ": it \(fault.text)" : ""
      throw ExitCode.because(
        "\(name) is neither a URL (http://… or https://…), nor host:port, nor the id of a check\(why)",
        .usage
      )
    }
    let configuration: Configuration
    do {
      configuration = try locations.load()
    } catch {
      Terminal.complain(
        "constat: '\(target)' would be the id of a check; without a configuration probe a URL, or "
          + "host:port such as \(target):443"
      )
      throw error
    }
    let check = try locations.check(target, of: configuration)
    var subject = Subject(
      probe: check.probe,
      timeout: check.timeout,
      degraded: check.degraded
    )
    if case .servers(let servers) = configuration.resolver {
      subject.nameServers = servers.map(\.description)
    }
    return subject
  }

  private static func duration(_ text: String) throws -> TimeAmount {
    var hint = ""
    do throws(DurationText.Fault) {
      let amount = try DurationText.parse(text)
      if amount >= .milliseconds(1), amount <= .minutes(5) { return amount }
    } catch {
      hint = error.hint(for: text).map { "; \($0)" } ?? ""
    }
    throw ExitCode.because("--timeout is 1ms to 5m, such as 2s or 500ms\(hint)", .usage)
  }
}
