import Archive
import ArgumentParser
import Chronology
import ConfigFile
import Posix
import Reporting
import Storage

/// `constat store`: what a store is on its disk.
struct StoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: "Look at the store as files.",
    subcommands: [StoreInfoCommand.self]
  )
}

/// `constat store info`: what a store takes, for what, and how long its disk lasts.
struct StoreInfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Show what the store takes of its disk, and how long the disk lasts.",
    discussion: """
      Reads no sample: the lengths of files, and what segments say of themselves. Days left are those of \
      samples such as the ones that are sealed, if nothing else takes the disk and nothing expires.
      """
  )

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var locations: Locations

  func run() throws {
    let path = try locations.load().store
    do throws(StoreError) {
      let inventory = try StoreInventory(try PosixDisk.reading(path))
      let free = try? Directory(opening: path).freeSpace()
      let page = StoreInfo(path: path, inventory: inventory, free: free)
      Terminal.say(json ? page.json : page.text)
    } catch {
      throw ExitCode.because(error)
    }
  }
}
