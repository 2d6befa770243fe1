import Archive
import ArgumentParser
import BundleFormat
import Chronology
import ConfigFile
import Posix
import Proving
import Recording
import Replaying
import Sampling
import Storage

/// `constat verify`: whether a store's record, or a bundle of evidence, is what was sealed and signed.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Compute everything anew that the record, or a bundle of it, says of itself.",
    discussion: """
      Says what is proved, what is damaged, what is missing and what nothing vouches for yet. Ends \
      with 0 only if all is proved: after a clean stop or an import that is every byte. While constatd \
      runs, its current hour is not sealed yet.

      What was signed last, and the key, stand beside the store: a record that was exchanged, or restored \
      from an older backup, is told by them. --key tells one that is signed by other keys than the one \
      that you know.

      --bundle verifies what `constat evidence` wrote, by the key that you know to be the store's: from \
      the agreement's annex, or from when measuring began. Without --key the key is taken from the store \
      that is configured here, which only convinces whoever trusts that store.
      """
  )

  @Option(help: ArgumentHelp("A bundle of evidence, instead of the store.", valueName: "file"))
  var bundle: String?

  @Option(help: ArgumentHelp("The key to trust.", valueName: "name+id+key"))
  var key: String?

  @Flag(help: "Every finding about a bundle, and not the first 20.")
  var all = false

  @OptionGroup var locations: Locations

  func validate() throws {
    if all, bundle == nil { throw ValidationError("--all goes with --bundle") }
  }

  func run() throws {
    if let bundle { try verifyBundle(bundle) } else { try verifyStore() }
  }

  private func verifyBundle(_ path: String) throws {
    let trusted = try trustedKey() ?? storedKey()
    let verdict: BundleVerdict
    var progress = Progress("verifying \(path.harmless)", whole: nil)
    do throws(ArchiveError) {
      let file: FileHandle
      do throws(Errno) {
        file = try FileHandle(opening: path == "-" ? "/dev/stdin" : path, [.readOnly])
      } catch {
        throw .failed("open \(path)", error)
      }
      let size = try? file.size()
      if let size, size > 0 { progress = Progress("verifying \(path.harmless)", whole: Int(size)) }
      verdict = try BundleReading.verify(file, trusting: trusted) { progress.tell($0) }
      progress.end()
    } catch {
      progress.end()
      throw ExitCode.because("\(error)", .noInput)
    }
    Terminal.say(text(of: verdict, path))
    if !verdict.isProved { throw ExitCode(ExitStatus.failure.rawValue) }
  }

  /// The key that is given; nil if none is.
  private func trustedKey() throws -> VerifierKey? {
    guard let key else { return nil }
    guard let read = VerifierKey(key) else {
      throw ExitCode.because(
        "--key is no key: it is NAME+ID+KEY as the file `keys` of the store has it",
        .usage
      )
    }
    return read
  }

  /// The first key of the configured store; nil if there is none.
  private func storedKey() -> VerifierKey? {
    guard let configuration = locations.loadIfThere() else {
      Terminal.complain(
        "no key to trust: give --key, or the configuration of a store by --config;"
          + " \(locations.config) is none that can be read"
      )
      return nil
    }
    guard let disk = try? PosixDisk.reading(configuration.store),
      let first = (try? KeyFile.read(disk))?.first
    else { return nil }
    Terminal.complain("trusting the key of the store \(configuration.store): \(first)")
    return first
  }

  private func text(of verdict: BundleVerdict, _ path: String) -> String {
    var lines = verdict.findingLines(limit: all ? .max : 20)
    if verdict.isSigned, let period = verdict.period {
      lines.append("record \(verdict.origin)")
      lines.append("period \(period.start) to \(period.end)")
      lines += verdict.proofLines
    }
    if verdict.isProved {
      lines.append(
        "not proved by any bundle: that constatd told the truth when it measured, what came after the last"
          + " checkpoint, when it was signed, that there is no second ledger (compare checkpoints), that"
          + " all checks of the agreement are in the bundle (compare their names), and that nothing was left"
          + " out that was imported into a recorded gap or into time in which its check was not measured, or"
          + " measured while a longer interval accounts for it"
      )
    }
    lines.append("\(path): \(verdict.isProved ? "all of it is proved" : "NOT proved")")
    // Names come from the bundle, which anybody may have written, and from whoever named the file.
    return lines.map(\.harmless).joined(separator: "\n")
  }

  private func verifyStore() throws {
    let configuration = try locations.load()
    let trusted = try trustedKey()
    var progress = Progress("verifying samples", whole: nil)
    let outcome = Result { () throws(ArchiveError) in
      let disk: PosixDisk
      let identity: [UInt8]
      do throws(StoreError) {
        disk = try PosixDisk.reading(configuration.store)
        identity = try disk.identity()
      } catch {
        throw .store(error)
      }
      var witness = StoreVerifier.Witness()
      witness.trusted = trusted
      witness.mark = StoreKey.mark(
        of: identity,
        beside: configuration.store,
        warn: { Terminal.complain("warning: \($0)") }
      )
      witness.own = StoreKey.own(
        of: identity,
        at: configuration.sealKey,
        beside: configuration.store
      )
      return try StoreVerifier.run(on: disk, of: identity, witness: witness) { progress.tell($0) }
    }
    progress.end()
    switch outcome {
    case .success(let verification):
      let lines = "\(verification)".split(separator: "\n", omittingEmptySubsequences: false)
      Terminal.say(lines.map { String($0).harmless }.joined(separator: "\n"))
      if !verification.isProved { throw ExitCode(ExitStatus.failure.rawValue) }
    case .failure(.store(let error)):
      throw ExitCode.because("\(error)", error.exitStatus)
    case .failure(let error): throw ExitCode.because("\(error)", .inputOutput)
    }
  }
}
