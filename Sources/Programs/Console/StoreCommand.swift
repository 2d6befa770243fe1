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
    subcommands: [StoreInfoCommand.self],
    defaultSubcommand: StoreInfoCommand.self
  )
}

/// `constat store info`: what a store takes, for what, and how long its disk lasts.
struct StoreInfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Show what the store takes of its disk, and how long the disk lasts.",
    discussion: """
      Reads the lengths of files, and what segments and the ledger say of themselves. Days left \
      are reckoned by what was recorded in the last seven days, without what was imported, and by what \
      expires as `retain` says; nothing else takes the disk.
      """
  )

  @OptionGroup var output: ListFormatOptions

  @OptionGroup var locations: Locations

  func run() throws {
    let configuration = try locations.load()
    let path = configuration.store
    do throws(StoreError) {
      let disk = try PosixDisk.reading(path)
      let free = try? Directory(opening: path).freeSpace()
      let growth = try StoreGrowth(disk)
      let page = StoreInfo(
        path: path,
        inventory: try StoreInventory(disk),
        free: free,
        bytesPerDay: growth?.bytesPerDay,
        outlook: free.flatMap { growth?.outlook(free: $0, configuration.retention) }
      )
      Terminal.say(output.chosen == .json ? page.json : page.text)
    } catch {
      throw ExitCode.because(error)
    }
  }
}
