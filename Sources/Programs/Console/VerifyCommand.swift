import Archive
import ArgumentParser
import ConfigFile
import Posix
import Replaying
import Storage

/// `constat verify`: whether a store's record is what was sealed and signed.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Compute everything anew that the record says of itself.",
    discussion: """
      Says what is proved, what is damaged, what is missing and what nothing vouches for yet. Ends \
      with 0 only if all is proved: after a clean stop or an import that is every byte. While constatd \
      runs, its current hour is not sealed yet.
      """
  )

  @OptionGroup var locations: Locations

  func run() throws {
    let configuration = try locations.load()
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
      return try StoreVerifier.run(on: disk, of: identity) { progress.tell($0) }
    }
    progress.end()
    switch outcome {
    case .success(let verification):
      Terminal.say("\(verification)")
      if !verification.isProved { throw ExitCode(ExitStatus.failure.rawValue) }
    case .failure(.store(let error)):
      throw ExitCode.because("\(error)", error.exitStatus)
    case .failure(let error): throw ExitCode.because("\(error)", .inputOutput)
    }
  }
}
