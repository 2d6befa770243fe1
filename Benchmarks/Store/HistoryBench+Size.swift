import Archive
import Chronology
import Posix
import Storage

/// What the whole of a store takes.
extension HistoryBench {
  /// Ninety-six checks of the corpus, once a minute, for 31 days and a clean stop: every byte in the
  /// store's folder, by the part it belongs to.
  func measureSize() throws {
    let written = try store("size", checks: 96, interval: .minutes(1))
    written.writeCorpus(days: 31)
    written.stop()
    let inventory = try StoreInventory(try PosixDisk.reading(written.path))
    let samples = Int64(written.sampleCount)
    print("  96 checks of the corpus once a minute, 31 days, \(samples) samples, bytes a sample:")
    for tier in inventory.tiers where tier.bytes > 0 {
      print("    \(tier.folder.rawValue): \(hundredths(tier.bytes, samples)) (\(tier.files) files)")
    }
    print("    all in: \(hundredths(inventory.bytes, samples))")
  }

  private func hundredths(_ bytes: Int64, _ samples: Int64) -> String {
    let each = (bytes * 100 + samples / 2) / max(1, samples)
    return "\(each / 100).\(String(100 + each % 100).dropFirst())"
  }
}
